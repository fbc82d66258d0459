/**
 * What control shows, as a pure function of what the server told: lists, and out of them what
 * needs a person first. No DOM, no clock, no fetch.
 */

import { waiting } from '../lib/alert_state.js';

/** @typedef {import('../desk/shapes.js').PrintJob} PrintJob */
/** @typedef {{id: string, name: string|null, role: string, zone: string|null, checkpoint: string|null, parent?: string|null, ends_at?: string|null, paired_at: string|null, is_connected: boolean, last_seen_at: string|null, revoked_at: string|null}} Station */
/** @typedef {{name: string, url: string, prints: string[], station: string|null, place: string|null, state: string|null, trouble?: string|null, pages_left?: number|null, warn_at?: number|null, is_low?: boolean, error?: string|null, agent?: string|null,
 *   pool?: string|null, template?: string|null, width_mm?: number|null, height_mm?: number|null, checked_at: string|null}} Printer */
/** @typedef {{name: string, roles: string[], may_sign_in: boolean, is_locked: boolean}} Operator */
/** @typedef {{code: string, name: string, name_en: string|null, hall: string, direction: string, categories: string[], policy: Record<string, unknown>}} Checkpoint */
/** @typedef {{id: string, kind: 'admitted_twice'|'let_in'|'turned_away'|'flushed', scan_ids: string[], delegate: string|null, sides: {who: string, verdict: string, at: string}[], resolved: boolean,
 *   name?: string|null, hall?: string, checkpoint?: string, at?: string, roster_at?: string|null, could_not_know?: boolean, decisions?: ('stands'|'count_in'|'count_out')[],
 *   resolution?: {decision: string, note: string, operator: string|null, at: string}|null}} Conflict */
/** @typedef {{id: string, kind: string, note: string, station: string, station_name: string, zone: string|null, at: string, answered_at: string|null, answered_by: string|null}} HelpCall */
/** @typedef {import('../lib/alert_state.js').Alert} Alert */
/** @typedef {{reg_no: string|null, name: string|null, reason: string, at: string, station: string}} Escalation */
/** @typedef {{code: string, name: string, name_en: string|null, place: string, opens_at: string|null, closes_at: string|null, is_open: boolean, is_strict: boolean, categories: string[],
 *   stations: {id: string, name: string}[], expected: number, arrived: number, served_per_minute: number, service_s: number|null, wait_s: number|null, wait_by: 'slips'|'model'|null,
 *   stations_needed: number|null, slips_out: number, alarm: boolean}} Zone */
/** @typedef {'attention'|'alerts'|'calls'|'incidents'|'speakers'|'contacts'|'evacuation'|'zones'|'halls'|'stations'|'printers'|'jobs'|'batches'|'templates'|'materials'|'shifts'|'operators'|'checkpoints'|'simulator'|'conflicts'|'rules'|'papers'|'satisfaction'|'reports'|'workbook'|'backups'} Section */

/**
 * A list is null until the server has answered, so that "none" is never shown for "not known".
 * @typedef {object} ControlState
 * @property {Section} section
 * @property {Station[]|null} stations
 * @property {Printer[]|null} printers
 * @property {PrintJob[]|null} jobs
 * @property {Record<string, number>} job_counts
 * @property {Operator[]|null} operators
 * @property {Checkpoint[]|null} checkpoints
 * @property {Conflict[]|null} conflicts  the newest that are open
 * @property {number} conflict_count  all that are open
 * @property {Zone[]|null} zones
 * @property {HelpCall[]|null} calls
 * @property {Alert[]|null} alerts
 * @property {Escalation[]|null} escalations
 * @property {{tone: 'good'|'bad', text: string}|null} said
 */
/**
 * @typedef {{type: 'section', section: Section}
 *   | {type: 'stations', stations: Station[]}
 *   | {type: 'printers', printers: Printer[]}
 *   | {type: 'jobs', jobs: PrintJob[], counts: Record<string, number>}
 *   | {type: 'job', job: PrintJob}
 *   | {type: 'operators', operators: Operator[]}
 *   | {type: 'checkpoints', checkpoints: Checkpoint[]}
 *   | {type: 'conflicts', conflicts: Conflict[], count: number}
 *   | {type: 'zones', zones: Zone[]}
 *   | {type: 'calls', calls: HelpCall[]}
 *   | {type: 'alerts', alerts: Alert[]}
 *   | {type: 'escalations', escalations: Escalation[]}
 *   | {type: 'said', tone: 'good'|'bad', text: string}
 *   | {type: 'heard'}} ControlEvent
 */
/**
 * @typedef {{kind: 'job', job: PrintJob}
 *   | {kind: 'printer', printer: Printer, waiting: number}
 *   | {kind: 'supply', printer: Printer}
 *   | {kind: 'station', station: Station}
 *   | {kind: 'conflict', conflict: Conflict}
 *   | {kind: 'conflicts', count: number}
 *   | {kind: 'call', call: HelpCall}
 *   | {kind: 'alert', alert: Alert}
 *   | {kind: 'alerts', of: string, count: number}
 *   | {kind: 'escalation', escalation: Escalation}
 *   | {kind: 'no_printer', waiting: number}} Trouble
 */

/** What the lists of printers and stations tell here already. */
const TOLD_OTHERWISE = ['printer_down', 'station_down', 'door_offline'];
/** More are shown as one line. */
export const CONFLICTS_AT_MOST = 3;
const ALERTS_AT_MOST = 3; // of one kind
/** The sections as they stand at the side. @type {Record<string, Section[]>} */
export const GROUPS = {
  now: ['attention', 'alerts', 'calls', 'incidents', 'speakers', 'evacuation'],
  venue: ['zones', 'halls', 'materials', 'stations', 'shifts', 'contacts', 'operators'],
  printing: ['printers', 'jobs', 'batches', 'templates', 'papers'],
  doors: ['checkpoints', 'simulator', 'conflicts', 'rules'],
  after: ['satisfaction', 'reports', 'workbook', 'backups'],
};
/** Their people stand in front of them; a board or an agent that was switched off is no trouble by itself. */
const STAFFED_ROLES = ['kiosk', 'desk', 'finance', 'door'];

/**
 * @param {Section} section
 * @returns {ControlState}
 */
export function emptyControl(section) {
  return {
    section, stations: null, printers: null, jobs: null, job_counts: {}, operators: null,
    checkpoints: null, conflicts: null, conflict_count: 0, zones: null, calls: null, alerts: null, escalations: null, said: null,
  };
}

/**
 * @param {string} hash  of the page's address
 * @returns {Section}
 */
export function sectionOf(hash) {
  return Object.values(GROUPS).flat().find((section) => `#${section}` === hash.split('/')[0]) ?? 'attention';
}

/**
 * @param {ControlState} state
 * @param {ControlEvent} event
 * @returns {ControlState}
 */
export function nextControl(state, event) {
  switch (event.type) {
    case 'section': return { ...state, section: event.section, said: null };
    case 'stations': return { ...state, stations: event.stations };
    case 'printers': return { ...state, printers: event.printers };
    case 'jobs': return { ...state, jobs: event.jobs, job_counts: event.counts };
    case 'job': return { ...state, jobs: replaced(state.jobs, event.job) };
    case 'operators': return { ...state, operators: event.operators };
    case 'checkpoints': return { ...state, checkpoints: event.checkpoints };
    case 'conflicts': return { ...state, conflicts: event.conflicts, conflict_count: event.count };
    case 'zones': return { ...state, zones: event.zones };
    case 'calls': return { ...state, calls: event.calls };
    case 'alerts': return { ...state, alerts: event.alerts };
    case 'escalations': return { ...state, escalations: event.escalations };
    case 'said': return { ...state, said: { tone: event.tone, text: event.text } };
    case 'heard': return { ...state, said: null };
  }
}

/**
 * What needs a person, in the order in which someone is waiting for it.
 * @param {ControlState} state
 * @returns {Trouble[]}
 */
export function whatNeedsAPerson(state) {
  const jobs = state.jobs ?? [];
  return [
    ...peopleWaiting(state),
    ...jobs.filter(({ state: where }) => where === 'failed').map(asJob),
    ...jobs.filter(({ state: where }) => where === 'unconfirmed').map(asJob),
    ...noPrinter(state),
    ...(state.printers ?? []).filter(isInTrouble).map((printer) =>
      ({ kind: /** @type {const} */ ('printer'), printer, waiting: waitingAt(jobs, printer.name) })),
    ...(state.printers ?? []).filter((printer) => printer.is_low && !isInTrouble(printer)).map((printer) =>
      ({ kind: /** @type {const} */ ('supply'), printer })),
    ...(state.stations ?? []).filter(isMissing).map((station) =>
      ({ kind: /** @type {const} */ ('station'), station })),
    ...openConflicts(state),
  ];
}

/**
 * A few conflicts one by one; of many only how many there are, or nothing else would be seen.
 * @param {ControlState} state
 * @returns {Trouble[]}
 */
function openConflicts({ conflicts, conflict_count }) {
  const open = (conflicts ?? []).filter(({ resolved }) => !resolved);
  const count = Math.max(conflict_count, open.length);
  if (count > CONFLICTS_AT_MOST) return [{ kind: 'conflicts', count }];
  return open.map((conflict) => ({ kind: /** @type {const} */ ('conflict'), conflict }));
}

/** Nothing can be printed there now, as the server sees it. @param {Printer} printer */
export function isInTrouble({ trouble }) {
  return (trouble ?? null) !== null;
}

/**
 * A station that people use, that was here once and is gone now.
 * @param {Station} station
 */
export function isMissing({ role, is_connected, last_seen_at, revoked_at, ends_at }) {
  return STAFFED_ROLES.includes(role) && revoked_at === null && !ends_at && last_seen_at !== null && !is_connected;
}

/**
 * Stations in use first, the revoked ones last, each by role and name.
 * @param {Station[]} stations
 */
export function inOrder(stations) {
  const place = (/** @type {Station} */ { revoked_at }) => revoked_at === null ? 0 : 1;
  return [...stations].sort((one, other) => place(one) - place(other)
    || one.role.localeCompare(other.role) || (one.name ?? '').localeCompare(other.name ?? ''));
}

/**
 * Who stands somewhere and waits: calls for help, people held back, guests, queues.
 * @param {ControlState} state
 * @returns {Trouble[]}
 */
function peopleWaiting({ calls, escalations, alerts }) {
  return [
    ...(calls ?? []).filter(({ answered_at }) => answered_at === null).map((call) => ({ kind: /** @type {const} */ ('call'), call })),
    ...(escalations ?? []).map((escalation) => ({ kind: /** @type {const} */ ('escalation'), escalation })),
    ...alertsByKind(waiting(alerts ?? []).filter(({ kind }) => !TOLD_OTHERWISE.includes(kind))),
  ];
}

/**
 * A few alerts of a kind one by one; of many only how many there are.
 * @param {Alert[]} alerts
 * @returns {Trouble[]}
 */
function alertsByKind(alerts) {
  return [...new Set(alerts.map(({ kind }) => kind))].flatMap((of) => ofKind(alerts.filter(({ kind }) => kind === of), of));
}

/** @param {Alert[]} alike @param {string} of @returns {Trouble[]} */
function ofKind(alike, of) {
  if (alike.length > ALERTS_AT_MOST) return [{ kind: 'alerts', of, count: alike.length }];
  return alike.map((alert) => ({ kind: /** @type {const} */ ('alert'), alert }));
}

/**
 * The stations in use now: a phone that went on for a kiosk is none any more once its time is over.
 * @param {Station[]} stations
 * @param {string} now an instant
 */
export function inUse(stations, now) {
  return stations.filter(({ ends_at }) => !ends_at || Date.parse(ends_at) > Date.parse(now));
}

/**
 * Badges wait and no printer is set up that could print them.
 * @param {ControlState} state
 * @returns {Trouble[]}
 */
function noPrinter({ jobs, printers }) {
  const waiting = (jobs ?? []).filter(({ state }) => state === 'queued').length;
  return waiting > 0 && printers !== null && printers.length === 0 ? [{ kind: 'no_printer', waiting }] : [];
}

/**
 * @param {PrintJob[]} jobs
 * @param {string} printer
 */
function waitingAt(jobs, printer) {
  return jobs.filter((job) => (job.waits_for?.printer ?? job.printer) === printer && ['queued', 'printing'].includes(job.state)).length;
}

/**
 * @param {PrintJob} job
 * @returns {Trouble}
 */
function asJob(job) {
  return { kind: 'job', job };
}

/**
 * @param {PrintJob[]|null} jobs
 * @param {PrintJob} job
 */
function replaced(jobs, job) {
  return (jobs ?? []).map((each) => each.id === job.id ? job : each);
}
