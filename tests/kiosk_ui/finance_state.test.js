import assert from 'node:assert/strict';
import { test } from 'node:test';

import { changeOf, emptyFinance, faultOf, nextFinance, paymentOf, sharesOf, shownOf, totalOf, usesCash } from '../../kiosk_ui/finance/finance_state.js';
import { countedOf, fenOf, offeredFor, yuanOf } from '../../kiosk_ui/lib/money.js';

/** @returns {any} */
const account = (more = {}) => ({ reg_no: 'D005', name: '李未缴', owes_fen: 180000, credit_fen: 0, ...more });
/** @param {any} state @param {any[]} events */
const after = (state, ...events) => events.reduce(nextFinance, state);
const open = (more = {}) => after(emptyFinance(), { type: 'opened', account: account(more) });

const handed = (/** @type {any} */ state, /** @type {string} */ tendered) => after(state, { type: 'line_changed', place: 0, line: { tendered } });

test('who owes is opened with all she owes, in cash, and nothing handed over yet', () => {
  const state = open();

  assert.equal(totalOf(state), 180000);
  assert.equal(changeOf(state), 0);
  assert.deepEqual(faultOf(state), { field: 'line.0.tendered', key: 'finance.fault.tendered' });
  assert.equal(faultOf(handed(state, ' '))?.key, 'finance.fault.tendered');
});

test('what was handed over exactly is taken as it was typed', () => {
  const state = handed(open(), '1800');

  assert.equal(faultOf(state), null);
  assert.deepEqual(paymentOf(state, { id: 'p', prints: true }), {
    payment_id: 'p', shares: [{ reg_no: 'D005', amount_fen: 180000 }], payer: '', print_receipt: true,
    lines: [{ method: 'cash', amount_fen: 180000, tendered_fen: 180000 }],
  });
});

test('change is what was handed over beyond the sum, never below zero', () => {
  const more = handed(open(), '2000');
  const less = handed(open(), '1000');

  assert.equal(changeOf(more), 20000);
  assert.equal(changeOf(less), 0);
  assert.deepEqual(faultOf(less), { field: 'line.0.tendered', key: 'problem.under_tendered' });
});

test('a further method takes the rest, and only its reference is missing', () => {
  const split = after(open(), { type: 'line_changed', place: 0, line: { amount: '800', tendered: '1000' } }, { type: 'line_added' });

  assert.deepEqual(sharesOf(split), [80000, 100000]);
  assert.equal(changeOf(split), 20000);
  assert.equal(split.lines[1]?.method, 'wechat');
  assert.deepEqual(faultOf(split), { field: 'line.1.reference', key: 'problem.reference_needed' });
  const told = after(split, { type: 'line_changed', place: 1, line: { reference: '4200' } });
  assert.equal(faultOf(told), null);
  assert.equal(usesCash(told), true);
});

test('methods that add up to another sum are not sent', () => {
  const state = after(open(), { type: 'line_changed', place: 0, line: { amount: '1700' } });

  assert.equal(faultOf(state)?.key, 'problem.lines_mismatch');
});

test('two lines of cash are one too many', () => {
  const state = after(open(), { type: 'line_changed', place: 0, line: { amount: '800' } }, { type: 'line_added' },
    { type: 'line_changed', place: 1, line: { method: 'cash' } });

  assert.equal(faultOf(state)?.key, 'problem.two_cash_lines');
});

test('no more is taken than is owed, and nothing is no payment', () => {
  const over = after(open(), { type: 'amount_typed', reg_no: 'D005', amount: '1800.01' });
  const unread = after(open(), { type: 'amount_typed', reg_no: 'D005', amount: 'x' });

  assert.deepEqual(faultOf(over), { field: 'amount.D005', key: 'problem.over_payment' });
  assert.equal(faultOf(unread)?.key, 'finance.fault.nothing');
  assert.equal(faultOf(open({ owes_fen: 0 }))?.key, 'finance.fault.nothing');
  assert.equal(faultOf(emptyFinance())?.field, 'people');
});

test('several people are paid for at once, each once', () => {
  const both = after(open(), { type: 'joined', account: account({ reg_no: 'D008', owes_fen: 60000 }) },
    { type: 'joined', account: account() });

  assert.equal(both.people.length, 2);
  assert.equal(totalOf(both), 240000);
  assert.equal(shownOf(both)?.reg_no, 'D005');
  assert.equal(after(both, { type: 'acting' }, { type: 'joined', account: account({ reg_no: 'D009' }) }).isBusy, false);
  const more = after(handed(open(), '1800'), { type: 'joined', account: account({ reg_no: 'D008' }) });
  assert.equal(more.lines[0]?.tendered, '');
  const one = after(both, { type: 'removed', reg_no: 'D005' });
  assert.equal(totalOf(one), 60000);
  assert.deepEqual(after(one, { type: 'removed', reg_no: 'D008' }).people, []);
});

test('whatever changes the sum is another payment, and its last words are gone', () => {
  const said = after(open(), { type: 'said', outcome: { tone: 'bad', key: 'x', values: {} } });
  const changed = after(said, { type: 'line_changed', place: 0, line: { tendered: '2000' } });

  assert.ok(changed.serial > said.serial);
  assert.equal(changed.outcome, null);
});

test('after a payment the change stays until the next person comes', () => {
  const taken = after(open(), { type: 'acting' },
    { type: 'taken', taken: { change_fen: 20000, receipt: 7 }, outcome: { tone: 'good', key: 'x', values: {} } });
  const still = after(taken, { type: 'refreshed', account: account({ owes_fen: 0 }) });
  const next = after(still, { type: 'joined', account: account({ reg_no: 'D009' }) });

  assert.equal(still.taken?.change_fen, 20000);
  assert.equal(next.taken, null);
  assert.deepEqual(next.people.map((each) => each.account.reg_no), ['D009']);
});

test('amounts are read as people write them', () => {
  for (const [text, fen] of [['1800', 180000], ['¥1,800.5', 180050], ['１８００元', 180000], ['0.01', 1]]) {
    assert.equal(fenOf(/** @type {string} */ (text)), fen);
  }
  for (const text of ['', 'x', '1.234', '-5', '1e3', '12345678']) assert.equal(fenOf(text), null, text);
  assert.equal(yuanOf(180050), '1800.50');
  assert.equal(yuanOf(180000), '1800');
});

test('what people hand over is offered for a tap', () => {
  assert.deepEqual(offeredFor(178000), [178000, 180000, 200000]);
  assert.deepEqual(offeredFor(180000), [180000, 200000]);
});

test('pieces add up, and a slip of the finger is no count', () => {
  assert.deepEqual(countedOf({ 10000: '3', 50: '２', 100: '' }), { counts: { 10000: 3, 50: 2 }, fen: 30100 });
  assert.equal(countedOf({ 10000: '3x' }), null);
  assert.equal(countedOf({ 100: '-1' }), null);
});
