/** A colleague comes instead: payment and invoice stay, every code of the first person dies. */
import { html, useState } from 'preact-htm';
import { post } from '../lib/api.js';
import { Dialog } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { t } from '../lib/words.js';
import { faultOf } from '../lib/field_checks.js';
import { Why } from './name_fix.js';
import { Refusal, TextField, useSentId } from './form_parts.js';

const FIELDS = /** @type {const} */ (['name', 'latin_name', 'organisation', 'position', 'phone', 'email']);
const REASONS = ['colleague_instead', 'organiser'];

/** @param {import('./shapes.js').Opening} props */
export function Substitute({ card, withRight, onDone, onCancel }) {
  const [answers, setAnswers] = useState(/** @type {Record<string, string>} */ ({ organisation: card.organisation ?? '' }));
  const [touched, setTouched] = useState(/** @type {string[]} */ ([]));
  const [reason, setReason] = useState(t(`desk.reason.${REASONS[0]}`));
  const { problem, isBusy, submit } = useSubmit();
  const filled = Object.fromEntries(FIELDS.map((field) => [field, (answers[field] ?? '').trim()]).filter(([, text]) => text));
  const id = useSentId([filled, reason]);
  const faults = Object.fromEntries(touched.map((field) => [field, faultOf(field, answers[field] ?? '', field === 'name')]));
  const send = () => submit(async () => {
    const body = { substitution_id: id, reg_no: card.reg_no, ...filled, reason, print: false };
    await withRight(() => post('/substitutions', body));
    onDone({ key: 'desk.said.substitute', values: { name: answers['name'] ?? '', before: card.name }, tone: 'wait' });
  });
  const isReady = filled['name'] && reason && FIELDS.every((field) => !faultOf(field, answers[field] ?? '', field === 'name'));
  return html`<${Dialog} title=${t('desk.substitute.title', { name: card.name })} confirm=${t('desk.substitute.confirm')}
      disabled=${isBusy || !isReady} onConfirm=${send} onCancel=${onCancel}>
    <p>${t('desk.substitute.what', { name: card.name })}</p>
    <div class="form-grid">${FIELDS.map((field) => html`<${TextField} key=${field} name=${field} value=${answers[field] ?? ''} required=${field === 'name'}
      type=${{ phone: 'tel', email: 'email' }[/** @type {string} */ (field)] ?? 'text'} wide=${field === 'organisation'}
      fault=${problem?.field === field ? problem.words : faults[field] ? t(`problem.${faults[field]}`) : null}
      onLeave=${() => !touched.includes(field) && setTouched([...touched, field])}
      onInput=${(/** @type {string} */ text) => setAnswers({ ...answers, [field]: text })} />`)}</div>
    <${Why} codes=${REASONS} onReason=${setReason} />
    ${problem && !FIELDS.some((field) => field === problem.field) && html`<${Refusal} problem=${problem} />`}
  <//>`;
}
