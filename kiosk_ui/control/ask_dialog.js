/** A new question: its words in both languages, the target, which kiosks, from when until when. */
import { html, useState } from 'preact-htm';
import { placeName } from '../lib/address_field.js';
import { newId, post } from '../lib/api.js';
import { Dialog } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { t } from '../lib/words.js';
import { fromVenue } from './venue_time.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {import('./satisfaction.js').Kiosk} Kiosk */

const USUAL_TARGET = '90';

/** @param {{control: Control, kiosks: Kiosk[], onDone: (said: string) => void, onClose: () => void}} props */
export function AskDialog({ control, kiosks, onDone, onClose }) {
  const [question_id] = useState(newId);
  const free = kiosks.filter((each) => each.question_id === null).map(({ id }) => id);
  const [chosen, setChosen] = useState(/** @type {string[]} */ (free.length === 1 ? free : []));
  const [typed, setTyped] = useState(() => ({ text: t('control.satisfaction.usual'), text_en: t('control.satisfaction.usual_en'), target: USUAL_TARGET, opens_at: '', closes_at: '' }));
  const { problem, isBusy, submit } = useSubmit();
  const zone = control.me.event.time_zone;
  const ask = () => submit(async () => {
    const { text, text_en, target } = typed;
    const times = { opens_at: fromVenue(typed.opens_at, zone), closes_at: fromVenue(typed.closes_at, zone) };
    await control.withRight(() => post('/questions', { question_id, text, text_en, target: Number(target) / 100, stations: chosen, ...times }));
    onDone(t('control.satisfaction.asked'));
  });
  const field = (/** @type {keyof typeof typed} */ name, /** @type {object} */ more) => html`<label class="input-label">${t(`control.satisfaction.${name}`)}
    <input class="input" value=${typed[name]} aria-invalid=${String(problem?.field === name)} ...${more} onInput=${(/** @type {any} */ event) => setTyped({ ...typed, [name]: event.target.value })} /></label>`;
  const isWhole = typed.text.trim() !== '' && typed.text_en.trim() !== '' && Number(typed.target) > 0 && Number(typed.target) <= 100;
  return html`<${Dialog} title=${t('control.satisfaction.ask_title')} confirm=${t('control.satisfaction.confirm')} wide disabled=${isBusy || chosen.length === 0 || !isWhole} onConfirm=${ask} onCancel=${onClose}>
    ${field('text', { maxlength: 120, lang: 'zh' })}
    ${field('text_en', { maxlength: 120, lang: 'en' })}
    <${Kiosks} kiosks=${kiosks} question=${null} chosen=${chosen} onChoose=${setChosen} />
    <div class="form-grid">${field('target', { type: 'number', min: 1, max: 100, step: 1 })}
      ${field('opens_at', { type: 'datetime-local' })}${field('closes_at', { type: 'datetime-local' })}</div>
    ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}
  <//>`;
}

/**
 * Which kiosks ask; one that asks something else already stands there, and why it can't be chosen.
 * @param {{kiosks: Kiosk[], question: string|null, chosen: string[], onChoose: (chosen: string[]) => void}} props
 */
export function Kiosks({ kiosks, question, chosen, onChoose }) {
  if (kiosks.length === 0) return html`<p class="input-problem">${t('control.satisfaction.no_kiosk')}</p>`;
  const put = (/** @type {string} */ id, /** @type {boolean} */ isOn) => onChoose(isOn ? [...chosen, id] : chosen.filter((each) => each !== id));
  return html`<fieldset class="choices"><legend>${t('control.satisfaction.kiosks')}</legend>${kiosks.map(({ id, question_id }) => {
    const name = placeName(id, kiosks);
    const isBusy = question_id !== null && question_id !== question;
    return html`<label key=${id} class="rule"><input type="checkbox" checked=${chosen.includes(id)} disabled=${isBusy} onChange=${(/** @type {any} */ event) => put(id, event.target.checked)} />
      <span dir="auto">${isBusy ? t('control.satisfaction.busy', { name }) : name}</span></label>`;
  })}</fieldset>`;
}
