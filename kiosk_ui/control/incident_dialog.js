/** One step of an incident: what it needs to be told, and who does it (a supervisor signs in). */
import { html, useState } from 'preact-htm';
import { newId, post } from '../lib/api.js';
import { GRAVITIES } from '../lib/incident_form.js';
import { Dialog } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { t } from '../lib/words.js';

const SORTS = ['registration', 'hall', 'catering', 'technology', 'safety', 'medical', 'service', 'other'];
const NOTES = /** @type {Record<string, string>} */ ({ solved: 'what_done', reopened: 'why' });

/** @typedef {import('./incidents.js').Incident} Incident */

/** @param {{control: import('./control.js').Control, incident: Incident, step: string, onDone: (said: string) => void, onClose: () => void}} props */
export function IncidentDialog({ control, incident, step, onDone, onClose }) {
  const [incident_step_id] = useState(newId);
  const [sort, setSort] = useState(incident.sort ?? '');
  const [gravity, setGravity] = useState(incident.gravity);
  const [given_to, setGivenTo] = useState(incident.given_to ?? '');
  const [note, setNote] = useState('');
  const { problem, isBusy, submit } = useSubmit();
  const more = step === 'sorted' ? { sort: sort || null, gravity } : step === 'assigned' ? { given_to } : {};
  const take = () => submit(async () => {
    await control.withRight(() => post('/incident-steps', { incident_step_id, incident_id: incident.id, step, note, ...more }));
    onDone(t('control.incidents.done', { number: incident.number, step: t(`incident.step.${step}`) }));
  });
  const isMissing = (step in NOTES && note.trim() === '') || (step === 'assigned' && given_to.trim() === '') || (step === 'sorted' && sort === '');
  const choice = (/** @type {string} */ label, /** @type {string} */ words, /** @type {string[]} */ values, /** @type {string} */ value, /** @type {(value: string) => void} */ set) => html`<label class="input-label">${label}
    <select class="input" value=${value} onChange=${(/** @type {any} */ event) => set(event.target.value)}><option value="" disabled>${t('calls.choose')}</option>
      ${values.map((each) => html`<option key=${each} value=${each}>${t(`${words}.${each}`)}</option>`)}</select></label>`;
  return html`<${Dialog} title=${t('control.incidents.done', { number: incident.number, step: t(`control.incidents.do.${step}`) })} confirm=${t(`control.incidents.do.${step}`)} disabled=${isBusy || isMissing} onConfirm=${take} onCancel=${onClose}>
    <p dir="auto">${incident.words ?? t('control.incidents.hidden')}</p>
    ${step === 'sorted' && html`${choice(t('control.incidents.sort'), 'incident.sort', SORTS, sort, setSort)}
      ${choice(t('incident.gravity'), 'incident.gravity', GRAVITIES, gravity, setGravity)}`}
    ${step === 'assigned' && html`<label class="input-label">${t('control.incidents.who')}<input class="input" dir="auto" maxlength="60" list="staff-names" value=${given_to} onInput=${(/** @type {any} */ event) => setGivenTo(event.target.value)} /></label>
      <datalist id="staff-names">${(control.state.operators ?? []).map(({ name }) => html`<option key=${name} value=${name} />`)}</datalist>`}
    <label class="input-label">${t(`control.incidents.${NOTES[step] ?? 'remark'}`)}<input class="input" dir="auto" maxlength="2000" value=${note} onInput=${(/** @type {any} */ event) => setNote(event.target.value)} /></label>
    ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}
  <//>`;
}
