/**
 * Which of the alerts a page shows first, as pure functions: those nobody has seen and that still hold, what must be
 * done now before what should be looked at, the newest first. No DOM, no clock, no fetch.
 */

/** @typedef {{key: string, kind: string, level: 'look'|'act', at: string, facts: Record<string, any>, reg_no: string|null, name: string|null,
 *   organisation: string|null, host: string|null, lounge: string|null, session: string|null, session_name: string|null, hall: string|null,
 *   starts_at: string|null, zone: string|null, wait_s: number|null, is_over: boolean, ended_at: string|null,
 *   acknowledged_by: string|null, acknowledged_at: string|null}} Alert */

/** Whose it is, is not told here: someone who may see it acts on it. */
const HIDDEN = '…';

/** @param {Alert[]} alerts  those that need someone, the most urgent first */
export function waiting(alerts) {
  return alerts.filter(({ acknowledged_at, is_over }) => acknowledged_at === null && !is_over).sort(mostUrgentFirst);
}

/** @param {Pick<Alert, 'level'|'at'|'key'>} one @param {Pick<Alert, 'level'|'at'|'key'>} other */
function mostUrgentFirst(one, other) {
  const urgency = (/** @type {Pick<Alert, 'level'>} */ { level }) => level === 'act' ? 0 : 1;
  return urgency(one) - urgency(other) || other.at.localeCompare(one.at) || one.key.localeCompare(other.key);
}

/** Whether this station may say that it was seen. @param {Pick<Alert, 'key'>} alert */
export function maySee({ key }) {
  return !key.includes(HIDDEN);
}

/** @typedef {'waiting'|'seen'|'over'|'all'} Filter */
/** @type {Filter[]} */
export const FILTERS = ['waiting', 'seen', 'over', 'all'];

/**
 * @param {Alert[]} alerts
 * @param {Filter} filter
 * @param {string} kind  '' for every kind
 */
export function filtered(alerts, filter, kind) {
  return alerts.filter((alert) => (kind === '' || alert.kind === kind) && (filter === 'all' || stateOf(alert) === filter));
}

/** Where an alert stands. @param {Pick<Alert, 'acknowledged_at'|'is_over'>} alert @returns {'waiting'|'seen'|'over'} */
export function stateOf({ acknowledged_at, is_over }) {
  if (is_over) return 'over';
  return acknowledged_at === null ? 'waiting' : 'seen';
}
