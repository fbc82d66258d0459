/** What is signed for besides things: a prepared invoice, a lecture fee or an allowance paid out in cash. */
import { html, useEffect, useState } from 'preact-htm';
import { post } from '../lib/api.js';
import { Dialog } from '../lib/parts.js';
import { SignaturePad } from '../lib/signature.js';
import { useSubmit } from '../lib/submit.js';
import { formatMoney, t } from '../lib/words.js';
import { Refusal, Segments, TextField, useSentId } from './form_parts.js';
import { guestOf } from './guest_state.js';
import { OpenDrawer, withDrawer } from './pay.js';
import { fenOf } from '../lib/money.js';

/** `envelope`: prepared beforehand and only handed over here; no drawer is touched. */
const PAID_IN = ['cash', 'transfer'];

/** @param {import('./shapes.js').Opening} props */
export function Invoice({ card, withRight, onDone, onCancel }) {
  const [signature, setSignature] = useState(/** @type {any} */ (null));
  const { problem, isBusy, submit } = useSubmit();
  const id = useSentId(signature);
  const bag = card.account?.invoice_bag ?? '';
  const send = () => submit(async () => {
    const body = { invoice_event_id: id, reg_no: card.reg_no, state: 'signed', ...(bag ? { bag } : {}), signature };
    await withRight(() => post('/invoice-events', body));
    onDone({ key: 'desk.said.invoice', values: { name: card.name, bag }, tone: 'wait' });
  });
  return html`<${Dialog} title=${t('desk.invoice.title', { name: card.name })} confirm=${t('desk.invoice.confirm')}
      disabled=${isBusy || signature === null} onConfirm=${send} onCancel=${onCancel}>
    ${bag && html`<p class="pay-owes"><span class="small quiet">${t('desk.invoice.bag')}</span><strong>${bag}</strong></p>`}
    <${SignaturePad} label=${t('desk.invoice.sign', { name: card.name })} onChange=${setSignature} />
    <${Refusal} problem=${problem} />
  <//>`;
}

/**
 * A lecture fee to the guest who is open, or an allowance to somebody of the staff.
 * `more`: the staff's name, or the line of the checklist that was tapped; it is ticked with the same signature.
 * @param {import('./shapes.js').Opening} props
 */
export function Fee({ card, more, withRight, onDone, onCancel }) {
  const staff = more?.staff ?? null;
  const item = more?.item ?? null;
  const [amount, setAmount] = useState(more?.amount_fen ? String(more.amount_fen / 100) : '');
  const [method, setMethod] = useState('cash');
  const [signature, setSignature] = useState(/** @type {any} */ (null));
  const [needsDrawer, setNeedsDrawer] = useState(false);
  const { problem, isBusy, submit } = useSubmit();
  const receiver = staff ?? card.name;
  useEffect(() => {
    if (staff !== null || amount !== '') return;
    void guestOf(card.reg_no).then((guest) => guest?.fee_fen && setAmount(String(guest.fee_fen / 100)), () => undefined);
  }, []);
  const kind = staff === null ? 'lecture_fee' : 'allowance';
  const body = {
    kind, receiver, amount_fen: fenOf(amount), method, reason: t(`desk.fee.${kind}`), signature, ...(staff === null ? { reg_no: card.reg_no } : {}),
  };
  const id = useSentId(body);
  const ticked = useSentId([body, item?.code]);
  const send = () => submit(() => withDrawer(setNeedsDrawer, async () => {
    if (method !== 'envelope') await withRight(() => post('/pay-outs', { pay_out_id: id, ...body }));
    if (item) await withRight(() => post('/hand-outs', { hand_out_id: ticked, reg_no: card.reg_no, item: item.code, signature }));
    onDone({ key: 'desk.said.fee', values: { name: receiver, amount: formatMoney(body.amount_fen ?? 0) }, tone: 'wait' });
  }));
  return html`<${Dialog} title=${t(`desk.fee.title_${kind}`, { name: receiver })} confirm=${t('desk.fee.confirm')}
      disabled=${isBusy || !body.amount_fen || signature === null} onConfirm=${send} onCancel=${onCancel}>
    <${TextField} name="amount_fen" label=${t('desk.fee.amount')} value=${amount} mode="decimal" most=${12} required onInput=${setAmount}
      fault=${problem?.field === 'amount_fen' ? problem.words : null} />
    <${Segments} label=${t('desk.fee.method')} name="method" value=${method} onChange=${setMethod}
      options=${(item ? ['cash', 'envelope'] : PAID_IN).map((code) => ({ code, words: t(`desk.pay.${code}`) }))} />
    <${SignaturePad} label=${t('desk.fee.sign', { name: receiver })} onChange=${setSignature} />
    ${needsDrawer ? html`<${OpenDrawer} withRight=${withRight} onOpened=${() => { setNeedsDrawer(false); void send(); }} />`
      : problem?.field !== 'amount_fen' && html`<${Refusal} problem=${problem} />`}
  <//>`;
}
