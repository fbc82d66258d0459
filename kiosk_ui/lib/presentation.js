/** One reading per presentation: a code held before the camera is told once, and again only after it was away. Pure. */

export const AWAY_MS = 1500;

/** @typedef {ReadonlyMap<string, number>} Seen code -> when it was last in the picture, ms */

/**
 * @param {Seen} seen
 * @param {string[]} texts what this frame shows
 * @param {number} now ms
 * @returns {{seen: Seen, fresh: string[]}} `fresh`: those not in the picture for at least AWAY_MS
 */
export function presented(seen, texts, now) {
  const still = new Map([...seen].filter(([, at]) => now - at < AWAY_MS));
  const fresh = texts.filter((text) => !still.has(text));
  for (const text of texts) still.set(text, now);
  return { seen: still, fresh };
}
