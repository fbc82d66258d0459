import assert from 'node:assert/strict';
import { test } from 'node:test';

import { alarms, doorsAlone, emptyBoard, hallLevel, missingTo, nextBoard, pace, urgentSession, zonesInUse }
  from '../../kiosk_ui/board/board_state.js';

/** @returns {import('../../kiosk_ui/board/board_state.js').Headcount} */
function headcount(changes = {}) {
  return {
    registered: 1200, checked_in: 412, rate: 0.3433, vip_rate: 0.5, by_category: {}, halls: {},
    per_minute: [], as_of: '2026-11-22T00:14:00Z', ...changes,
  };
}

test('a hall is marked from 90 percent, full at its limit and over beyond it', () => {
  assert.equal(hallLevel(89, 100), 'calm');
  assert.equal(hallLevel(90, 100), 'near');
  assert.equal(hallLevel(100, 100), 'full');
  assert.equal(hallLevel(101, 100), 'over');
  assert.equal(hallLevel(5000, null), 'unlimited');
});

test('the hall furthest over its limit stands first', () => {
  const halls = {
    A: { inside: 50, capacity: 100, admitted: 60 }, B: { inside: 95, capacity: 100, admitted: 99 },
    C: { inside: 103, capacity: 100, admitted: 110 }, D: { inside: 130, capacity: 100, admitted: 140 },
  };

  const found = alarms(headcount({ halls }));

  assert.deepEqual(found.map(({ hall, level }) => [hall, level]), [['D', 'over'], ['C', 'over'], ['B', 'near']]);
  assert.equal(found[0]?.over, 30);
});

test('losing contact keeps the last numbers, and the next message is believed at once', () => {
  let board = nextBoard(emptyBoard('wall', 'dark'), { type: 'headcount', headcount: headcount() });

  board = nextBoard(board, { type: 'connection', isLive: false });
  assert.equal(board.headcount?.checked_in, 412);
  assert.equal(board.isLive, false);

  board = nextBoard(board, { type: 'headcount', headcount: headcount({ checked_in: 500 }) });
  assert.equal(board.headcount?.checked_in, 500);
  assert.equal(board.isLive, true);
});

test('a server clock that was put back does not freeze the board', () => {
  let board = nextBoard(emptyBoard('wall', 'dark'), { type: 'headcount', headcount: headcount() });

  const earlier = headcount({ checked_in: 413, as_of: '2026-11-21T23:14:00Z' });
  board = nextBoard(board, { type: 'headcount', headcount: earlier });

  assert.equal(board.headcount?.checked_in, 413);
});

test('the pace is that of the last minutes, and an empty hour has no peak', () => {
  const per_minute = Array.from({ length: 60 }, (_, n) => ({
    at: new Date(n * 60000).toISOString(), n: n === 10 ? 30 : 1,
  }));

  const told = pace(headcount({ per_minute }));

  assert.deepEqual([told.last_5, told.last_15, told.last_60, told.peak], [5, 15, 89, 30]);
  assert.equal(told.peak_at, '1970-01-01T00:10:00.000Z');
  assert.equal(pace(headcount()).peak_at, null);
  assert.equal(pace(headcount()).peak, 0);
});

test('what is missing to the target is whole people and never negative', () => {
  assert.equal(missingTo(headcount(), 0.95), 728);
  assert.equal(missingTo(headcount({ registered: 7, checked_in: 6 }), 0.95), 1);
  assert.equal(missingTo(headcount({ checked_in: 1200 }), 0.95), 0);
  assert.equal(missingTo(headcount({ registered: 0, checked_in: 0 }), 0.95), 0);
});

test('touching a number opens it and touching it again closes it', () => {
  const open = nextBoard(emptyBoard('organiser', 'dark'), { type: 'opened', what: 'rate' });

  assert.equal(open.opened, 'rate');
  assert.equal(nextBoard(open, { type: 'opened', what: 'rate' }).opened, null);
  assert.equal(nextBoard(open, { type: 'mode', mode: 'wall' }).opened, null);
});

/** @param {object} changes @returns {any} */
function zone(changes) {
  return { code: 'A', expected: 0, arrived: 0, served_per_minute: 0, slips_out: 0, alarm: false, ...changes };
}

test('a zone nobody belongs to is shown once somebody is served or waits there', () => {
  const zones = [zone({ code: 'A', expected: 9 }), zone({ code: 'B' }), zone({ code: 'C', slips_out: 2 }), zone({ code: 'D', served_per_minute: 0.5 })];

  assert.deepEqual(zonesInUse(/** @type {any} */ ({ zones })).map(({ code }) => code), ['A', 'C', 'D']);
});

test('a session that lacks its speakers now comes before the next one that will', () => {
  const sessions = [{ session: 'A', missing: 0, is_due: false }, { session: 'B', missing: 2, is_due: false }, { session: 'C', missing: 1, is_due: true }];

  assert.equal(urgentSession(/** @type {any} */ ({ sessions }))?.session, 'C');
  assert.equal(urgentSession(/** @type {any} */ ({ sessions: sessions.slice(0, 2) }))?.session, 'B');
  assert.equal(urgentSession(/** @type {any} */ ({ sessions: sessions.slice(0, 1) })), null);
});

test('waiting scans are told with the oldest word that any door gave', () => {
  const doors = [
    { is_silent: true, waiting: 37, aside: 0, told_at: '2026-12-05T00:14:00Z' },
    { is_silent: false, waiting: 2, aside: 1, told_at: '2026-12-05T00:20:00Z' },
    { is_silent: true, waiting: null, aside: 0, told_at: null },
  ];

  assert.deepEqual(doorsAlone(/** @type {any} */ ({ doors })), { silent: 2, waiting: 40, told_at: '2026-12-05T00:14:00Z' });
});
