/** Calling other stations: a prepared sentence filled from the programme and the stations, or one's own words; and whom. */
import { html, useState } from 'preact-htm';
import { AddressField, placeName, useCallPlaces } from './address_field.js';
import { newId, post } from './api.js';
import { KINDS, NEEDS, addressOf, bodyOf, isReady, usualPicks } from './calls_state.js';
import { readCalls } from './calls_work.js';
import { Button, Icon } from './parts.js';
import { useSubmit } from './submit.js';
import { formatTime, inLanguage, t } from './words.js';

const LATE_MINUTES = [5, 10, 15, 20, 30, 45, 60];
const USUAL_LATE = 10;

/** @typedef {import('./calls_state.js').Draft} Draft */
/** @typedef {import('./me').Me} Me */

/** @param {{me: Me | null}} props */
export function CallForm({ me }) {
  return me ? html`<${Form} me=${me} />` : html`<p class="roll-empty" aria-busy="true">${t('contacts.reading')}</p>`;
}

/** @param {Me} me @returns {Draft} */
const emptyDraft = (me) => ({ kind: 'supervisor', text: '', station: me.station.role === 'control' ? '' : me.station.id, zone: me.station.zone ?? '', session: '', hall: '', minutes: USUAL_LATE });

/** @param {{me: Me}} props */
function Form({ me }) {
  const places = useCallPlaces();
  const [draft, setDraft] = useState(() => emptyDraft(me));
  const [picks, setPicks] = useState(() => usualOf('supervisor', me));
  const [asks, setAsks] = useState(true);
  const [station_call_id, setId] = useState(newId);
  const [said, setSaid] = useState('');
  const { problem, isBusy, submit } = useSubmit();
  const set = (/** @type {Partial<Draft>} */ part) => {
    setDraft({ ...draft, ...part });
    setId(newId()); // other words are another call
    setSaid('');
  };
  const choose = (/** @type {string} */ kind) => {
    set({ kind });
    setPicks(usualOf(kind, me));
  };
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    void submit(async () => {
      const { stations } = await post('/station-calls', { station_call_id, to: addressOf(picks), needs_answer: asks, ...bodyOf(draft) });
      setSaid(t('calls.sent_to', { count: stations.length }));
      setId(newId());
      setDraft({ ...draft, text: '' });
      await readCalls();
    });
  };
  const field = (/** @type {keyof Draft} */ name) => NEEDS[draft.kind]?.includes(name);
  const input = (/** @type {keyof Draft} */ name) => (/** @type {any} */ event) => set({ [name]: name === 'minutes' ? Number(event.target.value) : event.target.value });
  return html`<form class="call-form" aria-label=${t('calls.new')} onSubmit=${send}>
    <h3>${t('calls.new')}</h3>
    <div class="call-fields">
      <label class="input-label">${t('calls.what')}<select class="input" value=${draft.kind} onChange=${(/** @type {any} */ event) => choose(event.target.value)}>
        ${KINDS.map((kind) => html`<option key=${kind} value=${kind}>${t(`calls.kind.${kind}`)}</option>`)}</select></label>
      ${field('station') && html`<label class="input-label">${t('calls.where')}<select class="input" value=${draft.station} onChange=${input('station')}>
        <option value="">${t('calls.choose')}</option>
        ${stationsOf(me, places).map(({ id }, _, all) => html`<option key=${id} value=${id}>${placeName(id, all)}</option>`)}</select></label>`}
      ${field('zone') && html`<label class="input-label">${t('calls.zone')}<${Choice} value=${draft.zone} of=${me.zones} onChange=${input('zone')} /></label>`}
      ${field('session') && html`<label class="input-label">${t('calls.session')}<select class="input" value=${draft.session} onChange=${input('session')}>
        <option value="">${t('calls.choose')}</option>
        ${me.sessions.map((each) => html`<option key=${each.code} value=${each.code}>${formatTime(each.starts_at)} ${inLanguage(each)}</option>`)}</select></label>`}
      ${field('hall') && html`<label class="input-label">${t('calls.hall')}<${Choice} value=${draft.hall} of=${me.halls} onChange=${input('hall')} /></label>`}
      ${field('minutes') && html`<label class="input-label">${t('calls.minutes')}<select class="input" value=${draft.minutes} onChange=${input('minutes')}>
        ${LATE_MINUTES.map((each) => html`<option key=${each} value=${each}>${each}</option>`)}</select></label>`}
      ${field('text') && html`<label class="input-label" data-wide="yes">${t('calls.text')}<input class="input" dir="auto" maxlength="200" autocomplete="off" value=${draft.text} onInput=${input('text')} /></label>`}
    </div>
    <${AddressField} me=${me} places=${places} picks=${picks} onPicks=${(/** @type {string[]} */ chosen) => { setPicks(chosen); setId(newId()); setSaid(''); }} />
    <label class="call-asks"><input type="checkbox" checked=${asks} onChange=${() => { setAsks(!asks); setId(newId()); }} />${t('calls.needs_answer')}</label>
    ${draft.kind !== 'text' && isReady(draft, ['all']) && html`<p class="call-preview" dir="auto"><${Icon} name="bell" />${preview(draft, me, places)}</p>`}
    <p class="call-send"><${Button} kind="main" type="submit" disabled=${isBusy || !isReady(draft, picks)}>${t('calls.send')}<//>
      <span role="status">${said}</span></p>
    ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}
  </form>`;
}

/** @param {{value: string, of: import('./me').Named[], onChange: (event: Event) => void}} props */
function Choice({ value, of, onChange }) {
  return html`<select class="input" value=${value} onChange=${onChange}><option value="">${t('calls.choose')}</option>
    ${of.map((each) => html`<option key=${each.code} value=${each.code}>${inLanguage(each)}</option>`)}</select>`;
}

/** From control itself nobody calls control. @param {string} kind @param {Me} me */
function usualOf(kind, me) {
  return usualPicks(kind).map((pick) => (pick === 'role:control' && me.station.role === 'control' ? 'role:desk' : pick));
}

/** @param {Me} me @param {import('./calls_state.js').CallPlace[]} places */
function stationsOf(me, places) {
  return [me.station, ...places].filter(({ role }) => role !== 'board' && role !== 'control');
}

/** The sentence as the others will read it. @param {Draft} draft @param {Me} me @param {import('./calls_state.js').CallPlace[]} places */
function preview(draft, me, places) {
  const session = me.sessions.find(({ code }) => code === draft.session);
  const hall = draft.kind === 'back_to_hall' ? session?.hall : draft.hall;
  return t(`messages.said.${draft.kind}`, {
    station: stationsOf(me, places).find(({ id }) => id === draft.station)?.name ?? draft.station,
    zone: inLanguage(me.zones.find(({ code }) => code === draft.zone)), session: inLanguage(session),
    hall: inLanguage(me.halls.find(({ code }) => code === hall)) || (hall ?? ''), minutes: draft.minutes, at: formatTime(session?.starts_at),
  });
}
