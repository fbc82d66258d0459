/** Where a print job comes out when its own printer can't print, and what it waits for, in words. */
import { t } from './words.js';

/**
 * @typedef {{printer: string, place: string, state: string}} InTrouble a printer at which nothing can be printed now
 * @typedef {{printer: string|null, printer_place?: string|null, instead_of?: InTrouble|null, waits_for?: InTrouble|null}} Printing
 */

/**
 * @param {Printing} job
 * @returns {string|null} a sentence or two; null when all is as usual
 */
export function detourWords({ printer, printer_place, instead_of, waits_for }) {
  const trouble = waits_for ?? instead_of;
  if (!trouble) return null;
  const told = { printer: placed(trouble.printer, trouble.place), state: t(`printer.state.${trouble.state}`) };
  if (waits_for) return t('printer.waits', told);
  const where = placed(printer, printer_place);
  return where ? t('printer.elsewhere', { ...told, where }) : t('printer.elsewhere_soon', told);
}

/**
 * Only a few pages are left, and somebody should bring more.
 * @param {{name: string, is_low?: boolean, pages_left?: number|null}|null} printer
 * @returns {string|null}
 */
export function supplyWords(printer) {
  return printer?.is_low ? t('printer.low', { printer: printer.name, count: printer.pages_left ?? 0 }) : null;
}

/**
 * @param {string|null} name
 * @param {string|null|undefined} place
 */
function placed(name, place) {
  return [name, place && `(${place})`].filter(Boolean).join(' ');
}
