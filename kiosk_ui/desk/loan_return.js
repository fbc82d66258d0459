/** A receiver or a numbered paper comes back: its number scanned, its state said; a loss with two names and the reason. */
import { html, useEffect, useState } from 'preact-htm';
import { get, post } from '../lib/api.js';
import { Dialog } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { formatTime, inLanguage, t } from '../lib/words.js';
import { Refusal, Segments, TextField, useSentId } from './form_parts.js';
import { useScanTaker } from './scans.js';

/** @typedef {{hand_out_id: string, item: string, number: string|null, holder: string, phone_masked: string, since: string, state: string, security: string}} Loan */

const STATES = ['ok', 'damaged', 'lost'];

/** @param {import('./shapes.js').Opening} props */
export function LoanReturn({ me, operator, more, withRight, onDone, onCancel }) {
  const [loans, setLoans] = useState(/** @type {Loan[]} */ ([]));
  const [number, setNumber] = useState(more?.number ?? '');
  const [state, setState] = useState('ok');
  const [handedBackBy, setHandedBackBy] = useState('');
  const [receivedBy, setReceivedBy] = useState(operator?.name ?? '');
  const [reason, setReason] = useState('');
  const { problem, isBusy, submit } = useSubmit();
  const ask = () => submit(async () => setLoans((await withRight(() => get('/loans'))).loans.filter((/** @type {Loan} */ each) => each.state === 'out')));
  useEffect(() => void ask(), []);
  useScanTaker(setNumber);
  const found = loans.filter((each) => sameNumber(each.number, number));
  const loan = found.length === 1 ? found[0] : undefined;
  useEffect(() => setHandedBackBy(loan?.holder ?? ''), [loan?.hand_out_id]);
  const body = { hand_out_id: loan?.hand_out_id, state, handed_back_by: handedBackBy.trim(), received_by: receivedBy.trim(), ...(state === 'ok' ? {} : { reason: reason.trim() }) };
  const id = useSentId(body);
  const isReady = loan !== undefined && body.handed_back_by !== '' && body.received_by !== '' && (state === 'ok' || reason.trim() !== '');
  const send = () => submit(async () => {
    await withRight(() => post('/loan-returns', { loan_return_id: id, ...body }));
    onDone({ key: `desk.said.loan_${state}`, values: { item: itemName(loan, me), number, name: loan?.holder ?? '' }, detail: backFor(loan?.security), tone: 'wait' });
  });
  const fault = (/** @type {string} */ field) => (problem?.field === field ? problem.words : null);
  return html`<${Dialog} title=${t('desk.loan_return.title')} confirm=${t(`desk.loan_return.confirm_${state}`)} disabled=${isBusy || !isReady} onConfirm=${send} onCancel=${onCancel}>
    <${TextField} name="number" label=${t('desk.loan_return.number')} value=${number} onInput=${setNumber}
      fault=${number.trim() && loans.length > 0 && found.length === 0 ? t('desk.loan_return.not_lent', { number }) : fault('number')} />
    ${loan && html`<p class="loan" role="status"><strong>${itemName(loan, me)} ${loan.number}</strong> <bdi>${loan.holder}</bdi>
      <span class="quiet small">${[loan.phone_masked, t('desk.loan_return.since', { at: formatTime(loan.since) })].filter(Boolean).join(' · ')}</span></p>`}
    ${number.trim() === '' && html`<p class="quiet">${t('desk.loan_return.out', { count: loans.length })}</p>`}
    <${Segments} label=${t('desk.loan_return.state')} name="state" value=${state} onChange=${setState} options=${STATES.map((code) => ({ code, words: t(`desk.loan_return.${code}`) }))} />
    <div class="form-grid">
      <${TextField} name="handed_back_by" label=${t('desk.loan_return.handed_back_by')} value=${handedBackBy} onInput=${setHandedBackBy} required fault=${fault('handed_back_by')} />
      <${TextField} name="received_by" label=${t('desk.loan_return.received_by')} value=${receivedBy} onInput=${setReceivedBy} required fault=${fault('received_by')} />
    </div>
    ${state !== 'ok' && html`<${TextField} name="reason" label=${t('desk.correction.why')} value=${reason} onInput=${setReason} required fault=${fault('reason')} />`}
    <${Refusal} problem=${['number', 'handed_back_by', 'received_by', 'reason'].includes(problem?.field ?? '') ? null : problem} />
  <//>`;
}

/** @param {string|null} one @param {string} typed `R-007` and `r007` are the same receiver */
function sameNumber(one, typed) {
  const plain = (/** @type {string} */ text) => text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  return typed.trim() !== '' && plain(one ?? '') === plain(typed);
}

/** What she left for it is given back. @param {string} [security] */
function backFor(security) {
  return security === 'badge' || security === 'deposit' ? t(`desk.loan_return.back_${security}`) : '';
}

/** @param {Loan|undefined} loan @param {import('../lib/me').Me} me */
function itemName(loan, me) {
  return inLanguage(me.items.find(({ code }) => code === loan?.item)) || loan?.item || '';
}
