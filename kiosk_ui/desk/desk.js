/** The desk page: one field, the person, the one action. What happens is in `desk_state.js` and `work.js`; dialogs in `dialogs.js`. */
import { html, useEffect, useRef, useState } from 'preact-htm';
import { showCalls } from '../lib/calls.js';
import { showEvacuation } from '../lib/evacuation.js';
import { connectLive } from '../lib/live.js';
import { OperatorLine, useOperator } from '../lib/operator.js';
import { LanguageSwitch, Notice, StatusLine } from '../lib/parts.js';
import { start } from '../lib/station.js';
import { formatTime, t } from '../lib/words.js';
import { Actions } from './actions.js';
import { actOfKey, ACTS } from './acts.js';
import { CallLine, useCalls } from './calls.js';
import { CameraDialog } from './camera_dialog.js';
import { mainAction } from './card.js';
import { badgeInTrouble, enterMeans } from './desk_state.js';
import { DIALOGS, NEEDS_PERSON } from './dialogs.js';
import { Field } from './field.js';
import { supplyWords } from '../lib/print_words.js';
import { isPrinterInTrouble, useOwnPrinter } from './own_printer.js';
import { Person, placeOfFinance } from './person.js';
import { Recents } from './recents.js';
import { useScans } from './scans.js';
import { mayTakeMoney } from './walk_in.js';
import { useDesk } from './work.js';

/** @typedef {import('../lib/me').Me} Me */
/** @typedef {{code: string, more?: any}|null} Opened */

const FUNCTION_KEY = /^F\d$/;
/** What the one action opens instead of doing at once. */
const ASKED_FIRST = ['reprint', 'unblock', 'clear', 'pay'];

/** @param {{me: Me}} props */
function DeskPage({ me }) {
  const { connection, changes } = useLive();
  const [opened, setOpened] = useState(/** @type {Opened} */ (null));
  const field = useRef(/** @type {HTMLInputElement|null} */ (null));
  const who = useOperator(me.operator);
  const desk = useDesk(who.withRight);
  const printer = useOwnPrinter(me.station.id, changes);
  const [waiting, askWaiting] = useCalls(changes);
  const { state } = desk;
  const isCovered = opened !== null || who.isAsking;
  useFocus(field, [state.card, state.outcome, state.isBusy, isCovered], isCovered);

  const takesMoney = mayTakeMoney(who.operator);
  const main = state.card === null ? 'none' : mainAction(state.card, state.job, state.outcome?.tone === 'good', takesMoney);
  const clear = () => desk.tell({ type: 'cleared' });
  const close = () => setOpened(null);
  const go = (/** @type {string} */ code, /** @type {any} */ more = undefined) => {
    if (code in DIALOGS || code === 'camera') {
      if (state.card !== null || !NEEDS_PERSON.includes(code)) setOpened({ code, more });
      return;
    }
    close();
    void desk.atOnce(code, me.station.zone ?? me.zones[0]?.code ?? null);
  };
  const act = () => {
    if (state.isBusy) return;
    if (main === 'check_in') void desk.checkIn();
    else if (main === 'next') clear();
    else if (main === 'to_finance') desk.sendToFinance(placeOfFinance(me));
    else if (main === 'print') void desk.print();
    else if (main === 'retry' && state.job) void desk.resolve(state.job, 'retry');
    else if (ASKED_FIRST.includes(main)) go(main);
  };
  const enter = () => {
    const meant = enterMeans(state);
    if (meant.type === 'open') void desk.open(meant.reg_no);
    else if (meant.type === 'look_up') void desk.lookUp(meant.text);
    else if (meant.type === 'act') act();
  };
  useKeys({ Escape: clear, F9: () => go('more') }, (key) => actOfKey(key, state.card), go, enter, isCovered);
  useScans(desk.lookUp, isCovered);

  const open = (/** @type {string} */ reg_no) => { close(); void desk.open(reg_no); };
  const Opened = opened === null ? undefined : DIALOGS[opened.code];
  return html`<div class="desk">
    <${Trouble} connection=${connection} printer=${printer} state=${state} waiting=${waiting} operator=${who.operator} onAsk=${askWaiting} onOpen=${open} />
    <main class="desk-main" data-open=${state.card ? 'card' : 'none'}>
      <${Field} state=${state} me=${me} input=${field} onType=${(/** @type {string} */ text) => desk.tell({ type: 'typed', text })}
        onMove=${(/** @type {number} */ by) => desk.tell({ type: 'moved', by })} onEnter=${enter} onOpen=${desk.open} onCamera=${() => go('camera')} />
      <${Person} state=${state} me=${me} changes=${changes} takesMoney=${takesMoney} withRight=${who.withRight} onGo=${go} onChanged=${desk.refresh} />
      <${Actions} state=${state} main=${main} onAct=${act} onGo=${go} onNext=${clear} onGive=${desk.give} onResolve=${desk.resolve} />
    </main>
    <${Recents} recent=${state.recent} onOpen=${desk.open} />
    <${StatusLine} name=${me.station.name} connection=${connection} printer=${printer}>
      <${OperatorLine} operator=${who.operator} onSignIn=${who.signIn} onSignOut=${who.signOut} />
      <${LanguageSwitch} />
    <//>
    ${opened?.code === 'camera' && html`<${CameraDialog} onCancel=${close} onRead=${(/** @type {string} */ text) => { close(); void desk.lookUp(text); }} />`}
    ${Opened && html`<${Opened} key=${opened?.code} what=${opened?.code} more=${opened?.more} card=${state.card} me=${me} operator=${who.operator}
      withRight=${who.withRight} onCancel=${close} onOpen=${open} onGo=${go}
      onDone=${(/** @type {import('./shapes.js').Came} */ came) => { close(); void desk.came(came, !isDesksOwn(opened)); }} />`}
    ${who.dialog}
  </div>`;
}

/** Whether an act concerns the desk and not who is open. @param {Opened} opened */
function isDesksOwn(opened) {
  return Boolean(opened?.more?.staff) || ACTS.some(({ code, isDesks }) => isDesks && code === opened?.code);
}

/** The connection, and how often something changed, or may have. */
function useLive() {
  const [connection, setConnection] = useState(/** @type {import('../lib/live.js').Connection|null} */ (null));
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    const changed = () => setChanges((before) => before + 1);
    return connectLive(() => undefined, (told) => {
      setConnection(told);
      if (told.state === 'live') changed(); // hints are missed until then
    }, changed);
  }, []);
  return { connection, changes };
}

/**
 * One line at the top: what stops this desk first, then what it is called for.
 * @param {{connection: any, printer: any, state: import('./desk_state.js').DeskState, waiting: import('./calls.js').Waiting, operator: {name: string}|null,
 *   onAsk: () => void, onOpen: (reg_no: string) => void}} props
 */
function Trouble({ connection, printer, state, waiting, operator, onAsk, onOpen }) {
  const stuck = badgeInTrouble(state);
  if (connection?.state === 'offline') {
    return html`<${Notice}>${t('desk.trouble.offline', { since: formatTime(connection.since) })}<//>`;
  }
  if (stuck !== null) {
    return html`<${Notice} action=${t('desk.trouble.open_person')} onAction=${() => onOpen(stuck.reg_no)}>
      ${t('desk.trouble.badge', { name: stuck.name })}<//>`;
  }
  if (printer && isPrinterInTrouble(printer)) {
    return html`<${Notice} tone="warning">${t(`desk.trouble.printer.${printer.trouble}`, { printer: printer.name })}<//>`;
  }
  const low = supplyWords(printer);
  if (low !== null && waiting.calls.length + waiting.alerts.length === 0) return html`<${Notice} tone="warning">${low}<//>`;
  return html`<${CallLine} waiting=${waiting} operator=${operator} onAsk=${onAsk} onOpen=${onOpen} />`;
}

/**
 * The field has the focus whenever nothing else needs it. Not on touch screens: a keyboard would
 * slide over the person.
 * @param {{current: HTMLInputElement|null}} field
 * @param {unknown[]} causes
 * @param {boolean} isCovered
 */
function useFocus(field, causes, isCovered) {
  useEffect(() => {
    if (!isCovered && matchMedia('(hover: hover)').matches) field.current?.focus();
  }, causes);
}

/**
 * @param {Record<string, () => unknown>} keys
 * @param {(key: string) => string|null} actOf  the act behind a function key
 * @param {(code: string) => void} go
 * @param {() => void} enter
 * @param {boolean} isCovered
 */
function useKeys(keys, actOf, go, enter, isCovered) {
  // Listening goes on from one render to the next: a key pressed right after a dialog closed must not be lost.
  const latest = useRef({ keys, actOf, go, enter, isCovered });
  latest.current = { keys, actOf, go, enter, isCovered };
  useEffect(() => {
    const onKey = (/** @type {KeyboardEvent} */ event) => {
      const now = latest.current;
      if (now.isCovered || event.repeat || event.defaultPrevented) return;
      const command = now.keys[event.key];
      const code = FUNCTION_KEY.test(event.key) ? now.actOf(event.key) : null;
      if (command !== undefined || code !== null) event.preventDefault();
      if (command !== undefined) command();
      else if (code !== null) now.go(code);
      else if (event.key === 'Enter' && event.target === document.body) now.enter();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

start(DeskPage);
showEvacuation();
showCalls();
