/** A VIP or speaker at the desk: host, lounge, room and seat, her sessions with the slides ticked, where her reception stands. */
import { html, useEffect, useState } from 'preact-htm';
import { newId, post } from '../lib/api.js';
import { Button } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { formatMoney, formatTime, inLanguage, t } from '../lib/words.js';
import { guestOf } from './guest_state.js';
import { Refusal } from './form_parts.js';

/** @typedef {import('./guest_state.js').HostGuest} HostGuest */

const SLIDE_STEPS = ['received', 'tested'];

/**
 * @param {{card: import('./shapes.js').Card, me: import('../lib/me').Me, withRight: <T>(act: () => Promise<T>) => Promise<T>, changes: number}} props
 *   `changes`: grows when the guests changed somewhere
 */
export function GuestPart({ card, me, withRight, changes }) {
  const [guest, setGuest] = useState(/** @type {HostGuest|null} */ (null));
  const { problem, isBusy, submit } = useSubmit();
  const ask = () => guestOf(card.reg_no).then(setGuest, () => undefined);
  useEffect(() => void ask(), [card, changes]);
  if (guest === null) return null;
  const tick = (/** @type {string} */ session, /** @type {string} */ state) => submit(async () => {
    await withRight(() => post('/slide-checks', { slide_check_id: newId(), reg_no: card.reg_no, session, state }));
    await ask();
  });
  const facts = [
    ['host', [guest.host, guest.host_phone].filter(Boolean).join(' ')], ['lounge', guest.lounge], ['hotel', [guest.hotel, guest.room].filter(Boolean).join(' ')],
    ['seat', guest.table_no ?? card.table_no], ['reception', guest.reception ? t(`desk.guest.${guest.reception}`) : ''],
    ['fee', guest.fee_fen ? `${formatMoney(guest.fee_fen)}${guest.fee_paid ? ` · ${t('desk.guest.fee_paid')}` : ''}` : ''],
  ].filter(([, value]) => value);
  return html`<section class="guest" aria-label=${t('desk.guest.label')}>
    <dl class="person-facts small">${facts.map(([name, value]) => html`<div key=${name}>
      <dt class="quiet">${t(`desk.guest.${name}`)}</dt><dd dir="auto">${value}</dd></div>`)}</dl>
    <ul class="guest-sessions">${guest.sessions.map((session) => html`<li key=${session.code}>
      <p><strong dir="auto">${sessionName(session)}</strong> <span class="quiet small" dir="auto">${[formatTime(session.starts_at), hallName(session, me)].filter(Boolean).join(' · ')}</span></p>
      <div class="guest-slides">${SLIDE_STEPS.map((state) => html`<${Button} key=${state} kind="plain" disabled=${isBusy}
        pressed=${isReached(guest.slides[session.code], state)} onClick=${() => tick(session.code, nextSlides(guest.slides[session.code], state))}>${t(`desk.guest.slides_${state}`)}<//>`)}</div></li>`)}</ul>
    <${Refusal} problem=${problem} />
  </section>`;
}

/** @param {string|undefined} now @param {string} state */
function isReached(now, state) {
  return SLIDE_STEPS.indexOf(now ?? '') >= SLIDE_STEPS.indexOf(state);
}

/** Tapping what is reached takes it back by one step. @param {string|undefined} now @param {string} state */
function nextSlides(now, state) {
  if (now !== state) return state;
  return state === 'tested' ? 'received' : 'taken_back';
}

/** @param {HostGuest['sessions'][number]} session */
function sessionName(session) {
  return inLanguage(session) || session.code;
}

/** @param {HostGuest['sessions'][number]} session @param {import('../lib/me').Me} me */
function hallName(session, me) {
  return inLanguage(me.halls.find(({ code }) => code === session.hall)) || session.hall;
}
