/**
 * What the event last told a door about itself and the event, kept so that its page starts without the server. No secret and
 * nobody's name: who was signed in is left out. Other pages are no use without the server and keep nothing.
 */
import { keep, kept } from './address.js';

const NAME = 'me';

/** @typedef {import('./me').Me} Me */

/**
 * @param {Me} me as told
 * @param {string} kept_at the instant it was told
 * @returns {Me} as it may be kept
 */
export const withoutPersons = (me, kept_at) => ({ ...me, operator: null, kept_at });

/**
 * @param {string | null} text
 * @param {string} station its id: what another one was told is not for this one
 * @returns {Me | null} null where nothing fit was kept
 */
export function readMe(text, station) {
  try {
    const me = JSON.parse(text ?? 'null');
    return me?.station?.id === station && me.event && me.kept_at ? me : null;
  } catch {
    return null; // Half written, or by another version: the server will tell anew.
  }
}

/** Whether this page may begin without the server. */
export const mayStartAlone = () => document.body.dataset['role'] === 'door';

/** @param {Me} me */
export const keepMe = (me) => keep(NAME, JSON.stringify(withoutPersons(me, new Date().toISOString())));

/** @param {string} station @returns {Me | null} */
export const keptMe = (station) => readMe(kept(NAME), station);

/** This browser is not that station any more: its page must not begin as if it were. */
export const forgetMe = () => keep(NAME, '');
