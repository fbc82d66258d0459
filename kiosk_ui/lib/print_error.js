/**
 * What a printer's driver said about a job, as a key of the language files. The driver's sentence is English and names
 * addresses; at a desk it must say what to do. Pure.
 */

/**
 * The driver's phrases (printers/device.py, printers/composed.py, the print agent). What may have come out stands first:
 * "nothing was sent" must never be said of it.
 */
const PHRASES = /** @type {[RegExp, string][]} */ ([
  [/did not confirm|broke while|stopped while|look whether it came out/i, 'unconfirmed'],
  [/out of paper/i, 'paper_out'],
  [/cover/i, 'cover_open'],
  [/no printer at|does not answer|offline|timed out/i, 'offline'],
  [/reports an error|jam/i, 'jam'],
  [/does not fit|too small/i, 'page'],
  [/can't be written|free space/i, 'unwritable'],
]);

/**
 * @param {string} error  as the print agent reported it
 * @returns {string} a key; `printer.error.other` has a place for what was said
 */
export function printErrorKey(error) {
  return `printer.error.${PHRASES.find(([phrase]) => phrase.test(error))?.[1] ?? 'other'}`;
}
