/** Counting a hall by hand: what a person says holds from then on, with the reason. */
import { html, useState } from 'preact-htm';
import { newId, post } from '../lib/api.js';
import { Dialog } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { formatCount, t } from '../lib/words.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {import('./halls_state.js').HallNow} HallNow */

const WHOLE = /^\d{1,6}$/;

/** @param {{control: Control, hall: HallNow, name: string, onDone: (said: string) => void, onClose: () => void}} props */
export function HallCorrection({ control, hall, name, onDone, onClose }) {
  const [id] = useState(newId);
  const [inside, setInside] = useState('');
  const [reason, setReason] = useState('');
  const { problem, isBusy, submit } = useSubmit();
  const plain = inside.normalize('NFKC').trim();
  const fault = plain !== '' && !WHOLE.test(plain) ? t('control.halls.not_whole') : problem?.field === 'inside' ? problem.words : null;
  const isReady = WHOLE.test(plain) && reason.trim() !== '' && !isBusy;
  const send = () => submit(async () => {
    const body = { hall_correction_id: id, hall: hall.code, inside: Number(plain), reason: reason.trim() };
    await control.withRight(() => post('/hall-corrections', body));
    onDone(t('control.halls.corrected', { hall: name, count: formatCount(Number(plain)) }));
  });
  return html`<${Dialog} title=${t('control.halls.ask', { hall: name })} confirm=${t('control.halls.confirm')} disabled=${!isReady} onConfirm=${send} onCancel=${onClose}>
    <p>${t('control.halls.counted_now', { count: formatCount(hall.inside) })}</p>
    <label class="input-label">${t('control.halls.really')}
      <input inputmode="numeric" maxlength="7" autocomplete="off" value=${inside} aria-invalid=${fault ? 'true' : undefined} aria-describedby="hall-fault" onInput=${(/** @type {any} */ event) => setInside(event.target.value)} /></label>
    <p class="input-problem" id="hall-fault" role="alert">${fault}</p>
    <label class="input-label">${t('control.halls.reason')}
      <input maxlength="200" autocomplete="off" value=${reason} onInput=${(/** @type {any} */ event) => setReason(event.target.value)} /></label>
    ${problem && problem.field !== 'inside' && html`<p class="input-problem" role="alert">${problem.words}</p>`}
    <p class="small quiet">${t('control.halls.ask_how')}</p>
  <//>`;
}
