/**
 * What a door knows without the server, and what it says by it: its roster, what it has let in and out since that was made, and
 * how many are inside. The rules are rules.js and places.js; here they are given what they ask for. Pure: no clock, no requests.
 */
import { countChange, insideNow, placeOf, seenAfter } from './places.js';
import { findPerson, stretchesOf, toldSeen } from './roster.js';
import { settle, statelessAt } from './rules.js';

const DAY_MS = 24 * 3600_000;

/**
 * @typedef {import('./roster.js').Roster} Roster
 * @typedef {import('./places.js').Seen} Seen
 * @typedef {import('./rules.js').Direction} Direction
 * @typedef {number | string} Who a person of the roster, or a code nobody knows here
 *
 * @typedef {object} Move somebody let in or out here
 * @property {string} scan_id
 * @property {Who} who
 * @property {'admitted' | 'left'} verdict
 * @property {number} at
 * @property {number | null} answered_at ms; null: the server does not know of it yet
 *
 * @typedef {object} Local
 * @property {Roster | null} roster
 * @property {Map<string, Move>} moves since the roster, in the order they were made
 * @property {Map<Who, Seen>} seen what they come to, on top of what the roster tells
 * @property {Map<string, number>} changes by how many each of them changes the count
 * @property {{inside: number, at: number} | null} counted what was told last
 *
 * @typedef {object} Said
 * @property {string} verdict its word; `cant_know` where a code is not in the roster
 * @property {string | null} category
 * @property {import('./roster.js').Names | null} names where the event lets doors have them
 * @property {number | null} first_at
 * @property {Who} who
 * @property {'stale' | 'none' | 'short' | null} unknowable why it can't be known: registered since, no roster, or codes left out of it
 */

/** @returns {Local} nothing known */
export const emptyLocal = () => ({ roster: null, moves: new Map(), seen: new Map(), changes: new Map(), counted: null });

/**
 * @param {Local} local
 * @param {{credential: string, at: number, direction: Direction}} scan
 * @returns {Promise<Said>}
 */
export async function decided(local, { credential, at, direction }) {
  const { roster } = local;
  const who = await whoHas(local, credential);
  if (!roster) return { verdict: 'cant_know', category: null, names: null, first_at: null, who: who.who, unknowable: 'none' };
  const { policy, checkpoint, calendar, people_unknowable } = roster.small;
  const profile = who.profile === null ? null : roster.small.profiles[who.profile];
  const stateless = who.profile === null ? 'unknown_credential' : statelessAt(stretchesOf(roster, who.profile), at);
  const inside_elsewhere = policy.one_hall && typeof who.who === 'number' && roster.elsewhere.has(who.who);
  const place = placeOf(seenOf(local, who.who), { at, direction, calendar, inside_elsewhere });
  const verdict = settle(stateless, place, { ...policy, capacity: checkpoint.capacity, inside_count: insideOf(local, at) }, at, direction);
  // The server may have given this code to somebody since: only it can say that nobody has it.
  const isUnknown = verdict === 'unknown_credential';
  return {
    verdict: isUnknown ? 'cant_know' : verdict,
    category: profile?.category ?? null,
    names: typeof who.who === 'number' ? roster.names.get(who.who) ?? null : null,
    first_at: firstAt(verdict, place, at),
    who: who.who,
    unknowable: !isUnknown ? null : people_unknowable > 0 ? 'short' : 'stale',
  };
}

/** @param {Local} local @param {string} credential @returns {Promise<{who: Who, profile: number | null}>} */
export async function whoHas({ roster }, credential) {
  const found = roster && await findPerson(roster, credential);
  return found ? { who: found.person, profile: found.profile } : { who: `?${credential}`, profile: null };
}

/** @param {Local} local @param {number} at @returns {number} people inside, by what was told and what the server does not know yet */
export function insideOf(local, at) {
  const { roster, counted, moves, changes } = local;
  const told = counted ?? { inside: 0, at };
  const since = roster ? insideNow(told.inside, told.at, { at, calendar: roster.small.calendar }) : told.inside;
  let inside = since;
  for (const { scan_id, answered_at } of moves.values()) if (answered_at === null) inside += changes.get(scan_id) ?? 0;
  return Math.max(0, inside);
}

/** Note somebody let in or out. @param {Local} local @param {Move} move */
export function move(local, move) {
  local.moves.set(move.scan_id, move);
  apply(local, move);
}

/**
 * The server has answered, perhaps otherwise than the door had decided.
 * @param {Local} local
 * @param {{scan_id: string, told: Move | null}[]} answers what each came to there; null: nobody moved
 */
export function answeredMoves(local, answers) {
  let isOther = false;
  for (const { scan_id, told } of answers) {
    const before = local.moves.get(scan_id);
    if (before && before.verdict === told?.verdict) local.moves.set(scan_id, { ...before, answered_at: told.answered_at });
    else if (before) {
      local.moves.delete(scan_id);
      isOther = true;
    } else if (told) move(local, told);
  }
  if (isOther) rebuilt(local);
}

/**
 * Go on with a newer roster: what was answered before it was asked for is in it, the rest is put on top.
 * @param {Local} local
 * @param {Roster} roster
 * @param {number} asked_at ms
 * @returns {string[]} the scans whose moves are not needed any more
 */
export function withRoster(local, roster, asked_at) {
  local.roster = roster;
  const held = [...local.moves.values()].filter(({ answered_at }) => answered_at !== null && answered_at < asked_at).map(({ scan_id }) => scan_id);
  held.forEach((scan_id) => local.moves.delete(scan_id));
  counted(local, roster.small.inside, Date.parse(roster.small.made_at));
  rebuilt(local);
  return held;
}

/** @param {Local} local @param {number} inside told by the server @param {number} at ms by its clock; what is older than the last is passed over */
export function counted(local, inside, at) {
  if (!local.counted || at >= local.counted.at) local.counted = { inside, at };
}

/** @param {Roster} roster @param {number} at @returns {boolean} whether it is of an event that is over */
export function isOver({ small }, at) {
  const last = small.calendar.days.at(-1);
  return last !== undefined && at > last + DAY_MS;
}

/** @param {Local} local @param {Who} who @returns {Seen | null} */
function seenOf({ roster, seen }, who) {
  return seen.get(who) ?? (roster && typeof who === 'number' ? toldSeen(roster, who) : null);
}

/** @param {Local} local a roster or an answer changed what its moves stand on */
function rebuilt(local) {
  local.seen.clear();
  local.changes.clear();
  for (const each of local.moves.values()) apply(local, each);
}

/** @param {Local} local @param {Move} move */
function apply(local, { scan_id, who, verdict, at }) {
  const calendar = local.roster?.small.calendar ?? { days: [], stays: [], sessions: [] };
  const before = seenOf(local, who);
  // The roster has it already: the server took the scan, and only its answer was lost.
  if (verdict === 'admitted' && before && before.admitted_at >= at) return;
  const place = placeOf(before, { at, direction: verdict === 'admitted' ? 'in' : 'out', calendar });
  if (verdict === 'left' && !place.is_counted) return;
  local.changes.set(scan_id, countChange(place, verdict));
  const after = seenAfter(before, verdict, { at, calendar });
  if (after) local.seen.set(who, after);
}

/** @param {string} verdict @param {import('./places.js').Standing} place @param {number} at */
function firstAt(verdict, place, at) {
  if (verdict === 'admitted') return place.inside ? place.first_at : at;
  return verdict === 'already_in' || verdict === 'left' ? place.first_at : null;
}
