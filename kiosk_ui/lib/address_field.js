/** Whom a call or a reminder is for: one list to choose from, what was chosen stands beside it and leaves by a touch. */
import { html, useEffect, useState } from 'preact-htm';
import { Problem, get } from './api.js';
import { ROLES } from './calls_state.js';
import { Icon } from './parts.js';
import { inLanguage, t } from './words.js';

/** @typedef {import('./calls_state.js').CallPlace} CallPlace */
/** @typedef {import('./me').Me} Me */

/** @returns {CallPlace[]} the stations one may call; none until the server has told */
export function useCallPlaces() {
  const [places, setPlaces] = useState(/** @type {CallPlace[]} */ ([]));
  useEffect(() => {
    get('/station-call-places').then(({ stations }) => setPlaces(stations), (problem) => {
      if (!(problem instanceof Problem)) throw problem; // roles, zones and halls can be chosen all the same
    });
  }, []);
  return places;
}

/** @param {{me: Me, places: CallPlace[], picks: string[], onPicks: (picks: string[]) => void}} props */
export function AddressField({ me, places, picks, onPicks }) {
  const add = (/** @type {string} */ pick) => pick && onPicks(pick === 'all' ? ['all'] : [...picks.filter((each) => each !== 'all' && each !== pick), pick]);
  const groups = /** @type {[string, string[]][]} */ ([
    ['roles', ['all', ...ROLES.map((role) => `role:${role}`)]],
    ['zones', me.zones.map(({ code }) => `zone:${code}`)],
    ['halls', me.halls.map(({ code }) => `hall:${code}`)],
    ['stations', places.map(({ id }) => `station:${id}`)],
  ]);
  return html`<div class="address">
    <label class="input-label">${t('calls.to')}<select class="input" value="" onChange=${(/** @type {any} */ event) => { add(event.target.value); event.target.value = ''; }}>
      <option value="">${t(picks.length ? 'calls.to_more' : 'calls.to_choose')}</option>
      ${groups.filter(([, codes]) => codes.length > 0).map(([group, codes]) => html`<optgroup key=${group} label=${t(`calls.to_${group}`)}>
        ${codes.map((pick) => html`<option key=${pick} value=${pick}>${pickWords(pick, me, places)}</option>`)}</optgroup>`)}
    </select></label>
    <ul class="address-picks">${picks.map((pick) => html`<li key=${pick}><button type="button" class="button" title=${t('calls.to_remove')} onClick=${() => onPicks(picks.filter((each) => each !== pick))}>
      <span dir="auto">${pickWords(pick, me, places)}</span><${Icon} name="x" /></button></li>`)}</ul>
  </div>`;
}

/** Two stations of one name are told apart by their ids. @param {string} id @param {{id: string, name: string}[]} places */
export function placeName(id, places) {
  const name = places.find((each) => each.id === id)?.name ?? id;
  return places.filter((each) => each.name === name).length > 1 ? `${name} (${id})` : name;
}

/** @param {string} pick @param {Me} me @param {CallPlace[]} places */
export function pickWords(pick, me, places) {
  const [what, code = ''] = [pick.split(':')[0], pick.slice(pick.indexOf(':') + 1)];
  if (what === 'all') return t('calls.everyone');
  if (what === 'role') return t(`calls.role.${code}`);
  if (what === 'station') return placeName(code, places);
  const named = what === 'zone' ? me.zones : me.halls;
  return inLanguage(named.find((each) => each.code === code)) || code;
}
