/**
 * The form of someone who was not planned: which fields her category must fill in, what is wrong with them while they are
 * typed, and what is sent. Pure. The forms come from the server (`GET /walk-in-forms`).
 */
import { faultOf } from '../lib/field_checks.js';

/** @typedef {{forms: Record<string, string[]>, notice: string, notice_en: string, notice_version: number,
 *   prices_fen: Record<string, number>, directory?: {words: string, words_en: string, words_version: number}|null}} Forms
 *   `prices_fen`: today's, by category; `directory`: what is asked about it, null where nobody is */
/** @typedef {Record<string, string>} Answers */

export const FIELDS = /** @type {const} */ ([
  'name', 'phone', 'latin_name', 'position', 'organisation', 'email', 'identity_number', 'diet', 'table_no',
]);
/** What a badge shows stands open even where nobody must fill it in. */
const OPEN = ['name', 'organisation', 'phone'];

/**
 * @param {Forms|null} forms
 * @param {string} category
 * @returns {string[]} in the order of the form; the name always
 */
export function requiredFields(forms, category) {
  const asked = forms?.forms[category] ?? [];
  return FIELDS.filter((field) => field === 'name' || asked.includes(field));
}

/**
 * The fields that stand open, and those that unfold.
 * @param {Forms|null} forms
 * @param {string} category
 * @param {boolean} [isCardRead]  nobody types the number of a card that was read
 * @returns {{open: string[], folded: string[]}}
 */
export function shownFields(forms, category, isCardRead = false) {
  const required = requiredFields(forms, category);
  const shown = FIELDS.filter((field) => field !== 'identity_number' || !isCardRead);
  const open = shown.filter((field) => required.includes(field) || OPEN.includes(field));
  return { open, folded: shown.filter((field) => !open.includes(field)) };
}

/**
 * The forms as they ask once a card was read: it stands for the number.
 * @param {Forms|null} forms
 * @param {boolean} isCardRead
 * @returns {Forms|null}
 */
export function withoutNumber(forms, isCardRead) {
  if (forms === null || !isCardRead) return forms;
  const asked = Object.entries(forms.forms).map(([category, fields]) => [category, fields.filter((field) => field !== 'identity_number')]);
  return { ...forms, forms: Object.fromEntries(asked) };
}

/**
 * @param {Forms|null} forms
 * @param {string} category
 * @param {Answers} answers
 * @param {string[]} touched  fields left once: what is still being typed is not called wrong
 * @returns {Record<string, string>} by field, the code of what is wrong
 */
export function faultsOf(forms, category, answers, touched) {
  const required = requiredFields(forms, category);
  return Object.fromEntries(FIELDS.flatMap((field) => {
    const fault = touched.includes(field) ? faultOf(field, answers[field] ?? '', required.includes(field)) : null;
    return fault === null ? [] : [[field, fault]];
  }));
}

/**
 * @param {Forms|null} forms
 * @param {string} category
 * @param {Answers} answers
 * @returns {string|null} the first field that keeps the form from being sent
 */
export function firstFault(forms, category, answers) {
  return Object.keys(faultsOf(forms, category, answers, [...FIELDS]))[0] ?? null;
}

/** @param {Answers} answers @returns {Answers} without what was left empty */
export function filled(answers) {
  return Object.fromEntries(FIELDS.map((field) => [field, (answers[field] ?? '').trim()]).filter(([, text]) => text !== ''));
}
