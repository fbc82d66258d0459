/**
 * A verdict is colour, sign, sound and a pattern of vibration; its words are `verdict.WORD.title` and `.detail`, a meal's
 * `meal.WORD...`. How full a hall looks is here too. Pure.
 */
import { insideState } from './rules.js';

/** @typedef {{colour: 'good' | 'warn' | 'bad' | 'out' | 'unknown', sign: string, tone: import('../lib/sound.js').Tone}} Look */

/** @type {Look} */
const REFUSED = { colour: 'bad', sign: 'bar-octagon', tone: 'falling' };

/** @type {Look} */
export const NOT_DECIDED = { colour: 'unknown', sign: 'cloud-off', tone: 'low' };

/** @type {Record<string, Look>} */
const LOOKS = {
  admitted: { colour: 'good', sign: 'tick-circle', tone: 'rising' },
  already_in: { colour: 'warn', sign: 'clock', tone: 'equal' },
  left: { colour: 'out', sign: 'arrow-out', tone: 'rising' },
  not_inside: { colour: 'warn', sign: 'arrow-out', tone: 'equal' },
  cant_know: { colour: 'unknown', sign: 'help', tone: 'low' },
  redeemed: { colour: 'good', sign: 'tick-circle', tone: 'rising' },
  already_redeemed: { colour: 'warn', sign: 'clock', tone: 'equal' },
};

/** Milliseconds on, off, on... a hand in a pocket tells them apart. @type {Record<import('../lib/sound.js').Tone, number[]>} */
const PATTERNS = {
  rising: [60],
  equal: [90, 80, 90],
  falling: [420],
  low: [40, 60, 40, 60, 40, 60, 40],
  call: [250, 120, 250],
  alarm: [200, 100, 200, 100, 200],
};

/** @param {import('./door_state.js').Shown} shown @returns {Look} whatever is not named here is a refusal */
export function lookOf(shown) {
  return shown.kind === 'verdict' ? lookOfVerdict(shown.verdict) : NOT_DECIDED;
}

/** @param {string | null} verdict null: none yet */
export const lookOfVerdict = (verdict) => (verdict === null ? NOT_DECIDED : LOOKS[verdict] ?? REFUSED);

/** @param {import('../lib/sound.js').Tone} tone @returns {number[]} how a device shakes with it */
export const patternOf = (tone) => PATTERNS[tone];

/**
 * How full a hall is.
 * @param {number | null} inside
 * @param {number | null} capacity null: no limit
 * @returns {{share: number, state: 'ok' | 'nearly_full' | 'full'} | null} `share` 0 to 1
 */
export function fullness(inside, capacity) {
  if (inside === null || !capacity) return null;
  return { share: Math.min(1, inside / capacity), state: insideState(inside, capacity) };
}
