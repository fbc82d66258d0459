/**
 * Tells a scanner's burst of keys from a person typing, and what the code was. What single keys mean on which layout stands in
 * wedge_keys.js. Values in, values out: no DOM, no clock.
 */
import { isOfOtherLayout, placeOf, typedBy } from './wedge_keys.js';

export { writes } from './wedge_keys.js';

export const GAP_MS = 60; // a scanner sends a key every 1 to 50 ms; people reach 60 ms only in short rolls
export const STALL_MS = 250; // a busy device holds keys back: within this a code may go on
const SHORTEST = 6; // characters; a person's roll is shorter than that
const FAST_SHARE = 0.7; // of a scan's gaps, the others being stalls
const OURS = /^[0-9A-Z]{1,5}[0-9A-HJKMNP-TV-Z]{24}$/; // the event's mark and 120 bits in Crockford base32

/** @typedef {import('./wedge_keys.js').Key & {at: number}} Press `at` in ms, from any beginning */

/**
 * Where in these keys a scan begins that ends with the last of them; what stands before was typed by a person.
 * @param {Press[]} presses
 * @returns {number} index, -1 when no scan is there
 */
export function scanStart(presses) {
  let start = presses.length - 1;
  let fast = 0;
  while (start > 0 && (isFast(presses, start) || isFast(presses, start - 1))) {
    if (isFast(presses, start)) fast += 1;
    start -= 1;
  }
  const gaps = presses.length - 1 - start;
  if (fast < SHORTEST - 1 || fast / gaps < FAST_SHARE) return -1;
  // A stall right after the first character looks like one typed by hand: a whole code of ours tells.
  return start > 0 && OURS.test(meantBy(presses.slice(start - 1))) ? start - 1 : start;
}

/** @param {Press[]} presses @param {number} at whether that key came as fast after the one before as a scanner types */
function isFast(presses, at) {
  const before = presses[at - 1];
  const press = presses[at];
  return before !== undefined && press !== undefined && press.at - before.at <= GAP_MS;
}

/**
 * What the scanner meant. Keys are believed where the layout agrees with the places pressed, and where the places would give no
 * code of ours; else the layout is another than the scanner's (French, Russian, or an input method that swallows keys).
 * @param {Press[]} presses the scan alone
 */
export function scannedText(presses) {
  const typed = presses.map(typedBy).join('');
  const meant = presses.map(placeOf).join('');
  if (OURS.test(meant.toUpperCase())) return typed.toUpperCase() === meant.toUpperCase() ? typed : meant.toUpperCase();
  return isOfOtherLayout(presses) ? meant : typed;
}

/** @param {Press[]} presses */
const meantBy = (presses) => presses.map(placeOf).join('').toUpperCase();
