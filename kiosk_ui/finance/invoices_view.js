/** The invoices to work through: which are prepared in their bags, which are requested. */
import { html, useState } from 'preact-htm';
import { Button } from '../lib/parts.js';
import { formatMoney, t } from '../lib/words.js';
import { TextField } from '../desk/form_parts.js';
import { useFetched, Waiting } from './fetched.js';

const STATES = ['prepared', 'requested', 'signed', 'emailed', 'handed_over', 'voided'];

/** @param {{onPerson: (reg_no: string) => void}} props */
export function InvoicesView({ onPerson }) {
  const [state, setState] = useState('');
  const [text, setText] = useState('');
  const { told, said } = useFetched(`/invoices?state=${state}&q=${encodeURIComponent(text.trim())}`);
  if (told === null) return html`<${Waiting} said=${said} />`;
  return html`<h1>${t('finance.tab.invoices')}</h1>
    <div class="view-tools"><${TextField} name="q" label=${t('finance.find')} value=${text} onInput=${setText} />
      <div class="view-states" role="group" aria-label=${t('finance.invoice.next')}>${STATES.map((each) => html`<${Button} key=${each} pressed=${state === each}
        onClick=${() => setState(state === each ? '' : each)}>${t(`finance.invoice.state.${each}`)} ${told.counts[each]}<//>`)}</div></div>
    <p class="small quiet" role="status">${t('finance.count', { count: told.invoices.length })}</p>
    ${told.invoices.length === 0 ? html`<p class="view-empty">${t('finance.invoice.none')}</p>` : html`<div class="view-table"><table>
      <thead><tr><th>${t('finance.invoice.bag')}</th><th>${t('finance.person')}</th><th>${t('finance.invoice.to')}</th><th>${t('finance.invoice.tax_number')}</th><th>${t('finance.invoice.state')}</th><th data-kind="sum">${t('finance.amount')}</th></tr></thead>
      <tbody>${told.invoices.map((/** @type {any} */ row) => html`<tr key=${row.reg_no}><td>${row.bag}</td>
        <td><button type="button" class="link" onClick=${() => onPerson(row.reg_no)}><bdi>${row.name}</bdi></button> <span class="small quiet">${row.reg_no}</span></td>
        <td dir="auto">${row.title}</td><td>${row.tax_number}${row.warnings.length > 0 && html` <span class="view-warning" title=${t(`finance.invoice.${row.warnings[0]}`)}>${t('finance.invoice.odd')}</span>`}</td>
        <td>${t(`finance.invoice.state.${row.state}`)}</td><td data-kind="sum">${formatMoney(row.amount_fen)}</td></tr>`)}</tbody></table></div>`}`;
}
