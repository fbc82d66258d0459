/** One guest on her host's phone: who, where, when she speaks; what the host says of her and of her slides. */
import { html } from 'preact-htm';
import { Button, Icon } from '../lib/parts.js';
import { formatMoney, formatTime, inLanguage, t } from '../lib/words.js';
import { isReached, nextSession, slidesAfter, stageOf } from './host_state.js';

/** @typedef {import('./host_state.js').Guest} Guest */
/** @typedef {import('./host_state.js').GuestSession} GuestSession */
/** @typedef {import('../lib/me').Me} Me */

const SIGNS = { arrived: 'arrow-in', missing: 'warning', expected: 'clock', received: 'tick-circle' };
const STEPS = ['received', 'tested'];

/**
 * @param {{guest: Guest, me: Me, isOpen: boolean, onOpen: () => void, onReceive: (state: string) => void,
 *   onSlides: (session: string, state: string) => void}} props
 */
export function GuestCard({ guest, me, isOpen, onOpen, onReceive, onSlides }) {
  const stage = stageOf(guest);
  const session = nextSession(guest, new Date().toISOString());
  return html`<li class="guest-card" data-stage=${stage}>
    <button type="button" class="guest-head" aria-expanded=${String(isOpen)} onClick=${onOpen}>
      <${Icon} name=${SIGNS[stage]} />
      <span class="guest-words">
        <strong class="guest-name" dir="auto">${guest.name}</strong>
        <span class="small quiet" dir="auto">${[guest.latin_name, guest.organisation, guest.position].filter(Boolean).join(' · ')}</span>
        <span class="guest-state">${stateWords(guest)}</span>
        ${session && html`<span class="small" dir="auto">${sessionWords(session, guest, me)}</span>`}
      </span>
    </button>
    ${(stage === 'arrived' || isOpen) && html`<${Reception} guest=${guest} onReceive=${onReceive} />`}
    ${isOpen && html`<${Details} guest=${guest} me=${me} onSlides=${onSlides} />`}
  </li>`;
}

/** @param {{guest: Guest, onReceive: (state: string) => void}} props */
function Reception({ guest, onReceive }) {
  if (guest.reception === 'received') return null;
  const isComing = guest.reception === 'coming';
  return html`<div class="guest-acts">
    ${!isComing && html`<${Button} onClick=${() => onReceive('coming')}>${t('host.coming')}<//>`}
    <${Button} kind=${isComing ? 'main' : 'plain'} icon="check" onClick=${() => onReceive('received')}>${t('host.received')}<//>
  </div>`;
}

/** @param {{guest: Guest, me: Me, onSlides: (session: string, state: string) => void}} props */
function Details({ guest, me, onSlides }) {
  const gift = guest.gift && `${itemName(guest.gift, me)} · ${t(guest.gift_given ? 'host.given' : 'host.not_given')}`;
  const fee = guest.fee_fen ? `${formatMoney(guest.fee_fen)} · ${t(guest.fee_paid ? 'host.fee_paid' : 'host.fee_open')}` : '';
  const facts = /** @type {[string, string][]} */ ([
    ['lounge', hallName(guest.lounge, me)], ['hotel', [guest.hotel, guest.room].filter(Boolean).join(' ')],
    ['table', guest.table_no], ['arrives', formatTime(guest.arrives_at)], ['level', guest.level], ['gift', gift], ['fee', fee],
  ]).filter(([, value]) => value);
  return html`<dl class="guest-facts">${facts.map(([name, value]) => html`<div key=${name}>
      <dt class="small quiet">${t(`host.fact.${name}`)}</dt><dd dir="auto">${value}</dd></div>`)}</dl>
    ${guest.sessions.map((session) => html`<section key=${session.code} class="guest-session" aria-label=${inLanguage(session)}>
      <p dir="auto"><strong>${inLanguage(session)}</strong> <span class="small quiet">${formatTime(session.starts_at)} · ${hallName(session.hall, me)}</span></p>
      <div class="guest-slides" role="group" aria-label=${t('host.slides')}>${STEPS.map((step) => html`<${Button} key=${step}
        icon=${isReached(guest.slides[session.code], step) ? 'tick-box' : 'box'} pressed=${isReached(guest.slides[session.code], step)}
        onClick=${() => onSlides(session.code, slidesAfter(guest.slides[session.code], step))}>${t(`host.slides_${step}`)}<//>`)}</div></section>`)}`;
}

/** @param {Guest} guest */
function stateWords(guest) {
  if (guest.reception === 'received') return t('host.state.received');
  if (guest.checked_in_at !== null) {
    return t(guest.reception === 'coming' ? 'host.state.coming' : 'host.state.arrived', { at: formatTime(guest.checked_in_at), place: guest.checked_in_place || '–' });
  }
  if (guest.is_missing) return t('host.state.missing');
  return guest.arrives_at ? t('host.state.expected_at', { at: formatTime(guest.arrives_at) }) : t('host.state.expected');
}

/** @param {GuestSession} session @param {Guest} guest @param {Me} me */
function sessionWords(session, guest, me) {
  const minutes = guest.minutes_to_session;
  const when = minutes === null ? '' : minutes < 0 ? t('host.running') : minutes <= 120 ? t('host.in_minutes', { count: minutes }) : '';
  return [inLanguage(session), formatTime(session.starts_at), hallName(session.hall, me), when].filter(Boolean).join(' · ');
}

/** @param {string} code @param {Me} me */
function hallName(code, me) {
  return inLanguage(me.halls.find((hall) => hall.code === code)) || code;
}

/** @param {string} code @param {Me} me */
function itemName(code, me) {
  return inLanguage(me.items.find((item) => item.code === code)) || code;
}
