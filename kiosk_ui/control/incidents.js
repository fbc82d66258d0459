/** The log of incidents and complaints: open ones first, with filters, and what is done about each. */
import { html, useEffect, useState } from 'preact-htm';
import { IncidentForm, GRAVITIES } from '../lib/incident_form.js';
import { Button, Icon } from '../lib/parts.js';
import { FullScreen } from '../lib/full_screen.js';
import { formatCount, formatDay, formatTime, t } from '../lib/words.js';
import { IncidentDialog } from './incident_dialog.js';
import { useReading } from './reading.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {{step: string, sort: string | null, gravity: string | null, given_to: string | null, note: string, at: string, operator: string | null, station: string}} Step */
/** @typedef {{id: string, number: number, kind: string, words: string | null, place: string, reg_no: string | null, name: string | null, has_person: boolean, gravity: string, state: 'open' | 'solved' | 'checked',
 *   sort: string | null, given_to: string | null, at: string, station_name: string, operator: string | null, steps: Step[]}} Incident */

const STATES = /** @type {const} */ (['open', 'solved', 'checked']);
const KINDS = ['incident', 'complaint'];
/** What may be done where an incident stands, the usual first. */
const NEXT = { open: ['solved', 'assigned', 'sorted'], solved: ['checked', 'reopened', 'sorted'], checked: ['reopened'] };

/** @param {{control: Control}} props */
export function Incidents({ control }) {
  const [filter, setFilter] = useState(/** @type {Record<string, string>} */ ({}));
  const [told, read] = useReading(pathOf(filter));
  const [asked, setAsked] = useState(/** @type {{incident: Incident, step: string} | null} */ (null));
  const [isNoting, setNoting] = useState(false);
  useEffect(() => void read(), [control.heard['incidents'], control.seesPersons]);
  const { incidents, open_count } = /** @type {{incidents: Incident[], open_count: number}} */ (told ?? { incidents: [], open_count: 0 });
  const done = (/** @type {string} */ said) => {
    setAsked(null);
    control.changed(said);
    void read();
  };
  return html`<section class="control-section messages" aria-labelledby="section-title">
    <header class="section-head"><h1 id="section-title">${t('control.incidents.title')}</h1><span class="quiet">${told && t('control.incidents.open', { count: formatCount(open_count) })}</span>
      <span class="section-action"><${Button} icon="warning" onClick=${() => setNoting(true)}>${t('control.incidents.note')}<//></span></header>
    <div class="incident-filters">
      <${Filter} name="state" values=${STATES} words="incident.state" filter=${filter} onChoose=${setFilter} />
      <${Filter} name="kind" values=${KINDS} words="incident.kind" filter=${filter} onChoose=${setFilter} />
      <${Filter} name="gravity" values=${GRAVITIES} words="incident.gravity" filter=${filter} onChoose=${setFilter} />
    </div>
    ${told === null ? html`<p class="quiet" aria-busy="true">${t('control.reading')}</p>`
      : incidents.length === 0 ? html`<p class="control-empty">${t(Object.values(filter).some(Boolean) ? 'control.incidents.none_here' : 'control.incidents.empty')}</p>`
      : html`<ul class="troubles">${incidents.map((each) => html`<${Line} key=${each.id} incident=${each} onStep=${(/** @type {string} */ step) => setAsked({ incident: each, step })} />`)}</ul>`}
    ${asked && html`<${IncidentDialog} key=${asked.step} control=${control} incident=${asked.incident} step=${asked.step} onDone=${done} onClose=${() => setAsked(null)} />`}
    ${isNoting && html`<${FullScreen} title=${t('incident.new')} onClose=${() => setNoting(false)}><div class="roll"><${IncidentForm} me=${control.me} onNoted=${() => void read()} /></div><//>`}
  </section>`;
}

/** @param {Record<string, string>} filter */
function pathOf(filter) {
  const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value)).toString();
  return query ? `/incidents?${query}` : '/incidents';
}

/** @param {{name: string, values: readonly string[], words: string, filter: Record<string, string>, onChoose: (filter: Record<string, string>) => void}} props */
function Filter({ name, values, words, filter, onChoose }) {
  return html`<label class="input-label">${name === 'state' ? t('control.incidents.state') : t(`incident.${name}`)}
    <select class="input" value=${filter[name] ?? ''} onChange=${(/** @type {any} */ event) => onChoose({ ...filter, [name]: event.target.value })}>
      <option value="">${t('control.incidents.all')}</option>
      ${values.map((each) => html`<option key=${each} value=${each}>${t(`${words}.${each}`)}</option>`)}</select></label>`;
}

/** @param {{incident: Incident, onStep: (step: string) => void}} props */
function Line({ incident, onStep }) {
  const { number, kind, words, place, reg_no, name, gravity, state, sort, given_to, at, station_name, operator, steps } = incident;
  const [usual, ...others] = NEXT[state];
  return html`<li class="trouble incident" data-kind=${gravity === 'grave' && state === 'open' ? 'job' : undefined} data-resolved=${state === 'open' ? undefined : 'yes'}>
    <${Icon} name=${state === 'open' ? 'warning' : state === 'checked' ? 'tick-circle' : 'check'} />
    <div class="trouble-words">
      <p class="trouble-title" dir="auto">${words ?? t('control.incidents.hidden')}</p>
      <p class="small" dir="auto">${[t('control.incidents.number', { number }), t(`incident.kind.${kind}`), t(`incident.gravity.${gravity}`), sort && t(`incident.sort.${sort}`), t(`incident.state.${state}`)].filter(Boolean).join(' · ')}</p>
      <p class="small quiet" dir="auto">${[place, name && `${name} (${reg_no})`, given_to && t('control.incidents.given_to', { who: given_to }), `${formatDay(at)} ${formatTime(at)}`, station_name, operator].filter(Boolean).join(' · ')}</p>
      ${steps.length > 0 && html`<details class="small"><summary>${t('control.incidents.history', { count: steps.length })}</summary>
        <ol>${steps.map((each, index) => html`<li key=${index} dir="auto">${[`${formatTime(each.at)} ${each.operator ?? each.station}`, stepWords(each)].join(' · ')}</li>`)}</ol></details>`}
    </div>
    <div class="trouble-acts"><${Button} kind=${state === 'checked' ? 'plain' : 'main'} onClick=${() => onStep(usual ?? '')}>${t(`control.incidents.do.${usual}`)}<//>
      ${others.map((step) => html`<${Button} key=${step} onClick=${() => onStep(step)}>${t(`control.incidents.do.${step}`)}<//>`)}</div>
  </li>`;
}

/** @param {Step} step */
function stepWords({ step, sort, gravity, given_to, note }) {
  const what = [sort && t(`incident.sort.${sort}`), gravity && t(`incident.gravity.${gravity}`), given_to].filter(Boolean).join(', ');
  return [t(`incident.step.${step}`), what, note].filter(Boolean).join(' · ');
}
