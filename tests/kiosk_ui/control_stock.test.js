import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OUTSIDE, STORE, byItem, desksOf, moveOf } from '../../kiosk_ui/control/stock_state.js';

const pile = (item, at, count, more = {}) => (
  { item, name: item, name_en: item, pile: at, pile_name: at, count, low_count: 1, is_low: count <= 1, given: 2, ...more }
);
const station = (id, more = {}) => ({ id, name: id, role: 'desk', revoked_at: null, ...more });

test('piles stand together under their item, which is short when one of them is', () => {
  const items = byItem([pile('BAG', STORE, 10), pile('BAG', 'desk-1', 1), pile('RX', STORE, 5)]);

  assert.deepEqual(items.map(({ item, left, given, isLow }) => [item, left, given, isLow]), [['BAG', 11, 4, true], ['RX', 5, 2, false]]);
  assert.deepEqual(byItem([]), []);
});

test('a pile may lie at a desk at work, and where one still lies', () => {
  const gone = { revoked_at: '2026-12-05T00:00:00Z' };
  const stations = [station('desk-1'), station('finance-1', { role: 'finance' }), station('door-1', { role: 'door' }), station('desk-2', gone), station('desk-3', gone)];

  assert.deepEqual(desksOf(stations, [pile('BAG', 'desk-3', 4)]).map(({ id }) => id), ['desk-1', 'finance-1', 'desk-3']);
});

test('a move is sent once it says how many from where to where', () => {
  const form = { item: 'BAG', from: STORE, to: 'desk-1', count: '20', reason: ' 早班 ' };

  assert.deepEqual(moveOf(form), { item: 'BAG', from: '', to: 'desk-1', count: 20, reason: '早班' });
  for (const wrong of [{ count: '' }, { count: '0' }, { count: '1.5' }, { to: STORE }, { item: '' }]) assert.equal(moveOf({ ...form, ...wrong }), null);
});

test('what comes from outside or goes there needs a reason', () => {
  const form = { item: 'BAG', from: OUTSIDE, to: STORE, count: '5', reason: ' ' };

  assert.equal(moveOf(form), null);
  assert.deepEqual(moveOf({ ...form, reason: '到货' }), { item: 'BAG', from: null, to: '', count: 5, reason: '到货' });
});
