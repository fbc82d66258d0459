/** Giving what needs more than a tap: a number, a security, a signature; and taking back what was ticked by mistake. */
import { html, useMemo, useState } from 'preact-htm';
import { newId, post } from '../lib/api.js';
import { Dialog } from '../lib/parts.js';
import { SignaturePad } from '../lib/signature.js';
import { useSubmit } from '../lib/submit.js';
import { inLanguage, t } from '../lib/words.js';
import { isNumbered } from './checklist_state.js';
import { Reasons, Refusal, Segments, TextField, useSentId } from './form_parts.js';
import { OpenDrawer, withDrawer } from './pay.js';
import { fenOf } from '../lib/money.js';
import { useScanTaker } from './scans.js';

/** @typedef {import('./shapes.js').ChecklistItem} ChecklistItem */

const SECURITIES = ['badge', 'deposit', 'none'];

/** @param {import('./shapes.js').Opening & {more: ChecklistItem}} props  `more`: the line that was tapped */
export function HandOut({ card, more: item, withRight, onDone, onCancel }) {
  const [number, setNumber] = useState('');
  const [security, setSecurity] = useState('badge');
  const [deposit, setDeposit] = useState('');
  const [needsDrawer, setNeedsDrawer] = useState(false);
  const [signature, setSignature] = useState(/** @type {any} */ (null));
  const { problem, isBusy, submit } = useSubmit();
  const asked = { ...(isNumbered(item) ? { number: number.trim() } : {}), ...(item.is_loan ? { security } : {}), ...(item.needs_signature ? { signature } : {}) };
  const id = useSentId(asked);
  const left = { reg_no: card.reg_no, item: item.code, amount_fen: fenOf(deposit), method: 'cash' };
  const deposit_id = useSentId(left);
  const leavesMoney = item.is_loan && security === 'deposit';
  const isReady = (!isNumbered(item) || number.trim() !== '') && (!item.needs_signature || signature !== null)
    && (!leavesMoney || Boolean(left.amount_fen));
  const name = inLanguage(item);
  useScanTaker(setNumber);
  const send = () => submit(() => withDrawer(setNeedsDrawer, async () => {
    if (leavesMoney) await withRight(() => post('/deposits', { deposit_id, ...left }));
    const body = { hand_out_id: id, reg_no: card.reg_no, item: item.code, ...asked, ...(leavesMoney ? { deposit_id } : {}) };
    await withRight(() => post('/hand-outs', body));
    onDone({ key: item.needs_signature ? 'desk.said.signed_item' : 'desk.said.hand_out', values: { name: card.name, item: name }, tone: 'wait' });
  }));
  return html`<${Dialog} title=${t('desk.hand_out.title', { item: name, name: card.name })} confirm=${t('desk.hand_out.confirm')}
      disabled=${isBusy || !isReady} onConfirm=${send} onCancel=${onCancel}>
    ${isNumbered(item) && html`<${TextField} name="number" label=${t('desk.hand_out.number')} value=${number} onInput=${setNumber} required
      fault=${problem?.field === 'number' ? problem.words : null} />`}
    ${item.is_loan && html`<${Segments} label=${t('desk.hand_out.security')} name="security" value=${security} onChange=${setSecurity}
      options=${SECURITIES.map((code) => ({ code, words: t(`desk.hand_out.security_${code}`) }))} />`}
    ${leavesMoney && html`<${TextField} name="amount_fen" label=${t('desk.hand_out.deposit')} value=${deposit} mode="decimal" most=${12} required onInput=${setDeposit}
      fault=${problem?.field === 'amount_fen' ? problem.words : null} />`}
    ${item.needs_signature && html`<${SignaturePad} label=${t('desk.hand_out.sign', { name: card.name, item: name })} onChange=${setSignature} />`}
    ${needsDrawer ? html`<${OpenDrawer} withRight=${withRight} onOpened=${() => { setNeedsDrawer(false); void send(); }} />`
      : !['number', 'amount_fen'].includes(problem?.field ?? '') && html`<${Refusal} problem=${problem} />`}
  <//>`;
}

/** @param {import('./shapes.js').Opening & {more: ChecklistItem}} props */
export function HandOutUndo({ card, more: item, withRight, onDone, onCancel, onGo }) {
  const [reason, setReason] = useState('');
  const { problem, isBusy, submit } = useSubmit();
  const id = useMemo(() => newId(), []);
  const last = item.out.at(-1) ?? item.vouchers.at(-1);
  const name = inLanguage(item);
  const send = () => submit(async () => {
    await withRight(() => post('/hand-out-undos', { hand_out_undo_id: id, hand_out_id: last?.hand_out_id, reason }));
    onDone({ key: 'desk.said.hand_out_undo', values: { name: card.name, item: name }, tone: 'wait' });
  });
  return html`<${Dialog} title=${t('desk.hand_out_undo.title', { item: name, name: card.name })} confirm=${t('desk.hand_out_undo.confirm')} danger
      disabled=${isBusy || reason === '' || last === undefined} onConfirm=${send} onCancel=${onCancel}>
    <p>${t('desk.hand_out_undo.what')}</p>
    ${item.is_loan && last && html`<p><button type="button" class="link" onClick=${() => onGo('loan_return', { number: last.number })}>${t('desk.hand_out_undo.is_back')}</button></p>`}
    <${Reasons} codes=${['not_given', 'by_mistake', 'wrong_person']} onReason=${setReason} />
    <${Refusal} problem=${problem} />
  <//>`;
}
