/**
 * A USB scanner is a keyboard to the browser. Its bursts are caught on any page and in any field; the field it landed in
 * gets back what stood there. What counts as a burst is decided in wedge_burst.js.
 */
import { STALL_MS, scanStart, scannedText, writes } from './wedge_burst.js';

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Field */
/** @typedef {{field: Field, value: string} | null} Before the field a key landed in, as it was */

/**
 * Listen for scans on the whole page. A code ends with Enter, Tab or silence.
 * @param {(text: string) => void} onScan
 * @returns {() => void} stops listening
 */
export function listenForScans(onScan) {
  let presses = /** @type {import('./wedge_burst.js').Press[]} */ ([]);
  let befores = /** @type {Before[]} */ ([]);
  let timer = 0;

  /** @returns {boolean} whether it was a scan */
  const finish = () => {
    clearTimeout(timer);
    const start = scanStart(presses);
    const scan = presses.slice(start);
    const before = befores[start];
    presses = [];
    befores = [];
    if (start < 0) return false;
    if (before) restore(before);
    onScan(scannedText(scan));
    return true;
  };

  const onKey = (/** @type {KeyboardEvent} */ event) => {
    // A held key repeats as fast as a scanner types.
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    const last = presses.at(-1);
    const goesOn = last !== undefined && event.timeStamp - last.at <= STALL_MS;
    if (event.key === 'Enter' || event.key === 'Tab') {
      if (!goesOn || !finish()) return;
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (!writes(event)) return;
    const press = { key: event.key, code: event.code, shift: event.shiftKey, at: event.timeStamp };
    presses = goesOn ? [...presses, press] : [press];
    befores = goesOn ? [...befores, fieldOf(event)] : [fieldOf(event)];
    clearTimeout(timer);
    timer = window.setTimeout(finish, STALL_MS);
  };

  document.addEventListener('keydown', onKey, { capture: true });
  return () => {
    clearTimeout(timer);
    document.removeEventListener('keydown', onKey, { capture: true });
  };
}

/** @param {KeyboardEvent} event @returns {Before} */
function fieldOf(event) {
  const target = event.target;
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return { field: target, value: target.value };
  return null;
}

/** @param {NonNullable<Before>} before */
function restore({ field, value }) {
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
