/** The kiosk's way of someone who was not planned: form, is she known, registered, what she owes. Pure; a part of kiosk_state.js. */
import { askedAgain, faultyAt, formAfter, newForm, sendable } from './form_state.js';

/** @typedef {import('./kiosk_state.js').Screen} Screen */
/** @typedef {import('./kiosk_state.js').Action} Action */
/** @typedef {import('./form_state.js').Form} Form */

/**
 * The screen after something was pressed or answered on this way; the same where it means nothing there.
 * @param {Screen} screen
 * @param {Action} action
 * @returns {Screen}
 */
export function registeringAfter(screen, action) {
  if (action.type === 'register') return { at: 'form', form: newForm(action.forms) };
  if (screen.at === 'form') return pressed(screen.form, action);
  if (screen.at === 'known') return knownAfter(screen, action);
  if (screen.at !== 'comparing' && screen.at !== 'registering') return screen;
  if (action.type === 'form_refused') return { at: 'form', form: faultyAt(screen.form, action.field, action.code) };
  if (action.type === 'notice_changed') return { at: 'form', form: askedAgain(screen.form, action.forms) };
  if (action.type === 'compared' && screen.at === 'comparing') {
    return action.count > 0 ? { at: 'known', form: screen.form } : { ...screen, at: 'registering', unanswered: false };
  }
  return action.type === 'registered' && screen.at === 'registering' ? registered(screen.form, action) : screen;
}

/** @param {Form} form @param {Action} action @returns {Screen} */
function pressed(form, action) {
  if (action.type === 'form_sent') {
    const { isReady, form: tried } = sendable(form);
    return isReady ? { at: 'comparing', form: tried, walk_in_id: action.walk_in_id, unanswered: false } : { at: 'form', form: tried };
  }
  if (!isOfForm(action)) return { at: 'form', form };
  const after = formAfter(form, action);
  return after ? { at: 'form', form: after } : { at: 'waiting' };
}

/** @param {Action} action @returns {action is import('./form_state.js').FormAction} */
const isOfForm = (action) => ['form_category', 'form_typed', 'form_consent', 'form_directory', 'form_next', 'form_back'].includes(action.type);

/** @param {Screen & {at: 'known'}} screen @param {Action} action @returns {Screen} */
function knownAfter(screen, action) {
  if (action.type === 'form_back') return { at: 'form', form: screen.form };
  if (action.type !== 'surely_new') return screen;
  return { at: 'registering', form: screen.form, walk_in_id: action.walk_in_id, unanswered: false };
}

/**
 * @param {Form} form
 * @param {{answer: import('./kiosk_state.js').WalkInAnswer, hasPrinter: boolean}} told
 * @returns {Screen}
 */
function registered(form, { answer: { reg_no, owes_fen, released, print_job }, hasPrinter }) {
  if (!released && owes_fen > 0) return { at: 'owes', owes_fen, reg_no };
  const person = { name: form.answers['name'] ?? '', organisation: null, category: form.category ?? '' };
  return print_job && hasPrinter ? { at: 'printing', person, job: print_job, printer: null } : { at: 'unprinted', person, why: 'none' };
}
