/** The checkpoints, and what each insists on, as switches in plain words. */
import { html } from 'preact-htm';
import { put } from '../lib/api.js';
import { inLanguage, t } from '../lib/words.js';
import { Section } from './parts.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {import('./control_state.js').Checkpoint} Checkpoint */

/** In the order in which a door asks. */
const SWITCHES = ['check_in_first', 'payment_required', 'session_windows', 'hours', 're_entry', 'one_hall', 'refuse_when_full'];

/** @param {{control: Control}} props */
export function Checkpoints({ control }) {
  const { checkpoints } = control.state;
  return html`<${Section} what="checkpoints" list=${checkpoints}>
    <p class="quiet">${t('control.checkpoints.how')}</p>
    <ul class="doors">${(checkpoints ?? []).map((checkpoint) => html`<${Door} key=${checkpoint.code} checkpoint=${checkpoint} control=${control} />`)}</ul>
  <//>`;
}

/** @param {{checkpoint: Checkpoint, control: Control}} props */
function Door({ checkpoint, control }) {
  const { me } = control;
  const name = inLanguage(checkpoint);
  const change = (/** @type {string} */ rule, /** @type {boolean} */ holds) => control.doing(
    () => put(`/checkpoints/${encodeURIComponent(checkpoint.code)}/policy`, { [rule]: holds }),
    t('control.checkpoints.changed', { checkpoint: name }),
  );
  const hall = inLanguage(me.halls.find(({ code }) => code === checkpoint.hall)) || checkpoint.hall;
  const categories = checkpoint.categories.map((code) => inLanguage(me.categories.find((each) => each.code === code)) || code);
  return html`<li class="door"><h2 dir="auto">${name}</h2>
    <p class="small quiet">${[t(`control.checkpoints.${checkpoint.direction}`, { hall }),
      categories.length === 0 ? t('control.checkpoints.everyone') : t('control.checkpoints.only', { categories: categories.join(', ') })].join(' · ')}</p>
    ${checkpoint.direction === 'out' ? html`<p>${t('control.checkpoints.out_always')}</p>` : html`<div class="rules">${SWITCHES.map((rule) => html`<label key=${rule} class="rule">
      <input type="checkbox" checked=${checkpoint.policy[rule] === true}
        onChange=${(/** @type {any} */ event) => { const holds = event.target.checked; event.target.checked = !holds; void change(rule, holds); }} />
      <span>${t(`control.policy.${rule}`)}</span></label>`)}</div>`}</li>`;
}
