/**
 * Calls between stations as a page shows them, and what one that is being written still lacks. Pure: no DOM, no clock, no
 * requests.
 */

/**
 * @typedef {{id: string, kind: string, text: string, text_en: string, at: string, station: string, station_name: string | null, operator: string | null,
 *   needs_answer: boolean, due_at: string | null, is_late: boolean}} StationCall
 * @typedef {{id: string, name: string, role: string, answered_at: string | null, answered_by: string | null}} CalledStation
 * @typedef {StationCall & {stations: CalledStation[], answered_count: number, waiting_count: number}} SentCall
 * @typedef {{id: string, name: string, role: string, zone: string | null, hall: string | null}} CallPlace
 * @typedef {{stations?: string[], roles?: string[], zones?: string[], halls?: string[], all?: boolean}} To
 * @typedef {{kind: string, text: string, station: string, zone: string, session: string, hall: string, minutes: number}} Draft
 */

/** What each prepared sentence has to be told, as the server asks. @type {Record<string, (keyof Draft)[]>} */
export const NEEDS = {
  supervisor: ['station'], technician: ['station'], more_hands: ['zone'], session_moved: ['session', 'hall'],
  session_late: ['session', 'minutes'], back_to_hall: ['session'], text: ['text'],
};
export const KINDS = Object.keys(NEEDS);
export const ROLES = ['desk', 'finance', 'door', 'host', 'control', 'board'];
const KEPT_COUNT = 100;

/** The one to show: what waits for an answer before what only tells, the oldest first. @param {StationCall[]} calls */
export function onTop(calls) {
  return calls.find(({ needs_answer }) => needs_answer) ?? calls[0] ?? null;
}

/**
 * Those that nobody at this station has heard sound for, and all that have sounded then.
 * @param {string[]} heard ids @param {StationCall[]} calls @returns {{fresh: StationCall[], heard: string[]}}
 */
export function unheard(heard, calls) {
  const fresh = calls.filter(({ id }) => !heard.includes(id));
  return { fresh, heard: [...heard, ...fresh.map(({ id }) => id)].slice(-KEPT_COUNT) };
}

/** Whom a sentence is for, as a rule. @param {string} kind @returns {string[]} picks */
export function usualPicks(kind) {
  if (kind === 'supervisor' || kind === 'technician') return ['role:control'];
  if (kind === 'more_hands') return ['role:desk'];
  return kind === 'text' ? [] : ['all'];
}

/** @param {string[]} picks 'all', 'role:desk', 'zone:PRE', 'hall:H1', 'station:desk-2' @returns {To} */
export function addressOf(picks) {
  const of = (/** @type {string} */ what) => picks.filter((pick) => pick.startsWith(`${what}:`)).map((pick) => pick.slice(what.length + 1));
  return { all: picks.includes('all'), roles: of('role'), zones: of('zone'), halls: of('hall'), stations: of('station') };
}

/** The opposite of `addressOf`, of an address as it was kept. @param {To} to @returns {string[]} */
export function picksOf({ all, roles = [], zones = [], halls = [], stations = [] }) {
  const named = (/** @type {string} */ what, /** @type {string[]} */ codes) => codes.map((code) => `${what}:${code}`);
  return [...(all ? ['all'] : []), ...named('role', roles), ...named('zone', zones), ...named('hall', halls), ...named('station', stations)];
}

/** @param {Draft} draft @param {string[]} picks @returns {boolean} */
export function isReady(draft, picks) {
  return picks.length > 0 && (NEEDS[draft.kind] ?? []).every((name) => String(draft[name]).trim() !== '');
}

/** A draft as it is sent: only what its sentence needs. @param {Draft} draft @returns {Record<string, unknown>} */
export function bodyOf(draft) {
  return { kind: draft.kind, ...Object.fromEntries((NEEDS[draft.kind] ?? []).map((name) => [name, draft[name]])) };
}
