import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countChange, insideNow, placeOf, seenAfter } from '../../kiosk_ui/door/places.js';

const HOUR = 3_600_000;
/** A hall without an exit that keeps its sessions: the day turns at 0 and 24 hours, a session ends at 12. */
const KEPT = { days: [0, 24 * HOUR], stays: [0, 12 * HOUR, 24 * HOUR], sessions: [0, 12 * HOUR, 24 * HOUR] };
const WITH_EXIT = { ...KEPT, stays: [] };

/** @param {[string, number][]} moves verdict and hour, in order @param {typeof KEPT} calendar */
const seenBy = (moves, calendar) => moves.reduce(
  (seen, [verdict, hour]) => seenAfter(seen, verdict, { at: hour * HOUR, calendar }),
  /** @type {import('../../kiosk_ui/door/places.js').Seen | null} */ (null),
);

/** @param {[string, number][]} moves @param {number} hour @param {{calendar?: typeof KEPT, direction?: 'in' | 'out'}} [how] */
const placed = (moves, hour, { calendar = WITH_EXIT, direction = 'in' } = {}) => placeOf(
  seenBy(moves, calendar), { at: hour * HOUR, direction, calendar },
);

test('nobody is anywhere before she comes', () => {
  const place = placed([], 9);
  assert.deepEqual([place.inside, place.was_inside, place.admitted_today, place.admitted_at, place.first_at], [false, false, 0, null, null]);
});

test('being in another hall is told, not worked out', () => {
  assert.equal(placeOf(null, { at: 0, direction: 'in', calendar: KEPT, inside_elsewhere: true }).inside_elsewhere, true);
  assert.equal(placed([['admitted', 9]], 10).inside_elsewhere, false);
});

test('who was let in is inside, since then', () => {
  const place = placed([['admitted', 9]], 10);
  assert.deepEqual([place.inside, place.is_counted, place.was_inside, place.first_at], [true, true, false, 9 * HOUR]);
});

test('who left was inside', () => {
  const place = placed([['admitted', 9], ['left', 10]], 11);
  assert.deepEqual([place.inside, place.is_counted, place.was_inside], [false, false, true]);
});

test('refusals move nobody', () => {
  assert.equal(seenBy([['unpaid', 9], ['already_in', 10], ['hall_full', 11], ['not_inside', 12]], KEPT), null);
  assert.equal(placed([['admitted', 9], ['already_in', 10]], 11).first_at, 9 * HOUR);
  assert.equal(seenBy([['left', 9]], KEPT), null);
});

test('a hall without an exit is empty after its session', () => {
  const [before, after] = [11.999, 12].map((hour) => placed([['admitted', 9]], hour, { calendar: KEPT }));
  assert.deepEqual([before?.inside, after?.inside, after?.is_counted, after?.first_at], [true, false, false, null]);
});

test('no re-entry is forgotten with the stay', () => {
  const moves = /** @type {[string, number][]} */ ([['admitted', 9], ['left', 10]]);
  assert.equal(placed(moves, 11, { calendar: KEPT }).was_inside, true);
  assert.equal(placed(moves, 12, { calendar: KEPT }).was_inside, false);
});

test('who forgot to go out yesterday is counted, may come in and may go out', () => {
  const going = (/** @type {'in' | 'out'} */ direction) => placed([['admitted', 9]], 25, { direction });
  assert.deepEqual([going('in').inside, going('in').is_counted, going('in').was_inside], [false, true, false]);
  assert.deepEqual([going('out').inside, going('out').is_counted], [true, true]);
});

test('who left yesterday was not inside today', () => assert.equal(placed([['admitted', 9], ['left', 10]], 25).was_inside, false));

test('admissions count until the day and the session turn', () => {
  const moves = /** @type {[string, number][]} */ ([['admitted', 9], ['left', 10], ['admitted', 11], ['left', 11.5]]);
  const counts = [11.9, 12, 23.9, 24].map((hour) => placed(moves, hour)).map((each) => [each.admitted_today, each.admitted_this_session]);
  assert.deepEqual(counts, [[2, 2], [2, 0], [2, 0], [0, 0]]);
});

test('a session counts from its own first admission on', () => {
  const place = placed([['admitted', 9], ['left', 10], ['admitted', 13], ['left', 14]], 15);
  assert.deepEqual([place.admitted_today, place.admitted_this_session, place.admitted_at], [2, 1, 13 * HOUR]);
});

test('let in once more by a flushed door she keeps her first time, and counts twice', () => {
  const place = placed([['admitted', 9], ['admitted', 10]], 11);
  assert.deepEqual([place.first_at, place.admitted_at, place.admitted_today], [9 * HOUR, 10 * HOUR, 2]);
});

test('back after an exit the time is the later one', () => {
  assert.equal(placed([['admitted', 9], ['left', 10], ['admitted', 11]], 11.5).first_at, 11 * HOUR);
});

test('a person counts once, whoever was let in twice', () => {
  const [fresh, there] = [placed([], 9), placed([['admitted', 9]], 10)];
  assert.deepEqual(['admitted', 'left', 'unpaid'].map((verdict) => countChange(there, verdict)), [0, -1, 0]);
  assert.equal(countChange(fresh, 'admitted'), 1);
});

test('a count is of its stay', () => {
  assert.equal(insideNow(40, 11 * HOUR, { at: 11.5 * HOUR, calendar: KEPT }), 40);
  assert.equal(insideNow(40, 11 * HOUR, { at: 12 * HOUR, calendar: KEPT }), 0);
  assert.equal(insideNow(40, 11 * HOUR, { at: 30 * HOUR, calendar: WITH_EXIT }), 40);
});
