/**
 * What a finance desk takes and from whom, as a pure function of what happened there. No DOM, no clock, no fetch; amounts
 * in fields are texts as typed, all else is fen.
 */
import { fenOf, yuanOf } from '../lib/money.js';

/** @typedef {import('./shapes.js').Account} Account */
/** @typedef {'cash'|'wechat'|'alipay'|'card'|'transfer'} Method */
/** @typedef {'take'|'invoices'|'promises'|'receipts'|'settlement'} View */
/** @typedef {{account: Account, amount: string}} Payer  one who is paid for, and how much of it */
/** @typedef {{method: Method, amount: string, tendered: string, reference: string}} Line  a blank amount is the rest */
/** @typedef {{tone: 'good'|'warn'|'bad', key: string, values: Record<string, string|number>, detail?: string}} Outcome */
/** @typedef {{change_fen: number, receipt: number}} Taken  the payment just taken, shown until the next person */

/**
 * @typedef {object} FinanceState
 * @property {View} view
 * @property {Payer[]} people
 * @property {string|null} at       number of the one whose account is shown
 * @property {Line[]} lines
 * @property {string} payer         who pays for several
 * @property {Taken|null} taken
 * @property {Outcome|null} outcome
 * @property {boolean} isBusy
 * @property {number} serial        of what is being taken: another one is another payment
 */

/**
 * @typedef {{type: 'viewed', view: View}
 *   | {type: 'opened', account: Account}
 *   | {type: 'joined', account: Account}
 *   | {type: 'refreshed', account: Account}
 *   | {type: 'chosen', reg_no: string}
 *   | {type: 'removed', reg_no: string}
 *   | {type: 'amount_typed', reg_no: string, amount: string}
 *   | {type: 'payer_typed', payer: string}
 *   | {type: 'line_changed', place: number, line: Partial<Line>}
 *   | {type: 'line_added'}
 *   | {type: 'line_removed', place: number}
 *   | {type: 'acting'}
 *   | {type: 'taken', taken: Taken, outcome: Outcome}
 *   | {type: 'said', outcome: Outcome}
 *   | {type: 'cleared'}} FinanceEvent
 */

export const METHODS = /** @type {const} */ (['cash', 'wechat', 'alipay', 'card', 'transfer']);
const LINE_COUNT = 5;

/** @returns {Line} */
const blankLine = (/** @type {Method} */ method = 'cash') => ({ method, amount: '', tendered: '', reference: '' });

/** @returns {FinanceState} */
export function emptyFinance() {
  return {
    view: 'take', people: [], at: null, lines: [blankLine()], payer: '', taken: null, outcome: null, isBusy: false, serial: 0,
  };
}

/**
 * @param {FinanceState} state
 * @param {FinanceEvent} event
 * @returns {FinanceState}
 */
export function nextFinance(state, event) {
  switch (event.type) {
    case 'viewed': return { ...state, view: event.view, outcome: null };
    case 'opened': return opened(state, event.account);
    case 'joined': return joined(state, event.account);
    case 'refreshed': return refreshed(state, event.account);
    case 'chosen': return { ...state, at: event.reg_no };
    case 'removed': return removed(state, event.reg_no);
    case 'amount_typed': return changed(state, { people: state.people.map((each) => (
      each.account.reg_no === event.reg_no ? { ...each, amount: event.amount } : each)) });
    case 'payer_typed': return changed(state, { payer: event.payer });
    case 'line_changed': return changed(state, { lines: state.lines.map((line, place) => (
      place === event.place ? { ...line, ...event.line } : line)) });
    case 'line_added': return lineAdded(state);
    case 'line_removed': return changed(state, { lines: state.lines.filter((_, place) => place !== event.place) });
    case 'acting': return { ...state, isBusy: true, outcome: null };
    case 'taken': return taken(state, event);
    case 'said': return { ...state, isBusy: false, outcome: event.outcome };
    case 'cleared': return { ...emptyFinance(), serial: state.serial + 1 };
  }
}

/** What all are to pay now, in fen; what can't be read counts as nothing. @param {FinanceState} state */
export function totalOf({ people }) {
  return people.reduce((sum, { amount }) => sum + (fenOf(amount) ?? 0), 0);
}

/** What all owe, in fen. @param {FinanceState} state */
export function owedOf({ people }) {
  return people.reduce((sum, { account }) => sum + account.owes_fen, 0);
}

/**
 * What each method brings: as typed, and the first blank one the rest.
 * @param {FinanceState} state
 * @returns {number[]} fen a line
 */
export function sharesOf(state) {
  const typed = state.lines.map(({ amount }) => (amount.trim() === '' ? null : fenOf(amount) ?? 0));
  const rest = totalOf(state) - typed.reduce((/** @type {number} */ sum, fen) => sum + (fen ?? 0), 0);
  const blank = typed.indexOf(null);
  return typed.map((fen, place) => fen ?? (place === blank ? Math.max(0, rest) : 0));
}

/** What goes back over the counter, in fen, never below zero. @param {FinanceState} state */
export function changeOf(state) {
  const shares = sharesOf(state);
  return state.lines.reduce((sum, line, place) => sum + Math.max(0, tenderedOf(line, shares[place] ?? 0) - (shares[place] ?? 0)), 0);
}

/**
 * What still stands in the way of taking it, the first thing first.
 * @param {FinanceState} state
 * @returns {{field: string, key: string}|null} `field`: `amount.REG_NO`, `line.PLACE.NAME`, or `people`
 */
export function faultOf(state) {
  if (totalOf(state) === 0) return { field: 'people', key: 'finance.fault.nothing' };
  for (const { account, amount } of state.people) {
    const fen = fenOf(amount);
    if (fen === null || fen === 0) return { field: `amount.${account.reg_no}`, key: 'finance.fault.amount' };
    if (fen > account.owes_fen) return { field: `amount.${account.reg_no}`, key: 'problem.over_payment' };
  }
  const shares = sharesOf(state);
  if (shares.reduce((sum, fen) => sum + fen, 0) !== totalOf(state)) return { field: 'line.0.amount', key: 'problem.lines_mismatch' };
  if (state.lines.filter(({ method }) => method === 'cash').length > 1) return { field: 'line.1.method', key: 'problem.two_cash_lines' };
  for (const [place, line] of state.lines.entries()) {
    const key = faultOfLine(line, shares[place] ?? 0);
    if (key !== null) return { field: `line.${place}.${key.name}`, key: key.key };
  }
  return null;
}

/**
 * The request that takes it.
 * @param {FinanceState} state
 * @param {{id: string, prints: boolean}} more
 */
export function paymentOf(state, { id, prints }) {
  const shares = sharesOf(state);
  return {
    payment_id: id,
    shares: state.people.map(({ account, amount }) => ({ reg_no: account.reg_no, amount_fen: fenOf(amount) ?? 0 })),
    lines: state.lines.map((line, place) => lineBody(line, shares[place] ?? 0)),
    payer: state.payer.trim() || organisationOf(state),
    print_receipt: prints,
  };
}

/** Who pays for several when nobody is named: what stands in the field as a hint. @param {FinanceState} state */
export function organisationOf({ people }) {
  return people.length > 1 ? people[0]?.account.organisation ?? '' : '';
}

/** @param {FinanceState} state */
export function usesCash({ lines }) {
  return lines.some(({ method }) => method === 'cash');
}

/** The account that is shown. @param {FinanceState} state */
export function shownOf({ people, at }) {
  return people.find(({ account }) => account.reg_no === at)?.account ?? null;
}

/** @param {Line} line @param {number} share */
function lineBody(line, share) {
  const told = { method: line.method, amount_fen: share };
  return line.method === 'cash' ? { ...told, tendered_fen: tenderedOf(line, share) } : { ...told, reference: line.reference.trim() };
}

/** Nothing typed is nothing handed over: nobody has counted it. @param {Line} line @param {number} share */
function tenderedOf({ method, tendered }, share) {
  return method === 'cash' ? fenOf(tendered) ?? 0 : share;
}

/** @param {Line} line @param {number} share @returns {{name: string, key: string}|null} */
function faultOfLine(line, share) {
  if (share === 0) return { name: 'amount', key: 'finance.fault.amount' };
  if (line.method !== 'cash') return line.reference.trim() === '' ? { name: 'reference', key: 'problem.reference_needed' } : null;
  if (line.tendered.trim() === '') return { name: 'tendered', key: 'finance.fault.tendered' };
  return tenderedOf(line, share) < share ? { name: 'tendered', key: 'problem.under_tendered' } : null;
}

/** Something about the sum changed: it is another payment. @param {FinanceState} state @param {Partial<FinanceState>} change @returns {FinanceState} */
function changed(state, change) {
  return { ...state, ...change, outcome: null, serial: state.serial + 1 };
}

/** @param {FinanceState} state @param {Account} account @returns {FinanceState} */
function opened(state, account) {
  const fresh = { ...emptyFinance(), serial: state.serial + 1 };
  return { ...fresh, people: [asPayer(account)], at: account.reg_no };
}

/** One more is paid for; who stands there already is shown. @param {FinanceState} state @param {Account} account @returns {FinanceState} */
function joined(state, account) {
  if (state.taken !== null || state.people.length === 0) return opened(state, account);
  const isThere = state.people.some((each) => each.account.reg_no === account.reg_no);
  const people = isThere ? state.people : [...state.people, asPayer(account)];
  // What was handed over was for the sum before.
  const lines = isThere ? state.lines : state.lines.map((line) => ({ ...line, tendered: '' }));
  return changed(state, { people, lines, at: account.reg_no, isBusy: false });
}

/** @param {FinanceState} state @param {Account} account @returns {FinanceState} */
function refreshed(state, account) {
  const people = state.people.map((each) => (each.account.reg_no === account.reg_no ? asPayer(account) : each));
  return { ...state, people, isBusy: false };
}

/** @param {FinanceState} state @param {string} reg_no @returns {FinanceState} */
function removed(state, reg_no) {
  const people = state.people.filter(({ account }) => account.reg_no !== reg_no);
  if (people.length === 0) return { ...emptyFinance(), serial: state.serial + 1 };
  return changed(state, { people, at: people[0]?.account.reg_no ?? null });
}

/** A further method takes the rest: what stood blank before gets what it had. @param {FinanceState} state @returns {FinanceState} */
function lineAdded(state) {
  if (state.lines.length >= LINE_COUNT) return state;
  const used = state.lines.map(({ method }) => method);
  const method = METHODS.find((each) => !used.includes(each)) ?? 'transfer';
  return changed(state, { lines: [...state.lines, blankLine(method)] });
}

/** @param {FinanceState} state @param {{taken: Taken, outcome: Outcome}} event @returns {FinanceState} */
function taken(state, event) {
  return { ...state, isBusy: false, taken: event.taken, outcome: event.outcome, serial: state.serial + 1 };
}

/** @param {Account} account @returns {Payer} */
function asPayer(account) {
  return { account, amount: account.owes_fen > 0 ? yuanOf(account.owes_fen) : '' };
}
