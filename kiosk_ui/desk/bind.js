/** A blank badge, printed with its code before, becomes hers by scanning it. */
import { html, useState } from 'preact-htm';
import { post } from '../lib/api.js';
import { Dialog } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { t } from '../lib/words.js';
import { TextField, useSentId } from './form_parts.js';
import { useScanTaker } from './scans.js';

/** @param {import('./shapes.js').Opening} props */
export function Bind({ card, withRight, onDone, onCancel }) {
  const [credential, setCredential] = useState('');
  const { problem, isBusy, submit } = useSubmit();
  const id = useSentId(credential);
  const bind = (/** @type {string} */ text, /** @type {string} */ binding_id) => submit(async () => {
    await withRight(() => post('/bindings', { binding_id, reg_no: card.reg_no, credential: text.trim() }));
    onDone({ key: 'desk.said.bind', values: { name: card.name }, tone: card.checked_in ? 'good' : 'wait' });
  });
  useScanTaker(setCredential);
  return html`<${Dialog} title=${t('desk.bind.title', { name: card.name })} confirm=${t('desk.bind.confirm')}
      disabled=${isBusy || credential.trim() === ''} onConfirm=${() => bind(credential, id)} onCancel=${onCancel}>
    <p>${t('desk.bind.what')}</p>
    <${TextField} name="credential" label=${t('desk.bind.code')} value=${credential} onInput=${setCredential} fault=${problem?.words} />
  <//>`;
}
