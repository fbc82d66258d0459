/** Money that goes out against a signature (and an advance that comes back), and deposits for things that are lent. */
import { html, useState } from 'preact-htm';
import { post } from '../lib/api.js';
import { fenOf, yuanOf } from '../lib/money.js';
import { Dialog } from '../lib/parts.js';
import { SignaturePad } from '../lib/signature.js';
import { useSubmit } from '../lib/submit.js';
import { formatMoney, inLanguage, t } from '../lib/words.js';
import { Choice, Refusal, Segments, TextField, useSentId } from '../desk/form_parts.js';
import { MethodFields } from './method_fields.js';

const KINDS = ['lecture_fee', 'allowance', 'advance', 'other'];
const AT_THEIR_FIELD = ['amount_fen', 'receiver'];

/** @param {import('./going_back.js').Opening} props */
export function PayOutDialog({ account, of, withRight, onDone, onCancel }) {
  const left = of ? of.amount_fen - of.returned_fen : (account.lecture_fee_fen ?? 0) - account.lecture_fee_paid_fen;
  const [kind, setKind] = useState(of ? 'advance_return' : account.lecture_fee_fen === null ? 'allowance' : 'lecture_fee');
  const [amount, setAmount] = useState(left > 0 ? yuanOf(left) : '');
  const [receiver, setReceiver] = useState(of?.receiver ?? account.name);
  const [reason, setReason] = useState('');
  const [way, setWay] = useState({ method: 'cash', reference: '' });
  const [signature, setSignature] = useState(/** @type {any} */ (null));
  const { problem, isBusy, submit } = useSubmit();
  const fen = fenOf(amount);
  const id = useSentId([kind, amount, receiver, reason, way]);
  const send = () => submit(async () => {
    const body = { pay_out_id: id, kind, reg_no: account.reg_no, receiver, amount_fen: fen, ...way, reason, signature, ...(of ? { of: of.id } : {}) };
    const told = await withRight(() => post('/pay-outs', body));
    onDone({ tone: 'good', key: of ? 'finance.said.took_back' : 'finance.said.paid_out', values: { name: told.receiver, amount: formatMoney(told.amount_fen), number: told.receipt } });
  });
  return html`<${Dialog} wide title=${t(of ? 'finance.pay_out.back' : 'finance.pay_out.title', { name: account.name })} confirm=${t(of ? 'finance.act.take_back' : 'finance.pay_out.confirm', { amount: formatMoney(fen ?? 0) })}
      disabled=${isBusy || !fen || receiver.trim() === '' || signature === null} onConfirm=${send} onCancel=${onCancel}>
    ${!of && html`<${Segments} label=${t('finance.pay_out.kind')} name="kind" value=${kind} options=${KINDS.map((code) => ({ code, words: t(`receipt.pay_out.${code}`) }))} onChange=${setKind} />`}
    <div class="form-grid">
      <${TextField} name="amount" label=${t('finance.amount')} value=${amount} mode="decimal" required most=${12} first fault=${problem?.field === 'amount_fen' ? problem.words : null} onInput=${setAmount} />
      <${TextField} name="receiver" label=${t('receipt.receiver')} value=${receiver} required fault=${problem?.field === 'receiver' ? problem.words : null} onInput=${setReceiver} />
      <${TextField} name="reason" label=${t('finance.reason')} value=${reason} wide onInput=${setReason} />
    </div>
    <${MethodFields} way=${way} onChange=${setWay} />
    <${SignaturePad} label=${t('finance.pay_out.sign', { amount: formatMoney(fen ?? 0) })} onChange=${setSignature} />
    <${Refusal} problem=${AT_THEIR_FIELD.includes(problem?.field ?? '') ? null : problem} />
  <//>`;
}

/** @param {import('./going_back.js').Opening & {me: import('../lib/me').Me}} props */
export function DepositDialog({ account, me, of, withRight, onDone, onCancel }) {
  const [item, setItem] = useState(of?.item ?? '');
  const [amount, setAmount] = useState(of ? yuanOf(of.held_fen) : '');
  const [way, setWay] = useState({ method: of?.method ?? 'cash', reference: '' });
  const { problem, isBusy, submit } = useSubmit();
  const fen = fenOf(amount);
  const id = useSentId([item, amount, way]);
  const send = () => submit(async () => {
    const body = { deposit_id: id, reg_no: account.reg_no, item, amount_fen: of ? -(fen ?? 0) : fen, ...way };
    const told = await withRight(() => post('/deposits', body));
    const values = { name: account.name, amount: formatMoney(Math.abs(told.amount_fen)), number: told.receipt };
    onDone({ tone: 'good', key: of ? 'finance.said.deposit_back' : 'finance.said.deposit', values });
  });
  const things = me.items.map((each) => ({ code: each.code, words: inLanguage(each) }));
  return html`<${Dialog} title=${t(of ? 'finance.deposit.back' : 'finance.deposit.title', { name: account.name })} confirm=${t(of ? 'finance.act.give_back' : 'finance.deposit.confirm', { amount: formatMoney(fen ?? 0) })}
      disabled=${isBusy || !fen || item === ''} onConfirm=${send} onCancel=${onCancel}>
    ${of ? html`<p><bdi>${inLanguage(me.items.find(({ code }) => code === item)) || item}</bdi></p>`
    : html`<${Choice} name="item" label=${t('receipt.item')} value=${item} options=${things} required onChange=${setItem} />`}
    <${TextField} name="amount" label=${t('finance.amount')} value=${amount} mode="decimal" required most=${12} fault=${problem?.field === 'amount_fen' ? problem.words : null} onInput=${setAmount} />
    <${MethodFields} way=${way} onChange=${setWay} />
    <${Refusal} problem=${problem?.field === 'amount_fen' ? null : problem} />
  <//>`;
}
