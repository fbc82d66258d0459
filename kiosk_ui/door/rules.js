/**
 * The stateful end of the admission rules, for a door without the server: the same as `settle` of onsite/scanner/rules.py, name by
 * name. tests/scanner/verdicts.json and a walk through both hold the two together; whoever changes one changes the other. What a
 * person's rights say comes as a timetable from the server. Pure: no clock, no requests, no time zones; every instant is in ms.
 */

/**
 * @typedef {'in' | 'out'} Direction
 * @typedef {[from: number | null, to: number | null, verdict: string | null]} Stretch from on, until just before to; null: for ever
 *
 * @typedef {object} Place where a person is, just before a scan
 * @property {boolean} inside in this hall; going out, perhaps since yesterday
 * @property {boolean} was_inside in this stay, and gone out again
 * @property {boolean} inside_elsewhere
 * @property {number} admitted_today to this hall on this local day
 * @property {number} admitted_this_session to this hall since the day turned or a session here ended
 * @property {number | null} admitted_at the last admission to this hall
 *
 * @typedef {object} Door what a door insists on, and how full its hall is
 * @property {boolean} re_entry
 * @property {boolean} one_hall
 * @property {boolean} refuse_when_full
 * @property {number} limit_per_day 0: no limit
 * @property {number} limit_per_session 0: no limit
 * @property {number} anti_passback_minutes
 * @property {boolean} flush
 * @property {number} inside_count
 * @property {number | null} capacity null: no limit
 */

const HELD_BOTH_WAYS = ['unknown_credential', 'revoked', 'cancelled', 'blocked'];
const NEARLY_FULL_PERCENT = 90;
const MINUTE_MS = 60_000;

/**
 * From what a person's rights say to the verdict, by who is in which hall.
 * @param {string | null} stateless what is against letting her in; `unknown_credential` for a code nobody knows
 * @param {Place} place
 * @param {Door} door
 * @param {number} at
 * @param {Direction} direction
 * @returns {string} the verdict's word
 */
export function settle(stateless, place, door, at, direction) {
  if (direction === 'out') {
    if (stateless !== null && HELD_BOTH_WAYS.includes(stateless)) return stateless;
    return place.inside ? 'left' : 'not_inside';
  }
  if (door.flush) return 'admitted';
  return stateless ?? refusedByHall(place, door, at) ?? 'admitted';
}

/** @param {Stretch[]} timetable @param {number} at @returns {string | null} what is against going in; null for nothing */
export function statelessAt(timetable, at) {
  const stretch = timetable.find(([from, to]) => (from === null || from <= at) && (to === null || at < to));
  return stretch?.[2] ?? null;
}

/** @param {number} insideCount @param {number | null} capacity @returns {'ok' | 'nearly_full' | 'full'} a warning, never a verdict */
export function insideState(insideCount, capacity) {
  if (isFull(insideCount, capacity)) return 'full';
  return capacity !== null && insideCount * 100 >= capacity * NEARLY_FULL_PERCENT ? 'nearly_full' : 'ok';
}

/** @param {number} insideCount @param {number | null} capacity whether one more is an alarm */
export const isFull = (insideCount, capacity) => capacity !== null && insideCount >= capacity;

/** @param {Place} place @param {Door} door @param {number} at */
function refusedByHall(place, door, at) {
  if (isAlreadyIn(place, door) || isUsedUp(place, door, at)) return 'already_in';
  return door.refuse_when_full && isFull(door.inside_count, door.capacity) ? 'hall_full' : null;
}

/** @param {Place} place @param {Door} door there is no word of its own for being in another hall */
function isAlreadyIn(place, door) {
  return place.inside || (place.was_inside && !door.re_entry) || (place.inside_elsewhere && door.one_hall);
}

/** @param {Place} place @param {Door} door @param {number} at nor for a badge let in as often, or as lately, as it may */
function isUsedUp(place, door, at) {
  if (door.limit_per_day > 0 && place.admitted_today >= door.limit_per_day) return true;
  if (door.limit_per_session > 0 && place.admitted_this_session >= door.limit_per_session) return true;
  if (door.anti_passback_minutes === 0 || place.admitted_at === null) return false;
  return at - place.admitted_at < door.anti_passback_minutes * MINUTE_MS;
}
