import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hallsNow, plotted } from '../../kiosk_ui/control/halls_state.js';
import { daysOf, firstMoment, instantOf, sortedShares } from '../../kiosk_ui/control/simulator_state.js';

const EVENT = { starts_on: '2026-12-04', ends_on: '2026-12-06', time_zone: 'Asia/Shanghai' };

test('halls stand in the planners\' order, each with what may still go in or is too many', () => {
  const headcount = /** @type {any} */ ({ halls: {
    B: { inside: 95, capacity: 100, admitted: 120 }, A: { inside: 7, capacity: 5, admitted: 9 }, C: { inside: 3, capacity: null, admitted: 3 } } });

  assert.deepEqual(hallsNow(headcount, [{ code: 'A' }, { code: 'B' }, { code: 'C' }, { code: 'GONE' }]), [
    { code: 'A', inside: 7, capacity: 5, admitted: 9, level: 'over', share: 1, difference: 2 },
    { code: 'B', inside: 95, capacity: 100, admitted: 120, level: 'near', share: 0.95, difference: 5 },
    { code: 'C', inside: 3, capacity: null, admitted: 3, level: 'unlimited', share: 0, difference: 0 },
  ]);
});

test('a day is drawn with its limit beside it', () => {
  const curve = { hall: 'A', capacity: 5, points: [{ at: '2026-12-05T00:00:00Z', inside: 0 }, { at: '2026-12-05T00:05:00Z', inside: 4 }, { at: '2026-12-05T00:10:00Z', inside: 2 }], peak: { at: '2026-12-05T00:04:10Z', inside: 4 } };

  assert.deepEqual(plotted(curve), [[1796428800, 1796429100, 1796429400], [0, 4, 2], [5, 5, 5]]);
});

test('a simulation begins now on a day of the event, else on its first morning', () => {
  assert.deepEqual(daysOf(EVENT), ['2026-12-04', '2026-12-05', '2026-12-06']);
  assert.deepEqual(firstMoment(EVENT, '2026-12-05T00:30:00Z'), { day: '2026-12-05', time: '08:30' });
  assert.deepEqual(firstMoment(EVENT, '2026-11-01T00:30:00Z'), { day: '2026-12-04', time: '09:00' });
});

test('nine in the morning is nine at the venue, wherever the computer stands', () => {
  assert.equal(instantOf('2026-12-05', '09:00', 'Asia/Shanghai'), '2026-12-05T01:00:00.000Z');
  assert.equal(instantOf('2026-12-05', '', 'Asia/Shanghai'), null);
});

test('who gets in stands first, then the refusals, the commonest first', () => {
  const share = (/** @type {string} */ verdict, /** @type {number} */ count) => ({ verdict, count, categories: {}, examples: [] });
  const simulation = { checkpoint: 'A', at: '', people: 9, passed_over: [], is_counting_only: false, by_verdict: [share('admitted', 1), share('cancelled', 2), share('unpaid', 6)] };

  const { admitted, refused } = sortedShares(simulation);

  assert.equal(admitted?.count, 1);
  assert.deepEqual(refused.map(({ verdict }) => verdict), ['unpaid', 'cancelled']);
  assert.equal(sortedShares({ ...simulation, by_verdict: [] }).admitted, null);
});
