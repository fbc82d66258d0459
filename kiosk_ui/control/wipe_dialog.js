/** The question before personal data goes for good: what would go, and the event's code typed by hand. */
import { html, useEffect, useState } from 'preact-htm';
import { get, newId, post } from '../lib/api.js';
import { Dialog } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { formatCount, t } from '../lib/words.js';

const FILES_SHOWN = 8;

/** @typedef {{code: string, name: string, removed: Record<string, number>, files: string[], elsewhere: string[]}} Preview */

/** @param {{control: import('./control.js').Control, onClose: () => void, onWiped: () => Promise<void>}} props */
export function WipeDialog({ control, onClose, onWiped }) {
  const [id] = useState(newId);
  const [preview, setPreview] = useState(/** @type {Preview|null} */ (null));
  const [typed, setTyped] = useState('');
  const { problem, isBusy, submit } = useSubmit();
  useEffect(() => void submit(async () => setPreview(await control.withRight(() => get('/wipe-preview')))), []);
  const code = preview?.code ?? '';
  const isReady = preview !== null && typed.normalize('NFKC').trim() === code && !isBusy;
  const wipe = () => submit(async () => {
    await control.withRight(() => post('/wipes', { wipe_id: id, confirm: code }));
    control.changed(t('control.backups.wiped_now'));
    await onWiped();
    onClose();
  });
  return html`<${Dialog} title=${t('control.backups.ask')} confirm=${t('control.backups.confirm')} danger disabled=${!isReady} onConfirm=${wipe} onCancel=${onClose}>
    ${preview === null ? html`<p aria-busy="true">${problem ? '' : t('control.reading')}</p>` : html`
      <p>${t('control.backups.goes', { name: preview.name })}</p><${Removed} removed=${preview.removed} />
      <${Paths} paths=${preview.files} />
      <p>${t('control.backups.stays')}</p>
      ${preview.elsewhere.length > 0 && html`<p>${t('control.backups.yours')}</p><${Paths} paths=${preview.elsewhere} />`}
      <label class="input-label">${t('control.backups.type', { code })}
        <input maxlength="60" autocomplete="off" autocapitalize="off" spellcheck="false" dir="ltr" value=${typed} onInput=${(/** @type {any} */ event) => setTyped(event.target.value)} /></label>`}
    ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}
  <//>`;
}

/** @param {{removed: Record<string, number>}} props */
export function Removed({ removed }) {
  const kinds = Object.entries(removed).filter(([, count]) => count > 0);
  if (kinds.length === 0) return html`<p class="quiet">${t('control.backups.nothing')}</p>`;
  return html`<ul class="removed">${kinds.map(([kind, count]) => html`<li key=${kind}><strong>${formatCount(count)}</strong> ${t(`control.backups.removed.${kind}`)}</li>`)}</ul>`;
}

/** @param {{paths: string[]}} props */
export function Paths({ paths }) {
  const more = paths.length - FILES_SHOWN;
  return html`<ul class="removed small" dir="ltr">${paths.slice(0, FILES_SHOWN).map((path) => html`<li key=${path} class="path">${path}</li>`)}
    ${more > 0 && html`<li dir="auto">${t('control.backups.more', { count: formatCount(more) })}</li>`}</ul>`;
}
