/**
 * The call sheet as a pure function of what happened: who is shown, who is open, who is called next. No DOM, no clock, no
 * fetch; `no_shows_work.js` asks the server and tells events.
 */
import { clockTime, instantOf } from './back_entry_state.js';

/**
 * @typedef {'no_answer'|'called'|'coming'|'not_coming'|'wrong_number'} CallOutcome
 * @typedef {{outcome: CallOutcome, at: string, station: string, operator: string|null, coming_at: string|null, note: string}} LastCall
 * @typedef {object} NoShow
 * @property {string} reg_no
 * @property {string} name
 * @property {string} latin_name
 * @property {string} organisation
 * @property {string} position
 * @property {string} category
 * @property {string} phone
 * @property {string} status
 * @property {LastCall|null} last_call
 * @property {number} calls
 * @property {{station: string, operator: string|null, is_mine: boolean, ends_at: string}|null} claim
 * @property {string|null} guest_level
 * @property {{name: string, name_en: string, starts_at: string}[]} speaks_in
 * @property {number} owes_fen
 *
 * @typedef {object} Sheet
 * @property {NoShow[]} no_shows
 * @property {number} count
 * @property {number} left
 * @property {Record<string, number>} by_status
 * @property {{category: string, count: number, to_call: number}[]} by_category
 *
 * @typedef {{category: string, status: string}} Filter  blank: all
 * @typedef {{tone: 'good'|'warn', key: string, values: Record<string, string|number>, reg_no?: string}} Said
 * @typedef {object} SheetState
 * @property {Sheet|null} sheet
 * @property {Filter} filter
 * @property {boolean} isLocked    nobody signed in who may see numbers
 * @property {NoShow|null} open    whom this desk calls now
 * @property {number} left         how many are still to be called of those chosen
 * @property {string[]} done       whom this desk is through with, so that nobody comes up twice
 * @property {Said|null} said
 *
 * @typedef {{type: 'read', sheet: Sheet}
 *   | {type: 'locked'}
 *   | {type: 'chosen', filter: Partial<Filter>}
 *   | {type: 'opened', no_show: NoShow, left: number}
 *   | {type: 'kept', no_show: NoShow}
 *   | {type: 'through', reg_no: string, said: Said|null}
 *   | {type: 'said', said: Said}
 *   | {type: 'closed'}} SheetEvent
 */

export const STATUSES = ['to_call', 'no_answer', 'called', 'wrong_number', 'coming', 'not_coming'];
/** In the order of their keys, 1 to 5. @type {readonly CallOutcome[]} */
export const OUTCOMES = ['no_answer', 'called', 'coming', 'not_coming', 'wrong_number'];
const LATE_MS = 10 * 60 * 1000; // "at nine" said a little after nine is today's nine
const DAY_MS = 24 * 60 * 60 * 1000;

/** @returns {SheetState} */
export function emptySheet() {
  return { sheet: null, filter: { category: '', status: '' }, isLocked: false, open: null, left: 0, done: [], said: null };
}

/**
 * @param {SheetState} state
 * @param {SheetEvent} event
 * @returns {SheetState}
 */
export function nextSheet(state, event) {
  switch (event.type) {
    case 'read': return { ...state, sheet: event.sheet, isLocked: false };
    case 'locked': return { ...state, isLocked: true, sheet: null };
    case 'chosen': return { ...state, filter: { ...state.filter, ...event.filter }, done: [], said: null };
    case 'opened': return { ...state, open: event.no_show, left: event.left };
    case 'kept': return state.open?.reg_no === event.no_show.reg_no ? { ...state, open: event.no_show } : state;
    case 'through': return { ...state, done: [...state.done, event.reg_no], said: event.said };
    case 'said': return { ...state, said: event.said };
    case 'closed': return { ...state, open: null };
  }
}

/**
 * Of whom the next one to call is taken: of the status chosen, else of those nobody has called.
 * @param {Filter} filter
 */
export function calledThrough({ category, status }) {
  return { category, status: status || 'to_call' };
}

/**
 * @param {NoShow[]} rows  as the server sorts them
 * @param {string[]} done
 * @returns {NoShow[]} who can be called by this desk now, the next one first
 */
export function callable(rows, done) {
  return rows.filter(({ reg_no, phone, claim }) => phone !== '' && !done.includes(reg_no) && (claim === null || claim.is_mine));
}

/**
 * The rows under one another by category, in their order.
 * @param {NoShow[]} rows
 * @returns {[string, NoShow[]][]}
 */
export function byCategory(rows) {
  const found = /** @type {Map<string, NoShow[]>} */ (new Map());
  for (const row of rows) found.set(row.category, [...(found.get(row.category) ?? []), row]);
  return [...found];
}

/**
 * Where the server is asked for the sheet.
 * @param {Filter} filter
 * @param {number} [limit]
 */
export function sheetPath({ category, status }, limit = 200) {
  const asked = new URLSearchParams({ ...(category && { category }), ...(status && { status }), limit: String(limit) });
  return `/no-shows?${asked}`;
}

/**
 * A number as it is read out: Chinese mobiles in their three groups, others as they were written.
 * @param {string} phone
 */
export function spokenNumber(phone) {
  const parts = /^(\d{3})(\d{4})(\d{4})$/.exec(phone);
  return parts ? parts.slice(1).join(' ') : phone;
}

/** @param {string} phone  what a phone dials */
export function dialled(phone) {
  return `tel:${phone.replace(/[^\d+]/g, '')}`;
}

/**
 * When she will be here: the next time that a clock at the venue shows what was typed.
 * @param {string} typed  0930, 930 or 9:30
 * @param {{now: string, timeZone: string}} when
 * @returns {string|null} RFC 3339; null when it is no time
 */
export function comingAt(typed, { now, timeZone }) {
  const time = clockTime(typed);
  if (time === null) return null;
  const at = (/** @type {number} */ instant) =>
    instantOf(new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(new Date(instant)), time, timeZone);
  const present = Date.parse(now);
  const today = at(present);
  return Date.parse(today) >= present - LATE_MS ? today : at(present + DAY_MS);
}
