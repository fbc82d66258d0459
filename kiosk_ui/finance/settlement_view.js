/** The settlement of a day or of all days, as the ledger adds up at this moment. */
import { html, useState } from 'preact-htm';
import { stationId } from '../lib/address.js';
import { operatorSession } from '../lib/api.js';
import { Button, Icon } from '../lib/parts.js';
import { formatMoney, formatTime, inLanguage, t } from '../lib/words.js';
import { useFetched, Waiting } from './fetched.js';

const MOVED = ['received_fen', 'refunded_fen', 'deposits_fen', 'paid_out_fen', 'net_fen'];
const BY_CATEGORY = ['charged_fen', 'received_fen', 'refunded_fen', 'net_fen'];
const COUNTED = ['float_fen', 'expected_fen', 'counted_fen', 'difference_fen', 'corrected_fen'];

/** @param {{me: import('../lib/me').Me, withRight: import('./shapes.js').WithRight, stamp: string}} props */
export function SettlementView({ me, withRight, stamp }) {
  const [day, setDay] = useState('');
  const { told, said } = useFetched(`/settlement${day ? `?day=${day}` : ''}`, withRight, stamp);
  if (told === null) return html`<${Waiting} said=${said} />`;
  const category = (/** @type {string} */ code) => inLanguage(me.categories.find((each) => each.code === code)) || code;
  return html`<h1>${t('finance.tab.settlement')}</h1>
    <div class="view-tools">
      <label class="field"><span>${t('finance.settlement.day')}</span><input type="date" value=${day} onInput=${(/** @type {any} */ event) => setDay(event.target.value)} /></label>
      ${day && html`<${Button} kind="quiet" onClick=${() => setDay('')}>${t('paper.settlement.all_days')}<//>`}
      <${Button} icon="printer" onClick=${() => openSheet(day)}>${t('finance.settlement.print')}<//>
    </div>
    ${told.is_without_open_drawers && html`<p class="matter" data-tone="warn"><${Icon} name="lock" />${t('finance.settlement.blind')}</p>`}
    <p class="matter" data-tone=${told.ledger_sum_fen === 0 ? 'good' : 'bad'}><${Icon} name=${told.ledger_sum_fen === 0 ? 'tick-circle' : 'bar-octagon'} />
      ${t(told.ledger_sum_fen === 0 ? 'finance.settlement.balanced' : 'finance.settlement.unbalanced', { amount: formatMoney(told.ledger_sum_fen) })}
      ${told.receipts.count > 0 && html` ${t('paper.settlement.receipts', told.receipts)}`}</p>
    <${Sums} title=${t('paper.settlement.by_method')} head=${t('paper.settlement.method')} columns=${[...MOVED, 'fee_fen']} rows=${told.by_method} nameOf=${(/** @type {any} */ row) => t(`receipt.method.${row.method}`)} total=${told.totals} />
    <${Sums} title=${t('paper.settlement.by_category')} head=${t('paper.settlement.category')} columns=${BY_CATEGORY} rows=${told.by_category} nameOf=${(/** @type {any} */ row) => category(row.category)} />
    <${Sums} title=${t('paper.settlement.by_cashier')} head=${t('paper.settlement.cashier')} columns=${MOVED} rows=${told.by_cashier} nameOf=${(/** @type {any} */ row) => row.cashier} />
    <${Sums} title=${t('paper.settlement.by_day')} head=${t('paper.settlement.day')} columns=${MOVED} rows=${told.by_day} nameOf=${(/** @type {any} */ row) => row.day} />
    <${Sums} title=${t('paper.settlement.drawers')} head=${t('paper.settlement.cashier')} columns=${COUNTED} rows=${told.drawers}
      nameOf=${(/** @type {any} */ row) => `${row.cashier} · ${row.drawer_name} · ${formatTime(row.opened_at)}–${row.closed_at ? formatTime(row.closed_at) : t('finance.settlement.open')}`} />`;
}

/** @param {{title: string, head: string, columns: string[], rows: any[], nameOf: (row: any) => string, total?: any}} props */
function Sums({ title, head, columns, rows, nameOf, total }) {
  if (rows.length === 0) return null;
  return html`<section class="view-table"><table><caption>${title}</caption>
    <thead><tr><th>${head}</th>${columns.map((each) => html`<th key=${each} data-kind="sum">${t(`paper.settlement.${each}`)}</th>`)}</tr></thead>
    <tbody>${rows.map((row, at) => html`<tr key=${at}><th scope="row" dir="auto">${nameOf(row)}</th>${columns.map((each) => html`<td key=${each} data-kind="sum">${row[each] === null ? '—' : formatMoney(row[each])}</td>`)}</tr>`)}</tbody>
    ${total && html`<tfoot><tr><th scope="row">${t('receipt.total')}</th>${columns.map((each) => html`<td key=${each} data-kind="sum">${formatMoney(total[each])}</td>`)}</tr></tfoot>`}
  </table></section>`;
}

/** The sheet in a tab of its own, to print: fetched here, because a tab can't say who is signed in. @param {string} day */
async function openSheet(day) {
  const headers = { 'X-Station': stationId(), 'X-Operator': operatorSession() ?? '' };
  const response = await fetch(`/api/v1/settlement.pdf${day ? `?day=${day}` : ''}`, { headers });
  if (response.ok) window.open(URL.createObjectURL(await response.blob()), '_blank');
}
