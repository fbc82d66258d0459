/** The halls as bars against their capacity: the mark at 90 percent, over it an alarm in word and sign. */
import { html } from 'preact-htm';
import { Icon } from '../lib/parts.js';
import { formatCount, inLanguage, t } from '../lib/words.js';
import { hallLevel, NEAR_FULL } from './board_state.js';
import { Tile } from './tile.js';

/** @typedef {import('../lib/me').Me} Me */
/** @typedef {import('./board_state.js').BoardState} BoardState */

const LEVEL_ICONS = /** @type {Record<string, string>} */ ({ near: 'clock', full: 'warning', over: 'warning' });

/** @param {{me: Me, state: BoardState, onOpen: (what: string) => void}} props */
export function Halls({ me, state, onOpen }) {
  const halls = Object.entries(state.headcount?.halls ?? {});
  return html`<${Tile} what="halls" title=${t('board.halls.title')} state=${state} onOpen=${onOpen}>
    ${halls.length === 0 && html`<p class="board-teach">${t('board.halls.none')}</p>`}
    <ul class="halls" tabindex="0" aria-label=${t('board.halls.title')} data-many=${halls.length > 5 ? 'yes' : 'no'}>${halls.map(([code, count]) => html`<${Hall} key=${code} count=${count}
      name=${inLanguage(me.halls.find((hall) => hall.code === code)) || code} />`)}</ul>
  <//>`;
}

/** @param {{name: string, count: import('./board_state.js').HallCount}} props */
function Hall({ name, count }) {
  const { inside, capacity } = count;
  const level = hallLevel(inside, capacity);
  const values = { inside: formatCount(inside), capacity: formatCount(capacity ?? 0) };
  const icon = LEVEL_ICONS[level];
  return html`<li class="hall" data-level=${level} style=${{ '--full': capacity ? Math.min(1, inside / capacity) : 0, '--near': NEAR_FULL }}>
    <p class="hall-line"><span class="hall-name" dir="auto">${name}</span>
      ${icon && html`<span class="hall-level"><${Icon} name=${icon} />${t(`board.level.${level}`)}</span>`}
      <span class="hall-count"><strong>${values.inside}</strong>${capacity ? html`<span class="quiet"> / ${values.capacity}</span>` : ''}</span></p>
    ${capacity ? html`<div class="hall-bar" role="img" aria-label=${t('board.halls.spoken', { name, ...values })}></div>` : ''}
  </li>`;
}
