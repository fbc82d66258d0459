/** How a hall filled and emptied today, as a curve with its limit. */
import { html, useEffect, useRef, useState } from 'preact-htm';
import uPlot from 'uplot';
import { get, Problem } from '../lib/api.js';
import { formatCount, formatTime, language, t } from '../lib/words.js';
import { peakOf, plotted } from './halls_state.js';

/** @typedef {import('./halls_state.js').Curve} Curve */

const READ_EVERY_MS = 60000;
const LOWEST_TOP = 5; // the axis of a day on which nobody came still needs a height
const HOURS_S = [3600, 2 * 3600, 3 * 3600, 6 * 3600];

/** @param {{code: string, name: string, corrections: number}} props `corrections`: read again when there is one more */
export function HallCurve({ code, name, corrections }) {
  const curve = useCurve(code, corrections);
  const look = useLook();
  if (curve === null) return null;
  const { most, at } = peakOf(curve);
  const words = at === null ? t('control.halls.nobody_yet') : t('control.halls.peak', { count: formatCount(most), at: formatTime(at) });
  return html`<figure class="hall-day"><figcaption class="small quiet">${words}</figcaption>
    ${at !== null && html`<${Plot} data=${plotted(curve)} look=${`${look} ${language()}`} label=${t('control.halls.curve_spoken', { hall: name, peak: words })} />`}</figure>`;
}

/** @param {string} code @param {number} corrections @returns {Curve|null} */
function useCurve(code, corrections) {
  const [curve, setCurve] = useState(/** @type {Curve|null} */ (null));
  useEffect(() => {
    let isGone = false;
    const read = async () => {
      try {
        const told = await get(`/halls/${encodeURIComponent(code)}/curve`);
        if (!isGone) setCurve(told);
      } catch (problem) {
        if (!(problem instanceof Problem)) throw problem;
      }
    };
    void read();
    const timer = setInterval(() => void read(), READ_EVERY_MS);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, [code, corrections]);
  return curve;
}

/** Light or dark, as the system says. @returns {string} */
function useLook() {
  const [query] = useState(() => matchMedia('(prefers-color-scheme: dark)'));
  const [isDark, setDark] = useState(query.matches);
  useEffect(() => {
    const tell = () => setDark(query.matches);
    query.addEventListener('change', tell);
    return () => query.removeEventListener('change', tell);
  }, [query]);
  return isDark ? 'dark' : 'light';
}

/**
 * uPlot lives in a box of its own; it is made anew when the look changes and only told numbers else.
 * @param {{data: [number[], number[], (number|null)[]], look: string, label: string}} props
 */
function Plot({ data, look, label }) {
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
  return html`<div class="hall-plot" ref=${box} role="img" aria-label=${label}></div>`;
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
    ...sizeOf(box), legend: { show: false }, cursor: { show: false }, padding: [em / 2, em * 2, 0, 0],
    scales: { y: { range: (_, __, most) => [0, Math.max(LOWEST_TOP, Math.ceil(most * 1.1))] } },
    axes: [
      { ...axis, size: em * 2, incrs: HOURS_S, space: em * 4, grid: { show: false }, values: (_, splits) => splits.map((each) => formatTime(new Date(each * 1000).toISOString())) },
      { ...axis, size: em * 3, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000], space: em * 2.5 },
    ],
    series: [{}, { stroke: colour('--info'), fill: colour('--curve-fill'), width: 2.5, points: { show: false } },
      { stroke: colour('--warn'), dash: [6, 5], width: 1.5, points: { show: false } }],
  };
}

/** @param {HTMLElement} box */
function sizeOf(box) {
  return { width: Math.max(1, box.clientWidth), height: Math.max(1, box.clientHeight) };
}
