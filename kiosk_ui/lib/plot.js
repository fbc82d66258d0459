/**
 * A curve over time, drawn by uPlot in a box of its own: made anew when its look changes, only told numbers else. What is plotted,
 * and in which colours, says who asks.
 */
import { html, useEffect, useRef, useState } from 'preact-htm';
import uPlot from 'uplot';
import { formatTime } from './words.js';

const LOWEST_TOP = 5; // the axis of a time in which nobody came still needs a height
const COUNTS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/**
 * @typedef {object} Paint what a shape is drawn with
 * @property {(name: string) => string} colour of a custom property, as the box has it
 * @property {number} em in px
 *
 * @typedef {object} Shape
 * @property {uPlot.Series[]} series without that of the times
 * @property {uPlot.Band[]} [bands]
 * @property {number[]} times steps of the time axis that may be marked, in s
 * @property {number} [time_space_em] between two of its marks, at least
 * @property {number} [count_em] width of the axis of counts
 * @property {number} [count_space_em] between two of its marks, at least
 * @property {number} [above_em] free above the curve
 * @property {uPlot.Options['hooks']} [hooks]
 */

/**
 * @param {{data: uPlot.AlignedData, look: string, label: string, name: string, shape: (paint: Paint) => Shape}} props `look`: whatever
 *   changes colours or words; `label`: what it shows, for who does not see it; `name`: the box's class
 */
export function Plot({ data, look, label, name, shape }) {
  const box = useRef(/** @type {HTMLElement|null} */ (null));
  const plot = useRef(/** @type {uPlot|null} */ (null));
  const [font, setFont] = useState(''); // a window that grows has larger letters, and a canvas takes them when it is made
  useEffect(() => {
    const { current } = box;
    if (current === null) return undefined;
    const made = new uPlot(options(current, shape), data, current);
    plot.current = made;
    const watch = new ResizeObserver(() => {
      made.setSize(sizeOf(current));
      setFont(getComputedStyle(current).fontSize);
    });
    watch.observe(current);
    return () => {
      watch.disconnect();
      made.destroy();
    };
  }, [look, font]);
  useEffect(() => plot.current?.setData(data), [data]);
  return html`<div class=${name} ref=${box} role="img" aria-label=${label}></div>`;
}

/**
 * @param {HTMLElement} box
 * @param {(paint: Paint) => Shape} shape
 * @returns {uPlot.Options}
 */
function options(box, shape) {
  const style = getComputedStyle(box);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  const em = Number.parseFloat(style.fontSize);
  const { series, bands, times, time_space_em = 4, count_em = 3, count_space_em = 2.5, above_em = 0.5, hooks } = shape({ colour, em });
  const axis = { stroke: colour('--muted'), font: `${style.fontSize} ${style.fontFamily}`, ticks: { show: false }, grid: { stroke: colour('--line'), width: 1 } };
  return {
    ...sizeOf(box), legend: { show: false }, cursor: { show: false }, padding: [em * above_em, em * 2, 0, 0],
    scales: { y: { range: (_, __, most) => [0, Math.max(LOWEST_TOP, Math.ceil(most * 1.1))] } },
    axes: [
      { ...axis, size: em * 2, gap: em / 3, incrs: times, space: em * time_space_em, grid: { show: false }, values: (_, splits) => splits.map((each) => formatTime(new Date(each * 1000).toISOString())) },
      { ...axis, size: em * count_em, gap: em / 3, incrs: COUNTS, space: em * count_space_em },
    ],
    series: [{}, ...series],
    ...(bands ? { bands } : {}), ...(hooks ? { hooks } : {}),
  };
}

/** @param {HTMLElement} box */
function sizeOf(box) {
  return { width: Math.max(1, box.clientWidth), height: Math.max(1, box.clientHeight) };
}
