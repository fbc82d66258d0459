/**
 * What a kiosk shows and what may happen next. Pure: no DOM, no clock, no requests. Whoever stands before it is in this
 * state and nowhere else, so going back to `WAITING` is the wipe. The way without a code is in proof_state.js, the way of
 * someone who was not planned in registering_state.js.
 */
import { directoryAfter, directoryAt, directoryOf } from './directory_state.js';
import { proofAfter, refusal } from './proof_state.js';
import { registeringAfter } from './registering_state.js';

export const WARNING_S = 20;

/**
 * @typedef {{name: string, organisation: string | null, category: string, guest?: {host: string, lounge: string}}} Person
 *   masked, as the server told it; `guest`: who receives her, shown once she is checked in
 * @typedef {{credential: string} | {reg_no: string, challenge_id: string}} By what names the person to the server
 * @typedef {{outcome: string, reason: string | null, first_at: string | null, print_job: string | null, notes: string[], pre_printed?: {box: number | null}}} CheckInAnswer
 * @typedef {'failed' | 'slow' | 'none' | 'stopped' | 'in_box' | 'ready'} Unprinted why there is no badge: the printer failed, does not come
 *   back, there is none, or it stopped before it began; or it was printed beforehand and lies at the desk, in a box or without one
 * @typedef {{id: string, outcome: string, reg_no: string | null, delegate: Person | null}} Reading an ID card on the reader
 * @typedef {{url: string, qr_svg: string, ends_at: string}} Link by which a phone goes on
 * @typedef {{id: string, state: 'calling' | 'called' | 'coming' | 'failed', desk: string | null}} HelpCall
 * @typedef {{id: string, zone: string, state: 'asked' | 'printed' | 'failed', number: number | null}} Slip a place in a zone's queue, on paper
 * @typedef {{reg_no: string, owes_fen: number, released: boolean, print_job: string | null}} WalkInAnswer
 * @typedef {import('./form_state.js').Form} Form
 */

/**
 * @typedef {{at: 'waiting'}
 *   | {at: 'typing'}
 *   | {at: 'looking', credential: string}
 *   | {at: 'found', by: By, person: Person}
 *   | {at: 'checking_in', by: By, person: Person, check_in_id: string, unanswered: boolean}
 *   | {at: 'printing', person: Person, job: string, printer: string | null, detour?: string}
 *   | {at: 'take', person: Person, printer: string | null, detour?: string}
 *   | {at: 'unprinted', person: Person, why: Unprinted, box?: number}
 *   | {at: 'refused', reason: string, person: Person | null, first_at: string | null, notes: string[]}
 *   | {at: 'tail', digits: string}
 *   | {at: 'fact', digits: string, fact: string, left: number | null}
 *   | {at: 'proving', digits: string, fact: string, challenge_id: string, unanswered: boolean}
 *   | {at: 'form', form: Form}
 *   | {at: 'comparing', form: Form, walk_in_id: string, unanswered: boolean}
 *   | {at: 'known', form: Form}
 *   | {at: 'registering', form: Form, walk_in_id: string, unanswered: boolean}
 *   | {at: 'owes', owes_fen: number, reg_no: string}
 *   | {at: 'handing_over', hand_over_id: string, link: Link | null}} Screen
 *   `left`: tries left after one that did not match, null before the first; `known`: she may be registered already;
 *   `detour`: where her badge comes out instead of here, and why
 *
 * @typedef {{screen: Screen, warning: number | null, last: string | null, isLarge: boolean, help: HelpCall | null, slip: Slip | null,
 *   directory: import('./directory_state.js').Directory | null}} Kiosk
 *   `warning`: seconds until the screen is wiped, null while someone is there; `last`: the code dealt with, not to be
 *   read again while it is still held up; `isLarge`: whether letters are larger for her; `directory`: the card beside her badge
 */

/**
 * @typedef {{type: 'scanned', credential: string}
 *   | {type: 'looked_up', reason: string | null, person: Person | null}
 *   | {type: 'accepted', check_in_id: string}
 *   | {type: 'checked_in', answer: CheckInAnswer, hasPrinter: boolean}
 *   | {type: 'job_seen', state: string, printer: string | null, detour?: string | null}
 *   | {type: 'print_late'} | {type: 'printer_stopped'}
 *   | {type: 'card_read', reading: Reading}
 *   | {type: 'register', forms: import('./form_state.js').Forms}
 *   | import('./form_state.js').FormAction
 *   | {type: 'form_sent', walk_in_id: string} | {type: 'surely_new', walk_in_id: string}
 *   | {type: 'compared', count: number}
 *   | {type: 'form_refused', field: string, code: string}
 *   | {type: 'notice_changed', forms: import('./form_state.js').Forms}
 *   | {type: 'registered', answer: WalkInAnswer, hasPrinter: boolean}
 *   | {type: 'hand_over', hand_over_id: string} | {type: 'handed_over', link: Link}
 *   | {type: 'larger'}
 *   | {type: 'help', id: string} | {type: 'help_told', state: 'called' | 'coming' | 'failed', desk: string | null} | {type: 'help_ended'}
 *   | {type: 'slip', id: string, zone: string} | {type: 'slip_told', state: 'printed' | 'failed', number: number | null}
 *   | import('./directory_state.js').DirectoryAction
 *   | {type: 'no_code'} | {type: 'type_code'}
 *   | {type: 'digit', digit: string} | {type: 'erase'} | {type: 'tail_done'}
 *   | {type: 'fact_typed', fact: string} | {type: 'prove', challenge_id: string}
 *   | {type: 'proved', answer: {outcome: string, left: number, reg_no: string | null, delegate: Person | null}}
 *   | {type: 'unanswered'} | {type: 'problem', reason: 'problem' | 'no_answer' | 'other_zone'}
 *   | {type: 'touched'} | {type: 'idle'} | {type: 'second'} | {type: 'wipe'}} Action
 */

/** @type {Kiosk} */
export const WAITING = { screen: { at: 'waiting' }, warning: null, last: null, isLarge: false, help: null, slip: null, directory: null };

/** Nobody may push these aside: a request that changes something is on its way. */
const BUSY = ['looking', 'checking_in', 'proving', 'printing', 'comparing', 'registering'];
/** These end by themselves, so nobody is asked whether she is still there. */
const SELF_ENDING = ['waiting', 'take', ...BUSY];

/**
 * @param {Kiosk} kiosk
 * @param {Action} action
 * @returns {Kiosk}
 */
export function kioskAfter(kiosk, action) {
  const after = stepAfter(kiosk, action);
  const directory = directoryAt(after.directory, after.screen.at);
  return directory === after.directory ? after : { ...after, directory };
}

/** @param {Kiosk} kiosk @param {Action} action @returns {Kiosk} */
function stepAfter(kiosk, action) {
  const { screen } = kiosk;
  switch (action.type) {
    case 'scanned':
      return scanned(kiosk, action.credential);
    case 'looked_up':
      return screen.at === 'looking' ? shown(kiosk, found(screen.credential, action)) : kiosk;
    case 'accepted':
      return screen.at === 'found' ? shown(kiosk, { ...screen, at: 'checking_in', check_in_id: action.check_in_id, unanswered: false }) : kiosk;
    case 'checked_in':
      return screen.at === 'checking_in' ? { ...shown(kiosk, checkedIn(screen.person, action)), directory: directoryOf(screen.check_in_id) } : kiosk;
    case 'directory_asked': case 'directory_said': case 'directory_told':
      return { ...kiosk, directory: directoryAfter(kiosk.directory, action) };
    case 'job_seen':
      return screen.at === 'printing' ? shown(kiosk, jobSeen(screen, action)) : kiosk;
    case 'print_late':
      return screen.at === 'printing' ? shown(kiosk, { at: 'unprinted', person: screen.person, why: 'slow' }) : kiosk;
    case 'printer_stopped':
      return screen.at === 'printing' ? shown(kiosk, { at: 'unprinted', person: screen.person, why: 'stopped' }) : kiosk;
    case 'card_read':
      return BUSY.includes(screen.at) ? kiosk : shown(kiosk, readFrom(action.reading));
    case 'unanswered':
      return 'unanswered' in screen ? shown(kiosk, { ...screen, unanswered: true }) : kiosk;
    case 'problem':
      return BUSY.includes(screen.at) || screen.at === 'handing_over' ? shown(kiosk, { ...refusal(action.reason), person: personOf(screen) }) : kiosk;
    case 'larger':
      return { ...kiosk, isLarge: !kiosk.isLarge };
    case 'hand_over':
      return shown(kiosk, { at: 'handing_over', hand_over_id: action.hand_over_id, link: null });
    case 'handed_over':
      return screen.at === 'handing_over' ? shown(kiosk, { ...screen, link: action.link }) : kiosk;
    case 'help': case 'help_told': case 'help_ended':
      return { ...kiosk, help: helpAfter(kiosk.help, action) };
    case 'slip':
      return kiosk.slip && kiosk.slip.state !== 'failed' ? kiosk : { ...kiosk, slip: { id: action.id, zone: action.zone, state: 'asked', number: null } };
    case 'slip_told':
      return kiosk.slip ? { ...kiosk, slip: { ...kiosk.slip, state: action.state, number: action.number } } : kiosk;
    case 'touched':
      return { ...kiosk, warning: null };
    case 'idle':
      return isSelfEnding(screen) ? kiosk : { ...kiosk, warning: WARNING_S };
    case 'second':
      return secondLater(kiosk);
    case 'wipe':
      return { ...WAITING, last: kiosk.last };
    case 'no_code': case 'type_code': case 'digit': case 'erase': case 'tail_done': case 'fact_typed': case 'prove': case 'proved':
      return { ...kiosk, screen: proofAfter(screen, action), warning: null };
    default:
      return { ...kiosk, screen: registeringAfter(screen, action), warning: null };
  }
}

/** @param {Screen} screen whether it moves on without anyone touching it */
export const isSelfEnding = (screen) => SELF_ENDING.includes(screen.at);

/** @param {Reading} reading @returns {Screen} */
function readFrom({ id, outcome, reg_no, delegate }) {
  if (outcome === 'found' && reg_no && delegate) return { at: 'found', by: { reg_no, challenge_id: id }, person: delegate };
  return refusal(outcome === 'several' ? 'escalated' : 'unknown_card');
}

/** @param {HelpCall | null} help @param {Action} action @returns {HelpCall | null} */
function helpAfter(help, action) {
  if (action.type === 'help') return help && help.state !== 'failed' ? help : { id: action.id, state: 'calling', desk: null };
  return action.type === 'help_told' && help ? { ...help, state: action.state, desk: action.desk } : null;
}

/** @param {Kiosk} kiosk @param {string} credential @returns {Kiosk} */
function scanned(kiosk, credential) {
  const isStillHeld = credential === kiosk.last && kiosk.screen.at !== 'waiting' && kiosk.screen.at !== 'typing';
  if (!credential || isStillHeld || BUSY.includes(kiosk.screen.at)) return kiosk;
  return { ...kiosk, screen: { at: 'looking', credential }, warning: null, last: credential, slip: null };
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
function checkedIn(person, { answer: { outcome, reason, first_at, print_job, notes, pre_printed }, hasPrinter }) {
  if (outcome === 'already_checked_in') return { at: 'refused', reason: 'already_checked_in', person, first_at, notes: [] };
  // The last note of an unpaid one is the sum; the others are for a desk.
  if (outcome === 'refused') return { at: 'refused', reason: reason ?? 'other', person, first_at, notes: reason === 'unpaid' ? notes.slice(-1) : [] };
  if (pre_printed) return { at: 'unprinted', person, ...(pre_printed.box === null ? { why: 'ready' } : { why: 'in_box', box: pre_printed.box }) };
  return print_job && hasPrinter ? { at: 'printing', person, job: print_job, printer: null } : { at: 'unprinted', person, why: 'none' };
}

/** @param {Screen & {at: 'printing'}} screen @param {{state: string, printer: string | null, detour?: string | null}} job @returns {Screen} */
function jobSeen(screen, { state, printer, detour }) {
  const where = detour ? { printer, detour } : { printer };
  if (state === 'printed') return { at: 'take', person: screen.person, ...where };
  if (state === 'failed' || state === 'unconfirmed' || state === 'cancelled') return { at: 'unprinted', person: screen.person, why: 'failed' };
  return printer === screen.printer && (detour ?? undefined) === screen.detour ? screen : { at: 'printing', person: screen.person, job: screen.job, ...where };
}

/** @param {Kiosk} kiosk @returns {Kiosk} */
function secondLater(kiosk) {
  if (kiosk.warning === null) return kiosk;
  return kiosk.warning <= 1 ? { ...WAITING, last: kiosk.last } : { ...kiosk, warning: kiosk.warning - 1 };
}

/** @param {Screen} screen @returns {Person | null} */
const personOf = (screen) => ('person' in screen ? screen.person : null);

/** @param {Kiosk} kiosk @param {Screen} screen @returns {Kiosk} */
const shown = (kiosk, screen) => ({ ...kiosk, screen, warning: null });
