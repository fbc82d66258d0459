/** How full halls are and how their day went, as values for control's page. Pure. */
import { hallLevel } from '../board/board_state.js';

/** @typedef {import('../lib/me').Headcount} Headcount */
/** @typedef {{hall: string, capacity: number|null, points: {at: string, inside: number}[], peak: {at: string, inside: number}|null}} Curve */
/** @typedef {{code: string, inside: number, capacity: number|null, admitted: number, level: ReturnType<typeof hallLevel>, share: number, difference: number}} HallNow
 *   `share`: 0..1 of the bar; `difference`: how many more may go in, or are too many */

/**
 * The halls in the planners' order, each as it is now.
 * @param {Headcount} headcount
 * @param {{code: string}[]} halls
 * @returns {HallNow[]}
 */
export function hallsNow(headcount, halls) {
  return halls.filter(({ code }) => code in headcount.halls).map(({ code }) => {
    const { inside = 0, capacity = null, admitted = 0 } = headcount.halls[code] ?? {};
    return {
      code, inside, capacity, admitted, level: hallLevel(inside, capacity),
      share: capacity ? Math.min(1, inside / capacity) : 0, difference: capacity === null ? 0 : Math.abs(capacity - inside),
    };
  });
}

/**
 * A day as uPlot takes it: seconds since 1970, people inside, and the limit as a line.
 * @param {Curve} curve
 * @returns {[number[], number[], (number|null)[]]}
 */
export function plotted({ points, capacity }) {
  return [points.map(({ at }) => Date.parse(at) / 1000), points.map(({ inside }) => inside), points.map(() => capacity)];
}
