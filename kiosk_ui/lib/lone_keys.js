/** A key that somebody presses, told from the same key within what a scanner types: nothing comes shortly before or after it. */
import { STALL_MS } from './wedge_burst.js';

export const ALONE_MS = STALL_MS + 50; // within STALL_MS a code may go on

/**
 * Tell of each key pressed by itself, once it is sure that nothing follows.
 * @param {(event: KeyboardEvent) => void} onKey
 * @param {EventTarget} [page]
 * @returns {() => void} stops listening
 */
export function listenForLoneKeys(onKey, page = document) {
  let timer = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);
  let last = -Infinity;
  const pressed = (/** @type {Event} */ found) => {
    const event = /** @type {KeyboardEvent} */ (found);
    const isFirst = event.timeStamp - last > ALONE_MS;
    clearTimeout(timer);
    last = event.timeStamp;
    if (!isFirst || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    timer = setTimeout(onKey, ALONE_MS, event);
  };
  page.addEventListener('keydown', pressed, { capture: true }); // a scan's last key goes no further (wedge.js)
  return () => {
    clearTimeout(timer);
    page.removeEventListener('keydown', pressed, { capture: true });
  };
}
