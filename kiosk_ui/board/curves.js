/**
 * The arrivals of the last hour with those of yesterday, and of the next one as forecast, minute by minute. Pure.
 */

/** @typedef {import('./board_state.js').Headcount} Headcount */
/** @typedef {import('./board_state.js').Overview} Overview */
/** @typedef {(number|null)[]} Series */

const MINUTE_S = 60;
const AHEAD = 60; // minutes
const HALF_WINDOW = 2; // minutes on either side that an arrival is spread over: one minute alone says little

/**
 * As uPlot takes them: seconds since 1970, then a minute's arrivals that came, yesterday's, those expected, and the band's edges.
 * @param {Headcount} headcount
 * @param {Overview|null} overview
 * @returns {[number[], Series, Series, Series, Series, Series]}
 */
export function curves({ per_minute }, overview) {
  const told = per_minute.map(({ at }) => Date.parse(at) / 1000);
  const last = told.at(-1) ?? 0;
  const times = [...told, ...Array.from({ length: told.length ? AHEAD : 0 }, (_, index) => last + (index + 1) * MINUTE_S)];
  const came = smoothed(per_minute.slice(0, -1).map(({ n }) => n)); // the last minute still runs
  const series = (/** @type {'yesterday'|'expected'|'low'|'high'} */ name) => times.map((at) => (overview ? valueAt(overview.arrivals, name, at) : null));
  const [expected, low, high] = [series('expected'), series('low'), series('high')]
    .map((values) => values.map((value, index) => (index < came.length ? null : value)));
  return [times, times.map((_, index) => came[index] ?? null), series('yesterday'), expected ?? [], low ?? [], high ?? []];
}

/** @param {number[]} counts @returns {number[]} the mean of each minute and those about it */
export function smoothed(counts) {
  return counts.map((_, index) => {
    const about = counts.slice(Math.max(0, index - HALF_WINDOW), index + HALF_WINDOW + 1);
    return about.reduce((sum, each) => sum + each, 0) / about.length;
  });
}

/**
 * Between the middles of two steps, the straight line; before the first and after the last told one, that one's value.
 * @param {import('./board_state.js').ArrivalCurves} arrivals
 * @param {'yesterday'|'expected'|'low'|'high'} name
 * @param {number} at s
 * @returns {number|null}
 */
export function valueAt(arrivals, name, at) {
  const { begins_at, step_s, [name]: values } = arrivals;
  const place = (at - Date.parse(begins_at) / 1000) / step_s - 0.5;
  const before = values[Math.floor(place)] ?? null;
  const after = values[Math.floor(place) + 1] ?? null;
  if (before === null || after === null) return before ?? after;
  return before + (after - before) * (place - Math.floor(place));
}
