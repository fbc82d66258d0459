/**
 * Personal data was wiped: what this browser keeps of persons for this station goes too. A door's scans and roster are
 * door/forgetting.js's. A page that was away when it happened is told by its next `GET /me`.
 */
import { keep, kept } from './address.js';

const NAME = 'wiped';
const OF_PERSONS = ['contacts', 'calls-heard', 'evacuation-marks'];

/**
 * Forget, once for each wipe.
 * @param {string | null | undefined} wiped_at when the event says that it was
 * @returns {boolean} whether there was a wipe this browser had not heard of
 */
export function forgetPersons(wiped_at) {
  if (!wiped_at || kept(NAME) === wiped_at) return false;
  OF_PERSONS.forEach((name) => keep(name, ''));
  keep(NAME, wiped_at);
  return true;
}
