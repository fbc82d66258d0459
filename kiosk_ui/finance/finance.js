/** The finance page: the drawer, who pays, how, and the change. What is sent stands in `work.js`, what it means in `finance_state.js`. */
import { html, useEffect, useRef, useState } from 'preact-htm';
import { AlertLine, useAlerts } from '../lib/alert_line.js';
import { showCalls } from '../lib/calls.js';
import { showEvacuation } from '../lib/evacuation.js';
import { connectLive } from '../lib/live.js';
import { OperatorLine, useOperator } from '../lib/operator.js';
import { Button, LanguageSwitch, Notice, StatusLine } from '../lib/parts.js';
import { start } from '../lib/station.js';
import { formatTime, t } from '../lib/words.js';
import { CameraDialog } from '../desk/camera_dialog.js';
import { Field } from '../desk/field.js';
import { useScans } from '../desk/scans.js';
import { AccountPanel } from './account.js';
import { Bill } from './bill.js';
import { Change } from './change.js';
import { DIALOGS } from './dialogs.js';
import { DrawerBar } from './drawer.js';
import { shownOf } from './finance_state.js';
import { usePrinter } from './printer.js';
import { VIEWS } from './views.js';
import { useFinance } from './work.js';

/** @typedef {import('../lib/me').Me} Me */
/** @typedef {import('./finance_state.js').View} View */
/** @typedef {{kind: string, of?: any}|null} Opened  a dialog, and what it is about */

const TABS = /** @type {View[]} */ (['take', 'invoices', 'promises', 'receipts', 'settlement']);
const TITLE_MARK = '$01';

/** @param {{me: Me}} props */
function FinancePage({ me }) {
  const [connection, setConnection] = useState(/** @type {import('../lib/live.js').Connection|null} */ (null));
  const [opened, setOpened] = useState(/** @type {Opened} */ (null));
  const [prints, setPrints] = useState(true);
  const field = useRef(/** @type {HTMLInputElement|null} */ (null));
  const who = useOperator(me.operator);
  const desk = useFinance(who.withRight);
  const printer = usePrinter(me.station.id);
  const { state } = desk;
  const account = shownOf(state);
  const isCovered = opened !== null || who.isAsking;

  const [changes, setChanges] = useState(0);
  const [alerts, askAlerts] = useAlerts(changes);
  useEffect(() => connectLive(() => undefined, setConnection, ({ what }) => what === 'alerts' && setChanges((before) => before + 1)), []);
  useFocus(field, [state.at, state.taken, state.view, isCovered], isCovered || (state.at !== null && state.taken === null));
  useScans((text) => {
    if (text.startsWith(TITLE_MARK) && account !== null) setOpened({ kind: 'invoice', of: text });
    else {
      desk.tell({ type: 'viewed', view: 'take' });
      void desk.lookUp(text);
    }
  }, isCovered);
  useKeys({ Escape: desk.clear, F2: () => field.current?.focus() }, isCovered);

  const close = () => setOpened(null);
  const openPerson = (/** @type {string} */ reg_no) => {
    desk.tell({ type: 'viewed', view: 'take' });
    void desk.open(reg_no);
  };
  const Shown = opened && DIALOGS[opened.kind];
  const Viewed = VIEWS[state.view];
  return html`<div class="finance">
    ${connection?.state === 'offline' ? html`<${Notice}>${t('desk.trouble.offline', { since: formatTime(connection.since) })}<//>`
      : html`<${AlertLine} alerts=${alerts} operator=${who.operator} onAsk=${askAlerts} onOpen=${openPerson} />`}
    <header class="finance-head">
      <${DrawerBar} drawer=${desk.drawer} operator=${who.operator} onOpen=${() => setOpened({ kind: 'open_drawer' })}
        onClose=${() => setOpened({ kind: 'close_drawer', of: desk.drawer })} />
      <nav class="finance-tabs" aria-label=${t('finance.tabs')}>${TABS.map((view) => html`<${Button} key=${view} kind="quiet"
        pressed=${state.view === view} onClick=${() => desk.tell({ type: 'viewed', view })}>${t(`finance.tab.${view}`)}<//>`)}</nav>
    </header>
    ${state.view === 'take' ? html`<main class="finance-main" data-open=${account ? 'account' : 'none'}>
      <div class="finance-find">
        <${Field} state=${desk.find} me=${me} input=${field} onType=${(/** @type {string} */ text) => desk.tellFind({ type: 'typed', text })}
          onMove=${(/** @type {number} */ by) => desk.tellFind({ type: 'moved', by })} onEnter=${desk.enter} onOpen=${desk.open}
          onCamera=${() => setOpened({ kind: 'camera' })} />
        ${account !== null && desk.find.text === '' && html`<${AccountPanel} account=${account} onAct=${setOpened} />`}
      </div>
      <${Bill} state=${state} tell=${desk.tell} me=${me} isJoining=${desk.isJoining} onJoin=${() => { desk.setJoining(!desk.isJoining); field.current?.focus(); }}
        onTake=${() => desk.take(prints)} onAct=${setOpened} />
      <${Change} state=${state} prints=${prints} onPrints=${setPrints} drawer=${desk.drawer} onTake=${() => desk.take(prints)} onNext=${desk.clear}
        onOpenDrawer=${() => setOpened({ kind: 'open_drawer' })} />
    </main>` : html`<main class="finance-view"><${Viewed} me=${me} stamp=${desk.drawer?.id ?? 'shut'} withRight=${who.withRight} onPerson=${openPerson} onAct=${setOpened} /></main>`}
    <${StatusLine} name=${me.station.name} connection=${connection} printer=${printer}>
      <${OperatorLine} operator=${who.operator} onSignIn=${who.signIn} onSignOut=${who.signOut} />
      <${LanguageSwitch} />
    <//>
    ${opened?.kind === 'camera' && html`<${CameraDialog} onCancel=${close} onRead=${(/** @type {string} */ text) => { close(); void desk.lookUp(text); }} />`}
    ${Shown && html`<${Shown} key=${opened?.kind} me=${me} account=${account} of=${opened?.of} withRight=${who.withRight} onCancel=${close} onChanged=${desk.askDrawer}
      onDone=${(/** @type {import('./finance_state.js').Outcome} */ outcome) => { close(); void desk.done(outcome); }} />`}
    ${who.dialog}
  </div>`;
}

/**
 * The field has the focus whenever nobody's payment needs it. Not on touch screens: a keyboard would slide over the bill.
 * @param {{current: HTMLInputElement|null}} field
 * @param {unknown[]} causes
 * @param {boolean} isElsewhere
 */
function useFocus(field, causes, isElsewhere) {
  useEffect(() => {
    if (!isElsewhere && matchMedia('(hover: hover)').matches) field.current?.focus();
  }, causes);
}

/** @param {Record<string, () => unknown>} keys @param {boolean} isCovered */
function useKeys(keys, isCovered) {
  useEffect(() => {
    if (isCovered) return undefined;
    const onKey = (/** @type {KeyboardEvent} */ event) => {
      const command = event.repeat || event.defaultPrevented ? undefined : keys[event.key];
      if (command === undefined) return;
      event.preventDefault();
      command();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
}

start(FinancePage);
showEvacuation();
showCalls();
