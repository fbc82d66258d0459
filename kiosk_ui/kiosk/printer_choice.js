/** Which printer serves a kiosk, and whether the kiosk can be used at all. Pure. */

const SLIPS = ['voucher']; // as reception/slips.py queues them

/**
 * @typedef {{name: string, prints: string[], station: string | null, state: string, trouble?: string | null, pool?: string | null,
 *   width_mm?: number | null, height_mm?: number | null}} Printer as `GET /printers` tells it
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
  const standIns = (printers ?? []).filter((each) => each.prints.includes('badge') && usable.some((own) => standsIn(each, own)));
  const isTrouble = usable.length > 0 && [...usable, ...standIns].every(isDown);
  return {
    badge: shown ? { name: shown.name, state: shown.state, isTrouble } : null,
    hasBadgePrinter: printers === null || usable.length > 0,
    hasSlipPrinter: serving.some((each) => SLIPS.some((kind) => each.prints.includes(kind)) && !isDown(each)),
  };
}

/** Nothing can be printed there now, as the server sees it. @param {Printer} printer */
const isDown = ({ trouble }) => (trouble ?? null) !== null;

/**
 * Whether one printer's badges may come out of another: the same pool and, to the millimetre, the same stock.
 * @param {Printer} one @param {Printer} own
 */
function standsIn(one, own) {
  const stock = (/** @type {Printer} */ { width_mm, height_mm }) => `${Math.round(width_mm ?? 0)} ${height_mm ? Math.round(height_mm) : 'roll'}`;
  return Boolean(one.pool) && one.pool === own.pool && Boolean(one.width_mm) && stock(one) === stock(own);
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
