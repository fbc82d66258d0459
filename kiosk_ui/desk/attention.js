/** What every desk should see of a person; and done with it when it was seen to. */
import { html, useState } from 'preact-htm';
import { newId, post } from '../lib/api.js';
import { Button, Dialog } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { t } from '../lib/words.js';
import { Refusal, TextField, useSentId } from './form_parts.js';

/** @param {import('./shapes.js').Opening} props */
export function Attention({ card, withRight, onDone, onCancel }) {
  const [text, setText] = useState('');
  const { problem, isBusy, submit } = useSubmit();
  const id = useSentId(text);
  const notes = (card.attention ?? []).filter(({ kind }) => kind === 'desk');
  const note = (/** @type {object} */ body) => submit(async () => {
    await withRight(() => post('/attention-notes', { reg_no: card.reg_no, ...body }));
    onDone({ key: 'desk.said.attention', values: { name: card.name }, tone: 'wait' });
  });
  return html`<${Dialog} title=${t('desk.attention.title', { name: card.name })} confirm=${t('desk.attention.confirm')} disabled=${isBusy || text.trim() === ''}
      onConfirm=${() => note({ attention_note_id: id, text: text.trim() })} onCancel=${onCancel}>
    <${TextField} name="text" label=${t('desk.attention.text')} value=${text} onInput=${setText} most=${500} fault=${problem?.field === 'text' ? problem.words : null} />
    <ul class="people-list">${notes.map((each) => html`<li key=${each.text} class="keeping"><span dir="auto">${each.text}</span> <span class="quiet small">${each.operator}</span>
      <${Button} disabled=${isBusy} onClick=${() => note({ attention_note_id: newId(), text: each.text, done: true })}>${t('desk.attention.done')}<//></li>`)}</ul>
    ${problem?.field !== 'text' && html`<${Refusal} problem=${problem} />`}
  <//>`;
}
