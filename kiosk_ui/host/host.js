/** The host's page on her own phone: whom to meet now, who is missing, who is with her. */
import { html, useEffect, useReducer, useRef, useState } from 'preact-htm';
import { AlertLine } from '../lib/alert_line.js';
import { waiting } from '../lib/alert_state.js';
import { get, newId, post } from '../lib/api.js';
import { keepAwake } from '../lib/awake.js';
import { showCalls } from '../lib/calls.js';
import { showEvacuation } from '../lib/evacuation.js';
import { connectLive } from '../lib/live.js';
import { Button, Icon, LanguageSwitch, Notice, StatusLine } from '../lib/parts.js';
import { problemWords } from '../lib/problem_words.js';
import { play, unlock } from '../lib/sound.js';
import { start } from '../lib/station.js';
import { formatTime, inLanguage, t } from '../lib/words.js';
import { GuestCard } from './guest_card.js';
import { byStage, emptyHost, newArrivals, nextHost, toMeet } from './host_state.js';

/** @typedef {import('./host_state.js').HostState} HostState */

const ASK_AGAIN_MS = 20000; // a hint may be missed while the connection is away

/** @param {{me: import('../lib/me').Me}} props */
function HostPage({ me }) {
  const [connection, setConnection] = useState(/** @type {import('../lib/live.js').Connection|null} */ (null));
  const [state, tell] = useReducer(nextHost, emptyHost());
  const sounded = useRef(/** @type {HostState['alerts']} */ ([]));
  const ask = async () => {
    const [guests, alerts] = await Promise.allSettled([get('/guests'), get('/alerts')]);
    if (guests.status === 'fulfilled') tell({ type: 'guests', guests: guests.value.guests });
    if (alerts.status === 'rejected') return;
    if (newArrivals(sounded.current, alerts.value.alerts).length > 0) callHer();
    sounded.current = alerts.value.alerts;
    tell({ type: 'alerts', alerts: alerts.value.alerts });
  };
  useEffect(() => {
    void ask();
    const timer = setInterval(ask, ASK_AGAIN_MS);
    const sleep = keepAwake();
    const leave = connectLive(() => undefined, setConnection, () => void ask());
    addEventListener('pointerdown', unlock, { once: true });
    return () => {
      clearInterval(timer);
      sleep();
      leave();
      removeEventListener('pointerdown', unlock);
    };
  }, []);

  const doing = async (/** @type {() => Promise<unknown>} */ act) => {
    try {
      await act();
      tell({ type: 'heard' });
      await ask();
    } catch (problem) {
      tell({ type: 'said', tone: 'bad', text: problemWords(problem) });
    }
  };
  const receive = (/** @type {string} */ reg_no, /** @type {string} */ word) => doing(async () => {
    await post('/receptions', { reception_id: newId(), reg_no, state: word });
    const seen = state.alerts.find((alert) => alert.kind === 'vip_arrived' && alert.reg_no === reg_no && alert.acknowledged_at === null);
    if (seen) await post(`/alerts/${encodeURIComponent(seen.key)}/acknowledgements`, { alert_acknowledgement_id: newId() });
  });
  const slides = (/** @type {string} */ reg_no, /** @type {string} */ session, /** @type {string} */ word) => doing(
    () => post('/slide-checks', { slide_check_id: newId(), reg_no, session, state: word }));

  return html`<div class="host">
    <main class="host-main">
      ${connection?.state === 'offline' && html`<${Notice}>${t('host.offline', { since: formatTime(connection.since) })}<//>`}
      ${state.said && html`<${Notice} action=${t('host.heard')} onAction=${() => tell({ type: 'heard' })}>${state.said.text}<//>`}
      <${Meet} state=${state} onComing=${(/** @type {string} */ reg_no) => receive(reg_no, 'coming')} />
      <${AlertLine} alerts=${waiting(state.alerts).filter(({ kind }) => kind !== 'vip_arrived')} isNamed onAsk=${ask} />
      <header class="host-title"><h1>${t('host.title')}</h1>${state.guests && html`<p class="quiet">${t('host.count', { count: state.guests.length })}</p>`}</header>
      <${Guests} state=${state} me=${me} onOpen=${(/** @type {string} */ reg_no) => tell({ type: 'open', reg_no })} onReceive=${receive} onSlides=${slides} />
    </main>
    <${StatusLine} name=${me.station.name} connection=${connection}><span class="quiet">${inLanguage(me.event)}</span><${LanguageSwitch} /><//>
  </div>`;
}

/** The one thing to do now: a guest stands at the desk and nobody has gone to meet her. @param {{state: HostState, onComing: (reg_no: string) => void}} props */
function Meet({ state, onComing }) {
  const meet = toMeet(state);
  if (meet === null) return null;
  const { guest } = meet;
  return html`<section class="host-meet" role="alert">
    <${Icon} name="arrow-in" />
    <div><h2 dir="auto">${t('host.meet', { name: guest.name })}</h2>
      <p>${t('host.meet_where', { place: guest.checked_in_place || '–', at: formatTime(guest.checked_in_at) })}</p></div>
    <${Button} onClick=${() => onComing(guest.reg_no)}>${t('host.coming')}<//>
  </section>`;
}

/**
 * @param {{state: HostState, me: import('../lib/me').Me, onOpen: (reg_no: string) => void, onReceive: (reg_no: string, word: string) => void,
 *   onSlides: (reg_no: string, session: string, word: string) => void}} props
 */
function Guests({ state, me, onOpen, onReceive, onSlides }) {
  if (state.guests === null) return html`<p class="quiet" aria-busy="true">${t('host.reading')}</p>`;
  if (state.guests.length === 0) return html`<p class="host-empty">${t('host.empty', { name: me.station.name })}</p>`;
  return byStage(state.guests).map(({ stage, guests }) => html`<section key=${stage} class="host-stage" aria-label=${t(`host.stage.${stage}`)}>
    <h2>${t(`host.stage.${stage}`)} <span class="quiet">${guests.length}</span></h2>
    <ul>${guests.map((guest) => html`<${GuestCard} key=${guest.reg_no} guest=${guest} me=${me} isOpen=${state.open === guest.reg_no}
      onOpen=${() => onOpen(guest.reg_no)} onReceive=${(/** @type {string} */ word) => onReceive(guest.reg_no, word)}
      onSlides=${(/** @type {string} */ session, /** @type {string} */ word) => onSlides(guest.reg_no, session, word)} />`)}</ul>
  </section>`);
}

/** A tone and, where the phone can, a buzz. */
function callHer() {
  play('rising');
  navigator.vibrate?.([200, 100, 200]);
}

start(HostPage);
showEvacuation();
showCalls();
