/** Money that goes back: a refund of a payment or of a credit, a reversal of what was entered wrongly; and a receipt's copy. */
import { html, useState } from 'preact-htm';
import { post } from '../lib/api.js';
import { fenOf, yuanOf } from '../lib/money.js';
import { Dialog } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { formatMoney, t } from '../lib/words.js';
import { Refusal, TextField, useSentId } from '../desk/form_parts.js';
import { MethodFields, lacksReference } from './method_fields.js';

/** @typedef {import('./shapes.js').Account} Account */
/** @typedef {import('./shapes.js').Payment} Payment */
/** @typedef {{account: Account, of?: any, withRight: import('./shapes.js').WithRight, onDone: (outcome: any) => void, onCancel: () => void}} Opening */

/** @param {Opening} props */
export function RefundDialog({ account, of, withRight, onDone, onCancel }) {
  const payment = /** @type {Payment|undefined} */ (of);
  const left = payment ? payment.share_fen - payment.refunded_fen : account.credit_fen;
  const [amount, setAmount] = useState(yuanOf(left));
  const [way, setWay] = useState({ method: payment?.lines[0]?.method ?? 'cash', reference: '' });
  const [reason, setReason] = useState('');
  const { problem, isBusy, submit } = useSubmit();
  const fen = fenOf(amount);
  const id = useSentId([amount, way, reason]);
  const isOver = fen !== null && fen > left;
  const send = () => submit(async () => {
    const body = { refund_id: id, reg_no: account.reg_no, amount_fen: fen, method: way.method, reference: way.reference, reason, ...(payment ? { payment_id: payment.id } : {}) };
    const told = await withRight(() => post('/refunds', body));
    onDone({ tone: 'good', key: 'finance.said.refunded', values: { amount: formatMoney(told.amount_fen), name: account.name, number: told.receipt } });
  });
  return html`<${Dialog} title=${t('finance.refund.title', { name: account.name })} confirm=${t('finance.refund.confirm', { amount: formatMoney(fen ?? 0) })}
      disabled=${isBusy || !fen || isOver || reason.trim() === '' || lacksReference(way)} onConfirm=${send} onCancel=${onCancel}>
    <p>${t('finance.refund.left', { amount: formatMoney(left) })}</p>
    <${TextField} name="amount" label=${t('finance.amount')} value=${amount} mode="decimal" required most=${12} fault=${isOver ? t('problem.over_refund') : null} onInput=${setAmount} />
    <${MethodFields} way=${way} onChange=${setWay} />
    <${TextField} name="reason" label=${t('finance.reason')} value=${reason} required onInput=${setReason} />
    <${Refusal} problem=${problem} />
  <//>`;
}

/** @param {Opening} props */
export function ReverseDialog({ account, of, withRight, onDone, onCancel }) {
  const [reason, setReason] = useState('');
  const { problem, isBusy, submit } = useSubmit();
  const id = useSentId([of.id, reason]);
  const send = () => submit(async () => {
    const told = await withRight(() => post('/reversals', { reversal_id: id, of: of.id, reason }));
    onDone({ tone: 'good', key: told.amount_fen < 0 ? 'finance.said.reversed_out' : 'finance.said.reversed', values: { name: account?.name ?? '', amount: formatMoney(Math.abs(told.amount_fen)) } });
  });
  const amount = formatMoney(of.total_fen ?? of.share_fen ?? of.amount_fen);
  return html`<${Dialog} title=${t('finance.reverse.title', { amount })} confirm=${t('finance.act.reverse')} danger
      disabled=${isBusy || reason.trim() === ''} onConfirm=${send} onCancel=${onCancel}>
    <p>${t('finance.reverse.what')}</p>
    <${TextField} name="reason" label=${t('finance.reason')} value=${reason} required onInput=${setReason} />
    <${Refusal} problem=${problem} />
  <//>`;
}

/** @param {Opening} props */
export function CopyDialog({ of, withRight, onDone, onCancel }) {
  const { problem, isBusy, submit } = useSubmit();
  const id = useSentId(of);
  const send = () => submit(async () => {
    const told = await withRight(() => post(`/receipts/${of}/copies`, { receipt_copy_id: id }));
    onDone({ tone: told.has_printer ? 'good' : 'warn', key: told.has_printer ? 'finance.said.copied' : 'finance.said.no_printer', values: { number: told.number, copy: told.copy_no } });
  });
  return html`<${Dialog} title=${t('finance.copy.title', { number: of })} confirm=${t('finance.act.copy')} disabled=${isBusy} onConfirm=${send} onCancel=${onCancel}>
    <p>${t('finance.copy.what')}</p><${Refusal} problem=${problem} />
  <//>`;
}
