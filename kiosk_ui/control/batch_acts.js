/** The questions before a batch is cancelled, moved, or partly printed again. */
import { html, useState } from 'preact-htm';
import { newId, post } from '../lib/api.js';
import { Dialog } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { t } from '../lib/words.js';
import { positionsOf } from './batches_state.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {import('./batches_state.js').Batch} Batch */
/** @typedef {import('./batches_state.js').Action} Action */

/** @param {{control: Control, batch: Batch, action: Action, onDone: (said: string) => void, onClose: () => void}} props */
export function BatchAct({ control, batch, action, onDone, onClose }) {
  const [id] = useState(newId);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [reason, setReason] = useState('');
  const [printer, setPrinter] = useState('');
  const { problem, isBusy, submit } = useSubmit();
  const positions = positionsOf(from, to, batch.count);
  const isReady = action !== 'again' || (positions !== null && reason.trim() !== '');
  const send = () => submit(async () => {
    const body = { batch_act_id: id, action, ...(action === 'again' ? { ...positions, reason: reason.trim() } : {}),
      ...(action === 'move' && printer ? { printer } : {}) };
    const told = await control.withRight(() => post(`/print-batches/${batch.batch_id}/acts`, body));
    const skipped = told.skipped.length > 0 ? ` ${t('control.batches.again_not', { positions: told.skipped.map((/** @type {any} */ one) => one.position).join(', ') })}` : '';
    onDone(t(`control.batches.did_${action}`, { title: batch.title, count: told.jobs, printer: printer || t('control.batches.any_printer') }) + skipped);
  });
  const write = (/** @type {(value: string) => void} */ set) => (/** @type {any} */ event) => set(event.target.value);
  return html`<${Dialog} danger=${action === 'cancel'} title=${t(`control.batches.${action}_title`, { title: batch.title })} confirm=${t(`control.batches.${action}_confirm`)}
      disabled=${isBusy || !isReady} onConfirm=${send} onCancel=${onClose}>
    <p>${t(`control.batches.${action}_what`)}</p>
    ${action === 'again' && html`<div class="form-grid">
      <label>${t('control.batches.from')}<input type="number" inputmode="numeric" min="1" max=${batch.count} value=${from} onInput=${write(setFrom)} /></label>
      <label>${t('control.batches.to')}<input type="number" inputmode="numeric" min="1" max=${batch.count} value=${to} onInput=${write(setTo)} /></label>
      <label data-field="url">${t('control.batches.reason')}<input dir="auto" maxlength="200" value=${reason} onInput=${write(setReason)} /></label>
    </div>`}
    ${action === 'move' && html`<label class="input-label">${t('control.batches.printer')}<${PrinterChoice} control=${control} value=${printer} onChange=${setPrinter} /></label>`}
    ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}
  <//>`;
}

/**
 * The printers that print badges, or whichever serves all.
 * @param {{control: Control, value: string, onChange: (printer: string) => void}} props
 */
export function PrinterChoice({ control, value, onChange }) {
  const able = (control.state.printers ?? []).filter(({ prints }) => prints.includes('badge'));
  return html`<select value=${value} onChange=${(/** @type {any} */ event) => onChange(event.target.value)}>
    <option value="">${t('control.batches.any_printer')}</option>
    ${able.map(({ name, place }) => html`<option key=${name} value=${name}>${[name, place].filter(Boolean).join(' · ')}</option>`)}</select>`;
}
