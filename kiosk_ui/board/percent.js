/** Shares as this language writes them. */
import { language } from '../lib/words.js';

/** @param {number} share 0..1; shown rounded down, so that 100 % is said only when it is true */
export function percent(share) {
  return new Intl.NumberFormat(language(), { style: 'percent', maximumFractionDigits: 0 }).format(Math.floor(share * 100 + 1e-9) / 100);
}
