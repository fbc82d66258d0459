/** What the desk is called for: a kiosk's help call, an alert, somebody held back. One calm line with one button, calls first. */
import { html, useEffect, useState } from 'preact-htm';
import { AlertLine, useAlerts } from '../lib/alert_line.js';
import { get, newId, post } from '../lib/api.js';
import { Notice } from '../lib/parts.js';
import { formatTime, t } from '../lib/words.js';

/**
 * @typedef {{id: string, kind: string, note: string|null, station: string, station_name?: string, zone?: string|null, at: string, answered_at?: string|null}} HelpCall
 * @typedef {{calls: HelpCall[], alerts: import('../lib/alert_state.js').Alert[]}} Waiting
 */

const ASK_AGAIN_MS = 20000; // a hint may be missed while the connection is away

/**
 * @param {number} changes  grows when the server said that something of this changed
 * @returns {[Waiting, () => void]}
 */
export function useCalls(changes) {
  const [calls, setCalls] = useState(/** @type {HelpCall[]} */ ([]));
  const [alerts, askAlerts] = useAlerts(changes);
  const askCalls = () => void get('/help-calls').then(
    ({ help_calls }) => setCalls(help_calls.filter((/** @type {HelpCall} */ each) => !each.answered_at)), () => undefined);
  useEffect(() => {
    askCalls();
    const timer = setInterval(askCalls, ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [changes]);
  const ask = () => {
    askCalls();
    void askAlerts();
  };
  return [{ calls, alerts }, ask];
}

/** @param {{waiting: Waiting, operator: {name: string}|null, onAsk: () => void, onOpen: (reg_no: string) => void}} props */
export function CallLine({ waiting, operator, onAsk, onOpen }) {
  const [call] = waiting.calls;
  if (!call) return html`<${AlertLine} alerts=${waiting.alerts} operator=${operator} onAsk=${onAsk} onOpen=${onOpen} />`;
  const others = waiting.calls.length + waiting.alerts.length - 1;
  const more = others > 0 && html` <span class="quiet">${t('desk.calls.more', { count: others })}</span>`;
  const answer = () => void post('/help-call-answers', { help_call_answer_id: newId(), help_call_id: call.id }).then(onAsk, onAsk);
  return html`<${Notice} tone="warning" action=${t('desk.calls.going')} onAction=${answer}>
    ${t('desk.calls.help', { station: call.station_name ?? call.station, at: formatTime(call.at) })} <span dir="auto">${[kindWords(call.kind), call.note].filter(Boolean).join(' · ')}</span>${more}<//>`;
}

/** @param {string} kind */
function kindWords(kind) {
  const words = t(`desk.calls.kind.${kind}`);
  return words.startsWith('desk.') ? '' : words;
}
