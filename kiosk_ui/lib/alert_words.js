/** An alert as one sentence: the one messages to groups say too, in the language of the page. */
import { formatMoney, formatTime, language, t } from './words.js';

/** @typedef {import('./alert_state.js').Alert} Alert */

const INSTANTS = ['time', 'since'];
const EMPTY_PLACE = /（[—-]）| \([—-]\)/g; // what has no place is said without one

/** @param {Alert} alert */
export function alertWords(alert) {
  const { kind, facts, name, host } = alert;
  const key = kind.startsWith('budget_over') ? 'alert.budget_over' : `alert.${kind}`;
  const shown = Object.fromEntries(Object.keys(facts).map((each) => [each, shownAs(each, facts)]));
  return t(key, { ...fromBefore(alert), ...shown, name: name ?? t('alert.somebody'), host: host || '—' }).replace(EMPTY_PLACE, '');
}

/** @param {string} name @param {Record<string, any>} facts */
function shownAs(name, facts) {
  const value = (!language().startsWith('zh') && facts[`${name}_en`]) || facts[name];
  if (value === null || value === undefined || value === '') return '—';
  if (INSTANTS.includes(name)) return formatTime(value);
  if (name.endsWith('_fen')) return formatMoney(value);
  if (name === 'state') return t(`printer.state.${value}`);
  return value;
}

/** What an alert of an older version tells beside its facts. @param {Alert} alert */
function fromBefore({ at, lounge, session_name, hall, starts_at, zone, wait_s }) {
  return {
    time: formatTime(starts_at ?? at), place: '—', lounge: lounge || '—', session: session_name ?? '—', hall: hall ?? '—',
    zone: zone ?? '—', minutes: Math.round((wait_s ?? 0) / 60), // of 60 s
  };
}
