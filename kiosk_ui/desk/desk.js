/** The desk page: one field, the person, the one action. What happens is in `desk_state.js` and `work.js`. */
import { html, useEffect, useRef, useState } from 'preact-htm';
import { connectLive } from '../lib/live.js';
import { LanguageSwitch, Notice, StatusLine } from '../lib/parts.js';
import { start } from '../lib/station.js';
import { listenForScans } from '../lib/wedge.js';
import { formatTime, t } from '../lib/words.js';
import { Actions } from './actions.js';
import { mainAction } from './card.js';
import { Correction } from './correction.js';
import { badgeInTrouble, enterMeans } from './desk_state.js';
import { Field } from './field.js';
import { OperatorLine, useOperator } from '../lib/operator.js';
import { isPrinterInTrouble, useOwnPrinter } from './own_printer.js';
import { Person } from './person.js';
import { Recents } from './recents.js';
import { WalkIn } from './walk_in.js';
import { useDesk } from './work.js';

/** @typedef {import('../lib/me').Me} Me */
/** @typedef {import('./correction.js').CorrectionKind} CorrectionKind */
/** @typedef {{kind: 'correction', what: CorrectionKind}|{kind: 'walk_in'}|null} Opened */

/** @param {{me: Me}} props */
function DeskPage({ me }) {
  const [connection, setConnection] = useState(/** @type {import('../lib/live.js').Connection|null} */ (null));
  const [opened, setOpened] = useState(/** @type {Opened} */ (null));
  const field = useRef(/** @type {HTMLInputElement|null} */ (null));
  const who = useOperator(me.operator);
  const desk = useDesk(who.withRight);
  const printer = useOwnPrinter(me.station.id);
  const { state } = desk;

  useEffect(() => connectLive(() => undefined, setConnection), []);
  const isCovered = opened !== null || who.isAsking;
  useFocus(field, [state.card, state.outcome, isCovered], isCovered);

  const main = state.card === null ? 'none' : mainAction(state.card, state.job, state.outcome?.tone === 'good');
  const correct = (/** @type {CorrectionKind} */ what) => setOpened({ kind: 'correction', what });
  const clear = () => desk.tell({ type: 'cleared' });
  const act = () => {
    if (state.isBusy) return;
    if (main === 'check_in') void desk.checkIn();
    else if (main === 'next') clear();
    else if (main === 'print') void desk.print();
    else if (main === 'retry' && state.job) void desk.resolve(state.job, 'retry');
    else if (main === 'reprint' || main === 'override' || main === 'unblock') correct(main);
  };
  const enter = () => {
    const meant = enterMeans(state);
    if (meant.type === 'open') void desk.open(meant.reg_no);
    else if (meant.type === 'look_up') void desk.lookUp(meant.text);
    else if (meant.type === 'act') act();
  };
  useKeys({
    Escape: clear, F2: () => setOpened({ kind: 'walk_in' }),
    F4: () => state.card?.checked_in && correct('reprint'), F8: () => state.card && correct('lost'),
  }, enter, isCovered);
  useScans(desk.lookUp, isCovered);

  const close = () => setOpened(null);
  return html`<div class="desk">
    <${Trouble} connection=${connection} printer=${printer} state=${state} onOpen=${desk.open} />
    <main class="desk-main" data-open=${state.card ? 'card' : 'none'}>
      <${Field} state=${state} me=${me} input=${field} onType=${(/** @type {string} */ text) => desk.tell({ type: 'typed', text })}
        onMove=${(/** @type {number} */ by) => desk.tell({ type: 'moved', by })} onEnter=${enter} onOpen=${desk.open} />
      <${Person} state=${state} me=${me} />
      <${Actions} state=${state} main=${main} onAct=${act} onCorrect=${correct} onNext=${clear}
        onResolve=${desk.resolve} onWalkIn=${() => setOpened({ kind: 'walk_in' })} />
    </main>
    <${Recents} recent=${state.recent} onOpen=${desk.open} />
    <${StatusLine} name=${me.station.name} connection=${connection} printer=${printer}>
      <${OperatorLine} operator=${who.operator} onSignIn=${who.signIn} onSignOut=${who.signOut} />
      <${LanguageSwitch} />
    <//>
    ${opened?.kind === 'correction' && state.card && html`<${Correction} what=${opened.what} card=${state.card}
      withRight=${who.withRight} onCancel=${close}
      onDone=${(/** @type {any} */ job) => { close(); void desk.corrected(job, opened.what); }} />`}
    ${opened?.kind === 'walk_in' && html`<${WalkIn} me=${me} withRight=${who.withRight} onCancel=${close}
      onOpen=${(/** @type {string} */ reg_no) => { close(); void desk.open(reg_no); }}
      onDone=${(/** @type {any} */ answer, /** @type {string} */ name) => { close(); void desk.welcome(answer, name); }} />`}
    ${who.dialog}
  </div>`;
}

/** @param {{connection: any, printer: any, state: import('./desk_state.js').DeskState, onOpen: (reg_no: string) => void}} props */
function Trouble({ connection, printer, state, onOpen }) {
  const stuck = badgeInTrouble(state);
  if (connection?.state === 'offline') {
    return html`<${Notice}>${t('desk.trouble.offline', { since: formatTime(connection.since) })}<//>`;
  }
  if (stuck !== null) {
    return html`<${Notice} action=${t('desk.trouble.open_person')} onAction=${() => onOpen(stuck.reg_no)}>
      ${t('desk.trouble.badge', { name: stuck.name })}<//>`;
  }
  if (printer && isPrinterInTrouble(printer)) {
    return html`<${Notice} tone="warning">${t(`desk.trouble.printer.${printer.state}`, { printer: printer.name })}<//>`;
  }
  return null;
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
 * @param {() => void} enter
 * @param {boolean} isCovered
 */
function useKeys(keys, enter, isCovered) {
  useEffect(() => {
    if (isCovered) return undefined;
    const onKey = (/** @type {KeyboardEvent} */ event) => {
      if (event.repeat || event.defaultPrevented) return;
      const command = keys[event.key];
      if (command !== undefined) {
        event.preventDefault();
        command();
      } else if (event.key === 'Enter' && event.target === document.body) enter();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
}

/**
 * @param {(text: string) => void} onScan
 * @param {boolean} isCovered  a scan into an open dialog would change the person behind it
 */
function useScans(onScan, isCovered) {
  const latest = useRef({ onScan, isCovered });
  latest.current = { onScan, isCovered };
  useEffect(() => listenForScans((text) => {
    if (!latest.current.isCovered) latest.current.onScan(text);
  }), []);
}

start(DeskPage);
