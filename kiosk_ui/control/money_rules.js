/** What the event decides about money: the fee of a lost badge, how much a drawer may hold, channels, prices by day. */
import { html } from 'preact-htm';
import { fenOf, yuanOf } from '../lib/money.js';
import { Button } from '../lib/parts.js';
import { inLanguage, t } from '../lib/words.js';
import { policyOf, typedPolicy } from './money_rules_state.js';
import { Setting, useSettings } from './rules.js';

/** @typedef {import('./control.js').Control} Control */

const METHODS = ['wechat', 'alipay', 'card', 'transfer'];

/** @param {{control: Control}} props */
export function MoneyRules({ control }) {
  const { form: told, setForm, save, problem, isBusy } = useSettings(control, '/money-policy');
  if (told === null) return html`<p class="quiet" aria-busy="true">${problem?.words ?? t('control.reading')}</p>`;
  const form = told.typed ?? typedPolicy(told, yuanOf);
  const set = (/** @type {object} */ changes) => setForm({ ...told, typed: { ...form, ...changes } });
  const price = (/** @type {number} */ at, /** @type {object} */ changes) => set({ prices: form.prices.map((/** @type {any} */ each, /** @type {number} */ place) => place === at ? { ...each, ...changes } : each) });
  const body = policyOf(form, fenOf);
  const yuan = (/** @type {string} */ name, /** @type {string} */ value, /** @type {(text: string) => void} */ write) => html`<label>${t(`control.rules.${name}`)}
    <input inputmode="decimal" maxlength="12" value=${value} onInput=${(/** @type {any} */ event) => write(event.target.value)} /></label>`;
  return html`<${Setting} what="money" problem=${body === null ? { words: t('control.rules.bad_amount') } : problem} isBusy=${isBusy || body === null} onSave=${() => body && save(body)}>
    <div class="form-grid">
      ${yuan('lost_badge_fee', form.lost_badge_fee, (text) => set({ lost_badge_fee: text }))}
      ${yuan('drawer_limit', form.drawer_limit, (text) => set({ drawer_limit: text }))}
      ${METHODS.map((method) => html`<label key=${method}>${t('control.rules.channel_fee', { method: t(`control.rules.method.${method}`) })}
        <input inputmode="decimal" maxlength="6" value=${form.channel_fees[method] ?? ''} onInput=${(/** @type {any} */ event) => set({ channel_fees: { ...form.channel_fees, [method]: event.target.value } })} /></label>`)}
    </div>
    <fieldset class="prices"><legend>${t('control.rules.prices')}</legend>
      <p class="small quiet">${t('control.rules.prices_how')}</p>
      ${form.prices.map((/** @type {any} */ each, /** @type {number} */ at) => html`<div key=${at} class="price">
        <label>${t('control.rules.category')}<select value=${each.category} onChange=${(/** @type {any} */ event) => price(at, { category: event.target.value })}>
          ${control.me.categories.map((category) => html`<option key=${category.code} value=${category.code}>${inLanguage(category)}</option>`)}</select></label>
        <label>${t('control.rules.from_on')}<input type="date" required value=${each.from_on} onInput=${(/** @type {any} */ event) => price(at, { from_on: event.target.value })} /></label>
        ${yuan('price', each.fee, (text) => price(at, { fee: text }))}
        <${Button} kind="quiet" icon="x" label=${t('control.rules.remove_price')} onClick=${() => set({ prices: form.prices.filter((/** @type {any} */ _, /** @type {number} */ place) => place !== at) })} />
      </div>`)}
      <${Button} onClick=${() => set({ prices: [...form.prices, { category: control.me.categories[0]?.code ?? '', from_on: control.me.event.starts_on, fee: '' }] })}>${t('control.rules.add_price')}<//>
    </fieldset>
  <//>`;
}
