/** What the desk is called for: a kiosk's help call, an alert, somebody held back. One calm line with one button, the oldest first. */
import { html, useEffect, useState } from 'preact-htm';
import { get, newId, post } from '../lib/api.js';
import { Notice } from '../lib/parts.js';
import { formatTime, inLanguage, t } from '../lib/words.js';

/**
 * @typedef {{id: string, kind: string, note: string|null, station: string, station_name?: string, zone?: string|null, at: string, answered_at?: string|null}} HelpCall
 * @typedef {{key: string, kind: string, at: string, reg_no: string|null, name: string|null, host: string|null, lounge: string|null, hall: string|null,
 *   session_name: string|null, starts_at: string|null, zone: string|null, wait_s: number|null, is_over: boolean}} Alert
 * @typedef {{calls: HelpCall[], alerts: Alert[]}} Waiting
 */

const SECONDS = 60; // a minute
const ASK_AGAIN_MS = 20000; // a hint may be missed while the connection is away

/**
 * @param {number} changes  grows when the server said that something of this changed
 * @returns {[Waiting, () => void]}
 */
export function useCalls(changes) {
  const [waiting, setWaiting] = useState(/** @type {Waiting} */ ({ calls: [], alerts: [] }));
  const ask = () => void Promise.all([
    get('/help-calls').then(({ help_calls }) => help_calls.filter((/** @type {HelpCall} */ each) => !each.answered_at), () => []),
    get('/alerts').then(({ alerts }) => alerts.filter((/** @type {any} */ each) => !each.acknowledged_at && !each.is_over), () => []),
  ]).then(([calls, alerts]) => setWaiting({ calls, alerts }));
  useEffect(() => {
    ask();
    const timer = setInterval(ask, ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [changes]);
  return [waiting, ask];
}

/** @param {{waiting: Waiting, me: import('../lib/me').Me, onAsk: () => void, onOpen: (reg_no: string) => void}} props */
export function CallLine({ waiting, me, onAsk, onOpen }) {
  const call = waiting.calls[0];
  const alert = waiting.alerts[0];
  const others = waiting.calls.length + waiting.alerts.length - 1;
  const more = others > 0 && html` <span class="quiet">${t('desk.calls.more', { count: others })}</span>`;
  if (call) {
    const answer = () => void post('/help-call-answers', { help_call_answer_id: newId(), help_call_id: call.id }).then(onAsk, onAsk);
    return html`<${Notice} tone="warning" action=${t('desk.calls.going')} onAction=${answer}>
      ${t('desk.calls.help', { station: call.station_name ?? call.station, at: formatTime(call.at) })} <span dir="auto">${[kindWords(call.kind), call.note].filter(Boolean).join(' · ')}</span>${more}<//>`;
  }
  if (alert) {
    const heard = () => {
      void post(`/alerts/${encodeURIComponent(alert.key)}/acknowledgements`, { alert_acknowledgement_id: newId() }).then(onAsk, onAsk);
      if (alert.reg_no) onOpen(alert.reg_no);
    };
    return html`<${Notice} tone="warning" action=${t('desk.calls.heard')} onAction=${heard}><span dir="auto">${alertWords(alert, me)}</span>${more}<//>`;
  }
  return null;
}

/** @param {Alert} alert @param {import('../lib/me').Me} me */
function alertWords(alert, me) {
  const zone = inLanguage(me.zones.find(({ code }) => code === alert.zone));
  return t(`desk.alert.${alert.kind}`, {
    name: alert.name ?? '', host: alert.host || '—', hall: alert.hall ?? '', session: alert.session_name ?? '', zone,
    starts_at: formatTime(alert.starts_at), at: formatTime(alert.at), minutes: Math.round((alert.wait_s ?? 0) / SECONDS),
  });
}

/** @param {string} kind */
function kindWords(kind) {
  const words = t(`desk.calls.kind.${kind}`);
  return words.startsWith('desk.') ? '' : words;
}
