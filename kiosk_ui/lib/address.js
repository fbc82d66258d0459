/**
 * Which station this page is: its id from the address, and storage names of its own, because several stations may live
 * in one browser. No requests here.
 */

/** The id out of `/s/STATION/`, empty on pages that are no station's (trust, pairing). */
export function stationId() {
  return /^\/s\/([^/]+)/.exec(location.pathname)?.[1] ?? '';
}

/**
 * Read what this station keeps in this browser.
 * @param {string} name
 * @returns {string | null} null also where the browser refuses storage
 */
export function kept(name) {
  try {
    return localStorage.getItem(`onsite-${stationId()}-${name}`);
  } catch {
    return null;
  }
}

/**
 * Keep a choice of this station in this browser.
 * @param {string} name
 * @param {string} value
 */
export function keep(name, value) {
  try {
    localStorage.setItem(`onsite-${stationId()}-${name}`, value);
  } catch {
    // A private window refuses storage: the choice then lasts as long as the page.
  }
}
