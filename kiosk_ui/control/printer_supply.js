/** How many pages a printer holds, and when to say that it will run out. */
import { html, useState } from 'preact-htm';
import { put } from '../lib/api.js';
import { Dialog } from '../lib/parts.js';
import { t } from '../lib/words.js';
import { useSubmit } from '../lib/submit.js';
import { countOf } from './printer_state.js';

/** @param {{control: import('./control.js').Control, printer: import('./control_state.js').Printer, onClose: () => void}} props */
export function PrinterSupply({ control, printer, onClose }) {
  const [left, setLeft] = useState(String(printer.pages_left ?? ''));
  const [warn, setWarn] = useState(String(printer.warn_at ?? ''));
  const { problem, isBusy, submit } = useSubmit();
  const save = () => submit(async () => {
    const body = { pages_left: countOf(left), warn_at: countOf(warn) };
    await control.withRight(() => put(`/printers/${encodeURIComponent(printer.name)}/supply`, body));
    control.changed(t('control.printer_supply.saved', { printer: printer.name }));
    onClose();
  });
  const field = (/** @type {string} */ label, /** @type {string} */ value, /** @type {(text: string) => void} */ set) => html`<label>${t(label)}
    <input type="number" inputmode="numeric" min="0" max="1000000" step="1" value=${value} onInput=${(/** @type {any} */ event) => set(event.target.value)} /></label>`;
  return html`<${Dialog} title=${t('control.printer_supply.title', { printer: printer.name })} confirm=${t('control.printer_supply.save')} disabled=${isBusy} onConfirm=${save} onCancel=${onClose}>
    <div class="form-grid">${field('control.printer_supply.left', left, setLeft)}${field('control.printer_supply.warn', warn, setWarn)}</div>
    <p class="small quiet">${t('control.printer_supply.what')}</p>
    ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}
  <//>`;
}
