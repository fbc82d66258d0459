/**
 * What a kiosk shows and what may happen next. Pure: no DOM, no clock, no requests. Whoever stands before it is in `screen`
 * and nowhere else, so going back to `waiting` is the wipe.
 */

export const TAIL_LENGTH = 4;
export const WARNING_S = 20;

/**
 * @typedef {{name: string, organisation: string | null, category: string}} Person masked, as the server told it
 * @typedef {{credential: string} | {reg_no: string, challenge_id: string}} By what names the person to the server
 * @typedef {{outcome: string, reason: string | null, first_at: string | null, print_job: string | null, notes: string[]}} CheckInAnswer
 * @typedef {'failed' | 'slow' | 'none'} Unprinted why there is no badge: the printer failed, does not come back, or there is none
 */

/**
 * @typedef {{at: 'waiting'}
 *   | {at: 'typing'}
 *   | {at: 'looking', credential: string}
 *   | {at: 'found', by: By, person: Person}
 *   | {at: 'checking_in', by: By, person: Person, check_in_id: string, unanswered: boolean}
 *   | {at: 'printing', person: Person, job: string, printer: string | null}
 *   | {at: 'take', person: Person, printer: string | null}
 *   | {at: 'unprinted', person: Person, why: Unprinted}
 *   | {at: 'refused', reason: string, person: Person | null, first_at: string | null, notes: string[]}
 *   | {at: 'tail', digits: string}
 *   | {at: 'fact', digits: string, fact: string, left: number | null}
 *   | {at: 'proving', digits: string, fact: string, challenge_id: string, unanswered: boolean}} Screen
 *   `left`: tries left after one that did not match, null before the first
 *
 * @typedef {{screen: Screen, warning: number | null, last: string | null}} Kiosk
 *   `warning`: seconds until the screen is wiped, null while someone is there; `last`: the code dealt with, not to be
 *   read again while it is still held up
 */

/**
 * @typedef {{type: 'scanned', credential: string}
 *   | {type: 'looked_up', reason: string | null, person: Person | null}
 *   | {type: 'accepted', check_in_id: string}
 *   | {type: 'checked_in', answer: CheckInAnswer, hasPrinter: boolean}
 *   | {type: 'job_seen', state: string, printer: string | null}
 *   | {type: 'print_late'}
 *   | {type: 'no_code'} | {type: 'type_code'}
 *   | {type: 'digit', digit: string} | {type: 'erase'} | {type: 'tail_done'}
 *   | {type: 'fact_typed', fact: string} | {type: 'prove', challenge_id: string}
 *   | {type: 'proved', answer: {outcome: string, left: number, reg_no: string | null, delegate: Person | null}}
 *   | {type: 'unanswered'} | {type: 'problem', reason: 'problem' | 'no_answer'}
 *   | {type: 'touched'} | {type: 'idle'} | {type: 'second'} | {type: 'wipe'}} Action
 */

/** @type {Kiosk} */
export const WAITING = { screen: { at: 'waiting' }, warning: null, last: null };

/** Nobody may push these aside: a request that changes something is on its way. */
const BUSY = ['looking', 'checking_in', 'proving', 'printing'];
/** These end by themselves, so nobody is asked whether she is still there. */
const SELF_ENDING = ['waiting', 'take', ...BUSY];

/**
 * @param {Kiosk} kiosk
 * @param {Action} action
 * @returns {Kiosk}
 */
export function kioskAfter(kiosk, action) {
  const { screen } = kiosk;
  switch (action.type) {
    case 'scanned':
      return scanned(kiosk, action.credential);
    case 'looked_up':
      return screen.at === 'looking' ? shown(kiosk, found(screen.credential, action)) : kiosk;
    case 'accepted':
      return screen.at === 'found' ? shown(kiosk, { ...screen, at: 'checking_in', check_in_id: action.check_in_id, unanswered: false }) : kiosk;
    case 'checked_in':
      return screen.at === 'checking_in' ? shown(kiosk, checkedIn(screen.person, action)) : kiosk;
    case 'job_seen':
      return screen.at === 'printing' ? shown(kiosk, jobSeen(screen, action)) : kiosk;
    case 'print_late':
      return screen.at === 'printing' ? shown(kiosk, { at: 'unprinted', person: screen.person, why: 'slow' }) : kiosk;
    case 'unanswered':
      return screen.at === 'checking_in' || screen.at === 'proving' ? shown(kiosk, { ...screen, unanswered: true }) : kiosk;
    case 'problem':
      return BUSY.includes(screen.at) ? shown(kiosk, refusal(action.reason)) : kiosk;
    case 'touched':
      return { ...kiosk, warning: null };
    case 'idle':
      return isSelfEnding(screen) ? kiosk : { ...kiosk, warning: WARNING_S };
    case 'second':
      return secondLater(kiosk);
    case 'wipe':
      return { ...WAITING, last: kiosk.last };
    default:
      return { ...kiosk, screen: proofAfter(screen, action), warning: null };
  }
}

/** @param {Screen} screen whether it moves on without anyone touching it */
export const isSelfEnding = (screen) => SELF_ENDING.includes(screen.at);

/**
 * The way without a code: four digits, one more fact.
 * @param {Screen} screen
 * @param {Action} action
 * @returns {Screen}
 */
function proofAfter(screen, action) {
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

/** @param {Kiosk} kiosk @param {string} credential @returns {Kiosk} */
function scanned(kiosk, credential) {
  const isStillHeld = credential === kiosk.last && kiosk.screen.at !== 'waiting' && kiosk.screen.at !== 'typing';
  if (!credential || isStillHeld || BUSY.includes(kiosk.screen.at)) return kiosk;
  return { screen: { at: 'looking', credential }, warning: null, last: credential };
}

/**
 * What is owed is told only to who said "that's me", by the answer to the check-in.
 * @param {string} credential
 * @param {{reason: string | null, person: Person | null}} told
 * @returns {Screen}
 */
function found(credential, { reason, person }) {
  if (!person || (reason && reason !== 'unpaid')) return { ...refusal(reason ?? 'unknown_credential'), person };
  return { at: 'found', by: { credential }, person };
}

/**
 * @param {Person} person
 * @param {{answer: CheckInAnswer, hasPrinter: boolean}} told
 * @returns {Screen}
 */
function checkedIn(person, { answer: { outcome, reason, first_at, print_job, notes }, hasPrinter }) {
  if (outcome === 'already_checked_in') return { at: 'refused', reason: 'already_checked_in', person, first_at, notes: [] };
  // The last note of an unpaid one is the sum; the others are for a desk.
  if (outcome === 'refused') return { at: 'refused', reason: reason ?? 'other', person, first_at, notes: reason === 'unpaid' ? notes.slice(-1) : [] };
  return print_job && hasPrinter ? { at: 'printing', person, job: print_job, printer: null } : { at: 'unprinted', person, why: 'none' };
}

/** @param {Screen & {at: 'printing'}} screen @param {{state: string, printer: string | null}} job @returns {Screen} */
function jobSeen(screen, { state, printer }) {
  if (state === 'printed') return { at: 'take', person: screen.person, printer };
  if (state === 'failed' || state === 'unconfirmed' || state === 'cancelled') return { at: 'unprinted', person: screen.person, why: 'failed' };
  return printer === screen.printer ? screen : { ...screen, printer };
}

/** @param {Kiosk} kiosk @returns {Kiosk} */
function secondLater(kiosk) {
  if (kiosk.warning === null) return kiosk;
  return kiosk.warning <= 1 ? { ...WAITING, last: kiosk.last } : { ...kiosk, warning: kiosk.warning - 1 };
}

/** @param {string} reason @returns {Screen & {at: 'refused'}} */
const refusal = (reason) => ({ at: 'refused', reason, person: null, first_at: null, notes: [] });

/** @param {Kiosk} kiosk @param {Screen} screen @returns {Kiosk} */
const shown = (kiosk, screen) => ({ ...kiosk, screen, warning: null });
