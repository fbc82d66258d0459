/** Letting a person owe more, or waiving what she owes: the first is a cashier's, the second a supervisor's. */
import { html, useState } from 'preact-htm';
import { post } from '../lib/api.js';
import { fenOf } from '../lib/money.js';
import { Dialog } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { formatMoney, t } from '../lib/words.js';
import { Refusal, Segments, TextField, useSentId } from '../desk/form_parts.js';

const KINDS = ['fee', 'lost_badge', 'other', 'waiver'];

/** @param {import('./going_back.js').Opening} props */
export function ChargeDialog({ account, withRight, onDone, onCancel }) {
  const [kind, setKind] = useState('fee');
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const { problem, isBusy, submit } = useSubmit();
  const fen = fenOf(amount);
  const id = useSentId([kind, amount, reason]);
  const isOver = kind === 'waiver' && fen !== null && fen > account.owes_fen;
  const send = () => submit(async () => {
    const signed = kind === 'waiver' ? -(fen ?? 0) : fen;
    const told = await withRight(() => post('/charges', { charge_id: id, reg_no: account.reg_no, kind, amount_fen: signed, reason }));
    onDone({ tone: 'good', key: 'finance.said.charged', values: { name: account.name, amount: formatMoney(told.owes_fen) } });
  });
  return html`<${Dialog} title=${t('finance.charge.title', { name: account.name })} confirm=${t(kind === 'waiver' ? 'finance.charge.waive' : 'finance.charge.confirm', { amount: formatMoney(fen ?? 0) })}
      disabled=${isBusy || !fen || isOver || reason.trim() === ''} onConfirm=${send} onCancel=${onCancel}>
    <${Segments} label=${t('finance.charge.kind')} name="kind" value=${kind} options=${KINDS.map((code) => ({ code, words: t(`finance.charge.${code}`) }))} onChange=${setKind} />
    <${TextField} name="amount" label=${t('finance.amount')} value=${amount} mode="decimal" required most=${12} first fault=${isOver ? t('problem.over_waiver') : null} onInput=${setAmount} />
    <${TextField} name="reason" label=${t('finance.reason')} value=${reason} required onInput=${setReason} />
    ${kind === 'waiver' && html`<p class="small quiet">${t('finance.charge.waiver_who')}</p>`}
    <${Refusal} problem=${problem} />
  <//>`;
}
