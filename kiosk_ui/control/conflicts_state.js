/** Which conflicts are asked for, and what may be decided about many at once. Pure. */

/** @typedef {import('./control_state.js').Conflict} Conflict */
/** @typedef {Conflict['kind']} Kind */
/** @typedef {'stands'|'count_in'|'count_out'} Decision */
/** @typedef {{state: 'open'|'resolved', kind: Kind|null, limit: number|null}} Filter */
/** @typedef {{conflicts: Conflict[], total: number, open: Record<Kind, number>, resolved: Record<Kind, number>}} Told */

/** @type {Kind[]} */
export const CONFLICT_KINDS = ['admitted_twice', 'let_in', 'turned_away', 'flushed'];
export const KEPT_SHORT = 50; // lines before somebody asks for more
const SENT_AT_ONCE = 500; // the server takes no more

/** @param {Filter} filter */
export function pathOf({ state, kind, limit }) {
  const asked = new URLSearchParams({ state });
  if (kind) asked.set('kind', kind);
  if (limit) asked.set('limit', String(limit));
  return `/conflicts?${asked}`;
}

/** @param {Told} told */
export function totalsOf({ open, resolved }) {
  const sum = (/** @type {Record<string, number>} */ counts) => Object.values(counts).reduce((total, each) => total + each, 0);
  return { open: sum(open), resolved: sum(resolved) };
}

/**
 * What may be decided about all of these.
 * @param {Conflict[]} conflicts
 * @returns {Decision[]}
 */
export function decisionsFor(conflicts) {
  const [first, ...rest] = conflicts.map(({ decisions }) => decisions ?? []);
  return (first ?? []).filter((decision) => rest.every((each) => each.includes(decision)));
}

/** @template T @param {T[]} rows @returns {T[][]} */
export function parcels(rows) {
  return rows.length === 0 ? [] : [rows.slice(0, SENT_AT_ONCE), ...parcels(rows.slice(SENT_AT_ONCE))];
}
