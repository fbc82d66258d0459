/** A verdict is colour, sign and sound; its words are `verdict.WORD.title` and `.detail`, a meal's `meal.WORD...`. Pure. */

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
  redeemed: { colour: 'good', sign: 'tick-circle', tone: 'rising' },
  already_redeemed: { colour: 'warn', sign: 'clock', tone: 'equal' },
};

/** @param {import('./door_state.js').Shown} shown @returns {Look} whatever is not named here is a refusal */
export function lookOf(shown) {
  return shown.kind === 'verdict' ? lookOfVerdict(shown.verdict) : NOT_DECIDED;
}

/** @param {string | null} verdict null: none yet */
export const lookOfVerdict = (verdict) => (verdict === null ? NOT_DECIDED : LOOKS[verdict] ?? REFUSED);

const NEARLY_FULL = 0.9;

/**
 * How full a hall is.
 * @param {number | null} inside
 * @param {number | null} capacity null: no limit
 * @returns {{share: number, state: 'free' | 'nearly' | 'full'} | null} `share` 0 to 1
 */
export function fullness(inside, capacity) {
  if (inside === null || !capacity) return null;
  const share = inside / capacity;
  return { share: Math.min(1, share), state: share >= 1 ? 'full' : share >= NEARLY_FULL ? 'nearly' : 'free' };
}
