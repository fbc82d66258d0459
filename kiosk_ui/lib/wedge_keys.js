/**
 * What was meant by keys of a keyboard whose layout may be another than the scanner's: the characters of the places pressed, as
 * a US keyboard has them, which is what scanners come set to. Values in, values out.
 */

/** @type {Record<string, string>} without and with Shift */
const SIGNS = {
  Digit1: '1!', Digit2: '2@', Digit3: '3#', Digit4: '4$', Digit5: '5%', Digit6: '6^', Digit7: '7&', Digit8: '8*', Digit9: '9(', Digit0: '0)',
  Minus: '-_', Equal: '=+', BracketLeft: '[{', BracketRight: ']}', Backslash: '\\|', Semicolon: ';:', Quote: '\'"', Backquote: '`~',
  Comma: ',<', Period: '.>', Slash: '/?', Space: '  ', NumpadDecimal: '..', NumpadAdd: '++', NumpadSubtract: '--', NumpadMultiply: '**', NumpadDivide: '//',
};
const FULL_WIDTH = /[\uff01-\uff5e]/g; // an input method's own forms of ! to ~
const FULL_WIDTH_FROM = 0xfee0;
const COMPOSED = ['Process', 'Unidentified', 'Dead']; // the input method, or a dead key, keeps the character to itself

/**
 * @typedef {{key: string, code: string, shift: boolean, caps?: boolean}} Key
 *   `caps`: Caps Lock is on; a scanner knows nothing of it
 */

/** @param {{key: string, code: string}} press whether it writes something */
export function writes({ key, code }) {
  return key.length === 1 || (COMPOSED.includes(key) && placeOf({ key: '', code, shift: false }) !== '');
}

/** @param {Key} press @returns {string} the character of that place on a US keyboard; what was typed where the place is unknown */
export function placeOf({ key, code, shift }) {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return shift ? letter : letter.toLowerCase();
  return /^Numpad(\d)$/.exec(code)?.[1] ?? SIGNS[code]?.[shift ? 1 : 0] ?? (COMPOSED.includes(key) ? '' : key);
}

/** @param {Key} press @returns {string} what it wrote, in half width, and in the case that was pressed whatever Caps Lock says */
export function typedBy({ key, shift, caps }) {
  const plain = key === '\u3000' ? ' ' : key.replace(FULL_WIDTH, (wide) => String.fromCharCode(wide.charCodeAt(0) - FULL_WIDTH_FROM));
  if (!caps || !/^[a-z]$/i.test(plain)) return plain;
  return shift ? plain.toUpperCase() : plain.toLowerCase();
}

/**
 * Whether these keys were pressed for their places, on a keyboard that has other characters there: a French one writes no digit
 * without Shift, and no keyboard of Latin letters writes others.
 * @param {Key[]} presses
 * @returns {boolean}
 */
export function isOfOtherLayout(presses) {
  const digits = presses.filter(({ code }) => /^Digit\d$/.test(code));
  const isShifted = digits.length > 0 && digits.every((press) => !press.shift && !/\d/.test(typedBy(press)));
  return isShifted || presses.some((press) => COMPOSED.includes(press.key) || !/^[\x20-\x7e]$/.test(typedBy(press)));
}
