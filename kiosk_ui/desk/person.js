/** The person in the middle of the desk: who it is, what matters now, what came of it. */
import { html } from 'preact-htm';
import { Icon } from '../lib/parts.js';
import { formatMoney, formatTime, inLanguage, t } from '../lib/words.js';
import { zoneFor } from '../kiosk/next_things.js';
import { mattersNow } from './card.js';
import { DirectoryPart } from './directory.js';
import { GuestPart } from './guest.js';

/** @typedef {import('./desk_state.js').DeskState} DeskState */
/** @typedef {import('./desk_state.js').Outcome} Outcome */
/** @typedef {import('../lib/me').Me} Me */

const TONE_ICONS = { good: 'tick-circle', wait: 'check', warn: 'clock', bad: 'bar-octagon', guest: 'person' };

/**
 * @param {{state: DeskState, me: Me, changes: number, takesMoney: boolean, withRight: <T>(act: () => Promise<T>) => Promise<T>,
 *   onGo: (code: string) => void, onChanged: (reg_no: string) => Promise<void>}} props
 *   `changes`: grows when the server said that guests changed
 */
export function Person({ state, me, changes, takesMoney, withRight, onGo, onChanged }) {
  const { card } = state;
  if (card === null) {
    return html`<section class="desk-person" data-empty="yes">
      ${state.outcome ? html`<${OutcomeLine} outcome=${state.outcome} />` : html`<${Teaching} hasServed=${state.recent.length > 0} />`}
    </section>`;
  }
  const category = me.categories.find(({ code }) => code === card.category);
  return html`<section class="desk-person" aria-live="polite">
    <div class="person-band" style=${{ '--band': category?.colour ?? '' }}>
      <span>${inLanguage(category) || card.category}</span><span class="person-number">${card.reg_no}</span></div>
    <h1 class="person-name" dir="auto">${card.name}</h1>
    ${card.latin_name && html`<p class="person-latin" dir="auto">${card.latin_name}</p>`}
    <p class="person-where"><bdi>${card.organisation}</bdi>${card.position && html` <bdi class="quiet">${card.position}</bdi>`}</p>
    <ul class="matters">${mattersNow(card, state.reason, state.outcome !== null, takesMoney ? null : placeOfFinance(me)).map((line) => html`<li key=${line.key} class="matter" data-tone=${line.tone}>
      ${line.tone !== 'note' && html`<${Icon} name=${TONE_ICONS[line.tone]} />`}<span dir="auto">${t(line.key, told(line.values))}</span></li>`)}</ul>
    <${Facts} card=${card} me=${me} onGo=${onGo} />
    ${card.guest && html`<${GuestPart} key=${card.reg_no} card=${card} me=${me} withRight=${withRight} changes=${changes} />`}
    <${DirectoryPart} key=${`directory ${card.reg_no}`} card=${card} withRight=${withRight} onChanged=${onChanged} />
    ${state.credential === null && state.outcome === null && !card.checked_in && html`<p class="person-ask small"><${Icon} name="person" />
      ${t(card.phone_masked ? 'desk.person.ask_phone' : 'desk.person.ask', { phone: card.phone_masked ?? '' })}</p>`}
    ${state.outcome && html`<${OutcomeLine} outcome=${state.outcome} />`}
  </section>`;
}

/** @param {{card: import('./shapes.js').Card, me: Me, onGo: (code: string) => void}} props */
function Facts({ card, me, onGo }) {
  const zone = me.zones.find(({ code }) => code === card.zone);
  const facts = [
    ['zone', inLanguage(zone)], ['credit', (card.account?.credit_fen ?? 0) > 0 ? formatMoney(card.account?.credit_fen ?? 0) : ''],
    ['deposit', (card.account?.deposits_fen ?? 0) > 0 ? formatMoney(card.account?.deposits_fen ?? 0) : ''],
    ['group', (card.group?.count ?? 0) > 1 ? html`<button type="button" class="link" onClick=${() => onGo('group')}>${t('desk.person.people', { count: card.group?.count ?? 0 })}</button>` : ''],
    ['printed', card.badge.printed_count > 0 ? t('desk.person.times', { count: card.badge.printed_count }) : ''],
  ].filter(([, value]) => value);
  return html`<dl class="person-facts small">${facts.map(([name, value]) => html`<div key=${name}>
    <dt class="quiet">${t(`desk.person.${name}`)}</dt><dd dir="auto">${value}</dd></div>`)}</dl>`;
}

/** @param {{outcome: Outcome}} props */
function OutcomeLine({ outcome }) {
  return html`<div class="outcome" data-tone=${outcome.tone} role=${outcome.tone === 'good' ? 'status' : 'alert'}>
    <${Icon} name=${TONE_ICONS[outcome.tone]} />
    <p dir="auto">${t(outcome.key, outcome.values)}${outcome.detail && html` <span class="outcome-detail">${outcome.detail}</span>`}</p>
  </div>`;
}

/** @param {{hasServed: boolean}} props */
function Teaching({ hasServed }) {
  return html`<div class="desk-empty">
    <${Icon} name="qr" />
    <h2>${t(hasServed ? 'desk.empty.next' : 'desk.empty.first')}</h2>
    <p class="quiet">${t('desk.empty.how')}</p>
  </div>`;
}

/** Where the finance desk stands, as far as the planners said so. @param {Me} me */
export function placeOfFinance(me) {
  return zoneFor(me, 'finance')?.place ?? '';
}

/** Amounts and instants in words of the venue. @param {Record<string, string|number>} values */
function told({ owes_fen, at, zone, zone_en, ...others }) {
  return {
    ...others,
    ...(zone ? { zone: inLanguage({ name: String(zone), name_en: String(zone_en) }) } : {}),
    ...(typeof owes_fen === 'number' ? { amount: formatMoney(owes_fen) } : {}),
    ...(typeof at === 'string' ? { at: formatTime(at) } : {}),
  };
}
