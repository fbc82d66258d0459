/** What a steward sees of the connection: its state and what waits, always; what needs a person, as a notice; the rest behind it. */
import { html, useEffect, useState } from 'preact-htm';
import { stationId } from '../lib/address.js';
import { Button, Icon, Notice } from '../lib/parts.js';
import { hasWords, formatCount, formatTime, t } from '../lib/words.js';
import { exportScans } from './exporting.js';
import { Sheet } from './sheet.js';
import { openStore } from './store.js';

/** @typedef {import('./door_life.js').Status} Status */
/** @typedef {import('./queue.js').Entry} Entry */
/** @typedef {import('./door_state.js').Difference} Difference */
/** @typedef {import('../lib/live.js').ConnectionState} ConnectionState */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const ICONS = { live: 'cloud', slow: 'clock', offline: 'cloud-off', returning: 'cloud' };

/** @param {Status} status @param {ConnectionState | null} live @returns {'live' | 'slow' | 'offline' | 'returning'} */
function stateOf({ mode }, live) {
  if (mode !== 'online') return mode;
  return live === null || live === 'live' ? 'live' : 'slow';
}

/** @param {{status: Status | null, live: ConnectionState | null, onOpen: () => void}} props in the status line; a touch tells all of it */
export function DoorConnection({ status, live, onOpen }) {
  useMinutes();
  if (!status) return null;
  const state = stateOf(status, live);
  return html`<button type="button" class="door-connection status-item" data-state=${state} data-mode=${status.mode} data-waiting=${status.waiting} onClick=${onOpen}>
    <${Icon} name=${ICONS[state]} /><span>${connectionWords(status, state)}</span>
    ${status.mode !== 'online' && html`<span class="door-roster-age">${rosterWords(status)}</span>`}
  </button>`;
}

/** @param {Status} status @param {string} state */
function connectionWords({ since, waiting }, state) {
  const words = { since: formatTime(since), count: formatCount(waiting) };
  if (state === 'returning') return t('door.connection.returning', words);
  if (state === 'offline') return t('connection.offline_waiting', words);
  return waiting ? t('door.connection.waiting', words) : t(`connection.${state}`);
}

/** @param {Status} status */
function rosterWords({ roster_at, behind_ms }) {
  if (roster_at === null) return t('door.roster.none');
  const age = Date.now() + behind_ms - Date.parse(roster_at);
  return t('door.roster.age', { at: formatTime(roster_at), minutes: formatCount(Math.max(0, Math.floor(age / MINUTE_MS))) });
}

/**
 * Trouble, a sentence each with one button.
 * @param {{status: Status | null, differences: Difference[], children?: import('preact-htm').Children, onOpen: () => void}} props
 */
export function DoorNotices({ status, differences, children, onOpen }) {
  if (!status) return null;
  const { trouble, aside, behind_ms, mode, roster_at } = status;
  return html`<div class="door-notices">
    ${trouble && html`<${Notice} action=${t('door.queue.export')} onAction=${onOpen}>${t(`door.queue.trouble.${trouble}`)}<//>`}
    ${mode === 'offline' && roster_at === null && html`<${Notice} tone="warning">${t('door.roster.none.detail')}<//>`}
    ${aside.length > 0 && html`<${Notice} tone="warning" action=${t('door.queue.look')} onAction=${onOpen}>${t('door.queue.aside', { count: aside.length })}<//>`}
    ${differences.length > 0 && html`<${Notice} tone="warning" action=${t('door.queue.look')} onAction=${onOpen}>${t('door.queue.differences', { count: differences.length })}<//>`}
    ${behind_ms !== 0 && html`<${Notice} tone="warning">${clockWords(behind_ms)}<//>`}
    ${children}
  </div>`;
}

/** @param {number} behind_ms */
function clockWords(behind_ms) {
  const off = Math.abs(behind_ms);
  const time = off >= HOUR_MS ? t('door.clock.hours', { count: Math.round(off / HOUR_MS * 10) / 10 })
    : off >= MINUTE_MS ? t('door.clock.minutes', { count: Math.round(off / MINUTE_MS) }) : t('door.clock.seconds', { count: Math.round(off / 1000) });
  return t(behind_ms > 0 ? 'door.clock.behind' : 'door.clock.ahead', { time });
}

/** For a code the door can't know: a steward may let the person in. @param {{direction: 'in' | 'out', onLetIn: () => void}} props */
export function LetInAnyway({ direction, onLetIn }) {
  return html`<div class="door-decide"><${Button} kind="main" icon=${`arrow-${direction}`} onClick=${onLetIn}>${t(`door.cant_know.${direction}`)}<//></div>`;
}

/**
 * All about the connection, and what could not be settled by itself.
 * @param {{status: Status, live: ConnectionState | null, differences: Difference[], entries: () => Promise<Entry[]>,
 *   children?: import('preact-htm').Children, onAgain: () => void, onSeen: () => void, onClose: () => void}} props
 */
export function WaitingSheet({ status, live, differences, entries, children, onAgain, onSeen, onClose }) {
  const state = stateOf(status, live);
  const all = status.waiting + status.aside.length;
  return html`<${Sheet} title=${t('door.queue.title')} close=${t('door.last.close')} onClose=${onClose}>
    <div class="door-waiting">
      <p><b>${connectionWords(status, state)}</b></p>
      <p>${rosterWords(status)}</p>
      ${status.unknowable > 0 && html`<p>${t('door.roster.unknowable', { count: formatCount(status.unknowable) })}</p>`}
      <p>${t('door.queue.waiting', { count: formatCount(status.waiting) })}</p>
      ${status.behind_ms !== 0 && html`<p>${clockWords(status.behind_ms)}</p>`}
      ${status.aside.length > 0 && html`<section><h3>${t('door.queue.aside.title', { count: status.aside.length })}</h3>
        <ul>${status.aside.map((entry) => html`<li key=${entry.body.scan_id}><b>${formatTime(entry.body.scanned_at)} · <bdi>${entry.body.credential.slice(0, 40)}</bdi></b>
          <small>${whyWords(entry)}</small></li>`)}</ul>
        <${Button} onClick=${onAgain}>${t('door.queue.again')}<//></section>`}
      ${differences.length > 0 && html`<section><h3>${t('door.queue.differences.title', { count: differences.length })}</h3>
        <ul>${differences.map(({ scan_id, said, told, name, at }) => html`<li key=${scan_id}><b><bdi>${name ?? t('door.nobody')}</bdi>${at && html` · ${formatTime(at)}`}</b>
          <small>${t('door.queue.difference', { said: t(`verdict.${said}.title`), told: t(`verdict.${told}.title`) })}</small></li>`)}</ul>
        <p class="quiet">${t('door.queue.differences.detail')}</p>
        <${Button} onClick=${onSeen}>${t('door.queue.differences.seen')}<//></section>`}
      ${all > 0 && html`<section><${ExportButton} entries=${entries} /><p class="quiet">${t('door.queue.export.detail')}</p></section>`}
      ${children}
    </div>
  <//>`;
}

/** @param {{entries: () => Promise<Entry[]>}} props */
function ExportButton({ entries }) {
  return html`<${Button} onClick=${() => void entries().then((found) => exportScans(found, stationId()))}>${t('door.queue.export')}<//>`;
}

/** Where the page can't begin, because the station was revoked: what it still keeps can be taken to the event as a file. */
export function LeftScans() {
  const [entries, setEntries] = useState(/** @type {Entry[]} */ ([]));
  useEffect(() => {
    openStore(stationId()).then((store) => store.scans()).then(setEntries, () => {
      // No database, so nothing was kept.
    });
  }, []);
  if (entries.length === 0) return null;
  return html`<section class="door-left">
    <p><b>${t('door.queue.left', { count: entries.length })}</b></p>
    <${ExportButton} entries=${async () => entries} />
    <p>${t('door.queue.export.detail')}</p>
  </section>`;
}

/** @param {Entry} entry */
function whyWords({ why = '', detail = '' }) {
  if (hasWords(`door.aside.${why}`)) return t(`door.aside.${why}`);
  return hasWords(`problem.${why}`) ? t(`problem.${why}`) : detail || why;
}

/** Show the age of things anew every half a minute. */
function useMinutes() {
  const [, setShown] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setShown((shown) => shown + 1), MINUTE_MS / 2);
    return () => clearInterval(timer);
  }, []);
}
