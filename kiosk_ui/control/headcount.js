/** The headcount as the server last told it, for the sections that show it: it comes four times a second, and the rest needs no redrawing. */
import { useEffect, useState } from 'preact-htm';

/** @typedef {import('../lib/me').Headcount} Headcount */

let last = /** @type {Headcount|null} */ (null);
const listeners = /** @type {Set<(headcount: Headcount) => void>} */ (new Set());

/** @param {Headcount} headcount */
export function hearHeadcount(headcount) {
  last = headcount;
  for (const tell of listeners) tell(headcount);
}

/** @returns {Headcount|null} null until it was told */
export function useHeadcount() {
  const [headcount, setHeadcount] = useState(last);
  useEffect(() => {
    setHeadcount(last);
    listeners.add(setHeadcount);
    return () => void listeners.delete(setHeadcount);
  }, []);
  return headcount;
}
