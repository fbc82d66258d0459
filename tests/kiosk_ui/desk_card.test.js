import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isUnpaid, mainAction, mattersNow, tellsApart } from '../../kiosk_ui/desk/card.js';
import { card, hit, job } from './desk_people.js';

const GUEST = { level: 'A', host: '接待人', lounge: null, session: null, arrives_at: null };
const HERE = { at: '2026-11-22T00:14:00Z', zone: 'Z1', station: '2 号台', operator: null };

test('at most three lines stand on the card, what stops the person first', () => {
  const everything = card({
    status: 'cancelled', blocked: '证件不符', owes_fen: 180000, guest: GUEST, note: '坐轮椅', checked_in: HERE,
  });

  const keys = mattersNow(everything, 'revoked').map(({ key }) => key);

  assert.deepEqual(keys, ['desk.matter.revoked', 'desk.matter.cancelled', 'desk.matter.blocked']);
});

test('an overridden debt still shows, and no longer stops', () => {
  const owing = card({ owes_fen: 180000 });
  const overridden = card({ owes_fen: 180000, override: true });

  assert.equal(mattersNow(owing, null)[0]?.tone, 'bad');
  assert.equal(mattersNow(overridden, null)[0]?.tone, 'warn');
  assert.equal(isUnpaid(owing), true);
  assert.equal(isUnpaid(overridden), false);
});

test('nothing to say gives no lines', () => {
  assert.deepEqual(mattersNow(card(), null), []);
});

test('the one action follows what already happened', () => {
  const once = { printed_count: 1, last_job: null };

  assert.equal(mainAction(card()), 'check_in');
  assert.equal(mainAction(card({ checked_in: HERE })), 'print');
  assert.equal(mainAction(card({ checked_in: HERE, badge: once })), 'reprint');
  assert.equal(mainAction(card({ owes_fen: 1 })), 'to_finance');
  assert.equal(mainAction(card({ blocked: '证件不符' })), 'unblock');
  assert.equal(mainAction(card({ status: 'cancelled' })), 'none');
  assert.equal(mainAction(card({ checked_in: HERE, badge: once }), null, true), 'next');
});

test('a word that stands for a payment does not let a stopped person in', () => {
  assert.equal(mainAction(card({ blocked: '证件不符', owes_fen: 1, override: true })), 'unblock');
});

test('who is here already may get a badge though something is still owed', () => {
  assert.equal(mainAction(card({ owes_fen: 1, checked_in: HERE })), 'print');
});

test('two of the same name are told apart by what differs', () => {
  const hits = [
    hit({ reg_no: 'A', organisation: '第一医院', phone_masked: '138****0001' }),
    hit({ reg_no: 'B', organisation: '第二医院', phone_masked: '138****0001' }),
    hit({ reg_no: 'C', name: '李喆' }),
  ];

  const telling = tellsApart(hits);

  assert.deepEqual(telling.get('A'), ['organisation']);
  assert.equal(telling.has('C'), false);
});

test('namesakes alike in everything are told apart by their number', () => {
  const telling = tellsApart([hit({ reg_no: 'A' }), hit({ reg_no: 'B' })]);

  assert.deepEqual(telling.get('B'), ['reg_no']);
});

test('an empty field tells nobody apart', () => {
  const hits = [hit({ reg_no: 'A', organisation: null }), hit({ reg_no: 'B', organisation: '第二医院' })];

  assert.deepEqual(tellsApart(hits).get('A'), ['reg_no']);
  assert.deepEqual(tellsApart(hits).get('B'), ['organisation']);
});

test('a badge that failed is tried again by Enter, an uncertain one waits for someone to look', () => {
  const here = card({ checked_in: HERE });

  assert.equal(mainAction(here, job({ state: 'failed' }), true), 'retry');
  assert.equal(mainAction(here, job({ state: 'unconfirmed' }), true), 'ask');
  assert.equal(mainAction(here, job({ state: 'printing' })), 'next');
  assert.equal(mainAction(card(), job({ state: 'printing' })), 'check_in');
});

test('what this desk has just done is not shown as if another had done it before', () => {
  assert.deepEqual(mattersNow(card({ checked_in: HERE }), null, true), []);
});

test('where she checked in is said by the station’s name, by its id where it has none', () => {
  const named = card({ checked_in: { ...HERE, station: 'desk-2', station_name: '二号台' } });
  const nameless = card({ checked_in: { ...HERE, station: 'desk-2' } });

  assert.equal(mattersNow(named, null)[0]?.values['station'], '二号台');
  assert.equal(mattersNow(nameless, null)[0]?.values['station'], 'desk-2');
});

test('a guest stands out, so that the host is told', () => {
  assert.equal(mattersNow(card({ guest: GUEST }), null)[0]?.tone, 'guest');
});

test('who may take money is offered to take it, everyone else sends her to the finance desk', () => {
  const owing = card({ owes_fen: 180000 });

  assert.equal(mainAction(owing, null, false, true), 'pay');
  assert.equal(mainAction(owing, null, false, false), 'to_finance');
  assert.equal(mainAction(card({ owes_fen: 180000, override: true }), null, false, true), 'check_in');
  assert.equal(mattersNow(owing, null, false, 'D 区')[0]?.values['place'], 'D 区');
});

test('a person held for a supervisor is cleared before anything else', () => {
  const held = card({ escalated: '证件不符', owes_fen: 1 });

  assert.equal(mainAction(held), 'clear');
  assert.equal(mattersNow(held, null)[0]?.key, 'desk.matter.escalated');
});

test('somebody in the wrong zone is told the right one, until she is here', () => {
  const right_zone = { code: 'VIP', name: '贵宾区', name_en: 'VIP', place: '二层' };

  assert.deepEqual(mattersNow(card({ right_zone }), null)[0]?.values, { zone: '贵宾区', zone_en: 'VIP', place: '二层' });
  assert.deepEqual(mattersNow(card({ right_zone, checked_in: HERE }), null).map(({ key }) => key), ['desk.matter.here']);
});

test('a prepared invoice and a likely double are said', () => {
  const account = { owes_fen: 0, credit_fen: 0, promise: false, invoice_state: 'prepared', invoice_bag: '17', deposits_fen: 0 };
  const keys = mattersNow(card({ account, duplicates: [hit({ reg_no: 'D0002' })] }), null).map(({ key }) => key);

  assert.deepEqual(keys, ['desk.matter.twice', 'desk.matter.invoice_bag']);
});
