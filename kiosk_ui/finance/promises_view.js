/** Whom to ask for money that was promised and not yet seen. */
import { html, useState } from 'preact-htm';
import { stationId } from '../lib/address.js';
import { Button, Dialog } from '../lib/parts.js';
import { formatDay, formatMoney, formatTime, t } from '../lib/words.js';
import { Tick } from '../desk/form_parts.js';
import { useFetched, Waiting } from './fetched.js';
import { useSlip } from './slip.js';

/** @param {{onPerson: (reg_no: string) => void}} props */
export function PromisesView({ onPerson }) {
  const [isAll, setAll] = useState(false);
  const [shown, setShown] = useState(/** @type {any} */ (null));
  const { told, said } = useFetched(`/promises${isAll ? '?all=1' : ''}`);
  if (told === null) return html`<${Waiting} said=${said} />`;
  return html`<h1>${t('finance.tab.promises')}</h1>
    <div class="view-tools"><${Tick} label=${t('finance.promise.all')} checked=${isAll} onChange=${setAll} /></div>
    <p class="small quiet" role="status">${t('finance.count', { count: told.promises.length })}</p>
    ${told.promises.length === 0 ? html`<p class="view-empty">${t('finance.promise.none')}</p>` : html`<div class="view-table"><table>
      <thead><tr><th>${t('finance.person')}</th><th>${t('finance.phone')}</th><th>${t('finance.promise.payer')}</th><th>${t('finance.since')}</th><th data-kind="sum">${t('finance.amount')}</th><th>${t('finance.promise.picture')}</th></tr></thead>
      <tbody>${told.promises.map((/** @type {any} */ row) => html`<tr key=${row.id} data-settled=${row.settled ? 'yes' : 'no'}>
        <td><button type="button" class="link" onClick=${() => onPerson(row.reg_no)}><bdi>${row.name}</bdi></button> <span class="small quiet"><bdi>${row.organisation}</bdi></span></td>
        <td>${row.phone_masked}</td><td dir="auto">${row.payer}</td><td>${formatDay(row.at)} ${formatTime(row.at)}</td>
        <td data-kind="sum">${formatMoney(row.amount_fen)}${row.settled && html` <span class="small quiet">${t('finance.promise.seen')}</span>`}</td>
        <td><${Button} kind="quiet" icon="camera" label=${t('finance.promise.show', { name: row.name })} onClick=${() => setShown(row)} /></td></tr>`)}</tbody></table></div>`}
    ${shown && html`<${Slip} row=${shown} onClose=${() => setShown(null)} />`}`;
}

/** @param {{row: any, onClose: () => void}} props */
function Slip({ row, onClose }) {
  const picture = useSlip(row.id, stationId());
  return html`<${Dialog} wide title=${t('finance.promise.show', { name: row.name })} confirm=${t('finance.close')} cancel=${false} onConfirm=${onClose} onCancel=${onClose}>
    ${picture ? html`<figure class="slip"><img src=${picture} alt=${t('finance.promise.picture')} /></figure>` : html`<p class="quiet">${t('finance.reading')}</p>`}
  <//>`;
}
