/** Another category, with what she pays more or gets back said before it is done. */
import { html, useState } from 'preact-htm';
import { post } from '../lib/api.js';
import { Dialog } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { formatMoney, inLanguage, t } from '../lib/words.js';
import { Choice, Reasons, Refusal, Tick, useSentId } from './form_parts.js';

const REASONS = ['wrong_category', 'proof_seen', 'organiser'];

/** @param {import('./shapes.js').Opening} props */
export function Recategorise({ card, me, withRight, onDone, onCancel }) {
  const [category, setCategory] = useState('');
  const [reason, setReason] = useState('');
  const [prints, setPrints] = useState(true);
  const { problem, isBusy, submit } = useSubmit();
  const id = useSentId([category, reason, prints]);
  const options = me.categories.filter(({ code }) => code !== card.category)
    .map((each) => ({ code: each.code, words: each.fee_fen > 0 ? `${inLanguage(each)} · ${formatMoney(each.fee_fen)}` : inLanguage(each) }));
  const send = () => submit(async () => {
    const body = { category_change_id: id, reg_no: card.reg_no, category, reason, print: prints };
    const told = await withRight(() => post('/category-changes', body));
    const detail = difference(told.difference_fen);
    onDone({ key: 'desk.said.recategorise', values: { name: card.name }, print_job: told.print_job, detail, tone: told.owes_fen > 0 ? 'warn' : card.checked_in ? 'good' : 'wait' });
  });
  const now = me.categories.find(({ code }) => code === card.category);
  return html`<${Dialog} title=${t('desk.recategorise.title', { name: card.name })} confirm=${t('desk.recategorise.confirm')}
      disabled=${isBusy || category === '' || reason === ''} onConfirm=${send} onCancel=${onCancel}>
    <p>${t('desk.recategorise.now', { category: inLanguage(now) || card.category, paid: formatMoney(card.paid_fen) })}</p>
    <${Choice} name="category" value=${category} options=${options} onChange=${setCategory} required fault=${problem?.field === 'category' ? problem.words : null} />
    <p class="small quiet">${t('desk.recategorise.what')}</p>
    <${Reasons} codes=${REASONS} onReason=${setReason} />
    <${Tick} label=${t('desk.fix_name.print')} checked=${prints} onChange=${setPrints} />
    ${problem?.field !== 'category' && html`<${Refusal} problem=${problem} />`}
  <//>`;
}

/** @param {number} fen more to pay, or less */
function difference(fen) {
  if (fen > 0) return t('desk.recategorise.more', { amount: formatMoney(fen) });
  return fen < 0 ? t('desk.recategorise.less', { amount: formatMoney(-fen) }) : t('desk.recategorise.same');
}
