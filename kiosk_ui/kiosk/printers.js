/** The printers of this kiosk: which a badge and a slip would come out of, and how they are. */
import { useEffect, useState } from 'preact-htm';
import { get } from '../lib/api.js';
import { chosenPrinters } from './printer_choice.js';

const EVERY_MS = 20000;
const CLOSELY_EVERY_MS = 4000; // somebody waits for a badge, or is putting paper in

/** @typedef {import('./printer_choice.js').Printer} Printer */

/**
 * @param {string} station whose printers; a phone that goes on for a kiosk has those of the kiosk
 * @param {boolean} isClose whether somebody's badge depends on it now
 * @returns {ReturnType<typeof chosenPrinters> & {all: Printer[]}}
 */
export function usePrinters(station, isClose) {
  const [printers, setPrinters] = useState(/** @type {Printer[] | null} */ (null));
  const chosen = chosenPrinters(printers, station);
  const isTrouble = chosen.badge?.isTrouble ?? false;
  useEffect(() => {
    const ask = () => void get('/printers').then((told) => setPrinters(told.printers), () => {
      // No answer: the connection says so already, and the last known state stays.
    });
    ask();
    const timer = setInterval(ask, isTrouble || isClose ? CLOSELY_EVERY_MS : EVERY_MS);
    return () => clearInterval(timer);
  }, [isTrouble, isClose]);
  return { ...chosen, all: printers ?? [] };
}
