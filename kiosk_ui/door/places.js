/**
 * Where a person stands with one hall, kept from scan to scan by a door without the server: what onsite/scanner/presences.py keeps in
 * rows. The days, stays and sessions are instants the server has worked out, so no time zone is needed. Pure.
 */

/**
 * @typedef {object} Calendar where a hall's spans of time begin, in ms, ascending
 * @property {number[]} days the local day turns
 * @property {number[]} stays the hall empties; none where it empties only through its exit
 * @property {number[]} sessions admissions count anew for the limit of a session
 *
 * @typedef {object} Seen a person's moves at one hall so far
 * @property {boolean} is_inside
 * @property {number} first_at the admission that began the latest time inside
 * @property {number} admitted_at the last admission
 * @property {number} admitted_today on the local day of that admission
 * @property {number} admitted_this_session in the session of that admission
 *
 * @typedef {import('./rules.js').Place & {is_counted: boolean, first_at: number | null}} Standing
 *   `is_counted`: among the people inside, perhaps since yesterday; `first_at`: the admission that holds
 */

/**
 * @param {Seen | null} seen null: never let in here
 * @param {{at: number, direction: import('./rules.js').Direction, calendar: Calendar, inside_elsewhere?: boolean}} scan
 * @returns {Standing} how she stands just before a scan
 */
export function placeOf(seen, { at, direction, calendar, inside_elsewhere = false }) {
  if (seen === null) return { ...NOWHERE, inside_elsewhere };
  const since = (/** @type {number[]} */ turns) => isSameSpan(turns, seen.admitted_at, at);
  const isToday = since(calendar.days);
  const isThisStay = since(calendar.stays);
  const isCounted = seen.is_inside && isThisStay;
  return {
    // Who forgot to go out yesterday is counted still, may come in again, and may go out.
    inside: isCounted && (isToday || direction === 'out'),
    was_inside: !seen.is_inside && isThisStay && isToday,
    inside_elsewhere,
    admitted_today: isToday ? seen.admitted_today : 0,
    admitted_this_session: since(calendar.sessions) ? seen.admitted_this_session : 0,
    admitted_at: seen.admitted_at,
    is_counted: isCounted,
    first_at: isThisStay ? seen.first_at : null,
  };
}

/**
 * @param {Seen | null} seen
 * @param {string} verdict
 * @param {{at: number, calendar: Calendar}} scan
 * @returns {Seen | null} what is known of her after a scan; only `admitted` and `left` move anyone
 */
export function seenAfter(seen, verdict, { at, calendar }) {
  if (verdict === 'left') return seen && { ...seen, is_inside: false };
  if (verdict !== 'admitted') return seen;
  const place = placeOf(seen, { at, direction: 'in', calendar });
  return {
    is_inside: true,
    first_at: place.inside && place.first_at !== null ? place.first_at : at, // let in again while inside, where a door is flushed
    admitted_at: at,
    admitted_today: place.admitted_today + 1,
    admitted_this_session: place.admitted_this_session + 1,
  };
}

/** @param {Standing} place just before the scan @param {string} verdict @returns {-1 | 0 | 1} by how many people the hall's count changes */
export function countChange(place, verdict) {
  if (verdict === 'admitted') return place.is_counted ? 0 : 1;
  return verdict === 'left' ? -1 : 0;
}

/**
 * @param {number} inside people counted when it was told
 * @param {number} toldAt
 * @param {{at: number, calendar: Calendar}} now
 * @returns {number} people inside now: none where the hall has emptied since
 */
export const insideNow = (inside, toldAt, { at, calendar }) => (isSameSpan(calendar.stays, toldAt, at) ? inside : 0);

/** @param {number[]} turns ascending @param {number} one @param {number} other whether no turn lies between two instants */
export const isSameSpan = (turns, one, other) => turnsUntil(turns, one) === turnsUntil(turns, other);

/** @type {Standing} */
const NOWHERE = {
  inside: false, was_inside: false, inside_elsewhere: false, admitted_today: 0, admitted_this_session: 0, admitted_at: null,
  is_counted: false, first_at: null,
};

/** @param {number[]} turns @param {number} at @returns {number} how many of them have come by then */
function turnsUntil(turns, at) {
  let [low, high] = [0, turns.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((turns[middle] ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
