/** The registration zones: how many of theirs came, how long their queues are, and which takes too long. */
import { html } from 'preact-htm';
import { Icon } from '../lib/parts.js';
import { formatCount, inLanguage, t } from '../lib/words.js';
import { zonesInUse } from './board_state.js';
import { Tile } from './tile.js';
import { waitWords } from './wait.js';

/** @typedef {import('./board_state.js').BoardState} BoardState */

/** @param {{state: BoardState, onOpen: (what: string) => void}} props */
export function Zones({ state, onOpen }) {
  const zones = state.overview ? zonesInUse(state.overview) : [];
  return html`<${Tile} what="zones" title=${t('board.zones.title')} state=${state} onOpen=${onOpen}>
    ${state.overview && zones.length === 0 && html`<p class="board-teach">${t('board.zones.none')}</p>`}
    <ul class="zones">${zones.map((zone) => html`<li key=${zone.code} class="zone" data-alarm=${zone.alarm ? 'yes' : 'no'}>
      <span class="zone-name" dir="auto">${inLanguage(zone)}</span>
      <span class="zone-count"><strong>${formatCount(zone.arrived)}</strong>${zone.expected > 0 && html`<span class="quiet"> / ${formatCount(zone.expected)}</span>`}</span>
      <span class="zone-wait">${zone.alarm && html`<${Icon} name="warning" />`}<span class=${zone.wait_s === null ? 'quiet' : ''}>${waitWords(zone)}</span></span>
    </li>`)}</ul>
  <//>`;
}
