/** Who would get in at a door at some time, and why the others would not; with other rules too, before they hold. */
import { html, useState } from 'preact-htm';
import { post } from '../lib/api.js';
import { Button } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { formatDay, inLanguage, t } from '../lib/words.js';
import { PolicyFields } from './policy_fields.js';
import { changesOf, draftOf, faultsOf, NUMBERS, triable } from './policy_state.js';
import { SimulationResult } from './simulation_result.js';
import { daysOf, firstMoment, instantOf } from './simulator_state.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {import('./control_state.js').Checkpoint} Checkpoint */
/** @typedef {import('./simulator_state.js').Simulation} Simulation */

/** @param {{control: Control}} props */
export function Simulator({ control }) {
  const { checkpoints } = control.state;
  const doors = checkpoints && checkpoints.filter(({ direction }) => direction !== 'out');
  return html`<section class="control-section" aria-labelledby="section-title">
    <header class="section-head"><h1 id="section-title">${t('control.simulator.title')}</h1></header>
    <p class="quiet">${t('control.simulator.how')}</p>
    ${doors === null ? html`<p class="quiet" aria-busy="true">${t('control.reading')}</p>`
      : doors.length === 0 ? html`<p class="control-empty">${t('control.simulator.empty')}</p>` : html`<${Form} control=${control} doors=${doors} />`}
  </section>`;
}

/** @param {{control: Control, doors: Checkpoint[]}} props */
function Form({ control, doors }) {
  const { event } = control.me;
  const [code, setCode] = useState(() => chosenOf(location.hash));
  const checkpoint = /** @type {Checkpoint} */ (doors.find((each) => each.code === code) ?? doors[0]);
  const [{ day, time }, setMoment] = useState(() => firstMoment(event, new Date().toISOString()));
  const [drafts, setDrafts] = useState(/** @type {Record<string, import('./policy_state.js').Draft>} */ ({}));
  const [told, setTold] = useState(/** @type {{simulation: Simulation, tried: number}|null} */ (null));
  const { problem, isBusy, submit } = useSubmit();
  const policy = triable(checkpoint.policy);
  const draft = drafts[checkpoint.code] ?? draftOf(policy);
  const wrong = faultsOf(draft);
  const faults = Object.fromEntries(Object.entries(wrong).map(([field, fault]) => [field, t(`control.policy.${fault}`, { most: NUMBERS[field] ?? 0 })]));
  const changes = changesOf(draft, policy);
  const tried = Object.keys(changes).length;
  const at = instantOf(day, time, event.time_zone);
  const canAsk = at !== null && Object.keys(wrong).length === 0 && !isBusy;
  const ask = (/** @type {Event} */ sent) => {
    sent.preventDefault();
    if (!canAsk) return;
    void submit(async () => {
      const body = tried > 0 ? { at, policy: changes } : { at };
      setTold({ simulation: await control.withRight(() => post(`/checkpoints/${encodeURIComponent(checkpoint.code)}/simulations`, body)), tried });
    });
  };
  return html`<form class="card setting simulator" aria-label=${t('control.simulator.title')} onSubmit=${ask}>
      <div class="simulator-asks">
        <label class="input-label">${t('control.simulator.door')}<select value=${checkpoint.code} onChange=${(/** @type {any} */ input) => { setCode(input.target.value); setTold(null); }}>
          ${doors.map((each) => html`<option key=${each.code} value=${each.code}>${inLanguage(each)}</option>`)}</select></label>
        <label class="input-label">${t('control.simulator.day')}<select value=${day} onChange=${(/** @type {any} */ input) => setMoment({ day: input.target.value, time })}>
          ${daysOf(event).map((each, n) => html`<option key=${each} value=${each}>${t('control.simulator.day_n', { n: n + 1, day: formatDay(instantOf(each, '12:00', event.time_zone)) })}</option>`)}</select></label>
        <label class="input-label">${t('control.simulator.time')}<input type="time" required value=${time} onInput=${(/** @type {any} */ input) => setMoment({ day, time: input.target.value })} /></label>
      </div>
      <details class="fold"><summary>${tried > 0 ? t('control.simulator.other_rules_n', { count: tried }) : t('control.simulator.other_rules')}</summary>
        <p class="small quiet">${t('control.simulator.other_rules_how')}</p>
        <${PolicyFields} policy=${policy} draft=${draft} faults=${faults} id="tried" onChange=${(/** @type {any} */ next) => setDrafts({ ...drafts, [checkpoint.code]: next })} />
        ${tried > 0 && html`<${Button} onClick=${() => setDrafts({ ...drafts, [checkpoint.code]: draftOf(policy) })}>${t('control.simulator.as_it_is')}<//>`}
      </details>
      ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}
      <div><${Button} kind="main" type="submit" disabled=${!canAsk}>${t(isBusy ? 'control.simulator.asking' : 'control.simulator.ask')}<//></div>
    </form>
    ${told && told.simulation.checkpoint === checkpoint.code && html`<${SimulationResult} control=${control} simulation=${told.simulation} tried=${told.tried} door=${inLanguage(checkpoint)} />`}`;
}

/** The door that a link named: `#simulator/CODE`. @param {string} hash */
function chosenOf(hash) {
  try {
    return decodeURIComponent(hash.split('/')[1] ?? '');
  } catch {
    return ''; // typed by hand
  }
}
