/** The parts every page is made of. They know words and looks, and nothing of what a page does. */
import { html, useEffect, useRef, useState } from 'preact-htm';
import { Icon } from './icons.js';
import { StaffWay } from './staff_way.js';
import { formatTime, language, languages, setLanguage, t } from './words.js';

export { Icon };

const CLOCK_EVERY_MS = 5000;
const CONNECTION_ICONS = { live: 'cloud', slow: 'clock', offline: 'cloud-off' };

/** @typedef {import('preact-htm').Children} Children */

/**
 * Station name, connection, printer, clock; whatever else the page wants there as children.
 * @param {{name: string, connection?: import('./live.js').Connection & {waiting?: number} | null,
 *   printer?: {name: string, state: string} | null, children?: Children}} props
 */
export function StatusLine({ name, connection, printer, children }) {
  return html`<footer class="status-line">
    <span class="status-name" dir="auto">${name}</span>
    ${connection && html`<span class="status-item" data-state=${connection.state} role="status">
      <${Icon} name=${CONNECTION_ICONS[connection.state]} />${connectionWords(connection)}
    </span>`}
    ${printer && html`<span class="status-item" data-state=${printer.state}>
      <${Icon} name="printer" /><span dir="auto">${printer.name}</span> ${t(`printer.state.${printer.state}`)}
    </span>`}
    ${children}
    <${StaffWay} />
    <${Clock} />
  </footer>`;
}

/**
 * @param {{kind?: 'main' | 'plain' | 'quiet' | 'danger', icon?: string, keys?: string, children?: Children,
 *   onClick?: (event: Event) => void, type?: 'button' | 'submit', disabled?: boolean, pressed?: boolean, label?: string}} props
 *   `keys`: the shortcut shown on it; `label`: its name when it has no words
 */
export function Button({ kind = 'plain', icon, keys, children, onClick, type = 'button', disabled, pressed, label }) {
  return html`<button class="button" data-kind=${kind} type=${type} disabled=${disabled} aria-pressed=${pressed}
      aria-label=${label} title=${label} onClick=${onClick}>
    ${icon && html`<${Icon} name=${icon} />`}${children && html`<span>${children}</span>`}${keys && html`<kbd>${keys}</kbd>`}
  </button>`;
}

/** One button a language, each in its own words. */
export function LanguageSwitch() {
  return html`<div class="language-switch" role="group" aria-label=${t('language.choose')}>
    <${Icon} name="language" />
    ${languages().map(({ code, name }) => html`<button key=${code} type="button" lang=${code} aria-pressed=${String(code === language())}
      onClick=${() => void setLanguage(code)}>${name}</button>`)}
  </div>`;
}

/**
 * A question that stands before everything else, open as long as it is shown. `confirm` names what will happen.
 * @param {{title: string, confirm: string, cancel?: string | false, danger?: boolean, disabled?: boolean, wide?: boolean, children?: Children,
 *   onConfirm: () => void, onCancel: () => void}} props `wide`: for lists and long forms;
 *   `cancel`: false where the main action only closes
 */
export function Dialog({ title, confirm, cancel, danger, disabled, wide, children, onConfirm, onCancel }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    // Enter answers with the main action, except where that destroys something.
    const first = shown?.querySelector('[data-first]') ?? shown?.querySelector('input, select, textarea') ?? shown?.querySelector(danger ? '[data-kind="quiet"]' : '[type="submit"]');
    if (first instanceof HTMLElement) first.focus();
    return () => shown?.close();
  }, []);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!disabled) onConfirm();
  };
  const cancelled = (/** @type {Event} */ event) => {
    event.preventDefault();
    onCancel();
  };
  return html`<dialog class="dialog" data-wide=${wide ? 'yes' : undefined} ref=${dialog} onCancel=${cancelled} aria-label=${title}>
    <form onSubmit=${submit}>
      <h2 dir="auto">${title}</h2>
      ${children}
      <div class="dialog-actions">
        ${cancel !== false && html`<${Button} kind="quiet" onClick=${onCancel}>${cancel ?? t('dialog.cancel')}<//>`}
        <${Button} kind=${danger ? 'danger' : 'main'} type="submit" disabled=${disabled}>${confirm}<//>
      </div>
    </form>
  </dialog>`;
}

/**
 * What is wrong, in one sentence, with at most one button.
 * @param {{children?: Children, tone?: 'trouble' | 'warning' | 'good', action?: string, onAction?: () => void}} props
 */
export function Notice({ children, tone = 'trouble', action, onAction }) {
  return html`<div class="notice" data-tone=${tone} role=${tone === 'good' ? 'status' : 'alert'}>
    <${Icon} name=${tone === 'good' ? 'tick-circle' : 'warning'} />
    <p>${children}</p>
    ${action && html`<${Button} onClick=${onAction}>${action}<//>`}
  </div>`;
}

/** The time at the venue. */
function Clock() {
  const [now, setNow] = useState(() => new Date().toISOString());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date().toISOString()), CLOCK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return html`<time class="status-clock" datetime=${now}>${formatTime(now)}</time>`;
}

/** @param {import('./live.js').Connection & {waiting?: number}} connection */
function connectionWords({ state, since, waiting }) {
  if (state !== 'offline') return t(`connection.${state}`);
  return t(waiting ? 'connection.offline_waiting' : 'connection.offline', { since: formatTime(since), count: waiting ?? 0 });
}
