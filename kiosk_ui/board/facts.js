/** Four short facts under the tiles: lunches to order, speakers missing, devices in trouble, doors on their own. */
import { html } from 'preact-htm';
import { Icon } from '../lib/parts.js';
import { formatCount, formatTime, inLanguage, t } from '../lib/words.js';
import { doorsAlone, nextMeal, urgentSession } from './board_state.js';

/** @typedef {import('../lib/me').Me} Me */
/** @typedef {import('./board_state.js').BoardState} BoardState */
/** @typedef {import('./board_state.js').Overview} Overview */
/** @typedef {{what: string, title: string, value: string, words: string, tone: 'calm'|'warn'|'bad'}} Fact */

/** @param {{me: Me, state: BoardState, onOpen: (what: string) => void}} props */
export function Facts({ me, state, onOpen }) {
  const { overview, mode, opened } = state;
  if (overview === null) return null;
  return html`<ul class="facts">${[meal(overview), speakers(me, overview), devices(overview), doors(overview)].map((fact) => fact && html`
    <li key=${fact.what} class="fact" data-what=${fact.what} data-tone=${fact.tone}>
      <h2>${mode === 'wall' ? fact.title : html`<button type="button" class="tile-open" aria-expanded=${String(opened === fact.what)}
        onClick=${() => onOpen(fact.what)}>${fact.title}</button>`}</h2>
      <p><strong>${fact.tone !== 'calm' && html`<${Icon} name="warning" />`}${fact.value}</strong> <span dir="auto">${fact.words}</span></p>
    </li>`)}</ul>`;
}

/** @param {Overview} overview @returns {Fact|null} an event without meals orders none */
function meal(overview) {
  const next = nextMeal(overview);
  if (next === null) return null;
  const values = { low: formatCount(next.low), high: formatCount(next.high), booked: formatCount(next.booked), eaten: formatCount(next.eaten) };
  return {
    what: 'meals', title: t('board.meals.title', { meal: inLanguage(next) }), value: formatCount(next.expected), tone: 'calm',
    words: t(next.eaten > 0 ? 'board.meals.eaten' : 'board.meals.words', values),
  };
}

/** @param {Me} me @param {Overview} overview @returns {Fact} */
function speakers(me, overview) {
  const session = urgentSession(overview);
  const title = t('board.speakers.title');
  if (session === null) return { what: 'speakers', title, value: '0', words: t('board.speakers.all_here'), tone: 'calm' };
  const hall = inLanguage(me.halls.find(({ code }) => code === session.hall)) || session.hall;
  return {
    what: 'speakers', title, value: formatCount(session.missing), tone: session.is_due ? 'warn' : 'calm',
    words: t('board.speakers.words', { count: formatCount(session.speakers), session: inLanguage(session), at: formatTime(session.starts_at), hall }),
  };
}

/** @param {Overview} overview @returns {Fact} */
function devices({ printers, printer_count, stations }) {
  const broken = printers.filter(({ trouble }) => trouble !== null);
  const count = broken.length + stations.length;
  const title = t('board.devices.title');
  const low = printers.find(({ is_low }) => is_low);
  if (count === 0 && low) return { what: 'devices', title, value: '1', words: t('board.devices.low', { name: low.name }), tone: 'warn' };
  if (count === 0) return { what: 'devices', title, value: '0', words: t(printer_count ? 'board.devices.fine' : 'board.devices.no_printer', { count: formatCount(printer_count) }), tone: 'calm' };
  const first = broken[0] ? t('board.devices.printer', { name: broken[0].name, state: t(`printer.state.${broken[0].trouble}`) })
    : t('board.devices.silent', { name: stations[0]?.name ?? '', at: formatTime(stations[0]?.last_seen_at ?? null) });
  return { what: 'devices', title, value: formatCount(count), tone: 'bad', words: first };
}

/** @param {Overview} overview @returns {Fact} */
function doors(overview) {
  const { silent, waiting, told_at } = doorsAlone(overview);
  const title = t('board.doors.title');
  if (overview.doors.length === 0) return { what: 'doors', title, value: '0', words: t('board.doors.fine'), tone: 'calm' };
  const values = { waiting: formatCount(waiting), at: formatTime(told_at) };
  const words = waiting > 0 ? t('board.doors.waiting', values) : t('board.doors.no_word');
  return { what: 'doors', title, value: formatCount(overview.doors.length), words, tone: silent > 0 ? 'bad' : 'warn' };
}
