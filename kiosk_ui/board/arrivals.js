/** Arrivals a minute over the last hour, as a curve. */
import { html, useEffect, useRef } from 'preact-htm';
import uPlot from 'uplot';
import { formatCount, formatTime, language, t } from '../lib/words.js';
import { curve, pace } from './board_state.js';
import { Tile } from './tile.js';

/** @typedef {import('./board_state.js').BoardState} BoardState */

/** The axis of an hour in which nobody came still needs a height. */
const LOWEST_TOP = 5;
const TEN_MINUTES_S = [600, 900, 1200];

/** @param {{state: BoardState, onOpen: (what: string) => void}} props */
export function Arrivals({ state, onOpen }) {
  const { headcount, theme, mode } = state;
  if (headcount === null) return null;
  const { last_5, peak, peak_at } = pace(headcount);
  return html`<${Tile} what="arrivals" title=${t('board.arrivals.title')} state=${state} onOpen=${onOpen}>
    <p class="arrivals-words">${peak_at === null
      ? html`<span class="quiet">${t('board.arrivals.none')}</span>`
      : t('board.arrivals.words', { last: formatCount(last_5), peak: formatCount(peak), at: formatTime(peak_at) })}</p>
    <${Curve} data=${curve(headcount)} look=${`${theme} ${mode} ${language()}`} />
  <//>`;
}

/**
 * uPlot lives in a box of its own; it is made anew when the look changes and only told numbers else.
 * @param {{data: [number[], number[]], look: string}} props
 */
function Curve({ data, look }) {
  const box = useRef(/** @type {HTMLElement|null} */ (null));
  const plot = useRef(/** @type {uPlot|null} */ (null));
  useEffect(() => {
    const { current } = box;
    if (current === null) return undefined;
    const made = new uPlot(options(current), data, current);
    plot.current = made;
    const watch = new ResizeObserver(() => made.setSize(sizeOf(current)));
    watch.observe(current);
    return () => {
      watch.disconnect();
      made.destroy();
    };
  }, [look]);
  useEffect(() => plot.current?.setData(data), [data]);
  return html`<div class="curve" ref=${box} role="img" aria-label=${t('board.arrivals.spoken', { counts: data[1].slice(-10).join(' ') })}></div>`;
}

/**
 * @param {HTMLElement} box
 * @returns {uPlot.Options}
 */
function options(box) {
  const style = getComputedStyle(box);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  const font = `${style.fontSize} ${style.fontFamily}`;
  const em = Number.parseFloat(style.fontSize);
  const axis = { stroke: colour('--muted'), font, ticks: { show: false }, grid: { stroke: colour('--line'), width: 1 } };
  return {
    ...sizeOf(box), legend: { show: false }, cursor: { show: false }, padding: [em, em * 2, 0, 0],
    scales: { y: { range: (_, __, most) => [0, Math.max(LOWEST_TOP, Math.ceil(most * 1.1))] } },
    axes: [
      { ...axis, size: em * 2, incrs: TEN_MINUTES_S, grid: { show: false }, values: (_, splits) => splits.map((each) => formatTime(new Date(each * 1000).toISOString())) },
      { ...axis, size: em * 2.6, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500], space: em * 3 },
    ],
    series: [{}, { stroke: colour('--curve'), fill: colour('--curve-fill'), width: 3, points: { show: false } }],
  };
}

/** @param {HTMLElement} box */
function sizeOf(box) {
  return { width: Math.max(1, box.clientWidth), height: Math.max(1, box.clientHeight) };
}
