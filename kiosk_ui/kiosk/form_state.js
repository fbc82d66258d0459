/**
 * Registering at the kiosk: the steps of the form and what may be pressed at each. Pure. Which fields a category must fill
 * in, and the privacy notice, come from the server (`GET /walk-in-forms`); kiosk_state.js says where the form stands among
 * the screens.
 */
import { faultOf } from '../lib/field_checks.js';

/**
 * @typedef {{forms: Record<string, string[]>, notice: string, notice_en: string, notice_version: number, kiosk_categories: string[],
 *   prices_fen: Record<string, number>, directory?: {words: string, words_en: string, words_version: number} | null}} Forms
 *   `directory`: what is asked about standing in it; null where nobody is asked
 * @typedef {{key: 'category'} | {key: 'fields', fields: string[]} | {key: 'consent'}} Step
 * @typedef {{forms: Forms, at: number, category: string | null, answers: Record<string, string>, hasConsent: boolean, inDirectory: boolean, faults: Record<string, string>}} Form
 *   `at`: the step shown; `faults`: by field, the code of what is wrong with it
 *
 * @typedef {{type: 'form_category', category: string}
 *   | {type: 'form_typed', field: string, text: string}
 *   | {type: 'form_consent', given: boolean}
 *   | {type: 'form_directory', given: boolean}
 *   | {type: 'form_next'} | {type: 'form_back'}} FormAction
 */

/** Two at a time at most, so that each is large and the keyboard does not hide the other. */
const PAIRS = [['name', 'latin_name'], ['organisation', 'position'], ['phone', 'email'], ['identity_number'], ['diet', 'table_no']];
/** What a badge is made of: asked of everyone, whether the category must tell or not. */
const ALWAYS = ['name', 'organisation'];

/** @param {Forms} forms @returns {Form} */
export function newForm(forms) {
  const [only, ...others] = forms.kiosk_categories;
  return { forms, at: 0, category: only !== undefined && others.length === 0 ? only : null, answers: {}, hasConsent: false, inDirectory: false, faults: {} };
}

/**
 * The steps in order; those after the category are known when the category is.
 * @param {Form} form
 * @returns {Step[]}
 */
export function stepsOf(form) {
  const first = form.forms.kiosk_categories.length > 1 ? [{ key: /** @type {const} */ ('category') }] : [];
  const asked = [...ALWAYS, ...requiredOf(form)];
  const pairs = PAIRS.map((pair) => pair.filter((field) => asked.includes(field))).filter((pair) => pair.length > 0);
  return [...first, ...pairs.map((fields) => ({ key: /** @type {const} */ ('fields'), fields })), { key: 'consent' }];
}

/** @param {Form} form @returns {Step} the one shown */
export const stepOf = (form) => stepsOf(form)[form.at] ?? { key: 'consent' };

/** @param {Form} form @param {string} field */
export const isRequired = (form, field) => field === 'name' || requiredOf(form).includes(field);

/**
 * The form after something was pressed or typed.
 * @param {Form} form
 * @param {FormAction} action
 * @returns {Form | null} null: back before its first step
 */
export function formAfter(form, action) {
  switch (action.type) {
    case 'form_category':
      return { ...form, category: action.category, at: form.at + 1, faults: {} };
    case 'form_typed':
      return { ...form, answers: { ...form.answers, [action.field]: action.text }, faults: without(form.faults, action.field) };
    case 'form_consent':
      return { ...form, hasConsent: action.given, faults: without(form.faults, 'consent') };
    case 'form_directory':
      return { ...form, inDirectory: action.given };
    case 'form_back':
      return form.at > 0 ? { ...form, at: form.at - 1, faults: {} } : null;
    case 'form_next':
      return next(form);
  }
}

/** @param {Form} form @returns {{isReady: boolean, form: Form}} with the fault shown where it can't be sent yet */
export function sendable(form) {
  if (form.hasConsent) return { isReady: true, form: { ...form, faults: {} } };
  return { isReady: false, form: { ...form, faults: { consent: 'consent_needed' } } };
}

/**
 * The form opened where the server found something wrong.
 * @param {Form} form
 * @param {string} field
 * @param {string} code
 * @returns {Form}
 */
export function faultyAt(form, field, code) {
  const at = stepsOf(form).findIndex((step) => (step.key === 'fields' ? step.fields.includes(field) : step.key === field));
  return { ...form, at: at < 0 ? stepsOf(form).length - 1 : at, faults: { [field]: code } };
}

/** @param {Form} form @param {Forms} forms as they are now @returns {Form} the consent asked again, to the notice in force */
export function askedAgain(form, forms) {
  return faultyAt({ ...form, forms, hasConsent: false }, 'consent', 'notice_changed');
}

/** @param {Form} form @returns {Record<string, string>} what was typed, without what was left empty */
export function filled(form) {
  const asked = stepsOf(form).flatMap((step) => (step.key === 'fields' ? step.fields : []));
  return Object.fromEntries(asked.map((field) => [field, (form.answers[field] ?? '').trim()]).filter(([, text]) => text));
}

/** @param {Form} form @returns {Form} */
function next(form) {
  const step = stepOf(form);
  if (step.key !== 'fields') return form;
  const faults = Object.fromEntries(step.fields.flatMap((field) => {
    const fault = faultOf(field, form.answers[field] ?? '', isRequired(form, field));
    return fault ? [[field, fault]] : [];
  }));
  return Object.keys(faults).length > 0 ? { ...form, faults } : { ...form, at: form.at + 1, faults: {} };
}

/** @param {Form} form */
const requiredOf = (form) => (form.category === null ? [] : form.forms.forms[form.category] ?? []);

/** @param {Record<string, string>} faults @param {string} field */
const without = (faults, field) => Object.fromEntries(Object.entries(faults).filter(([each]) => each !== field));
