/** What one knows of a printer, as its address; and what its test page's code says. Pure: no words, no fetch. */

/** A badge, where nobody says another size. */
export const BADGE_MM = { width: '90', height: '130' };
const VIRTUAL = 'virtual:?width_mm=90&height_mm=130&dpi=300';
/** Receipts and vouchers are as long as what stands on them. */
const VIRTUAL_ROLL = 'virtual:?width_dots=576&dpi=203&one_bit=true&roll=true';
const LABEL = (/** @type {string} */ language, /** @type {number} */ dpi) => (/** @type {Form} */ { width, height }) =>
  `language=${language}&width_mm=${width}&height_mm=${height}&dpi=${dpi}`;

/** Options of an address by the kind of printer; an 80 mm ESC/POS printer at 203 dpi prints 576 dots, a 58 mm one 384. */
/** @type {Record<string, (form: Form) => string>} */
const OPTIONS = {
  escpos_80: () => 'language=escpos&width_dots=576',
  escpos_58: () => 'language=escpos&width_dots=384',
  zpl_203: LABEL('zpl', 203),
  zpl_300: LABEL('zpl', 300),
  tspl_203: LABEL('tspl', 203),
  tspl_300: LABEL('tspl', 300),
  brother: () => 'model=brother-ql&width_mm=62',
  ipp: ({ width, height }) => `width_mm=${width}&height_mm=${height}`,
};
export const KINDS = Object.keys(OPTIONS);
/** Their paper has a size of its own. */
const SIZED = ['zpl_203', 'zpl_300', 'tspl_203', 'tspl_300', 'ipp'];
const TEST_CODE = /^ONSITE-TEST (\d+(?:\.\d+)?) dpi (.*)$/u;

/**
 * @typedef {{way: string, host: string, kind: string, width: string, height: string, address: string, prints: string[]}} Form
 */

/** @param {string} kind */
export const isSized = (kind) => SIZED.includes(kind);

/**
 * @param {Form} form
 * @returns {string} empty while something is missing
 */
export function addressOf(form) {
  if (form.way === 'virtual') return form.prints.some((each) => ['receipt', 'voucher'].includes(each)) ? VIRTUAL_ROLL : VIRTUAL;
  if (form.way === 'address') return form.address.trim();
  const given = form.host.trim();
  if (given === '' || (isSized(form.kind) && !(Number(form.width) > 0 && Number(form.height) > 0))) return '';
  const hasPort = /:\d+$/.test(given);
  const options = OPTIONS[form.kind]?.(form) ?? '';
  if (form.kind === 'ipp') return `ipp://${hasPort ? given : `${given}:631`}/ipp/print?${options}`;
  return `tcp://${hasPort ? given : `${given}:9100`}?${options}`;
}

/**
 * @param {string} scanned
 * @param {string} printer
 * @returns {{is: 'right'|'other'|'none', printer: string, dpi: string}}
 */
export function readTestCode(scanned, printer) {
  const found = TEST_CODE.exec(scanned.trim());
  if (!found) return { is: 'none', printer: '', dpi: '' };
  const [, dpi = '', name = ''] = found;
  const plain = (/** @type {string} */ text) => text.split(/\s+/u).filter(Boolean).join(' ');
  return { is: plain(name) === plain(printer) ? 'right' : 'other', printer: name, dpi };
}

/**
 * A number typed into a field; null when it was left empty.
 * @param {string} text
 */
export function countOf(text) {
  return text.trim() === '' ? null : Number(text);
}
