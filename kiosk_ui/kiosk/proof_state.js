/** The kiosk's way without a code: four digits of the phone, one more fact, three tries. Pure; a part of kiosk_state.js. */

export const TAIL_LENGTH = 4;

/** @typedef {import('./kiosk_state.js').Screen} Screen */
/** @typedef {import('./kiosk_state.js').Action} Action */
/** @typedef {import('./kiosk_state.js').Person} Person */

/**
 * The screen after something was pressed or answered on this way; the same where it means nothing there.
 * @param {Screen} screen
 * @param {Action} action
 * @returns {Screen}
 */
export function proofAfter(screen, action) {
  if (action.type === 'no_code') return { at: 'tail', digits: '' };
  if (action.type === 'type_code') return { at: 'typing' };
  if (screen.at === 'tail') return tailAfter(screen, action);
  if (screen.at === 'fact') return factAfter(screen, action);
  if (screen.at === 'proving' && action.type === 'proved') return proved(screen, action.answer);
  return screen;
}

/** @param {Screen & {at: 'tail'}} screen @param {Action} action @returns {Screen} */
function tailAfter(screen, action) {
  if (action.type === 'digit' && /^\d$/.test(action.digit)) return { ...screen, digits: (screen.digits + action.digit).slice(0, TAIL_LENGTH) };
  if (action.type === 'erase') return { ...screen, digits: screen.digits.slice(0, -1) };
  const isWhole = screen.digits.length === TAIL_LENGTH;
  return action.type === 'tail_done' && isWhole ? { at: 'fact', digits: screen.digits, fact: '', left: null } : screen;
}

/** @param {Screen & {at: 'fact'}} screen @param {Action} action @returns {Screen} */
function factAfter(screen, action) {
  if (action.type === 'fact_typed') return { ...screen, fact: action.fact };
  if (action.type !== 'prove' || !screen.fact.trim()) return screen;
  return { at: 'proving', digits: screen.digits, fact: screen.fact.trim(), challenge_id: action.challenge_id, unanswered: false };
}

/**
 * @param {Screen & {at: 'proving'}} screen
 * @param {{outcome: string, left: number, reg_no: string | null, delegate: Person | null}} answer
 * @returns {Screen}
 */
function proved(screen, { outcome, left, reg_no, delegate }) {
  if (outcome === 'passed' && reg_no && delegate) return { at: 'found', by: { reg_no, challenge_id: screen.challenge_id }, person: delegate };
  if (outcome === 'escalated' || left <= 0) return refusal('escalated');
  return { at: 'fact', digits: screen.digits, fact: '', left };
}

/** @param {string} reason @returns {Screen & {at: 'refused'}} */
export const refusal = (reason) => ({ at: 'refused', reason, person: null, first_at: null, notes: [] });
