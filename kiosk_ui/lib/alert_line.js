/**
 * One line on every staffed page and on the board: the most urgent alert nobody has seen, how many others there are, and the
 * button (Alt A) by which a named person says that she has seen it.
 */
import { html, useEffect, useRef, useState } from 'preact-htm';
import { get, newId, post } from './api.js';
import { maySee, waiting } from './alert_state.js';
import { alertWords } from './alert_words.js';
import { Button, Dialog, Icon } from './parts.js';
import { useSubmit } from './submit.js';
import { t } from './words.js';

/** @typedef {import('./alert_state.js').Alert} Alert */

const ASK_AGAIN_MS = 20000; // a hint may be missed while the connection is away
const NAME_AT_MOST = 80;
/** Who said so last on this page, where nobody signs in; offered again, never kept. */
let lastName = '';

/**
 * The alerts that need someone, the most urgent first.
 * @param {unknown} changes  another value whenever the server said that alerts changed
 * @returns {[Alert[], () => Promise<void>]} and how to ask again now
 */
export function useAlerts(changes) {
  const [alerts, setAlerts] = useState(/** @type {Alert[]} */ ([]));
  const ask = async () => {
    const told = await get('/alerts').catch(() => null); // what could not be asked keeps what it showed
    if (told !== null) setAlerts(waiting(told.alerts));
  };
  useEffect(() => {
    void ask();
    const timer = setInterval(ask, ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [changes]);
  return [alerts, ask];
}

/**
 * @param {{alerts: Alert[], onAsk: () => unknown, operator?: {name: string}|null, isNamed?: boolean, isShown?: boolean, others?: number,
 *   onOpen?: (reg_no: string) => void}} props
 *   `isNamed`: the station is a person's own; `isShown`: it is only shown here, on a board; `others`: what waits besides alerts;
 *   `onOpen`: opens the person it is about
 */
export function AlertLine({ alerts, onAsk, operator = null, isNamed = false, isShown = false, others = 0, onOpen }) {
  const [asked, setAsked] = useState(/** @type {Alert|null} */ (null));
  const [alert] = alerts;
  const isHere = alert !== undefined && !isShown && maySee(alert);
  const see = () => {
    if (alert === undefined || !isHere) return;
    if (operator !== null || isNamed) void seen(alert, '').then(onAsk, onAsk);
    else setAsked(alert);
    if (alert.reg_no !== null) onOpen?.(alert.reg_no);
  };
  useKey(see, isHere && asked === null);
  const more = alerts.length - 1 + others;
  return html`${alert && html`<div class="notice alert-line" data-tone=${alert.level === 'act' ? 'trouble' : 'warning'} data-kind=${alert.kind} role="status" aria-live=${alert.level === 'act' ? 'assertive' : 'polite'}>
      <${Icon} name="warning" />
      <p><span dir="auto">${alertWords(alert)}</span>${more > 0 && html` <span class="quiet">${t('alert.line.more', { count: more })}</span>`}</p>
      ${isHere && html`<${Button} keys="Alt A" onClick=${see}>${t('alert.line.seen')}<//>`}
    </div>`}
    ${asked && html`<${WhoHasSeen} alert=${asked} onCancel=${() => setAsked(null)} onSeen=${() => { setAsked(null); void onAsk(); }} />`}`;
}

/**
 * @param {Alert} alert
 * @param {string} name  of who has seen it, where nobody is signed in
 */
export function seen(alert, name) {
  return post(`/alerts/${encodeURIComponent(alert.key)}/acknowledgements`, { alert_acknowledgement_id: newId(), name });
}

/** Who it was, where nobody is signed in. @param {{alert: Alert, onCancel: () => void, onSeen: () => void}} props */
export function WhoHasSeen({ alert, onCancel, onSeen }) {
  const [name, setName] = useState(lastName);
  const { problem, isBusy, submit } = useSubmit();
  const send = () => submit(async () => {
    lastName = name.trim();
    await seen(alert, lastName);
    onSeen();
  });
  return html`<${Dialog} title=${t('alert.who.title')} confirm=${t('alert.who.confirm')} disabled=${isBusy || name.trim() === ''} onConfirm=${send} onCancel=${onCancel}>
    <p dir="auto">${alertWords(alert)}</p>
    <label class="input-label">${t('alert.who.name')}
      <input class="input" dir="auto" autocomplete="off" maxlength=${NAME_AT_MOST} value=${name} onInput=${(/** @type {any} */ event) => setName(event.target.value)} /></label>
    <p class="input-problem" role="alert">${problem?.words}</p>
  <//>`;
}

/** Alt A, wherever the focus is. @param {() => void} act @param {boolean} isOn */
function useKey(act, isOn) {
  const present = useRef(act);
  present.current = act;
  useEffect(() => {
    if (!isOn) return undefined;
    const press = (/** @type {KeyboardEvent} */ event) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== 'KeyA') return;
      event.preventDefault();
      present.current();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [isOn]);
}
