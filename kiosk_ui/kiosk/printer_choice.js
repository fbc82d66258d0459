/** Which printer serves a kiosk, and whether the kiosk can be used at all. Pure. */

const TROUBLE = ['paper_out', 'cover_open', 'offline', 'error'];
const SLIPS = ['voucher']; // as reception/slips.py queues them

/**
 * @typedef {{name: string, prints: string[], station: string | null, state: string}} Printer as `GET /printers` tells it
 * @typedef {{name: string, state: string, isTrouble: boolean}} Chosen `isTrouble`: no other can take its work either
 * @typedef {'staff' | 'offline' | 'printer'} Closure why a kiosk is out of order
 */

/**
 * @param {Printer[] | null} printers null: not known yet
 * @param {string} station
 * @returns {{badge: Chosen | null, hasBadgePrinter: boolean, hasSlipPrinter: boolean}} its own printer comes before one for all
 */
export function chosenPrinters(printers, station) {
  const serving = (printers ?? []).filter((each) => (each.station ?? station) === station);
  const usable = serving.filter(({ prints }) => prints.includes('badge'));
  const shown = usable.find((each) => each.station === station) ?? usable[0];
  const isTrouble = usable.length > 0 && usable.every(({ state }) => TROUBLE.includes(state));
  return {
    badge: shown ? { name: shown.name, state: shown.state, isTrouble } : null,
    hasBadgePrinter: printers === null || usable.length > 0,
    hasSlipPrinter: serving.some(({ prints, state }) => SLIPS.some((each) => prints.includes(each)) && !TROUBLE.includes(state)),
  };
}

/**
 * Why this kiosk serves nobody now; what staff decided stands before what happened.
 * @param {{isTaken: boolean, isOffline: boolean, isPrinterDown: boolean}} known
 * @returns {Closure | null}
 */
export function closureOf({ isTaken, isOffline, isPrinterDown }) {
  if (isTaken) return 'staff';
  if (isOffline) return 'offline';
  return isPrinterDown ? 'printer' : null;
}
