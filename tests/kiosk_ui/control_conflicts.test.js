import assert from 'node:assert/strict';
import { test } from 'node:test';

import { decisionsFor, parcels, pathOf, totalsOf } from '../../kiosk_ui/control/conflicts_state.js';
import { emptyControl, nextControl, whatNeedsAPerson } from '../../kiosk_ui/control/control_state.js';

/** @returns {import('../../kiosk_ui/control/control_state.js').Conflict} */
function conflict(changes = {}) {
  return { id: 'x', kind: 'let_in', scan_ids: ['s'], delegate: 'D001', sides: [], resolved: false, decisions: ['stands', 'count_in'], ...changes };
}

test('a list is asked for by what is chosen', () => {
  assert.equal(pathOf({ state: 'open', kind: null, limit: 50 }), '/conflicts?state=open&limit=50');
  assert.equal(pathOf({ state: 'resolved', kind: 'flushed', limit: null }), '/conflicts?state=resolved&kind=flushed');
});

test('open and resolved ones are added up over all kinds', () => {
  const counts = { admitted_twice: 1, let_in: 2, turned_away: 3, flushed: 4 };

  assert.deepEqual(totalsOf({ conflicts: [], total: 0, open: counts, resolved: { ...counts, flushed: 0 } }), { open: 10, resolved: 6 });
});

test('many are decided about only as each of them may be', () => {
  assert.deepEqual(decisionsFor([conflict(), conflict({ id: 'y' })]), ['stands', 'count_in']);
  assert.deepEqual(decisionsFor([conflict(), conflict({ id: 'y', decisions: ['stands'] })]), ['stands']);
  assert.deepEqual(decisionsFor([]), []);
});

test('no more than five hundred are sent at a time', () => {
  const rows = Array.from({ length: 1001 }, (_, n) => n);

  assert.deepEqual(parcels(rows).map(({ length }) => length), [500, 500, 1]);
  assert.deepEqual(parcels(rows).flat(), rows);
  assert.deepEqual(parcels([]), []);
});

test('a few conflicts need a person one by one, many as one line with their number', () => {
  const few = nextControl(emptyControl('attention'), { type: 'conflicts', conflicts: [conflict(), conflict({ id: 'y' })], count: 2 });
  const many = nextControl(few, { type: 'conflicts', conflicts: [conflict(), conflict({ id: 'y' }), conflict({ id: 'z' })], count: 500 });

  assert.deepEqual(whatNeedsAPerson(few).map(({ kind }) => kind), ['conflict', 'conflict']);
  assert.deepEqual(whatNeedsAPerson(many), [{ kind: 'conflicts', count: 500 }]);
});
