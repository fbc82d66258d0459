/** What lies at this desk, and more of it from the store. Every pile of the venue is on the control page. */
import { html, useEffect, useState } from 'preact-htm';
import { get, post } from '../lib/api.js';
import { Dialog } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { formatCount, inLanguage, t } from '../lib/words.js';
import { Choice, Refusal, Segments, TextField, useSentId } from './form_parts.js';

/** @typedef {{item: string, name: string, name_en: string, pile: string, count: number, is_low: boolean}} Pile */

const STORE = '';
const FIELDS = ['item', 'count'];

/** @param {import('./shapes.js').Opening} props */
export function Stock({ me, withRight, onDone, onCancel }) {
  const [piles, setPiles] = useState(/** @type {Pile[]|null} */ (null));
  const [item, setItem] = useState('');
  const [way, setWay] = useState('fetch');
  const [count, setCount] = useState('');
  const { problem, isBusy, submit } = useSubmit();
  useEffect(() => void submit(async () => setPiles((await get('/stock')).stock)), []);
  const here = me.station.id;
  const body = { item, count: Number(count), from: way === 'fetch' ? STORE : here, to: way === 'fetch' ? here : STORE, reason: '' };
  const id = useSentId(body);
  const lying = (/** @type {string} */ code, /** @type {string} */ pile) => piles?.find((each) => each.item === code && each.pile === pile)?.count ?? 0;
  const kinds = [...new Map((piles ?? []).map((each) => [each.item, each])).values()];
  const send = () => submit(async () => {
    await withRight(() => post('/stock-moves', { stock_move_id: id, ...body }));
    const values = { count: body.count, item: inLanguage(kinds.find((each) => each.item === item)) };
    onDone({ key: `desk.said.stock_${way}`, values, tone: 'wait' });
  });
  const fault = (/** @type {string} */ field) => (problem?.field === field ? problem.words : null);
  return html`<${Dialog} title=${t('desk.stock.title')} confirm=${t(`desk.stock.confirm_${way}`)}
      disabled=${isBusy || item === '' || !/^[1-9]\d{0,4}$/.test(count)} onConfirm=${send} onCancel=${onCancel}>
    <${Choice} name="item" label=${t('desk.stock.item')} value=${item} required onChange=${setItem} fault=${fault('item')}
      options=${kinds.map((each) => ({ code: each.item, words: inLanguage(each) }))} />
    ${item && html`<p role="status">${t('desk.stock.lying', { here: formatCount(lying(item, here)), store: formatCount(lying(item, STORE)) })}</p>`}
    <${Segments} label=${t('desk.stock.way')} name="way" value=${way} onChange=${setWay} options=${['fetch', 'bring'].map((code) => ({ code, words: t(`desk.stock.${code}`) }))} />
    <${TextField} name="count" label=${t('desk.stock.count')} value=${count} mode="numeric" most=${5} required onInput=${setCount} fault=${fault('count')} />
    <${Refusal} problem=${FIELDS.includes(problem?.field ?? '') ? null : problem} />
  <//>`;
}
