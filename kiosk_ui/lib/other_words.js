/** The words of a language that is not shown, for the few screens that must say something in both at once. */

/** @typedef {(key: string, values?: Record<string, string | number>) => string} Say */

/**
 * Read a language's words, before they are needed: a page without its server can't.
 * @param {string} code
 * @returns {Promise<Say>} as `t` of words.js; a missing key shows itself
 */
export async function wordsOf(code) {
  const response = await fetch(`/ui/languages/${code}.json`);
  const words = /** @type {Record<string, string>} */ (response.ok ? await response.json() : {});
  return (key, values = {}) => (words[key] ?? key).replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));
}
