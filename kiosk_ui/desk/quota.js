/** Badges without a name: six for an exhibitor's stand, for drivers, companions, build crews. */
import { html, useState } from 'preact-htm';
import { post } from '../lib/api.js';
import { Dialog } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { inLanguage, t } from '../lib/words.js';
import { Choice, Refusal, TextField, Tick, useSentId } from './form_parts.js';

const MOST = 200;
const FIELDS = ['holder', 'category', 'label', 'count'];

/** @param {import('./shapes.js').Opening} props */
export function Quota({ card, me, withRight, onDone, onCancel }) {
  const [holder, setHolder] = useState(card?.organisation ?? '');
  const [label, setLabel] = useState('');
  const [category, setCategory] = useState('');
  const [count, setCount] = useState('6');
  const [prints, setPrints] = useState(true);
  const { problem, isBusy, submit } = useSubmit();
  const body = { holder: holder.trim(), category, label: label.trim() || holder.trim(), count: Number(count), print: prints };
  const id = useSentId(body);
  const isCount = /^\d{1,3}$/.test(count.trim()) && body.count > 0 && body.count <= MOST;
  const fault = (/** @type {string} */ field) => (problem?.field === field ? problem.words : null);
  const send = () => submit(async () => {
    await withRight(() => post('/quota-batches', { quota_batch_id: id, ...body }));
    onDone({ key: 'desk.said.quota', values: { count: body.count, label: body.label }, tone: 'wait' });
  });
  return html`<${Dialog} title=${t('desk.quota.title')} confirm=${t('desk.quota.confirm', { count: isCount ? body.count : 0 })}
      disabled=${isBusy || body.holder === '' || category === '' || !isCount} onConfirm=${send} onCancel=${onCancel}>
    <p>${t('desk.quota.what')}</p>
    <${TextField} name="holder" label=${t('desk.quota.holder')} value=${holder} onInput=${setHolder} required fault=${fault('holder')} />
    <div class="form-grid">
      <${TextField} name="label" label=${t('desk.quota.label')} value=${label} hint=${holder} onInput=${setLabel} fault=${fault('label')} />
      <${TextField} name="count" label=${t('desk.quota.count')} value=${count} mode="numeric" most=${3} required onInput=${setCount}
        fault=${fault('count') ?? (isCount || count === '' ? null : t('desk.quota.bad_count', { most: MOST }))} />
      <${Choice} name="category" value=${category} required wide onChange=${setCategory} fault=${fault('category')}
        options=${me.categories.map((each) => ({ code: each.code, words: inLanguage(each) }))} />
    </div>
    <p class="small quiet">${t('desk.quota.looks', { label: body.label || '…', count: isCount ? body.count : 6 })}</p>
    <${Tick} label=${t('desk.pasted.print')} checked=${prints} onChange=${setPrints} />
    <${Refusal} problem=${FIELDS.includes(problem?.field ?? '') ? null : problem} />
  <//>`;
}
