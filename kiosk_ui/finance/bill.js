/** The bill: for whom, how much, and by which methods. The sum stands above it, large. */
import { html, useEffect, useRef } from 'preact-htm';
import { Button, Icon } from '../lib/parts.js';
import { yuanOf } from '../lib/money.js';
import { formatMoney, inLanguage, t } from '../lib/words.js';
import { Offered } from '../desk/offered.js';
import { faultOf, METHODS, organisationOf, owedOf, sharesOf, totalOf } from './finance_state.js';

/** @typedef {import('./finance_state.js').FinanceState} FinanceState */
/** @typedef {import('./finance_state.js').FinanceEvent} FinanceEvent */
/** @typedef {import('./finance_state.js').Line} Line */
/** @typedef {(event: FinanceEvent) => void} Tell */
/** @typedef {{state: FinanceState, tell: Tell}} Part */

/**
 * @param {Part & {me: import('../lib/me').Me, isJoining: boolean, onJoin: () => void, onTake: () => void, onAct: (opened: {kind: string, of?: any}) => void}} props
 */
export function Bill({ state, tell, me, isJoining, onJoin, onTake, onAct }) {
  const form = useRef(/** @type {HTMLFormElement|null} */ (null));
  useEffect(() => {
    if (state.taken !== null || !matchMedia('(hover: hover)').matches) return;
    const first = form.current?.querySelector('[name="tendered-0"], [name="reference-0"]');
    if (first instanceof HTMLInputElement) first.focus();
  }, [state.at, state.people.length, state.taken]);
  if (state.people.length === 0) return html`<${Nobody} />`;
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (faultOf(state) === null && !state.isBusy && state.taken === null) onTake();
  };
  const total = totalOf(state);
  const credit = state.people.reduce((sum, { account }) => sum + account.credit_fen, 0);
  return html`<form class="bill" ref=${form} onSubmit=${submit} aria-label=${t('finance.bill')} novalidate>
    <h1 class="spoken">${t('finance.bill')}</h1>
    <p class="bill-owed" role="status"><span>${t(owedOf(state) > 0 ? 'finance.owes' : credit > 0 ? 'finance.credit' : 'finance.owes_nothing')}</span>
      ${(owedOf(state) > 0 || credit > 0) && html`<strong>${formatMoney(owedOf(state) || credit)}</strong>`}</p>
    <ul class="bill-people" aria-label=${t('finance.people')}>${state.people.map((payer) => html`<${Person} key=${payer.account.reg_no}
      payer=${payer} state=${state} tell=${tell} me=${me} />`)}</ul>
    <div class="bill-more">
      ${state.taken === null && html`<${Button} kind="quiet" icon="person" pressed=${isJoining} onClick=${onJoin}>${t('finance.join')}<//>`}
      <${Button} kind="quiet" onClick=${() => onAct({ kind: 'charge' })}>${t('finance.act.charge')}<//>
    </div>
    ${state.people.length > 1 && state.taken === null && html`<label class="field"><span>${t('finance.payer')}</span>
      <input dir="auto" maxlength="200" value=${state.payer} placeholder=${organisationOf(state)}
        onInput=${(/** @type {any} */ event) => tell({ type: 'payer_typed', payer: event.target.value })} /></label>`}
    ${total > 0 && state.taken === null && html`${state.lines.map((line, place) => html`<${LineFields} key=${place} line=${line} place=${place} state=${state} tell=${tell} />`)}
      <${Button} kind="quiet" onClick=${() => tell({ type: 'line_added' })}>${t('finance.line.add')}<//>`}
    <button type="submit" class="spoken" tabindex="-1" aria-hidden="true"></button>
  </form>`;
}

function Nobody() {
  return html`<section class="bill bill-empty"><${Icon} name="search" /><h1>${t('finance.empty_title')}</h1><p>${t('finance.empty')}</p></section>`;
}

/** @param {Part & {payer: import('./finance_state.js').Payer, me: import('../lib/me').Me}} props */
function Person({ payer: { account, amount }, state, tell, me }) {
  const category = me.categories.find(({ code }) => code === account.category);
  const isShown = state.at === account.reg_no;
  const fault = faultOf(state);
  const isWrong = fault?.field === `amount.${account.reg_no}` && amount !== '';
  return html`<li class="bill-person" data-shown=${isShown ? 'yes' : 'no'} style=${{ '--band': category?.colour ?? '' }}>
    <button type="button" class="bill-name" aria-pressed=${String(isShown)} onClick=${() => tell({ type: 'chosen', reg_no: account.reg_no })}>
      <bdi class="bill-who">${account.name}</bdi>
      <span class="small quiet"><bdi>${account.organisation}</bdi> · ${account.reg_no} · ${inLanguage(category) || account.category}</span></button>
    ${account.owes_fen > 0 && state.taken === null ? html`<label class="field bill-amount"><span class="spoken">${t('finance.amount_of', { name: account.name })}</span>
        <input inputmode="decimal" autocomplete="off" maxlength="12" value=${amount} aria-invalid=${String(isWrong)}
          onInput=${(/** @type {any} */ event) => tell({ type: 'amount_typed', reg_no: account.reg_no, amount: event.target.value })} />
        <span class="input-problem" role="alert">${isWrong && fault ? t(fault.key) : ''}</span></label>`
    : html`<strong>${account.owes_fen > 0 ? formatMoney(account.owes_fen) : t('finance.paid')}</strong>`}
    ${state.people.length > 1 && state.taken === null && html`<${Button} kind="quiet" icon="x" label=${t('finance.remove', { name: account.name })}
      onClick=${() => tell({ type: 'removed', reg_no: account.reg_no })} />`}
  </li>`;
}

/** @param {Part & {line: Line, place: number}} props */
function LineFields({ line, place, state, tell }) {
  const change = (/** @type {Partial<Line>} */ part) => tell({ type: 'line_changed', place, line: part });
  const share = sharesOf(state)[place] ?? 0;
  const fault = faultOf(state);
  const isSplit = state.lines.length > 1;
  const said = (/** @type {string} */ name, /** @type {string} */ typed) => (
    typed !== '' && fault?.field === `line.${place}.${name}` ? t(fault.key) : '');
  const typed = (/** @type {keyof Line} */ name) => (/** @type {any} */ event) => change({ [name]: event.target.value });
  return html`<fieldset class="bill-line"><legend class="spoken">${t('finance.line', { number: place + 1 })}</legend>
    <div class="segments"><div role="radiogroup" aria-label=${t('finance.method')}>${METHODS.map((method) => html`<label key=${method} class="segment">
      <input type="radio" name=${`method-${place}`} checked=${line.method === method} onChange=${() => change({ method })} /><span>${t(`receipt.method.${method}`)}</span></label>`)}</div></div>
    <div class="bill-fields">
      ${isSplit && html`<label class="field"><span>${t('finance.line.amount')}</span>
        <input inputmode="decimal" autocomplete="off" maxlength="12" value=${line.amount} placeholder=${yuanOf(share)} onInput=${typed('amount')} /></label>`}
      ${line.method === 'cash' ? html`<label class="field"><span>${t('finance.line.tendered')}</span>
          <input name=${`tendered-${place}`} inputmode="decimal" autocomplete="off" maxlength="12" value=${line.tendered} onInput=${typed('tendered')} /></label>
        <div class="bill-offered"><${Offered} fen=${share} field=${`tendered-${place}`} onTake=${(/** @type {string} */ tendered) => change({ tendered })} /></div>`
      : html`<label class="field"><span>${t(`finance.reference.${line.method}`)}</span>
          <input name=${`reference-${place}`} autocomplete="off" maxlength="200" value=${line.reference} onInput=${typed('reference')} /></label>`}
      ${isSplit && html`<${Button} kind="quiet" icon="x" label=${t('finance.line.remove', { number: place + 1 })} onClick=${() => tell({ type: 'line_removed', place })} />`}
    </div>
    <p class="input-problem" role="alert">${said('amount', line.amount) || said('tendered', line.tendered)}</p>
  </fieldset>`;
}
