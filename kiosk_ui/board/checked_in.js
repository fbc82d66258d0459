/** How many have come: the largest number of the board, with its target beside it. */
import { html } from 'preact-htm';
import { formatCount, t } from '../lib/words.js';
import { missingTo } from './board_state.js';
import { percent } from './percent.js';
import { Tile } from './tile.js';

/** @typedef {import('../lib/me').Me} Me */
/** @typedef {import('./board_state.js').BoardState} BoardState */

/** @param {{me: Me, state: BoardState, onOpen: (what: string) => void}} props */
export function CheckedIn({ me, state, onOpen }) {
  const { headcount, overview } = state;
  if (headcount === null) return null;
  const { expected_rate, vip_rate } = me.event;
  const missing = missingTo(headcount, expected_rate);
  return html`<${Tile} what="checked_in" title=${t('board.checked_in.title')} state=${state} onOpen=${onOpen}>
    <p class="checked-in"><strong>${formatCount(headcount.checked_in)}</strong>
      <span class="quiet">${t('board.checked_in.of', { registered: formatCount(headcount.registered) })}</span></p>
    ${headcount.checked_in === 0
      ? html`<p class="board-teach">${t('board.empty')}</p>`
      : html`<div class="rates">
        <${Rate} rate=${headcount.rate} target=${expected_rate} label=${t('board.rate.title')}
          words=${missing === 0 ? t('board.rate.met') : t('board.rate.missing', { count: formatCount(missing), target: percent(expected_rate) })} />
        <${Rate} rate=${headcount.vip_rate} target=${vip_rate} label=${t('board.vip.title')} words=${t('board.rate.target', { target: percent(vip_rate) })} />
      </div>`}
    ${overview !== null && html`<p class="forecast-words">${t('board.forecast.words', forecastWords(overview.forecast))}</p>`}
  <//>`;
}

/** @param {import('./board_state.js').Overview['forecast']} forecast */
function forecastWords({ expected, low, high }) {
  return { expected: formatCount(expected), low: formatCount(low), high: formatCount(high) };
}

/** @param {{rate: number, target: number, label: string, words: string}} props */
function Rate({ rate, target, label, words }) {
  return html`<div class="rate" style=${{ '--rate': rate, '--target': target }}>
    <p class="rate-label"><span>${label}</span><strong>${percent(rate)}</strong></p>
    <div class="rate-bar" role="img" aria-label=${t('board.rate.spoken', { label, rate: percent(rate), target: percent(target) })}></div>
    <p class="quiet rate-words">${words}</p>
  </div>`;
}
