/** A picture on a template: one that is there, or a new one from this device's files. */
import { html, useRef, useState } from 'preact-htm';
import { Button, Dialog } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { t } from '../lib/words.js';
import { keepPicture } from './template_calls.js';

/**
 * @param {{control: import('./control.js').Control, pictures: string[], onPictures: (pictures: string[]) => void, onAdd: (file: string) => void}} props
 */
export function AddPicture({ control, pictures, onPictures, onAdd }) {
  const [isOpen, setOpen] = useState(false);
  const [file, setFile] = useState('');
  const { problem, isBusy, submit } = useSubmit();
  const chooser = useRef(/** @type {HTMLInputElement|null} */ (null));
  const close = () => setOpen(false);
  const take = () => {
    onAdd(file);
    close();
  };
  const upload = (/** @type {any} */ event) => submit(async () => {
    const [given] = event.target.files;
    if (!given) return;
    const kept = await control.withRight(() => keepPicture(given.name.replace(/[^\w .()-]/gu, '-').replace(/^\W+/u, ''), given));
    onPictures([...new Set([...pictures, kept.name])].sort());
    setFile(kept.name);
  });
  return html`<${Button} onClick=${() => { setFile(pictures[0] ?? ''); setOpen(true); }}>${t('designer.kind.picture')}<//>
    ${isOpen && html`<${Dialog} title=${t('designer.picture_title')} confirm=${t('designer.picture_add')} disabled=${isBusy || file === ''} onConfirm=${take} onCancel=${close}>
      ${pictures.length > 0 && html`<label class="field">${t('designer.file')}<select value=${file} onChange=${(/** @type {any} */ event) => setFile(event.target.value)}>
        ${pictures.map((each) => html`<option key=${each} value=${each}>${each}</option>`)}</select></label>`}
      <label class="field">${t('designer.picture_new')}<input type="file" accept="image/png,image/jpeg" ref=${chooser} onChange=${upload} /></label>
      <p class="small quiet">${t('designer.picture_how')}</p>
      ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}
    <//>`}`;
}
