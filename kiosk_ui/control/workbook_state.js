/** What a later version of the plan changes, arranged to be read: by row, and in totals. Pure. */

/** @typedef {{sheet: string, cell: string, key: string, name: string, field: string, heading: string, heading_en: string}} Placed */
/** @typedef {Placed & {what: 'added'|'changed'|'cancelled'|'taken_up', before: string, after: string, note: ''|'badge_printed'|'money_here'}} Change */
/** @typedef {Placed & {planned: string, onsite: string, reason: string, why: string, todo: string}} Refused */
/** @typedef {{sheet: string, key: string, name: string, acted: ''|'checked_in'|'handed_out'}} Gone */
/** @typedef {'added'|'changed'|'cancelled'|'taken_up'|'refused'|'gone'} Total */
/**
 * @typedef {{refresh_id: string|null, plan: string, changes: Change[], refused: Refused[], gone: Gone[], counts: Record<Total, number>,
 *   warnings: string[], errors: string[], unchanged: boolean, mark: string}} Refreshed
 */
/** @typedef {{sheet: string, cell: string, planned: string, onsite: string}} SyncConflict */
/**
 * @typedef {{plan: string, written: number, walk_ins: number, conflicts: SyncConflict[], unchanged: boolean, notes: SyncNote[],
 *   check_ins?: CheckInsMoved}} Synced with a shop that checks people in too, what goes to and fro
 */
/** @typedef {{came_in: number, went_out: number, annulled: number, only_here: number}} CheckInsMoved */
/** @typedef {{kind: string, place: string, what: string, rows: string, sentence: string}} SyncNote */
/** @typedef {{id: string, sheet: string, key: string, name: string, changes: Change[]}} Row */

/** @type {Total[]} */
export const TOTALS = ['added', 'changed', 'cancelled', 'taken_up', 'refused', 'gone'];
/** More rows are shown when they are asked for. */
export const SHOWN_AT_FIRST = 100;

/**
 * One entry a row of the plan, in the order told, with all that changes in it.
 * @param {Change[]} changes
 * @returns {Row[]}
 */
export function byRow(changes) {
  /** @type {Map<string, Row>} */
  const rows = new Map();
  for (const change of changes) {
    const id = `${change.sheet}!${change.key}`;
    const row = rows.get(id) ?? { id, sheet: change.sheet, key: change.key, name: change.name, changes: [] };
    row.changes.push(change);
    rows.set(id, row);
  }
  return [...rows.values()];
}

/** The totals that are not zero. @param {Refreshed} told @returns {{total: Total, count: number}[]} */
export const totalsOf = (told) => TOTALS.map((total) => ({ total, count: told.counts[total] })).filter(({ count }) => count > 0);

/** How many changes will be taken in. @param {Refreshed} told */
export const comingIn = (told) => told.counts.added + told.counts.changed + told.counts.cancelled + told.counts.taken_up;

/** The column as its reader calls it. @param {Placed} placed @param {string} language */
export const headingOf = ({ heading, heading_en }, language) => (language.startsWith('zh') ? heading : heading_en);
