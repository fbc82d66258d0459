/** What a line of the hand-out checklist is, and what a tap on it means. Pure. */

/** @typedef {import('./shapes.js').ChecklistItem} ChecklistItem */
/** @typedef {'to_give'|'part'|'given'|'none_left'|'out'|'over'} LineState */
/** @typedef {'give'|'ask'|'undo'|'nothing'} Tap `ask`: something must be asked first: a number, a security, a signature */

/**
 * @param {ChecklistItem} item
 * @param {string} [now]  an instant; without it nothing is over
 * @returns {LineState} `out`: lent, and to come back; `over`: its time has passed, as yesterday's lunch
 */
export function lineState(item, now) {
  if (item.is_loan && item.given > 0) return 'out';
  if (item.left <= 0) return 'given';
  if (now && item.valid_until && Date.parse(item.valid_until) < Date.parse(now)) return 'over';
  if (item.stock_left !== null && item.stock_left <= 0) return 'none_left';
  return item.given > 0 ? 'part' : 'to_give';
}

/**
 * @param {ChecklistItem} item
 * @param {string} [now]
 * @returns {Tap}
 */
export function tapMeans(item, now) {
  const state = lineState(item, now);
  if (state === 'given' || state === 'out') return 'undo';
  if (state === 'none_left' || state === 'over') return 'nothing';
  return item.needs_signature || item.is_loan || isNumbered(item) ? 'ask' : 'give';
}

/**
 * Whether each piece has a number of its own that is noted when it goes out.
 * @param {ChecklistItem} item
 */
export function isNumbered({ is_loan, needs_number }) {
  return is_loan || needs_number;
}

/**
 * How the list stands as a whole.
 * @param {ChecklistItem[]} items
 * @param {string} [now]
 * @returns {{done: number, of: number}}
 */
export function howFar(items, now) {
  const wanted = items.filter((item) => lineState(item, now) !== 'over');
  return { done: wanted.filter((item) => ['given', 'out'].includes(lineState(item, now))).length, of: wanted.length };
}
