/** A conflict in plain words: what the door did, and what the event says. No DOM. */
import { formatTime, inLanguage, t } from '../lib/words.js';
import { stationName } from './parts.js';

/** @typedef {import('./control_state.js').Conflict} Conflict */
/** @typedef {import('./control.js').Control} Control */

/** @param {Conflict} conflict @param {Control} control */
export function conflictWords(conflict, control) {
  const told = conflict.sides.find(({ who }) => who !== 'event');
  const ruled = conflict.sides.find(({ who }) => who === 'event');
  return t(`control.conflicts.${conflict.could_not_know ? 'could_not_know' : conflict.kind}`, {
    door: doorOf(conflict, told?.who ?? '', control), person: personOf(conflict), at: formatTime(told?.at),
    decided: t(`verdict.${told?.verdict}.title`), ruled: t(`verdict.${ruled?.verdict}.title`),
  });
}

/** What stands below: how old the door's list was, and the hall. @param {Conflict} conflict @param {Control} control */
export function conflictDetail(conflict, control) {
  const hall = inLanguage(control.me.halls.find(({ code }) => code === conflict.hall)) || conflict.hall;
  return [hall !== nameOf(conflict, control) && hall, conflict.roster_at && t('control.conflicts.roster', { at: formatTime(conflict.roster_at) }), t('control.conflicts.noted', { at: formatTime(conflict.at) })]
    .filter(Boolean).join(' · ');
}

/** What a person decided. @param {NonNullable<Conflict['resolution']>} resolution */
export function resolutionWords({ decision, operator, at, note }) {
  const said = t(`control.conflicts.did_${decision}`, { operator: operator ?? t('control.conflicts.somebody'), at: formatTime(at) });
  return note ? `${said} ${t('control.conflicts.note_was', { note })}` : said;
}

/** @param {Conflict} conflict */
function personOf({ name, delegate }) {
  if (delegate === null) return t('control.conflicts.unknown');
  return name ? t('control.conflicts.person', { name, reg_no: delegate }) : delegate;
}

/** @param {Conflict} conflict @param {string} who @param {Control} control */
function doorOf(conflict, who, control) {
  const station = stationName(control.state.stations, who);
  const door = nameOf(conflict, control);
  return station === '' || station === door || door === '' ? door || station : t('control.conflicts.door', { checkpoint: door, station });
}

/** The checkpoint's name. @param {Conflict} conflict @param {Control} control */
function nameOf({ checkpoint }, { state, me }) {
  return inLanguage((state.checkpoints ?? me.checkpoints).find(({ code }) => code === checkpoint)) || checkpoint || '';
}
