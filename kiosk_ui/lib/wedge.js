/**
 * A USB scanner is a keyboard to the browser. Its bursts are caught on any page and in any field; the field it landed in
 * gets back what stood there. What counts as a burst is decided in wedge_burst.js, what a key means in wedge_keys.js.
 */
import { STALL_MS, scanStart, scannedText, writes } from './wedge_burst.js';

const LONGEST = 8192; // keys of one burst: the longest QR code has 7,089 characters
const ENDS = ['Enter', 'Tab'];
const CONTROL_ENDS = ['j', 'm']; // a line feed or return, as scanners set to "control characters" send it

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
  let number = ''; // digits typed with Alt held: one character by its number

  /** @returns {boolean} whether it was a scan */
  const finish = () => {
    clearTimeout(timer);
    const start = scanStart(presses);
    const scan = presses.slice(start);
    const before = befores[start];
    presses = [];
    befores = [];
    if (start < 0) return false;
    if (before) restore(before, scan.some(({ key }) => key === 'Process'));
    onScan(scannedText(scan));
    return true;
  };

  const take = (/** @type {KeyboardEvent} */ event, /** @type {{key: string, code: string}} */ { key, code }) => {
    if (!goesOn(event) || presses.length >= LONGEST) [presses, befores] = [[], []];
    presses.push({ key, code, shift: event.shiftKey, caps: event.getModifierState?.('CapsLock') ?? false, at: event.timeStamp });
    befores.push(fieldOf(event, befores.at(-1)));
    clearTimeout(timer);
    timer = window.setTimeout(finish, STALL_MS);
  };
  const goesOn = (/** @type {KeyboardEvent} */ event) => event.timeStamp - (presses.at(-1)?.at ?? -Infinity) <= STALL_MS;

  const onKey = (/** @type {KeyboardEvent} */ event) => {
    // A held key repeats as fast as a scanner types.
    if (event.repeat) return;
    if (event.altKey && !event.ctrlKey && /^Numpad\d$/.test(event.code)) {
      number += event.code.slice(-1);
      return;
    }
    const isEnd = event.ctrlKey ? CONTROL_ENDS.includes(event.key.toLowerCase()) : ENDS.includes(event.key);
    if (isEnd) {
      if (!goesOn(event) || !finish()) return;
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !writes(event)) return;
    take(event, event);
  };
  const onRelease = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== 'Alt' || number === '') return;
    take(event, { key: String.fromCharCode(Number(number)), code: '' });
    number = '';
  };

  document.addEventListener('keydown', onKey, { capture: true });
  document.addEventListener('keyup', onRelease, { capture: true });
  return () => {
    clearTimeout(timer);
    document.removeEventListener('keydown', onKey, { capture: true });
    document.removeEventListener('keyup', onRelease, { capture: true });
  };
}

/** @param {KeyboardEvent} event @param {Before | undefined} last @returns {Before} */
function fieldOf(event, last) {
  const target = event.target;
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return null;
  // A long code in a field would keep as many copies of itself as it has characters.
  return last?.field === target && target.value.length > 200 ? last : { field: target, value: target.value };
}

/** @param {NonNullable<Before>} before @param {boolean} isComposed an input method holds what it was given, and would write it later */
function restore({ field, value }, isComposed) {
  if (isComposed) field.blur();
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  if (isComposed) field.focus();
}
