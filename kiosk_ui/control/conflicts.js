/** Conflicts: what a door told a person and what the event would have said. */
import { html } from 'preact-htm';
import { Icon } from '../lib/parts.js';
import { formatTime, t } from '../lib/words.js';
import { Section, stationName } from './parts.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {import('./control_state.js').Conflict} Conflict */

/** @param {{control: Control}} props */
export function Conflicts({ control }) {
  const { conflicts } = control.state;
  return html`<${Section} what="conflicts" list=${conflicts}>
    <ul class="troubles">${(conflicts ?? []).map((conflict) => html`<li key=${conflict.id} class="trouble" data-kind="conflict" data-resolved=${conflict.resolved ? 'yes' : undefined}>
      <${ConflictLine} conflict=${conflict} control=${control} /></li>`)}</ul>
  <//>`;
}

/** @param {{conflict: Conflict, control: Control}} props */
export function ConflictLine({ conflict, control }) {
  return html`<${Icon} name=${conflict.resolved ? 'tick-circle' : 'warning'} />
    <div class="trouble-words">
      <p class="trouble-title">${t(`control.conflicts.${conflict.kind}`, { person: conflict.delegate ?? t('control.conflicts.unknown') })}</p>
      <ul class="sides">${conflict.sides.map(({ who, verdict, at }) => html`<li key=${`${who} ${at}`}>
        <strong dir="auto">${who === 'event' ? t('control.conflicts.event') : stationName(control.state.stations, who)}</strong>${' '}${t(`verdict.${verdict}.title`)} <span class="quiet">${formatTime(at)}</span></li>`)}</ul>
    </div>`;
}
