/** Which printer serves this station, and how it is. */
import { useEffect, useState } from 'preact-htm';
import { kept } from '../lib/address.js';
import { get } from '../lib/api.js';

const ASK_EVERY_MS = 10000; // a hint may be missed while the connection is away

/** @typedef {{name: string, state: string, prints: string[], station: string|null, place?: string|null,
 *   trouble?: string|null, is_low?: boolean, pages_left?: number|null, warn_at?: number|null}} OwnPrinter */

/**
 * This station's own badge printer, else the first that serves all.
 * @param {string} station
 * @param {number} changes  grows when the server said that something changed
 * @returns {OwnPrinter|null}
 */
export function useOwnPrinter(station, changes) {
  const [printer, setPrinter] = useState(/** @type {OwnPrinter|null} */ (null));
  useEffect(() => {
    const ask = () => get('/printers').then(
      ({ printers }) => setPrinter(servingPrinter(printers, station)),
      () => undefined, // the connection says so already
    );
    void ask();
    const timer = setInterval(ask, ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [station, changes]);
  return printer;
}

/** @param {OwnPrinter} printer */
export function isPrinterInTrouble({ trouble }) {
  return (trouble ?? null) !== null;
}

/**
 * @param {OwnPrinter[]} printers
 * @param {string} station
 * @param {string|null} chosen  by this station
 * @returns {OwnPrinter|null}
 */
export function servingPrinter(printers, station, chosen = kept('printer')) {
  const badges = printers.filter(({ prints }) => prints.includes('badge'));
  return badges.find((each) => each.name === chosen) ?? badges.find((each) => each.station === station) ?? badges.find((each) => each.station === null) ?? null;
}
