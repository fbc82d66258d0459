/** Who waits somewhere: calls for help, people held back, guests who arrived or are missing, slow queues. */
import { html } from 'preact-htm';
import { alertWords as sentence } from '../lib/alert_words.js';
import { newId, post } from '../lib/api.js';
import { Button } from '../lib/parts.js';
import { formatTime, inLanguage, t } from '../lib/words.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {import('./control_state.js').Alert} Alert */
/** @typedef {import('./control_state.js').HelpCall} HelpCall */

const SECONDS = 60; // a minute

/** @param {HelpCall} call */
export function callWords({ station_name, kind, note, at }) {
  return { title: t(`control.attention.call.${kind}`, { station: station_name }), detail: note, told: formatTime(at) };
}

/** @param {{call: HelpCall, control: Control}} props */
export function CallActions({ call, control }) {
  return html`<${Button} kind="main" onClick=${() => control.doing(() => post('/help-call-answers', { help_call_answer_id: newId(), help_call_id: call.id }),
    t('control.attention.going_said', { station: call.station_name }))}>${t('control.attention.going')}<//>`;
}

/** @param {Alert} alert @param {Control} control */
export function alertWords(alert, { me }) {
  const hall = inLanguage(me.halls.find(({ code }) => code === alert.hall)) || (alert.hall ?? '');
  const session = inLanguage(me.sessions.find(({ code }) => code === alert.session)) || (alert.session_name ?? '');
  const host = alert.host ? t('control.attention.host', { host: alert.host }) : '';
  switch (alert.kind) {
    case 'vip_arrived': return {
      title: alert.name ? t('control.attention.vip_arrived', { name: alert.name }) : t('control.attention.vip_arrived_hidden'),
      detail: [host, alert.lounge].filter(Boolean).join(' · '), told: formatTime(alert.at),
    };
    case 'speaker_missing': return {
      title: alert.name ? t('control.attention.speaker_missing', { name: alert.name }) : t('control.attention.speaker_missing_hidden'),
      detail: [session, formatTime(alert.starts_at), hall, host].filter(Boolean).join(' · '), told: '',
    };
    case 'slow_zone': return {
      title: t('control.attention.slow_zone', { zone: inLanguage(me.zones.find(({ code }) => code === alert.zone)) || (alert.zone ?? ''), count: Math.round((alert.wait_s ?? 0) / SECONDS) }),
      detail: t('control.attention.slow_zone_means'), told: formatTime(alert.at),
    };
    default: return { title: sentence(alert), detail: '', told: formatTime(alert.at) };
  }
}
