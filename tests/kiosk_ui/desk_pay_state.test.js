import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fenOf, offeredFor } from '../../kiosk_ui/lib/money.js';
import { changeOf, faultOfPay, paidBy } from '../../kiosk_ui/desk/pay_state.js';

const cash = (tendered) => ({ method: /** @type {const} */ ('cash'), tendered, reference: '' });

test('an amount is read to the fen, however it is typed', () => {
  assert.equal(fenOf('1,800.5'), 180050);
  assert.equal(fenOf('￥1800'), 180000);
  assert.equal(fenOf('１８'), 1800);
  for (const text of ['', '-5', '1.234', 'abc', '1e5']) assert.equal(fenOf(text), null, text);
});

test('the change is what was tendered over what is owed, and never below nothing', () => {
  assert.equal(changeOf(cash('2000'), 180000), 20000);
  assert.equal(changeOf(cash('1000'), 180000), 0);
  assert.equal(changeOf({ method: 'card', tendered: '2000', reference: '1' }, 180000), 0);
});

test('too little is said at the field, and exactly enough is not', () => {
  assert.deepEqual(faultOfPay(cash('1799.99'), 180000), { field: 'tendered', fault: 'under_tendered' });
  assert.equal(faultOfPay(cash('1800'), 180000), null);
  assert.equal(faultOfPay(cash('many'), 180000)?.fault, 'tendered_unreadable');
  assert.equal(faultOfPay(cash(''), 180000)?.fault, 'tendered_missing');
});

test('money that leaves no notes needs a reference', () => {
  assert.equal(faultOfPay({ method: 'wechat', tendered: '', reference: ' ' }, 1)?.fault, 'reference_needed');
  assert.deepEqual(paidBy({ method: 'wechat', tendered: '2000', reference: ' 42 ' }), { method: 'wechat', reference: '42' });
  assert.deepEqual(paidBy(cash('2000')), { method: 'cash', tendered_fen: 200000 });
});

test('the sum itself is offered first, then what people round it up to', () => {
  assert.deepEqual(offeredFor(120000), [120000, 150000, 200000]);
  assert.deepEqual(offeredFor(183000), [183000, 185000, 190000]);
});
