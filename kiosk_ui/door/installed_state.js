/** How a door's page is kept on its device, in words a steward can act on. Pure: no DOM, no requests. */

export const LEAST_FREE_BYTES = 50 * 1024 * 1024; // 100,000 scans that wait, and a roster
export const MOST_USED = 0.9; // of what the browser gives

/**
 * @typedef {'asking' | 'unable' | 'keeping' | 'kept' | 'failed'} Kept `unable`: this browser has no service workers, or the page is not secure
 * @typedef {{free_bytes: number, isLow: boolean}} Space
 * @typedef {'done' | 'ask' | 'share' | 'menu'} Way how the page comes onto the home screen: it is there; a button; Safari's share sheet; the browser's menu
 *
 * @typedef {object} Installation
 * @property {Kept} kept whether the page starts without the server
 * @property {boolean} isNewer a newer version waits for the page to be opened anew
 * @property {boolean | null} isPersistent whether the browser promised to clear nothing by itself; null: it does not say
 * @property {Space | null} space null: the browser does not say
 * @property {Way} way
 */

/** @type {Installation} */
export const NOT_YET = { kept: 'asking', isNewer: false, isPersistent: null, space: null, way: 'menu' };

/**
 * What of a registration is there.
 * @param {{installing?: unknown, waiting?: unknown, active?: unknown}} registration
 * @returns {Pick<Installation, 'kept' | 'isNewer'>}
 */
export function keptOf({ installing, waiting, active }) {
  if (active) return { kept: 'kept', isNewer: Boolean(waiting) };
  return { kept: installing || waiting ? 'keeping' : 'failed', isNewer: false };
}

/**
 * @param {{usage?: number, quota?: number}} estimate of the browser, in bytes
 * @returns {Space | null}
 */
export function spaceOf({ usage = 0, quota = 0 }) {
  if (!quota) return null;
  const free_bytes = Math.max(0, quota - usage);
  return { free_bytes, isLow: free_bytes < LEAST_FREE_BYTES || usage > quota * MOST_USED };
}

/**
 * @param {{isApp: boolean, canAsk: boolean, userAgent: string, touchPoints: number}} device `isApp`: opened from the home screen;
 *   `canAsk`: the browser offered to install it
 * @returns {Way}
 */
export function wayOf({ isApp, canAsk, userAgent, touchPoints }) {
  if (isApp) return 'done';
  if (canAsk) return 'ask';
  // An iPad says it is a Mac, and no Mac has a touch screen.
  const isApple = /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && touchPoints > 1);
  return isApple ? 'share' : 'menu';
}

/** @param {number} bytes @returns {{amount: number, unit: 'MB' | 'GB'}} rounded down: nobody is promised more than there is */
export function amountOf(bytes) {
  const mb = Math.floor(bytes / 1024 / 1024);
  return mb < 1024 ? { amount: mb, unit: 'MB' } : { amount: Math.floor(mb / 102.4) / 10, unit: 'GB' };
}
