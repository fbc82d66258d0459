/**
 * Whether a door decides alone: from the first scan without a quick answer until the server is there again, and everything that
 * waited is sent. Pure, but for the question whether the server is there.
 */

export const SLOW_MS = 1000; // an answer that takes longer is none
export const ASK_ALONE_MS = 2000;
export const ASK_ONLINE_MS = 10_000;
const SHORT_MS = 30_000; // lost again so soon after coming back, and more answers are asked for before the next time
const PATIENCE = 8;

/**
 * @typedef {'online' | 'offline' | 'returning'} Mode `returning`: the server answers, what waited is being sent
 * @typedef {{mode: Mode, since: number, good: number, needed: number}} Connection `since`: ms of the venue when the mode began;
 *   `good`: quick answers in a row; `needed`: how many before coming back
 */

/** @param {number} at @returns {Connection} */
export const begun = (at) => ({ mode: 'online', since: at, good: 0, needed: 1 });

/** @param {Connection} connection @param {number} at @returns {Connection} no quick answer */
export function lost(connection, at) {
  if (connection.mode === 'offline') return { ...connection, good: 0 };
  if (connection.mode === 'returning') return { ...connection, mode: 'offline', good: 0 };
  const isSoon = connection.since > 0 && at - connection.since < SHORT_MS && connection.needed > 0;
  const needed = isSoon ? Math.min(PATIENCE, connection.needed * 2) : 1;
  return { mode: 'offline', since: at, good: 0, needed };
}

/** @param {Connection} connection @returns {Connection} the server answered at once */
export function answered(connection) {
  if (connection.mode !== 'offline') return connection;
  const good = connection.good + 1;
  return { ...connection, good, mode: good >= connection.needed ? 'returning' : 'offline' };
}

/** @param {Connection} connection @param {number} at @returns {Connection} nothing waits any more */
export const returned = (connection, at) => ({ ...connection, mode: 'online', since: at, good: 0 });

/**
 * Ask whether the server is there.
 * @param {number} [longest_ms]
 * @returns {Promise<{isThere: boolean, heard: import('./venue_clock.js').Heard | null}>} `heard`: what time it has
 */
export async function askHealth(longest_ms = SLOW_MS) {
  try {
    const answer = await fetch('/health', { cache: 'no-store', signal: AbortSignal.timeout(longest_ms) });
    const came = performance.now();
    const told_ms = Date.parse((await answer.json()).now);
    return { isThere: answer.ok, heard: answer.ok && told_ms ? { came, told_ms } : null };
  } catch {
    return { isThere: false, heard: null };
  }
}
