/** What may be done about a scan afterwards, and the list of the last ones. Whether it is allowed is the server's to say. Pure. */
import { lookOfVerdict } from './looks.js';

export const LISTED = 50;

/**
 * @typedef {import('./door_state.js').Recent & {local?: boolean, undone?: boolean, let_in?: boolean}} LastScan
 *   `local`: decided by this door and not sent yet
 * @typedef {'undo' | 'let_in'} Act
 */

/**
 * The act a steward would want for a scan.
 * @param {LastScan | undefined} scan
 * @returns {Act | null} null: there is none; a code without a person lets nobody in
 */
export function actFor(scan) {
  if (!scan || scan.verdict === null || scan.undone || scan.let_in) return null;
  if (scan.verdict === 'admitted' || scan.verdict === 'left') return 'undo';
  const isRefusal = scan.verdict === 'already_in' || lookOfVerdict(scan.verdict).colour === 'bad';
  return isRefusal && scan.name !== null ? 'let_in' : null;
}

/**
 * Put this door's own last scans and the server's list together.
 * @param {LastScan[]} ours newest first; what the page saw itself is nearer than what was told
 * @param {LastScan[]} told newest first
 * @param {Record<string, Act>} done what was done here since
 * @returns {LastScan[]} newest first, at most LISTED
 */
export function listed(ours, told, done) {
  const toldOf = new Map(told.map((each) => [each.scan_id, each]));
  const known = new Set(ours.map(({ scan_id }) => scan_id));
  return [...ours.map((each) => withTold(each, toldOf.get(each.scan_id))), ...told.filter(({ scan_id }) => !known.has(scan_id))]
    .map((each) => marked(each, done[each.scan_id]))
    .sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0))
    .slice(0, LISTED);
}

/** Another station may have taken it back meanwhile. @param {LastScan} ours @param {LastScan | undefined} told @returns {LastScan} */
const withTold = (ours, told) => (told?.undone ? { ...ours, undone: true } : ours);

/** @param {LastScan} scan @param {Act | undefined} act @returns {LastScan} */
function marked(scan, act) {
  if (!act) return scan;
  return act === 'undo' ? { ...scan, undone: true } : { ...scan, let_in: true };
}
