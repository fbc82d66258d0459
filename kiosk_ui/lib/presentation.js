/**
 * One reading per presentation: a code held before the camera is told once, and again only after it was away, or when it is
 * held there so long that somebody wants it read again. Pure.
 */

export const AWAY_MS = 1500; // longer than a code flickers out, shorter than anyone walks round
export const AGAIN_MS = 30_000; // after this a code that never left counts anew

/** @typedef {ReadonlyMap<string, {told: number, last: number}>} Seen code -> when it was told, and last in the picture, ms */

/**
 * @param {Seen} seen
 * @param {string[]} texts what this frame shows
 * @param {number} now ms
 * @returns {{seen: Seen, fresh: string[]}} `fresh`: those to be told, in the order given, each once
 */
export function presented(seen, texts, now) {
  const still = new Map([...seen].filter(([, { told, last }]) => now - last < AWAY_MS && now - told < AGAIN_MS));
  const fresh = [...new Set(texts)].filter((text) => !still.has(text));
  for (const text of texts) still.set(text, { told: still.get(text)?.told ?? now, last: now });
  return { seen: still, fresh };
}
