/**
 * What the server tells without being asked: the headcount, a board's overview and what changed, over Socket.IO, and whether
 * the server is near, slow or gone.
 * Everything a page asks for itself goes through api.js.
 */
import { io } from 'socket.io';
import { stationId } from './address.js';

const PROBE_EVERY_MS = 15000;
const PROBE_AGAIN_MS = 3000; // while it does not answer
const PROBE_LIMIT_MS = 5000;
const SLOW_MS = 1500;
const BESIDE = new Set(['evacuation', 'calls', 'contacts', 'no_shows', 'wiped']);

/**
 * @typedef {'live' | 'slow' | 'offline'} ConnectionState
 * @typedef {{what: string, id: string | null}} Changed `what`: guests, help_calls, alerts, zones, escalations, evacuation
 * @typedef {{state: ConnectionState, since: string | null}} Connection `since`: when this state began, null before the first answer
 */

/**
 * Listen to the headcount, to the state of the connection, and to what should be asked for again.
 * @param {(headcount: any) => void} onHeadcount
 * @param {(connection: Connection) => void} onState
 * @param {(changed: Changed) => void} [onChanged] a hint without personal data; after a break it may have been missed
 * @param {(overview: any) => void} [onOverview] a board is told it besides
 * @returns {() => void} disconnects
 */
export function connectLive(onHeadcount, onState, onChanged = () => undefined, onOverview = () => undefined) {
  const tell = toldOnce(onState);
  const socket = io('/live', { auth: { station: stationId() }, withCredentials: true, reconnectionDelayMax: 3000 });
  socket.on('connect', () => {
    tellBeside('connected'); // what was told before was missed
    tell('live');
  });
  socket.on('headcount', onHeadcount);
  socket.on('overview', onOverview);
  socket.on('changed', (changed) => (BESIDE.has(changed.what) ? tellBeside(changed.what) : onChanged(changed)));
  socket.on('disconnect', () => tell('offline'));
  socket.on('connect_error', () => tell('offline'));
  const stop = probe((state) => tell(socket.connected || state !== 'live' ? state : 'slow'));
  return () => {
    stop();
    socket.disconnect();
  };
}

/** What is shown beside every page (evacuation.js, calls.js): the page itself has nothing to read again. @param {string} what */
function tellBeside(what) {
  document.dispatchEvent(new CustomEvent(what));
}

/**
 * Watch the connection only, by asking: a kiosk is open as long as it is answered.
 * @param {(connection: Connection) => void} onState
 * @returns {() => void} stops
 */
export function watchConnection(onState) {
  return probe(toldOnce(onState));
}

/**
 * Listen to what changed only, for a page that watches its connection itself (a kiosk).
 * @param {(changed: Changed) => void} onChanged told `connected` too: what was told before was missed
 * @returns {() => void} disconnects
 */
export function hearChanges(onChanged) {
  const socket = io('/live', { auth: { station: stationId() }, withCredentials: true, reconnectionDelayMax: 3000 });
  socket.on('connect', () => {
    tellBeside('connected');
    onChanged({ what: 'connected', id: null });
  });
  socket.on('changed', (changed) => (BESIDE.has(changed.what) ? tellBeside(changed.what) : onChanged(changed)));
  return () => socket.disconnect();
}

/** @param {(connection: Connection) => void} onState @returns {(state: ConnectionState) => void} tells changes only */
function toldOnce(onState) {
  let last = /** @type {ConnectionState | null} */ (null);
  return (state) => {
    if (state === last) return;
    last = state;
    onState({ state, since: new Date().toISOString() });
  };
}

/** @param {(state: ConnectionState) => void} tell @returns {() => void} stops */
function probe(tell) {
  let timer = 0;
  let isStopped = false;
  const once = async () => {
    const state = await answerOf('/health');
    if (isStopped) return;
    tell(state);
    timer = window.setTimeout(once, state === 'live' ? PROBE_EVERY_MS : PROBE_AGAIN_MS);
  };
  const now = () => {
    clearTimeout(timer);
    void once();
  };
  window.addEventListener('online', now);
  window.addEventListener('offline', now);
  void once();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    window.removeEventListener('online', now);
    window.removeEventListener('offline', now);
  };
}

/** @param {string} path @returns {Promise<ConnectionState>} */
async function answerOf(path) {
  const asked = performance.now();
  try {
    const response = await fetch(path, { cache: 'no-store', signal: AbortSignal.timeout(PROBE_LIMIT_MS) });
    if (!response.ok) return 'offline';
    return performance.now() - asked > SLOW_MS ? 'slow' : 'live';
  } catch {
    return 'offline';
  }
}
