/** Amounts as people type and count them; everywhere else money is whole fen. Writing them for people is `words.js`'s. */

/** Notes and coins of a drawer, in fen, the largest first. */
export const DENOMINATIONS_FEN = [10000, 5000, 2000, 1000, 500, 100, 50, 10];
/** Sums a person rounds up to, in fen. */
const NOTES_FEN = [5000, 10000, 20000, 50000, 100000];
const OFFERED_COUNT = 3;

/**
 * @param {string} text  yuan as typed: `1800`, `1,800.5`, `￥1800`, `１８００元`
 * @returns {number|null} fen; null when it is no amount
 */
export function fenOf(text) {
  const plain = text.normalize('NFKC').replace(/[\s,¥元]/g, '');
  if (!/^\d{1,7}(\.\d{0,2})?$/.test(plain)) return null;
  const [yuan = '0', part = ''] = plain.split('.');
  return Number(yuan) * 100 + Number(part.padEnd(2, '0'));
}

/** @param {number} fen @returns {string} as it stands in a field: `1800`, `1800.50` */
export function yuanOf(fen) {
  return fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2);
}

/**
 * Amounts worth a tap: the sum itself, then what people round it up to.
 * @param {number} fen
 * @returns {number[]}
 */
export function offeredFor(fen) {
  const rounded = NOTES_FEN.map((note) => Math.ceil(fen / note) * note).filter((sum) => sum > fen);
  return [fen, ...new Set(rounded)].slice(0, OFFERED_COUNT);
}

/**
 * @param {Record<string, string>} pieces  denomination in fen -> pieces as typed; blank is none
 * @returns {{counts: Record<string, number>, fen: number}|null} null while something typed is no number of pieces
 */
export function countedOf(pieces) {
  /** @type {Record<string, number>} */
  const counts = {};
  let fen = 0;
  for (const [denomination, typed] of Object.entries(pieces)) {
    const text = typed.normalize('NFKC').trim();
    if (text === '') continue;
    if (!/^\d{1,5}$/.test(text)) return null;
    counts[denomination] = Number(text);
    fen += Number(text) * Number(denomination);
  }
  return { counts, fen };
}
