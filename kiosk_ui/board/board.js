/** The board: how many have come and where they are, for the wall or for the organiser. */
import { html, useEffect, useReducer, useState } from 'preact-htm';
import { keep, kept } from '../lib/address.js';
import { showCalls } from '../lib/calls.js';
import { connectLive } from '../lib/live.js';
import { Button, Icon, LanguageSwitch, StatusLine } from '../lib/parts.js';
import { start } from '../lib/station.js';
import { formatTime, inLanguage, t } from '../lib/words.js';
import { Alerts } from './alerts.js';
import { Arrivals } from './arrivals.js';
import { emptyBoard, nextBoard } from './board_state.js';
import { Categories } from './categories.js';
import { CheckedIn } from './checked_in.js';
import { Details } from './details.js';
import { Facts } from './facts.js';
import { Halls } from './halls.js';
import { Zones } from './zones.js';

/** @typedef {import('../lib/me').Me} Me */
/** @typedef {import('./board_state.js').BoardState} BoardState */

/** @param {{me: Me}} props */
function BoardPage({ me }) {
  const [connection, setConnection] = useState(/** @type {import('../lib/live.js').Connection|null} */ (null));
  const [state, tell] = useReducer(nextBoard, emptyBoard(modeAsked(), themeKept()));
  const [alertChanges, alertsChanged] = useReducer((/** @type {number} */ count) => count + 1, 0);
  useEffect(() => connectLive(
    (headcount) => tell({ type: 'headcount', headcount }),
    (told) => {
      setConnection(told);
      tell({ type: 'connection', isLive: told.state !== 'offline' });
    },
    ({ what }) => {
      if (what === 'alerts') alertsChanged(undefined);
    },
    (overview) => tell({ type: 'overview', overview }),
  ), []);
  const show = (/** @type {import('./board_state.js').Theme} */ theme) => {
    // Before the curve is drawn anew: a canvas takes its colours when it draws.
    document.documentElement.dataset['theme'] = theme;
    keep('theme', theme);
    tell({ type: 'theme', theme });
  };
  const open = (/** @type {string} */ what) => tell({ type: 'opened', what });

  return html`<div class="board" data-mode=${state.mode} data-live=${state.isLive ? 'yes' : 'no'}>
    <header class="board-head">
      <h1 dir="auto">${inLanguage(me.event)}</h1>
      ${state.headcount !== null && state.isLive && html`<p class="board-moment quiet">${t('board.live', { at: formatTime(state.headcount.as_of) })}</p>`}
    </header>
    <${Lost} state=${state} />
    ${state.headcount === null ? html`<main class="board-wait" aria-busy="true"><p>${t('board.waiting')}</p></main>` : html`
      <${Alerts} me=${me} headcount=${state.headcount} changes=${`${alertChanges} ${state.isLive}`} />
      <main class="board-main">
        <${CheckedIn} me=${me} state=${state} onOpen=${open} />
        <${Halls} me=${me} state=${state} onOpen=${open} />
        <${Categories} me=${me} state=${state} onOpen=${open} />
        <${Arrivals} state=${state} onOpen=${open} />
        <${Zones} state=${state} onOpen=${open} />
      </main>
      <${Facts} me=${me} state=${state} onOpen=${open} />
      <${Details} me=${me} state=${state} onClose=${() => tell({ type: 'opened', what: null })} />`}
    <${StatusLine} name=${me.station.name} connection=${connection}>
      <span class="board-tools">
        <${Button} kind="quiet" onClick=${() => tell({ type: 'mode', mode: state.mode === 'wall' ? 'organiser' : 'wall' })}>
          ${t(state.mode === 'wall' ? 'board.mode.organiser' : 'board.mode.wall')}<//>
        <${Button} kind="quiet" onClick=${() => show(state.theme === 'dark' ? 'light' : 'dark')}>
          ${t(state.theme === 'dark' ? 'board.theme.light' : 'board.theme.dark')}<//>
        <${LanguageSwitch} />
      </span>
    <//>
  </div>`;
}

/** The moment the numbers are of, said in large letters once that is no longer now. @param {{state: BoardState}} props */
function Lost({ state }) {
  if (state.headcount === null || state.isLive) return null;
  return html`<p class="board-lost" role="alert"><${Icon} name="cloud-off" />
    <strong>${t('board.lost', { at: formatTime(state.headcount.as_of) })}</strong><span>${t('board.lost.why')}</span></p>`;
}

function modeAsked() {
  return new URLSearchParams(location.search).get('mode') === 'organiser' ? 'organiser' : 'wall';
}

function themeKept() {
  return kept('theme') === 'light' ? 'light' : 'dark';
}

start(BoardPage, { theme: themeKept() });
showCalls();
