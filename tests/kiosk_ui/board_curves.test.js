import assert from 'node:assert/strict';
import { test } from 'node:test';

import { curves, smoothed, valueAt } from '../../kiosk_ui/board/curves.js';

const NOON_S = Date.parse('2026-12-05T12:00:00Z') / 1000;

/** @param {Partial<import('../../kiosk_ui/board/board_state.js').ArrivalCurves>} changes */
function arrivals(changes) {
  return { begins_at: '2026-12-05T12:00:00Z', step_s: 300, came: [], yesterday: [], planned: [], expected: [], low: [], high: [], ...changes };
}

/** @param {number[]} counts @returns {any} */
function headcount(counts) {
  return { per_minute: counts.map((n, index) => ({ at: new Date((NOON_S + index * 60) * 1000).toISOString(), n })) };
}

test('before the overview is read the curve shows who came and nothing else', () => {
  const [times, came, ...others] = curves(headcount([1, 1, 1, 4]), null);

  assert.equal(times.length, 4 + 60);
  assert.deepEqual(came.slice(0, 4), [1, 1, 1, null]);
  for (const other of others) assert.ok(other.every((value) => value === null));
});

test('the forecast begins where the past ends', () => {
  const overview = /** @type {any} */ ({ arrivals: arrivals({ yesterday: [2, 2, 2], expected: [3, 3, 3], low: [1, 1, 1], high: [5, 5, 5] }) });

  const [, came, yesterday, expected, low, high] = curves(headcount([1, 2, 3, 0]), overview);

  const begins = came.findIndex((value) => value === null);
  assert.equal(begins, 3);
  for (const series of [expected, low, high]) {
    assert.ok(series.slice(0, begins).every((value) => value === null));
    assert.notEqual(series[begins], null);
  }
  assert.equal(yesterday[0], 2);
});

test('between the middles of two steps lies the straight line, and nothing beyond what was told', () => {
  const told = arrivals({ expected: [null, 4, 8] });

  assert.equal(valueAt(told, 'expected', NOON_S + 450), 4);
  assert.equal(valueAt(told, 'expected', NOON_S + 600), 6);
  assert.equal(valueAt(told, 'expected', NOON_S + 750), 8);
  assert.equal(valueAt(told, 'expected', NOON_S + 300), 4);
  assert.equal(valueAt(told, 'expected', NOON_S + 3600), null);
});

test('a minute is told with those about it, and the sum stays', () => {
  assert.deepEqual(smoothed([0, 0, 5, 0, 0]), [5 / 3, 5 / 4, 1, 5 / 4, 5 / 3]);
  assert.deepEqual(smoothed([]), []);
});
