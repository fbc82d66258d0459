/**
 * Tells a scanner's burst of keys from a person typing, and what the code was whatever the keyboard's layout. Values in,
 * values out: no DOM, no clock.
 */

export const GAP_MS = 60; // a scanner sends a key every 1 to 50 ms; people reach 60 ms only in short rolls
export const SHORTEST = 6; // a person's roll is shorter than that
const OURS = /^[0-9A-Z]{1,5}[0-9A-HJKMNP-TV-Z]{24}$/; // the event's mark and 120 bits in Crockford base32

/**
 * @typedef {{key: string, code: string, shift: boolean, at: number}} Press `at` in ms, from any beginning
 * @typedef {{presses: Press[]}} Burst
 */

/** @type {Burst} */
export const NO_BURST = { presses: [] };

/**
 * The burst after one more key: it goes on, or begins anew with this key.
 * @param {Burst} burst
 * @param {Press} press
 * @returns {Burst}
 */
export function pressed(burst, press) {
  const last = burst.presses.at(-1);
  const goesOn = last !== undefined && press.at - last.at <= GAP_MS;
  return { presses: goesOn ? [...burst.presses, press] : [press] };
}

/** @param {Burst} burst whether only a scanner types like that */
export const isScan = (burst) => burst.presses.length >= SHORTEST;

/**
 * What the scanner meant. Keys are believed where the layout agrees with the positions pressed, and where the positions
 * would give no code of ours; else the layout is another than the scanner's (French, or an input method that swallows keys).
 * @param {Burst} burst
 */
export function scannedText(burst) {
  const typed = burst.presses.map(({ key }) => key).join('');
  const meant = burst.presses.map(positionOf).join('');
  if (typed.toUpperCase() === meant.toUpperCase()) return typed;
  const isReadable = burst.presses.every(({ key }) => /^[\x20-\x7e]$/.test(key));
  if (OURS.test(meant.toUpperCase())) return meant.toUpperCase();
  return isReadable ? typed : meant;
}

/** @param {{key: string, code: string}} press whether it writes something */
export function writes({ key, code }) {
  return key.length === 1 || (/^(Key|Digit|Numpad)\w$/.test(code) && (key === 'Process' || key === 'Unidentified'));
}

/** @param {Press} press @returns {string} the character of that place on a US keyboard */
function positionOf({ key, code, shift }) {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return shift ? letter : letter.toLowerCase();
  return /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1] ?? key;
}
