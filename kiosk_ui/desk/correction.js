/**
 * Things done once in a while that need no more than a reason, under a sentence that says what will happen. The id is made
 * when the dialog opens, so trying again after a silence counts once.
 */
import { html, useMemo, useState } from 'preact-htm';
import { newId, post } from '../lib/api.js';
import { Dialog } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { formatMoney, t } from '../lib/words.js';
import { Reasons, Refusal } from './form_parts.js';

/** @typedef {import('./shapes.js').Came} Came */
/** @typedef {keyof typeof CORRECTIONS} CorrectionKind */

/** The reasons offered (`desk.reason.*`), and what is sent. */
const CORRECTIONS = {
  reprint: { reasons: ['damaged', 'unreadable', 'misprint', 'not_out'], send: reprint },
  lost: { reasons: ['lost', 'stolen'], send: lost },
  undo: { reasons: ['wrong_person', 'by_mistake'], send: plain('check-in-undos', 'undo_id') },
  override: { reasons: ['paid_elsewhere', 'invited', 'pays_later'], send: plain('overrides', 'override_id', { kind: 'unpaid' }) },
  take_back: { reasons: ['by_mistake', 'not_arrived'], send: plain('overrides', 'override_id', { kind: 'unpaid', revoked: true }) },
  block: { reasons: ['identity', 'organiser'], send: plain('blocks', 'block_id', { blocked: true }) },
  unblock: { reasons: ['cleared', 'by_mistake'], send: plain('blocks', 'block_id', { blocked: false }) },
  escalate: { reasons: ['identity', 'same_person', 'asks_finance'], send: plain('escalations', 'escalation_id', { cleared: false }) },
  clear: { reasons: ['cleared', 'by_mistake'], send: plain('escalations', 'escalation_id', { cleared: true }) },
  cancel: { reasons: ['not_coming', 'twice'], send: plain('cancellations', 'cancellation_id', { cancelled: true }) },
  restore: { reasons: ['comes_after_all', 'by_mistake'], send: plain('cancellations', 'cancellation_id', { cancelled: false }) },
};
const DANGEROUS = ['lost', 'undo', 'take_back', 'block', 'cancel'];
/** After these the person still stands there, and the next step is hers. */
const GOES_ON = ['override', 'take_back', 'unblock', 'undo', 'clear', 'restore'];

/** @param {import('./shapes.js').Opening} props */
export function Correction({ what, card, withRight, onDone, onCancel }) {
  const [reason, setReason] = useState('');
  const { problem, isBusy, submit } = useSubmit();
  const id = useMemo(() => newId(), []);
  const { reasons, send } = CORRECTIONS[/** @type {CorrectionKind} */ (what)];
  const confirm = () => submit(async () => {
    const came = await withRight(() => send({ reg_no: card.reg_no, reason }, id));
    onDone({ key: `desk.said.${what}`, values: { name: card.name }, tone: GOES_ON.includes(what) ? 'wait' : 'good', ...came });
  });
  return html`<${Dialog} title=${t(`desk.correction.${what}.title`, { name: card.name })} confirm=${t(`desk.correction.${what}.confirm`)}
      danger=${DANGEROUS.includes(what)} disabled=${isBusy || reason === ''} onConfirm=${confirm} onCancel=${onCancel}>
    <p>${t(`desk.correction.${what}.what`, { name: card.name })}</p>
    <${Reasons} codes=${reasons} onReason=${setReason} />
    <${Refusal} problem=${problem} />
  <//>`;
}

/**
 * @typedef {{reg_no: string, reason: string}} About
 * @typedef {(about: About, id: string) => Promise<Partial<Came>>} Send
 */

/**
 * @param {string} path
 * @param {string} idName
 * @param {object} [more]
 * @returns {Send}
 */
function plain(path, idName, more = {}) {
  return async (about, id) => {
    await post(`/${path}`, { [idName]: id, ...about, ...more });
    return {};
  };
}

/** @type {Send} */
async function reprint(about, id) {
  return { job: await post('/print-jobs', { job_id: id, prints: 'badge', ...about }) };
}

/** @type {Send} */
async function lost(about, id) {
  const { print_job, fee_fen } = await post('/revocations', { revocation_id: id, ...about, print: true });
  const detail = fee_fen > 0 ? t('desk.said.lost_fee', { amount: formatMoney(fee_fen) }) : '';
  return { print_job, detail, ...(detail ? { tone: 'warn' } : {}) };
}
