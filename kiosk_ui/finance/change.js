/** What goes back over the counter, the largest thing on the page, and the one action. */
import { html } from 'preact-htm';
import { Button, Icon } from '../lib/parts.js';
import { formatMoney, t } from '../lib/words.js';
import { changeOf, faultOf, totalOf, usesCash } from './finance_state.js';

/** Characters that stand on one line at the largest size, and at the one below. */
const LONG = 5;
const LONGER = 8;
const ICONS = { good: 'tick-circle', warn: 'warning', bad: 'bar-octagon' };

/**
 * @param {{state: import('./finance_state.js').FinanceState, prints: boolean, onPrints: (prints: boolean) => void, onTake: () => void, onNext: () => void,
 *   drawer: import('./shapes.js').Drawer|null|undefined, onOpenDrawer: () => void}} props
 */
export function Change({ state, prints, onPrints, onTake, onNext, drawer, onOpenDrawer }) {
  const total = totalOf(state);
  const isDone = state.taken !== null;
  const change = state.taken?.change_fen ?? changeOf(state);
  const written = formatMoney(change);
  const needsDrawer = !isDone && total > 0 && usesCash(state) && drawer === null;
  const fault = faultOf(state);
  return html`<section class="finance-act" aria-label=${t('finance.act')}>
    ${(isDone || total > 0) && html`<p class="change" data-done=${isDone ? 'yes' : 'no'} data-long=${written.length > LONGER ? 'very' : written.length > LONG ? 'yes' : undefined} role="status"><span>${t(isDone ? 'finance.give_back' : 'finance.change')}</span>
      <strong>${written}</strong></p>`}
    ${state.outcome && html`<${Said} outcome=${state.outcome} />`}
    ${needsDrawer ? html`<p class="matter" data-tone="warn"><${Icon} name="lock" />${t('finance.drawer.needed')}</p>
        <${Button} kind="main" onClick=${onOpenDrawer}>${t('finance.drawer.open')}<//>`
    : isDone ? html`<${Button} kind="main" keys="Esc" onClick=${onNext}>${t('finance.next')}<//>`
    : total > 0 && html`<${Button} kind="main" keys="Enter" disabled=${fault !== null || state.isBusy} onClick=${onTake}>${t('finance.take', { amount: formatMoney(total) })}<//>
        ${fault !== null && html`<p class="small quiet">${t(fault.key)}</p>`}
        <label class="tick"><input type="checkbox" checked=${prints} onChange=${(/** @type {any} */ event) => onPrints(event.target.checked)} /><span>${t('finance.prints')}</span></label>`}
  </section>`;
}

/** @param {{outcome: import('./finance_state.js').Outcome}} props */
function Said({ outcome }) {
  return html`<div class="outcome" data-tone=${outcome.tone} role=${outcome.tone === 'bad' ? 'alert' : 'status'}>
    <${Icon} name=${ICONS[outcome.tone]} /><div><p dir="auto">${t(outcome.key, outcome.values)}</p>
      ${outcome.detail && html`<p class="outcome-detail">${outcome.detail}</p>`}</div>
  </div>`;
}
