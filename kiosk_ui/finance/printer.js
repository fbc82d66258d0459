/** Which printer the receipts come out of, and how it is. */
import { useEffect, useState } from 'preact-htm';
import { get } from '../lib/api.js';

const ASK_EVERY_MS = 10000;

/** @typedef {{name: string, state: string, prints: string[], station: string|null}} Printer */

/** This station's own receipt printer, else the first that serves all. @param {string} station @returns {Printer|null} */
export function usePrinter(station) {
  const [printer, setPrinter] = useState(/** @type {Printer|null} */ (null));
  useEffect(() => {
    const ask = () => get('/printers').then(
      ({ printers }) => setPrinter(chosen(printers, station)),
      () => undefined, // the connection says so already
    );
    void ask();
    const timer = setInterval(ask, ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [station]);
  return printer;
}

/** @param {Printer[]} printers @param {string} station */
function chosen(printers, station) {
  const able = printers.filter(({ prints }) => prints.includes('receipt'));
  return able.find((each) => each.station === station) ?? able.find((each) => each.station === null) ?? null;
}
