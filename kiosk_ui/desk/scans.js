/**
 * Where a scan goes: to the open dialog when it waits for one, else to the desk. A scan into a dialog that waits for none
 * is dropped: it would change the person behind it.
 */
import { useEffect, useRef } from 'preact-htm';
import { listenForScans } from '../lib/wedge.js';

/** @typedef {{current: (text: string) => void}} Taker */

/** The dialogs that wait for a scan, the topmost last. */
const takers = /** @type {Taker[]} */ ([]);

/**
 * Take scans as long as this dialog is open.
 * @param {(text: string) => void} onScan
 */
export function useScanTaker(onScan) {
  const taker = useRef(onScan);
  taker.current = onScan;
  useEffect(() => {
    takers.push(taker);
    return () => void takers.splice(takers.indexOf(taker), 1);
  }, []);
}

/**
 * Listen on the whole page.
 * @param {(text: string) => void} onScan  what the desk itself does with one
 * @param {boolean} isCovered  a dialog is open
 */
export function useScans(onScan, isCovered) {
  const latest = useRef({ onScan, isCovered });
  latest.current = { onScan, isCovered };
  useEffect(() => listenForScans((text) => {
    const taker = takers.at(-1);
    if (taker) taker.current(text);
    else if (!latest.current.isCovered) latest.current.onScan(text);
  }), []);
}
