/** Where a delegate is sent: zones' names and places, in words of the language shown. */
import { inLanguage, t } from '../lib/words.js';
import { ownZone, zoneFor } from './next_things.js';

/** @typedef {import('../lib/me').Me} Me */
/** @typedef {import('./next_things.js').Zone} Zone */

/** @param {Zone} zone @returns {string[]} its name and, where known, its place */
export const placeOf = (zone) => (zone.place ? [inLanguage(zone), zone.place] : [inLanguage(zone)]);

/** @param {Me} me @returns {string[]} where people help, beside this kiosk */
export function deskPlace(me) {
  const zone = ownZone(me);
  return zone ? placeOf(zone) : [t('kiosk.desk')];
}

/** @param {Me} me @returns {string[]} where money is taken; the desk where there is no such zone */
export function payPlace(me) {
  const finance = zoneFor(me, 'finance');
  return finance ? placeOf(finance) : deskPlace(me);
}

/** @param {Me} me @param {string} category @returns {string[]} where people of a category are served */
export function zonePlace(me, category) {
  const code = me.categories.find((each) => each.code === category)?.zone;
  const zone = me.zones.find((each) => each.code === code);
  return zone ? placeOf(zone) : deskPlace(me);
}

/** @param {Zone} zone */
export const written = (zone) => placeOf(zone).join(t('kiosk.place_join'));

/** @param {Me} me */
export const deskOf = (me) => deskPlace(me).join(t('kiosk.place_join'));
