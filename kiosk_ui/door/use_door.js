/** A door's life in its page: opened with it, told of what the server says unasked, and closed with it. */
import { useCallback, useEffect, useRef, useState } from 'preact-htm';
import { connectLive } from '../lib/live.js';
import { watch } from './coming_back.js';
import { hearCount, openLife } from './door_life.js';
import { letIn, scanned } from './door_work.js';
import { tellState } from './state_telling.js';

/** @typedef {import('./door_life.js').Life} Life */
/** @typedef {import('./door_life.js').Status} Status */
/** @typedef {import('../lib/live.js').ConnectionState} ConnectionState */

/**
 * @param {import('../lib/me').Me} me
 * @param {import('../lib/me').Checkpoint} checkpoint
 * @param {(action: import('./door_state.js').Action) => void} send
 * @param {import('./door_state.js').Direction | null} direction
 * @returns {{status: Status | null, live: ConnectionState | null, scan: (credential: string) => void, act: (act: (life: Life) => void) => void,
 *   letIn: (scan_id: string) => void}}
 */
export function useDoorWork(me, checkpoint, send, direction) {
  const [status, setStatus] = useState(/** @type {Status | null} */ (null));
  const [live, setLive] = useState(/** @type {ConnectionState | null} */ (null));
  const opened = useRef(/** @type {Promise<Life> | null} */ (null));
  useEffect(() => {
    const event = `${me.event.code} ${me.event.starts_on}`;
    const opening = openLife({ station: me.station.id, event, checkpoint, send, onStatus: setStatus });
    opened.current = opening;
    let isClosed = false;
    let stop = () => {
      isClosed = true;
    };
    void opening.then((life) => {
      if (isClosed) life.isClosed = true;
      else stop = listening(life, setLive);
    });
    return () => stop();
  }, [checkpoint.code]);
  const act = useCallback((/** @type {(life: Life) => void} */ todo) => void opened.current?.then(todo), []);
  return {
    status,
    live,
    act,
    scan: useCallback((/** @type {string} */ credential) => act((life) => void scanned(life, credential, direction)), [direction, checkpoint.code]),
    letIn: (scan_id) => act((life) => void letIn(life, scan_id)),
  };
}

/** @param {Life} life @param {(state: ConnectionState) => void} setLive @returns {() => void} stops */
function listening(life, setLive) {
  const watching = watch(life);
  const stopTelling = tellState(life);
  const disconnect = connectLive((headcount) => {
    const told = headcount.halls?.[life.checkpoint.hall];
    if (!told) return;
    hearCount(life, told.inside, Date.parse(headcount.as_of));
    life.tell();
  }, ({ state }) => {
    setLive(state);
    if (state === 'offline') watching.askNow();
  }, ({ what }) => {
    if (what === 'roster') watching.freshRoster();
    if (what === 'alerts') document.dispatchEvent(new CustomEvent('alerts'));
  });
  document.addEventListener('wiped', watching.freshRoster);
  return () => {
    document.removeEventListener('wiped', watching.freshRoster);
    watching.stop();
    stopTelling();
    disconnect();
  };
}
