/** The control page: what needs a person first, then everything the event is served with. */
import { html, useEffect, useReducer, useState } from 'preact-htm';
import { showCalls } from '../lib/calls.js';
import { showEvacuation } from '../lib/evacuation.js';
import { connectLive } from '../lib/live.js';
import { LanguageSwitch, Notice, StatusLine } from '../lib/parts.js';
import { problemWords } from '../lib/problem_words.js';
import { start } from '../lib/station.js';
import { formatTime, t } from '../lib/words.js';
import { OperatorLine, useOperator } from '../lib/operator.js';
import { AlertLine } from '../lib/alert_line.js';
import { waiting } from '../lib/alert_state.js';
import { AlertsSection } from './alerts.js';
import { Attention } from './attention.js';
import { Backups } from './backups.js';
import { Batches } from './batches.js';
import { Checkpoints } from './checkpoints.js';
import { Calls } from './calls.js';
import { Conflicts } from './conflicts.js';
import { Contacts } from './contacts.js';
import { EvacuationSection } from './evacuation.js';
import { Halls } from './halls.js';
import { hearHeadcount } from './headcount.js';
import { useHeard } from './hearing.js';
import { emptyControl, nextControl, sectionOf } from './control_state.js';
import { Incidents } from './incidents.js';
import { Jobs } from './jobs.js';
import { useLists } from './lists.js';
import { Materials } from './materials.js';
import { Nav } from './nav.js';
import { Operators } from './operators.js';
import { Papers } from './papers.js';
import { Printers } from './printers.js';
import { Reports } from './reports.js';
import { Rules } from './rules.js';
import { Satisfaction } from './satisfaction.js';
import { Shifts } from './shifts.js';
import { Simulator } from './simulator.js';
import { Speakers } from './speakers.js';
import { Stations } from './stations.js';
import { Templates } from './templates.js';
import { Workbook } from './workbook.js';
import { Zones } from './zones.js';

/** @typedef {import('../lib/me').Me} Me */
/** @typedef {import('./control_state.js').ControlState} ControlState */
/** @typedef {import('./control_state.js').ControlEvent} ControlEvent */
/**
 * What every section gets.
 * @typedef {object} Control
 * @property {Me} me
 * @property {ControlState} state
 * @property {{name: string, roles: string[]}|null} operator  who is signed in
 * @property {boolean} seesPersons  somebody who may see names is signed in
 * @property {boolean} isOffline  the lists are from before
 * @property {(event: ControlEvent) => void} tell
 * @property {<T>(act: () => Promise<T>) => Promise<T>} withRight
 * @property {(act: () => Promise<unknown>, said: string) => Promise<void>} doing  act, say it was done, read again
 * @property {Record<string, number>} heard  how often the server said that something changed, by what it is
 * @property {() => Promise<void>} readAgain  read every list now
 * @property {(said: string) => void} changed  something was changed in a dialog: say so, read again
 */

const PARTS = {
  evacuation: EvacuationSection, speakers: Speakers, calls: Calls, incidents: Incidents, contacts: Contacts,
  attention: Attention, alerts: AlertsSection, stations: Stations, printers: Printers, jobs: Jobs, batches: Batches, templates: Templates,
  operators: Operators, checkpoints: Checkpoints, conflicts: Conflicts, zones: Zones, halls: Halls, simulator: Simulator, materials: Materials,
  shifts: Shifts, rules: Rules, papers: Papers, satisfaction: Satisfaction, reports: Reports, workbook: Workbook, backups: Backups,
};

/** These show every alert themselves. */
const SHOW_ALERTS = ['attention', 'alerts'];

/** @param {{me: Me}} props */
function ControlPage({ me }) {
  const [connection, setConnection] = useState(/** @type {import('../lib/live.js').Connection|null} */ (null));
  const [state, tell] = useReducer(nextControl, emptyControl(sectionOf(location.hash)));
  const who = useOperator(me.operator);
  const readAgain = useLists(tell);
  const [heard, hear] = useHeard();
  useEffect(() => connectLive(hearHeadcount, setConnection, hear), []);
  useEffect(() => void readAgain(), [heard]);
  useEffect(() => {
    const go = () => tell({ type: 'section', section: sectionOf(location.hash) });
    addEventListener('hashchange', go);
    return () => removeEventListener('hashchange', go);
  }, []);

  const changed = (/** @type {string} */ said) => {
    tell({ type: 'said', tone: 'good', text: said });
    void readAgain();
  };
  const doing = async (/** @type {() => Promise<unknown>} */ act, /** @type {string} */ said) => {
    try {
      await who.withRight(act);
      changed(said);
    } catch (problem) {
      tell({ type: 'said', tone: 'bad', text: problemWords(problem) });
    }
  };
  const isOffline = connection?.state === 'offline';
  const seesPersons = who.operator?.roles.some((role) => role !== 'technician') ?? false;
  useEffect(() => void readAgain(), [seesPersons]); // names come and go with who is signed in
  const control = { me, state, operator: who.operator, seesPersons, isOffline, tell, withRight: who.withRight, doing, changed, heard, readAgain };
  return html`<div class="control">
    <${Nav} state=${state} me=${me} />
    <main class="control-main" tabindex="0" key=${state.section}>
      ${isOffline && html`<${Notice}>${t('control.offline', { since: formatTime(connection?.since) })}<//>`}
      ${state.said && html`<${Notice} tone=${state.said.tone === 'good' ? 'good' : 'trouble'} action=${t('control.heard')}
        onAction=${() => tell({ type: 'heard' })}>${state.said.text}<//>`}
      ${!SHOW_ALERTS.includes(state.section) && html`<${AlertLine} alerts=${waiting(state.alerts ?? [])} operator=${who.operator} onAsk=${readAgain} />`}
      <${PARTS[state.section]} control=${control} />
    </main>
    <${StatusLine} name=${me.station.name} connection=${connection}>
      <${OperatorLine} operator=${who.operator} onSignIn=${who.signIn} onSignOut=${who.signOut} />
      <${LanguageSwitch} />
    <//>
    ${who.dialog}
  </div>`;
}

start(ControlPage);
showEvacuation({ onOpen: () => { location.hash = 'evacuation'; } });
showCalls();
