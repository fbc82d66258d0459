/** Timed reminders: proposed from the plan, switched on and off, and what became of them. */
import { html, useEffect, useState } from 'preact-htm';
import { newId, post } from '../lib/api.js';
import { AddressField, pickWords, useCallPlaces } from '../lib/address_field.js';
import { addressOf, picksOf } from '../lib/calls_state.js';
import { Button, Dialog, Icon } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { formatDay, formatTime, inLanguage, t } from '../lib/words.js';
import { useReading } from './reading.js';
import { fromVenue } from './venue_time.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {{kind: string, session: string | null, item: string | null, reg_no: string | null, name: string, name_en: string, at: string, minutes_before: number, reminder_id: string | null}} Proposal */
/** @typedef {{id: string, kind: string, session: string | null, item: string | null, reg_no: string | null, text: string, text_en: string, minutes_before: number, due_at: string | null,
 *   to: import('../lib/calls_state.js').To, outcome: string | null, ended_at: string | null, by: string}} Reminder */

const ALL = ['all'];

/** @param {{control: Control}} props */
export function Reminders({ control }) {
  const [told, read] = useReading('/reminders');
  const [asked, setAsked] = useState(/** @type {Proposal | 'own' | null} */ (null));
  const places = useCallPlaces();
  const { reminders, proposals } = /** @type {{reminders: Reminder[], proposals: Proposal[]}} */ (told ?? { reminders: [], proposals: [] });
  useEffect(() => void read(), [control.heard['reminders'], control.seesPersons]);
  const off = (/** @type {Reminder} */ { id }) => control.doing(() => post('/reminder-ends', { reminder_end_id: newId(), reminder_id: id }), t('control.calls.switched_off')).then(read);
  const on = () => {
    setAsked(null);
    control.changed(t('control.calls.switched_on'));
    void read();
  };
  const running = reminders.filter(({ outcome }) => outcome === null);
  const over = reminders.filter(({ outcome }) => outcome !== null);
  const line = (/** @type {Reminder} */ each) => html`<li key=${each.id} class="row"><div class="row-words">
      <p class="row-name" dir="auto">${t(`calls.kind.${each.kind}`)}${each.kind !== 'text' && ' · '}<bdi>${each.kind === 'text' ? `: ${inLanguage({ name: each.text, name_en: each.text_en })}` : nameOf(each, control)}</bdi></p>
      <p class="small quiet" dir="auto">${t('control.calls.due', { at: `${formatDay(each.due_at)} ${formatTime(each.due_at)}` })} · ${picksOf(each.to).map((pick) => pickWords(pick, control.me, places)).join(', ')} · <bdi>${each.by}</bdi></p></div>
    ${each.outcome === null ? html`<${Button} onClick=${() => void off(each)}>${t('control.calls.switch_off')}<//>`
      : html`<p class="row-state" data-state=${STATES[each.outcome] ?? ''}>${t(`control.calls.outcome.${each.outcome}`)} ${formatTime(each.ended_at)}</p>`}</li>`;
  return html`<section class="reminders" aria-labelledby="reminders-title">
    <header class="section-head"><h2 id="reminders-title">${t('control.calls.reminders')}</h2><span class="section-action"><${Button} icon="clock" onClick=${() => setAsked('own')}>${t('control.calls.own')}<//></span></header>
    <p class="quiet">${t('control.calls.reminders_how')}</p>
    <h3>${t('control.calls.on')}</h3>
    ${running.length === 0 ? html`<p class="control-empty">${t('control.calls.none_on')}</p>` : html`<ul class="rows">${running.map(line)}</ul>`}
    <h3>${t('control.calls.proposed')}</h3>
    ${proposals.length === 0 && html`<p class="control-empty">${t('control.calls.none_proposed')}</p>`}
    <ul class="rows">${proposals.map((each) => html`<li key=${`${each.kind} ${each.session ?? each.item ?? each.reg_no}`} class="row"><div class="row-words">
      <p class="row-name" dir="auto">${t(`calls.kind.${each.kind}`)} · <bdi>${inLanguage(each)}</bdi></p>
      <p class="small quiet">${t(each.kind === 'guest_on_the_way' ? 'control.calls.arrives' : 'control.calls.begins', { day: formatDay(each.at), at: formatTime(each.at) })}</p></div>
      ${each.reminder_id ? html`<p class="row-state" data-state="ready">${t('control.calls.is_on')}</p>` : html`<${Button} onClick=${() => setAsked(each)}>${t('control.calls.switch_on')}<//>`}</li>`)}</ul>
    ${over.length > 0 && html`<h3>${t('control.calls.ended')}</h3><ul class="rows">${over.map(line)}</ul>`}
    ${asked && html`<${SwitchOn} control=${control} places=${places} of=${asked === 'own' ? null : asked} onDone=${on} onClose=${() => setAsked(null)} />`}
  </section>`;
}

const STATES = /** @type {Record<string, string>} */ ({ told: 'ready', late: 'is_away', missed: 'trouble', nobody: 'trouble' });

/** @param {Reminder} reminder @param {Control} control */
function nameOf({ session, item, reg_no }, { me }) {
  return inLanguage(me.sessions.find(({ code }) => code === session)) || inLanguage(me.items.find(({ code }) => code === item)) || (session ?? item ?? reg_no ?? '');
}

/** @param {{control: Control, places: import('../lib/calls_state.js').CallPlace[], of: Proposal | null, onDone: () => void, onClose: () => void}} props `of`: null for one's own */
function SwitchOn({ control, places, of, onDone, onClose }) {
  const [reminder_id] = useState(newId);
  const [minutes, setMinutes] = useState(of?.minutes_before ?? 0);
  const [at, setAt] = useState('');
  const [text, setText] = useState('');
  const [text_en, setTextEn] = useState('');
  const [picks, setPicks] = useState(ALL);
  const { problem, isBusy, submit } = useSubmit();
  const due_at = fromVenue(at, control.me.event.time_zone);
  const about = of ? { kind: of.kind, session: of.session, item: of.item, reg_no: of.reg_no, minutes_before: minutes } : { kind: 'text', text, text_en, due_at };
  const send = () => submit(async () => {
    await control.withRight(() => post('/reminders', { reminder_id, to: addressOf(picks), ...about }));
    onDone();
  });
  const isReady = picks.length > 0 && (of !== null || (text.trim() !== '' && due_at !== null));
  return html`<${Dialog} title=${of ? t('control.calls.what', { name: inLanguage(of) }) : t('control.calls.own')} confirm=${t('control.calls.switch_on')} disabled=${isBusy || !isReady} onConfirm=${send} onCancel=${onClose}>
    ${of ? html`<label class="input-label">${t('control.calls.before')}<input class="input" type="number" min="0" max="480" value=${minutes} onInput=${(/** @type {any} */ event) => setMinutes(Number(event.target.value))} /></label>
        <p class="call-preview"><${Icon} name="clock" />${t('control.calls.due', { at: formatTime(new Date(Date.parse(of.at) - minutes * MINUTE_MS).toISOString()) })}</p>`
      : html`<label class="input-label">${t('control.calls.at')}<input class="input" type="datetime-local" value=${at} onInput=${(/** @type {any} */ event) => setAt(event.target.value)} /></label>
        <label class="input-label">${t('calls.text')}<input class="input" dir="auto" maxlength="200" value=${text} onInput=${(/** @type {any} */ event) => setText(event.target.value)} /></label>
        <label class="input-label">${t('control.calls.text_en')}<input class="input" dir="auto" maxlength="200" value=${text_en} onInput=${(/** @type {any} */ event) => setTextEn(event.target.value)} /></label>`}
    <${AddressField} me=${control.me} places=${places} picks=${picks} onPicks=${setPicks} />
    ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}
  <//>`;
}

const MINUTE_MS = 60000;
