/** Which document was seen: press card, passport, identity card; the number is kept masked. */
import { html, useState } from 'preact-htm';
import { post } from '../lib/api.js';
import { Dialog } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { t } from '../lib/words.js';
import { Choice, Refusal, TextField, useSentId } from './form_parts.js';

const DOCUMENTS = ['press_card', 'identity_card', 'passport', 'letter'];
const FIELDS = ['number', 'outlet', 'document'];

/** @param {import('./shapes.js').Opening} props */
export function Identity({ card, withRight, onDone, onCancel }) {
  const [document, setDocument] = useState('press_card');
  const [number, setNumber] = useState('');
  const [outlet, setOutlet] = useState(card.organisation ?? '');
  const { problem, isBusy, submit } = useSubmit();
  const id = useSentId([document, number, outlet]);
  const fault = (/** @type {string} */ field) => (problem?.field === field ? problem.words : null);
  const send = () => submit(async () => {
    await withRight(() => post('/identity-notes', { identity_note_id: id, reg_no: card.reg_no, document, number: number.trim(), outlet: outlet.trim() }));
    onDone({ key: 'desk.said.identity', values: { name: card.name }, tone: 'wait' });
  });
  return html`<${Dialog} title=${t('desk.identity.title', { name: card.name })} confirm=${t('desk.identity.confirm')}
      disabled=${isBusy || number.trim() === ''} onConfirm=${send} onCancel=${onCancel}>
    <${Choice} name="document" label=${t('desk.identity.document')} value=${document} onChange=${setDocument} fault=${fault('document')}
      options=${DOCUMENTS.map((code) => ({ code, words: t(`desk.identity.${code}`) }))} />
    <${TextField} name="number" label=${t('desk.identity.number')} value=${number} onInput=${setNumber} required fault=${fault('number')} />
    <${TextField} name="outlet" label=${t('desk.identity.outlet')} value=${outlet} onInput=${setOutlet} fault=${fault('outlet')} />
    <p class="small quiet">${t('desk.identity.what')}</p>
    ${!FIELDS.includes(problem?.field ?? '') && html`<${Refusal} problem=${problem} />`}
  <//>`;
}
