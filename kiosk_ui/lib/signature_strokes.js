/**
 * A signature as strokes of points `[x, y, ms]`: x and y in widths of the area, so y ends at its aspect (height over width);
 * ms since the first touch. Pure; the area itself is in signature.js.
 */

/** @typedef {[number, number, number]} Point */
/** @typedef {Point[][]} Strokes */
/** @typedef {{strokes: Strokes, aspect: number}} Signature `aspect`: the area's height in widths */

export const SHORTEST = 0.15; // of the width, all strokes together: a dot or a tick is no signature (the server's limit)
const STEP = 0.004; // of the width; points closer than that say nothing more
const POINTS_AT_MOST = 2000; // a stroke
const STROKES_AT_MOST = 200;

/**
 * The finger touches down: a stroke begins.
 * @param {Strokes} strokes
 * @param {Point} point
 * @param {number} aspect
 * @returns {Strokes}
 */
export function begun(strokes, point, aspect) {
  return strokes.length >= STROKES_AT_MOST ? strokes : [...strokes, [inside(point, aspect)]];
}

/**
 * The finger goes on. A point that hardly moved is dropped.
 * @param {Strokes} strokes
 * @param {Point} point
 * @param {number} aspect
 * @returns {Strokes} the same array when nothing was added
 */
export function drawnOn(strokes, point, aspect) {
  const stroke = strokes.at(-1);
  const last = stroke?.at(-1);
  if (stroke === undefined || last === undefined || stroke.length >= POINTS_AT_MOST) return strokes;
  const next = inside(point, aspect);
  if (Math.hypot(next[0] - last[0], next[1] - last[1]) < STEP) return strokes;
  return [...strokes.slice(0, -1), [...stroke, next]];
}

/** @param {Strokes} strokes @returns {number} drawn length in widths of the area */
export function lengthOf(strokes) {
  let length = 0;
  for (const stroke of strokes) {
    stroke.forEach(([x, y], at) => {
      const before = stroke[at - 1];
      if (before) length += Math.hypot(x - before[0], y - before[1]);
    });
  }
  return length;
}

/**
 * @param {Strokes} strokes
 * @param {number} aspect
 * @returns {Signature | null} null while it is no signature yet
 */
export function signatureOf(strokes, aspect) {
  // A tablet turned while someone signs has made the area flatter than what she drew.
  const lowest = Math.max(aspect, ...strokes.map((stroke) => Math.max(...stroke.map(([, y]) => y))));
  return lengthOf(strokes) < SHORTEST ? null : { strokes, aspect: lowest };
}

/** A finger that slides over the edge draws along it. @param {Point} point @param {number} aspect @returns {Point} */
function inside([x, y, ms], aspect) {
  return [rounded(Math.min(1, Math.max(0, x))), rounded(Math.min(aspect, Math.max(0, y))), Math.max(0, Math.round(ms))];
}

/** @param {number} share four decimals: a tenth of a millimetre on any tablet */
function rounded(share) {
  return Math.round(share * 10000) / 10000;
}
