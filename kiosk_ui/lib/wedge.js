/**
 * A USB scanner is a keyboard to the browser. Its bursts are caught on any page and in any field; the field it landed in
 * gets back what stood there. What counts as a burst is decided in wedge_burst.js.
 */
import { GAP_MS, NO_BURST, isScan, pressed, scannedText, writes } from './wedge_burst.js';

const SETTLE_MS = GAP_MS * 2; // a scanner without Enter: silence ends the code

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Field */

/**
 * Listen for scans on the whole page.
 * @param {(text: string) => void} onScan
 * @returns {() => void} stops listening
 */
export function listenForScans(onScan) {
  let burst = NO_BURST;
  let before = /** @type {{field: Field, value: string} | null} */ (null);
  let timer = 0;

  const finish = () => {
    clearTimeout(timer);
    const scanned = burst;
    burst = NO_BURST;
    if (!isScan(scanned)) return false;
    if (before) restore(before);
    onScan(scannedText(scanned));
    return true;
  };

  const onKey = (/** @type {KeyboardEvent} */ event) => {
    // A held key repeats as fast as a scanner types.
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if ((event.key === 'Enter' || event.key === 'Tab') && isFresh(burst, event.timeStamp) && finish()) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (!writes(event)) return;
    const next = pressed(burst, { key: event.key, code: event.code, shift: event.shiftKey, at: event.timeStamp });
    if (next.presses.length === 1) before = fieldOf(event);
    burst = next;
    clearTimeout(timer);
    timer = window.setTimeout(finish, SETTLE_MS);
  };

  document.addEventListener('keydown', onKey, { capture: true });
  return () => {
    clearTimeout(timer);
    document.removeEventListener('keydown', onKey, { capture: true });
  };
}

/** @param {import('./wedge_burst.js').Burst} burst @param {number} now */
function isFresh(burst, now) {
  const last = burst.presses.at(-1);
  return last !== undefined && now - last.at <= SETTLE_MS;
}

/** @param {KeyboardEvent} event @returns {{field: Field, value: string} | null} the field as it is before the key */
function fieldOf(event) {
  const target = event.target;
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return { field: target, value: target.value };
  return null;
}

/** @param {{field: Field, value: string}} before */
function restore({ field, value }) {
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
