/** A name put right and the badge printed again, in one step. */
import { html, useState } from 'preact-htm';
import { post } from '../lib/api.js';
import { Dialog } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { t } from '../lib/words.js';
import { Reasons, Refusal, TextField, Tick, useSentId } from './form_parts.js';

const FIELDS = /** @type {const} */ (['name', 'latin_name', 'organisation', 'position']);
const REASONS = ['misspelt', 'title_changed', 'moved'];

/** @param {import('./shapes.js').Opening} props */
export function NameFix({ card, withRight, onDone, onCancel }) {
  const [answers, setAnswers] = useState(() => Object.fromEntries(FIELDS.map((field) => [field, card[field] ?? ''])));
  const [reason, setReason] = useState(t(`desk.reason.${REASONS[0]}`));
  const [prints, setPrints] = useState(true);
  const { problem, isBusy, submit } = useSubmit();
  const changed = Object.fromEntries(Object.entries(answers).map(([field, text]) => [field, text.trim()])
    .filter(([field, text]) => text !== (card[/** @type {typeof FIELDS[number]} */ (field)] ?? '')));
  const id = useSentId([changed, reason, prints]);
  const isReady = Object.keys(changed).length > 0 && (answers['name'] ?? '').trim() !== '' && reason !== '';
  const send = () => submit(async () => {
    const told = await withRight(() => post('/name-fixes', { name_fix_id: id, reg_no: card.reg_no, ...changed, reason, print: prints }));
    onDone({ key: 'desk.said.fix_name', values: { name: (answers['name'] ?? '').trim() }, print_job: told.print_job, tone: card.checked_in ? 'good' : 'wait' });
  });
  return html`<${Dialog} title=${t('desk.fix_name.title', { name: card.name })} confirm=${t(prints ? 'desk.fix_name.confirm' : 'desk.fix_name.confirm_only')}
      disabled=${isBusy || !isReady} onConfirm=${send} onCancel=${onCancel}>
    <div class="form-grid">${FIELDS.map((field) => html`<${TextField} key=${field} name=${field} value=${answers[field]} required=${field === 'name'}
      wide=${field === 'organisation'} fault=${problem?.field === field ? problem.words : null}
      onInput=${(/** @type {string} */ text) => setAnswers({ ...answers, [field]: text })} />`)}</div>
    <${Why} codes=${REASONS} onReason=${setReason} />
    <${Tick} label=${t('desk.fix_name.print')} checked=${prints} onChange=${setPrints} />
    ${problem && !FIELDS.some((field) => field === problem.field) && html`<${Refusal} problem=${problem} />`}
  <//>`;
}

/**
 * The usual reason is taken already; the others unfold.
 * @param {{codes: string[], onReason: (reason: string) => void}} props
 */
export function Why({ codes, onReason }) {
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return html`<${Reasons} codes=${codes} onReason=${onReason} />`;
  const open = () => {
    setOpen(true);
    onReason('');
  };
  return html`<p class="why small"><span class="quiet">${t('desk.correction.why')}:</span> ${t(`desk.reason.${codes[0]}`)}
    <button type="button" class="link" onClick=${open}>${t('desk.correction.other_why')}</button></p>`;
}
