/** Cloakroom and lost property: taken in under a tag, found again by it, handed back. */
import { html, useEffect, useState } from 'preact-htm';
import { get, newId, post } from '../lib/api.js';
import { Button, Dialog } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { formatTime, t } from '../lib/words.js';
import { Refusal, Segments, TextField, useSentId } from './form_parts.js';
import { useScanTaker } from './scans.js';

/** @typedef {{keeping_id: string, kind: string, tag: string, description: string, place: string, at: string, name?: string|null}} Keeping */

const KINDS = ['cloakroom', 'lost_property'];
const TYPING_PAUSE_MS = 200;

/** @param {import('./shapes.js').Opening} props */
export function Keepings({ card, withRight, onDone, onCancel }) {
  const [kind, setKind] = useState('cloakroom');
  const [part, setPart] = useState('take');
  const { problem, isBusy, submit } = useSubmit();
  const [answers, setAnswers] = useState({ tag: '', description: '', place: '' });
  const tag = answers.tag.trim();
  const body = { kind, ...(tag ? { tag } : {}), description: answers.description.trim(), place: answers.place.trim(), ...(card && kind === 'cloakroom' ? { reg_no: card.reg_no } : {}) };
  const id = useSentId(body);
  const set = (/** @type {string} */ field) => (/** @type {string} */ text) => setAnswers({ ...answers, [field]: text });
  useScanTaker(set('tag'));
  const fault = (/** @type {string} */ field) => (problem?.field === field ? problem.words : null);
  const take = () => submit(async () => {
    const told = await withRight(() => post('/keepings', { keeping_id: id, ...body }));
    onDone({ key: `desk.said.keeping_${kind}`, values: { tag: told.tag, name: card?.name ?? '' }, tone: 'wait' });
  });
  const isTaking = part === 'take';
  return html`<${Dialog} title=${t('desk.keeping.title')} wide=${!isTaking} cancel=${isTaking ? undefined : false} confirm=${t(isTaking ? 'desk.keeping.confirm' : 'desk.keeping.close')}
      disabled=${isTaking && (isBusy || (kind === 'lost_property' && body.description === ''))} onConfirm=${isTaking ? take : onCancel} onCancel=${onCancel}>
    <${Segments} label=${t('desk.keeping.kind')} name="kind" value=${kind} onChange=${setKind} options=${KINDS.map((code) => ({ code, words: t(`desk.keeping.${code}`) }))} />
    <${Segments} label=${t('desk.keeping.part')} name="part" value=${part} onChange=${setPart} options=${['take', 'give'].map((code) => ({ code, words: t(`desk.keeping.${code}`) }))} />
    ${isTaking ? html`<${TextField} name="tag" label=${t('desk.keeping.tag')} value=${answers.tag} onInput=${set('tag')} hint=${t('desk.keeping.tag_hint')} fault=${fault('tag')} />
      <${TextField} name="description" label=${t('desk.keeping.description')} value=${answers.description} onInput=${set('description')} required=${kind === 'lost_property'} fault=${fault('description')} />
      <${TextField} name="place" label=${t(`desk.keeping.place_${kind}`)} value=${answers.place} onInput=${set('place')} fault=${fault('place')} />
      ${card && kind === 'cloakroom' && html`<p class="small quiet">${t('desk.keeping.hers', { name: card.name })}</p>`}
      <${Refusal} problem=${['tag', 'description', 'place'].includes(problem?.field ?? '') ? null : problem} />`
    : html`<${Kept} key=${kind} kind=${kind} withRight=${withRight} />`}
  <//>`;
}

/** @param {{kind: string, withRight: <T>(act: () => Promise<T>) => Promise<T>}} props */
function Kept({ kind, withRight }) {
  const [text, setText] = useState('');
  const [keepings, setKeepings] = useState(/** @type {Keeping[]|null} */ (null));
  const [toWhom, setToWhom] = useState('');
  const [open, setOpen] = useState('');
  const [given, setGiven] = useState('');
  const { problem, isBusy, submit } = useSubmit();
  useScanTaker(setText);
  useEffect(() => {
    const timer = setTimeout(() => void submit(async () => {
      setKeepings((await get(`/keepings?kind=${kind}&here=1&q=${encodeURIComponent(text.trim())}`)).keepings);
    }), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, given]);
  const give = (/** @type {Keeping} */ each) => submit(async () => {
    await withRight(() => post('/keeping-returns', { keeping_return_id: newId(), keeping_id: each.keeping_id, to_whom: toWhom.trim() || each.name || '' }));
    setGiven(each.tag);
    setOpen('');
    setToWhom('');
  });
  return html`<${TextField} name="tag" label=${t('desk.keeping.find')} value=${text} onInput=${setText} />
    ${given && html`<p role="status">${t('desk.keeping.given', { tag: given })}</p>`}
    ${keepings !== null && html`<p class="small quiet">${t('desk.keeping.count', { count: keepings.length })}</p>`}
    <ul class="people-list">${keepings?.map((each) => html`<li key=${each.keeping_id} class="keeping">
      <strong>${each.tag}</strong> <span dir="auto">${[each.description, each.place, each.name].filter(Boolean).join(' · ')}</span> <span class="quiet small">${formatTime(each.at)}</span>
      ${open === each.keeping_id
        ? html`<div class="people-ask"><${TextField} name="to_whom" label=${t('desk.keeping.to_whom')} value=${toWhom} hint=${each.name ?? ''} onInput=${setToWhom} />
          <${Button} kind="main" disabled=${isBusy || (toWhom.trim() === '' && !each.name)} onClick=${() => give(each)}>${t('desk.keeping.hand_back')}<//></div>`
        : html`<${Button} onClick=${() => setOpen(each.keeping_id)}>${t('desk.keeping.hand_back')}<//>`}</li>`)}</ul>
    <${Refusal} problem=${problem} />`;
}
