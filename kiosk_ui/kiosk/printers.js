/** The printers of this kiosk: which a badge and a slip would come out of, and how they are. */
import { useEffect, useState } from 'preact-htm';
import { get } from '../lib/api.js';
import { chosenPrinters } from './printer_choice.js';

const EVERY_MS = 20000;
const IN_TROUBLE_EVERY_MS = 4000; // somebody is putting paper in

/** @typedef {import('./printer_choice.js').Printer} Printer */

/**
 * @param {string} station whose printers; a phone that goes on for a kiosk has those of the kiosk
 * @returns {ReturnType<typeof chosenPrinters> & {all: Printer[]}}
 */
export function usePrinters(station) {
  const [printers, setPrinters] = useState(/** @type {Printer[] | null} */ (null));
  const chosen = chosenPrinters(printers, station);
  const isTrouble = chosen.badge?.isTrouble ?? false;
  useEffect(() => {
    const ask = () => void get('/printers').then((told) => setPrinters(told.printers), () => {
      // No answer: the connection says so already, and the last known state stays.
    });
    ask();
    const timer = setInterval(ask, isTrouble ? IN_TROUBLE_EVERY_MS : EVERY_MS);
    return () => clearInterval(timer);
  }, [isTrouble]);
  return { ...chosen, all: printers ?? [] };
}
