/** Noting an incident or a complaint, from any page of the staff; what becomes of it is control's. */
import { html, useRef, useState } from 'preact-htm';
import { newId, post } from './api.js';
import { Button } from './parts.js';
import { useSubmit } from './submit.js';
import { inLanguage, t } from './words.js';

export const GRAVITIES = ['minor', 'serious', 'grave'];
const KINDS = ['incident', 'complaint'];

/** @typedef {{kind: string, words: string, place: string, reg_no: string, gravity: string}} Note */

/** @param {import('./me').Me | null} me @returns {Note} */
const emptyNote = (me) => ({ kind: 'incident', words: '', place: placeOf(me), reg_no: '', gravity: 'minor' });

/** @param {{me: import('./me').Me | null, onNoted?: () => void}} props */
export function IncidentForm({ me, onNoted }) {
  const [note, setNote] = useState(() => emptyNote(me));
  const [incident_id, setId] = useState(newId);
  const [said, setSaid] = useState('');
  const words = useRef(/** @type {HTMLTextAreaElement|null} */ (null));
  const { problem, isBusy, submit } = useSubmit();
  const set = (/** @type {Partial<Note>} */ part) => {
    setNote({ ...note, ...part });
    setId(newId()); // other words are another incident
    setSaid('');
  };
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    void submit(async () => {
      const { number } = await post('/incidents', { incident_id, ...note, reg_no: note.reg_no.trim() || null });
      setNote(emptyNote(me));
      setId(newId());
      setSaid(t('incident.noted', { number }));
      words.current?.focus(); // there is nothing to send any more, so the button would lose it
      onNoted?.();
    });
  };
  const radio = (/** @type {'kind' | 'gravity'} */ name, /** @type {string[]} */ values) => html`<fieldset class="segments"><legend>${t(`incident.${name}`)}</legend>
    <div>${values.map((each) => html`<label key=${each} class="segment"><input type="radio" name=${`incident-${name}`} checked=${note[name] === each} onChange=${() => set({ [name]: each })} />
      ${t(`incident.${name}.${each}`)}</label>`)}</div></fieldset>`;
  return html`<form class="call-form incident-form" aria-label=${t('incident.new')} onSubmit=${send}>
    <h3>${t('incident.new')}</h3>
    ${radio('kind', KINDS)}
    <label class="input-label">${t('incident.words')}<textarea class="input" ref=${words} dir="auto" rows="3" maxlength="2000" value=${note.words}
      onInput=${(/** @type {any} */ event) => set({ words: event.target.value })}></textarea></label>
    <div class="call-fields">
      <label class="input-label">${t('incident.place')}<input class="input" dir="auto" maxlength="200" autocomplete="off" value=${note.place} onInput=${(/** @type {any} */ event) => set({ place: event.target.value })} /></label>
      <label class="input-label">${t('incident.reg_no')}<input class="input" maxlength="200" autocomplete="off" value=${note.reg_no} onInput=${(/** @type {any} */ event) => set({ reg_no: event.target.value })} /></label>
    </div>
    ${radio('gravity', GRAVITIES)}
    <p class="call-send"><${Button} kind="main" type="submit" disabled=${isBusy || note.words.trim() === ''}>${t('incident.send')}<//><span role="status">${said}</span></p>
    ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}
  </form>`;
}

/** Where this station stands: likely the place it happened. @param {import('./me').Me | null} me */
function placeOf(me) {
  if (!me || me.station.role === 'control' || me.station.role === 'host') return '';
  const { zone, checkpoint } = me.station;
  return inLanguage(me.zones.find(({ code }) => code === zone)) || inLanguage(me.checkpoints.find(({ code }) => code === checkpoint)) || me.station.name;
}
