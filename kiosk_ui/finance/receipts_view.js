/** Receipts by number, person, payer or reference: to print one again, or to find whose it is. */
import { html, useState } from 'preact-htm';
import { Button } from '../lib/parts.js';
import { formatMoney, formatTime, t } from '../lib/words.js';
import { TextField } from '../desk/form_parts.js';
import { useFetched, Waiting } from './fetched.js';

/**
 * @param {{onPerson: (reg_no: string) => void, onAct: (opened: {kind: string, of?: any}) => void,
 *   withRight: import('./shapes.js').WithRight}} props
 */
export function ReceiptsView({ onPerson, onAct, withRight }) {
  const [text, setText] = useState('');
  const { told, said } = useFetched(`/receipts?q=${encodeURIComponent(text.trim())}`, withRight);
  if (told === null) return html`<${Waiting} said=${said} />`;
  return html`<h1>${t('finance.tab.receipts')}</h1>
    <div class="view-tools"><${TextField} name="q" label=${t('finance.receipts.find')} value=${text} onInput=${setText} /></div>
    <p class="small quiet" role="status">${t('finance.count', { count: told.receipts.length })}</p>
    ${told.receipts.length === 0 ? html`<p class="view-empty">${t('finance.receipts.none')}</p>` : html`<div class="view-table"><table>
      <thead><tr><th>${t('receipt.number')}</th><th>${t('finance.what')}</th><th>${t('finance.person')}</th><th>${t('receipt.time')}</th><th data-kind="sum">${t('finance.amount')}</th><th><span class="spoken">${t('finance.act.copy')}</span></th></tr></thead>
      <tbody>${told.receipts.map((/** @type {any} */ row) => html`<tr key=${row.number} data-reversed=${row.reversed ? 'yes' : 'no'}>
        <td>${String(row.number).padStart(6, '0')}</td><td>${t(`receipt.title.${row.fact_kind}`)}${row.reversed && html` <span class="small quiet">${t('finance.reversed')}</span>`}</td>
        <td>${row.reg_no ? html`<button type="button" class="link" onClick=${() => onPerson(row.reg_no)}><bdi>${row.name}</bdi></button>` : t('finance.several')}</td>
        <td>${formatTime(row.at)}</td><td data-kind="sum">${formatMoney(row.total_fen)}</td>
        <td><${Button} kind="quiet" icon="printer" label=${t('finance.copy.title', { number: row.number })} onClick=${() => onAct({ kind: 'copy', of: row.number })} /></td></tr>`)}</tbody></table></div>`}`;
}
