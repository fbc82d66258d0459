/** Which system a browser runs on, and where it wanted to go. Pure. */

/** @typedef {'ios'|'android'|'windows'|'macos'|'other'} System */

/** @type {System[]} */
export const SYSTEMS = ['ios', 'android', 'windows', 'macos', 'other'];

/**
 * @param {string} userAgent
 * @param {number} touchPoints  an iPad calls itself a Mac; a Mac has no touch screen
 * @returns {System}
 */
export function systemOf(userAgent, touchPoints) {
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'ios';
  if (/Macintosh/.test(userAgent)) return touchPoints > 1 ? 'ios' : 'macos';
  if (/Android/.test(userAgent)) return 'android';
  return /Windows/.test(userAgent) ? 'windows' : 'other';
}

/**
 * The page the browser was on its way to: a path of this event only, never another address.
 * @param {string} search  the query of the page's address
 * @returns {string} empty when there is none
 */
export function nextPath(search) {
  const next = new URLSearchParams(search).get('next') ?? '';
  return /^\/(?![/\\])[^\s\\]*$/.test(next) ? next : '';
}
