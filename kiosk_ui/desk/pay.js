/**
 * Taking money where the person stands: method, amount tendered, and the change as the largest thing. A drawer that is not
 * open yet is opened here; counting and closing it is done on the finance page.
 */
import { html, useEffect, useRef, useState } from 'preact-htm';
import { post, Problem } from '../lib/api.js';
import { Button, Dialog } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { formatMoney, t } from '../lib/words.js';
import { Refusal, Segments, TextField, Tick, useSentId } from './form_parts.js';
import { fenOf } from '../lib/money.js';
import { Offered } from './offered.js';
import { changeOf, faultOfPay, METHODS, paidBy } from './pay_state.js';

/** @typedef {import('./pay_state.js').Pay} Pay */

/** @param {import('./shapes.js').Opening} props */
export function PayDialog({ card, withRight, onDone, onCancel }) {
  const owes_fen = card.owes_fen;
  const [pay, setPay] = useState(/** @type {Pay} */ ({ method: 'cash', tendered: '', reference: '' }));
  const [prints, setPrints] = useState(true);
  const { problem, isBusy, submit } = useSubmit();
  const [needsDrawer, setNeedsDrawer] = useState(false);
  const id = useSentId([pay, prints, owes_fen]);
  const fault = faultOfPay(pay, owes_fen);
  const send = () => submit(() => withDrawer(setNeedsDrawer, async () => {
    const line = { ...paidBy(pay), amount_fen: owes_fen };
    const body = { payment_id: id, shares: [{ reg_no: card.reg_no, amount_fen: owes_fen }], lines: [line], print_receipt: prints };
    const told = await withRight(() => post('/payments', body));
    const change = told.change_fen > 0 ? t('desk.pay.give_back', { amount: formatMoney(told.change_fen) }) : '';
    onDone({ key: 'desk.said.pay', values: { name: card.name, amount: formatMoney(owes_fen), receipt: told.receipt ?? '' }, detail: change, tone: 'wait' });
  }));
  return html`<${Dialog} title=${t('desk.pay.title', { name: card.name })} confirm=${t('desk.pay.confirm', { amount: formatMoney(owes_fen) })}
      disabled=${isBusy || fault !== null} onConfirm=${send} onCancel=${onCancel}>
    <p class="pay-owes"><span class="small quiet">${t('desk.pay.owes')}</span><strong>${formatMoney(owes_fen)}</strong></p>
    <${PayFields} pay=${pay} owes_fen=${owes_fen} problem=${problem} isFirst onChange=${setPay} />
    ${needsDrawer ? html`<${OpenDrawer} withRight=${withRight} onOpened=${() => { setNeedsDrawer(false); void send(); }} />`
      : html`<${Tick} label=${t('desk.pay.receipt')} checked=${prints} onChange=${setPrints} />`}
    ${!needsDrawer && html`<${Refusal} problem=${problem?.field?.match(/tendered|reference/) ? null : problem} />`}
  <//>`;
}

/**
 * @param {{pay: Pay, owes_fen: number, problem: {field: string|null, words: string}|null, isFirst?: boolean, onChange: (pay: Pay) => void}} props
 *   `isFirst`: the cursor stands there when the dialog opens
 */
export function PayFields({ pay, owes_fen, problem, isFirst, onChange }) {
  const methods = METHODS.map((code) => ({ code, words: t(`desk.pay.${code}`) }));
  const refused = (/** @type {string} */ field) => (problem?.field?.includes(field) ? problem.words : null);
  const fault = faultOfPay(pay, owes_fen);
  const isShort = fault?.fault === 'under_tendered' || fault?.fault === 'tendered_unreadable';
  return html`<${Segments} label=${t('desk.pay.method')} name="method" value=${pay.method} options=${methods}
      onChange=${(/** @type {any} */ method) => onChange({ ...pay, method })} />
    ${pay.method === 'cash' ? html`<div class="pay-cash">
        <${TextField} name="tendered" label=${t('desk.pay.tendered')} value=${pay.tendered} mode="decimal" first=${isFirst} required most=${12}
          fault=${refused('tendered') ?? (isShort && pay.tendered.length > 1 ? t(`problem.${fault?.fault}`) : null)}
          onInput=${(/** @type {string} */ tendered) => onChange({ ...pay, tendered })} />
        <div class="pay-offered"><${Offered} fen=${owes_fen} field="tendered" onTake=${(/** @type {string} */ tendered) => onChange({ ...pay, tendered })} /></div>
        <p class="pay-change" role="status"><span class="small">${t('desk.pay.change')}</span><strong>${formatMoney(changeOf(pay, owes_fen))}</strong></p>
      </div>`
    : html`<${TextField} name="reference" label=${t(`desk.pay.reference_${pay.method}`)} value=${pay.reference} required most=${64}
        fault=${refused('reference')} onInput=${(/** @type {string} */ reference) => onChange({ ...pay, reference })} />`}`;
}

/**
 * Say when money can't be taken because no drawer is open; the reason is then asked here.
 * @param {(needs: boolean) => void} tell
 * @param {() => Promise<void>} act
 */
export async function withDrawer(tell, act) {
  try {
    await act();
  } catch (problem) {
    if (problem instanceof Problem && problem.code === 'no_cash_session') tell(true);
    throw problem;
  }
}

/**
 * The float counted into the drawer; from then on cash may be taken here.
 * @param {{withRight: <T>(act: () => Promise<T>) => Promise<T>, onOpened: () => void}} props
 */
export function OpenDrawer({ withRight, onOpened }) {
  const [float, setFloat] = useState('');
  const { problem, isBusy, submit } = useSubmit();
  const id = useSentId(float);
  const float_fen = fenOf(float);
  const open = () => submit(async () => {
    await withRight(() => post('/cash-sessions', { cash_session_id: id, float_fen }));
    onOpened();
  });
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== 'Enter' || float_fen === null) return;
    event.preventDefault();
    void open();
  };
  const panel = useRef(/** @type {HTMLElement|null} */ (null));
  useEffect(() => panel.current?.querySelector('input')?.focus(), []);
  return html`<div class="open-drawer" ref=${panel} onKeyDown=${onKey}>
    <p><strong>${t('desk.drawer.closed')}</strong> ${t('desk.drawer.what')}</p>
    <${TextField} name="float" label=${t('desk.drawer.float')} value=${float} mode="decimal" most=${12} onInput=${setFloat} fault=${problem?.words} />
    <${Button} disabled=${isBusy || float_fen === null} onClick=${open}>${t('desk.drawer.open')}<//>
  </div>`;
}
