/** Arrivals a minute over the last hour, yesterday's beside them, and those of the next hour with their band. */
import { html } from 'preact-htm';
import { Plot } from '../lib/plot.js';
import { formatCount, formatTime, language, t } from '../lib/words.js';
import { pace } from './board_state.js';
import { curves } from './curves.js';
import { Tile } from './tile.js';

/** @typedef {import('./board_state.js').BoardState} BoardState */

const MINUTES_S = [600, 900, 1200, 1800, 3600];
const SPOKEN = 10;
const CAME = 1;
const [LOW, HIGH] = [4, 5];

/** @param {{state: BoardState, onOpen: (what: string) => void}} props */
export function Arrivals({ state, onOpen }) {
  const { headcount, overview, theme, mode } = state;
  if (headcount === null) return null;
  const { last_5, peak, peak_at } = pace(headcount);
  const data = curves(headcount, overview);
  const hasYesterday = data[2].some((value) => value !== null);
  return html`<${Tile} what="arrivals" title=${t('board.arrivals.title')} state=${state} onOpen=${onOpen}>
    <p class="arrivals-words">${peak_at === null
      ? html`<span class="quiet">${t('board.arrivals.none')}</span>`
      : t('board.arrivals.words', { last: formatCount(last_5), peak: formatCount(peak), at: formatTime(peak_at) })}</p>
    <${Plot} name="curve" data=${data} look=${`${theme} ${mode} ${language()}`} shape=${shape}
      label=${t('board.arrivals.spoken', { counts: headcount.per_minute.slice(-SPOKEN).map(({ n }) => n).join(' ') })} />
    <ul class="curve-key" aria-hidden="true">
      <li data-line="came">${t('board.arrivals.came')}</li>
      ${hasYesterday && html`<li data-line="yesterday">${t('board.arrivals.yesterday')}</li>`}
      ${overview !== null && html`<li data-line="expected">${t('board.arrivals.expected')}</li>`}
    </ul>
  <//>`;
}

/** @param {import('../lib/plot.js').Paint} paint @returns {import('../lib/plot.js').Shape} */
function shape({ colour, em }) {
  const line = { points: { show: false } };
  const width = em / 8;
  return {
    times: MINUTES_S, time_space_em: 4, count_em: 2.6, count_space_em: 3, above_em: 1,
    series: [
      { ...line, stroke: colour('--curve'), fill: colour('--curve-fill'), width },
      { ...line, stroke: colour('--muted'), width: width / 2, dash: [em / 8, em / 4] },
      { ...line, stroke: colour('--forecast'), width: width / 1.5, dash: [em / 2, em / 3] },
      { ...line, width: 0 }, { ...line, width: 0 },
    ],
    bands: [{ series: [HIGH, LOW], fill: colour('--forecast-fill') }],
    hooks: { draw: [(plot) => drawNow(plot, colour('--line-strong'), em)] },
  };
}

/** A line where the past ends. @param {import('uplot')} plot @param {string} colour @param {number} em */
function drawNow(plot, colour, em) {
  const last = Array.from(plot.data[CAME] ?? []).reduce((/** @type {number} */ found, value, index) => (typeof value === 'number' ? index : found), -1);
  const at = plot.data[0][last];
  if (at === undefined) return;
  const x = Math.round(plot.valToPos(at, 'x', true));
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = Math.max(1, em / 16);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}
