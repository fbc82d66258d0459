/**
 * The roster a door goes on with by itself: whose codes there are, what each person's rights say here, who is where. It comes whole or
 * as a difference from `GET /roster`, and of a code it holds only the beginning of its hash. Pure: no requests, no storage, no clock.
 */
import { sha256 } from './sha256.js';

const HASH_BYTES = 8;
const LONGEST = 512; // characters; a longer code is nobody's
const GONE = -1;
const IMPORTED_MARK = '='; // before an imported code: it is read exactly, and never taken for one of ours
// What onsite/registration/credentials.py takes out of a code of ours: blanks as Python knows them, and hyphens.
// eslint-disable-next-line no-control-regex
const BLANKS = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000-]+/g;

/**
 * @typedef {import('./rules.js').Stretch} Stretch
 * @typedef {import('./places.js').Seen} Seen
 * @typedef {{code: string, hall: string, direction: 'in' | 'out' | 'both', capacity: number | null}} Checkpoint
 * @typedef {{re_entry: boolean, one_hall: boolean, refuse_when_full: boolean, limit_per_day: number, limit_per_session: number,
 *   anti_passback_minutes: number, flush: boolean, offline_names: boolean}} Policy
 * @typedef {{category: string, stretches: Stretch[]}} Profile
 * @typedef {[name: string, reg_no: string, organisation: string]} Names
 * @typedef {[person: number, is_inside: number, first_at: number, admitted_at: number, admitted_today: number,
 *   admitted_this_session: number]} SeenTold
 *
 * @typedef {object} SmallParts what is told anew each time
 * @property {string} mark names this version; `since` of the next difference
 * @property {string} made_at
 * @property {string} event
 * @property {Checkpoint} checkpoint
 * @property {Policy} policy
 * @property {import('./places.js').Calendar} calendar
 * @property {Profile[]} profiles
 * @property {number} people_unknowable codes left out, since they could be found by trying
 * @property {number} inside
 * @property {SeenTold[]} seen
 * @property {number[]} elsewhere people inside another hall, where the door minds
 * @property {string | null} [wiped_at] when personal data was wiped
 *
 * @typedef {SmallParts & {hashes: string, people: string, profile_of: string, names: Record<string, Names>}} RosterTold
 * @typedef {SmallParts & {since: string, put: [hash: string, person: number, profile: number][], drop: string[],
 *   names: Record<string, Names>}} DifferenceTold
 *
 * @typedef {object} Packed a roster as it can be stored: numbers beside each other, in order of the hashes
 * @property {SmallParts} small
 * @property {Uint8Array} hashes eight bytes each
 * @property {Uint32Array} people
 * @property {Uint16Array} profile_of
 * @property {Map<number, Names>} names
 *
 * @typedef {Packed & {seen: Map<number, Seen>, elsewhere: Set<number>, hashView: DataView}} Roster never changed: a difference makes another
 */

/** What was told is not a roster, or no difference to this one; the roster that is there stays as it was. */
export class RosterRefused extends Error {
  /** @param {'other_event' | 'other_checkpoint' | 'other_version' | 'damaged'} code */
  constructor(code) {
    super(`roster refused: ${code}`);
    this.code = code;
  }
}

/** @param {RosterTold} told @param {Roster | null} [before] the one this replaces; one of another event or door is refused @returns {Roster} */
export function loadRoster(told, before = null) {
  const { hashes, people, profile_of, names, ...small } = checked(told);
  if (before !== null) mustBeOfTheSame(before, small);
  const numbers = {
    hashes: bytesOf(hashes),
    people: new Uint32Array(littleEndian(bytesOf(people), 4)),
    profile_of: new Uint16Array(littleEndian(bytesOf(profile_of), 2)),
  };
  return unpacked({ small, ...numbers, names: namesOf(names) });
}

/** @param {Roster} roster stays as it is @param {DifferenceTold} difference @returns {Roster} with the whole difference; else it throws */
export function rosterAfter(roster, difference) {
  const { since, put, drop, names, ...small } = checked(difference);
  if (since !== roster.small.mark) throw new RosterRefused('other_version');
  mustBeOfTheSame(roster, small);
  if (!Array.isArray(put) || !Array.isArray(drop)) throw new RosterRefused('damaged');
  const changes = [...put.map(([hash, person, profile]) => ({ hash: hashOf(hash), person: numberOf(person), profile: numberOf(profile) })),
    ...drop.map((hash) => ({ hash: hashOf(hash), person: GONE, profile: 0 }))];
  const numbers = merged(roster, changes);
  const known = small.policy.offline_names ? [...roster.names, ...namesOf(names)] : [];
  const there = known.length > 0 ? new Set(numbers.people) : new Set();
  return unpacked({ small, ...numbers, names: new Map(known.filter(([person]) => there.has(person))) });
}

/**
 * @param {Roster} roster
 * @param {string} credential as it was read or typed
 * @returns {Promise<{person: number, profile: number} | null>} null: none of the codes it holds
 */
export async function findPerson(roster, credential) {
  for (const hash of hashesOf(credential)) {
    const at = placeOfHash(roster.hashView, hash);
    if (at !== null) return { person: roster.people[at] ?? 0, profile: roster.profile_of[at] ?? 0 };
  }
  return null;
}

/** @param {Roster} roster @param {number} profile @returns {Stretch[]} what is against letting her in, over time */
export const stretchesOf = (roster, profile) => roster.small.profiles[profile]?.stretches ?? [];

/** @param {Roster} roster @param {number} person @returns {Seen | null} her moves here when the roster was made; null: never let in */
export const toldSeen = (roster, person) => roster.seen.get(person) ?? null;

/** @param {Roster} roster @returns {Packed} for IndexedDB */
export const packed = ({ small, hashes, people, profile_of, names }) => ({ small, hashes, people, profile_of, names });

/** @param {Packed} found as it was stored @returns {Roster} */
export function unpacked(found) {
  const count = found.people.length;
  if (found.hashes.length !== count * HASH_BYTES || found.profile_of.length !== count) throw new RosterRefused('damaged');
  const { profiles, seen, elsewhere } = found.small;
  if (found.profile_of.some((profile) => profile >= profiles.length)) throw new RosterRefused('damaged'); // or it would let them in
  return {
    ...found,
    seen: new Map(seen.map(([person, is_inside, first_at, admitted_at, admitted_today, admitted_this_session]) => [
      person, { is_inside: is_inside === 1, first_at, admitted_at, admitted_today, admitted_this_session },
    ])),
    elsewhere: new Set(elsewhere),
    hashView: new DataView(found.hashes.buffer, found.hashes.byteOffset, found.hashes.length),
  };
}

/** @param {string} credential @returns {Uint8Array[]} what it may be kept as, likeliest first: an imported code exactly, ours however typed */
export function hashesOf(credential) {
  const text = credential.replace(/[\r\n]+$/, '');
  if ([...text].length > LONGEST) return [];
  return [asOurs(text), IMPORTED_MARK + text].map((each) => sha256(each).subarray(0, HASH_BYTES));
}

/** @param {string} text @returns {string} no case, no blanks, O as 0, I and L as 1 */
const asOurs = (text) => text.replace(BLANKS, '').toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1');

/** @template T @param {T & SmallParts} told @returns {T & SmallParts} */
function checked(told) {
  const isWhole = typeof told?.mark === 'string' && typeof told.event === 'string' && typeof told.checkpoint?.code === 'string'
    && Array.isArray(told.profiles) && Array.isArray(told.seen) && Array.isArray(told.elsewhere) && Array.isArray(told.calendar?.days);
  if (!isWhole) throw new RosterRefused('damaged');
  return told;
}

/** @param {Packed} before @param {SmallParts} small */
function mustBeOfTheSame(before, small) {
  if (before.small.event !== small.event) throw new RosterRefused('other_event');
  if (before.small.checkpoint.code !== small.checkpoint.code) throw new RosterRefused('other_checkpoint');
}

/**
 * @param {Packed} roster
 * @param {{hash: Uint8Array, person: number, profile: number}[]} changes in any order; person GONE: the code goes
 * @returns {Pick<Packed, 'hashes' | 'people' | 'profile_of'>}
 */
function merged(roster, changes) {
  const view = new DataView(roster.hashes.buffer, roster.hashes.byteOffset, roster.hashes.length);
  const found = changes.map((change) => ({ ...change, at: insertionPlace(view, change.hash) }))
    .sort((one, other) => one.at.place - other.at.place || compared(one.hash, other.hash));
  const added = found.filter(({ person, at }) => person >= 0 && !at.isThere).length;
  const gone = found.filter(({ person, at }) => person < 0 && at.isThere).length;
  const count = roster.people.length + added - gone;
  const next = { hashes: new Uint8Array(count * HASH_BYTES), people: new Uint32Array(count), profile_of: new Uint16Array(count) };
  let [from, to] = [0, 0];
  const copyUntil = (/** @type {number} */ place) => {
    next.hashes.set(roster.hashes.subarray(from * HASH_BYTES, place * HASH_BYTES), to * HASH_BYTES);
    next.people.set(roster.people.subarray(from, place), to);
    next.profile_of.set(roster.profile_of.subarray(from, place), to);
    to += place - from;
    from = place;
  };
  for (const { hash, person, profile, at } of found) {
    copyUntil(at.place);
    if (at.isThere) from += 1;
    if (person < 0) continue;
    next.hashes.set(hash, to * HASH_BYTES);
    next.people[to] = person;
    next.profile_of[to] = profile;
    to += 1;
  }
  copyUntil(roster.people.length);
  return next;
}

/** @param {DataView} hashes @param {Uint8Array} hash */
function placeOfHash(hashes, hash) {
  const { place, isThere } = insertionPlace(hashes, hash);
  return isThere ? place : null;
}

/** @param {DataView} hashes in order @param {Uint8Array} hash @returns {{place: number, isThere: boolean}} where it stands, or would */
function insertionPlace(hashes, hash) {
  const wanted = new DataView(hash.buffer, hash.byteOffset, HASH_BYTES).getBigUint64(0);
  let [low, high] = [0, hashes.byteLength / HASH_BYTES];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (hashes.getBigUint64(middle * HASH_BYTES) < wanted) low = middle + 1;
    else high = middle;
  }
  return { place: low, isThere: low * HASH_BYTES < hashes.byteLength && hashes.getBigUint64(low * HASH_BYTES) === wanted };
}

/** @param {Uint8Array} one @param {Uint8Array} other */
function compared(one, other) {
  const at = one.findIndex((byte, i) => byte !== other[i]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}

/** @param {Record<string, Names>} told @returns {Map<number, Names>} */
const namesOf = (told) => new Map(Object.entries(told).map(([person, names]) => [Number(person), names]));

/** @param {string} text base64 */
function hashOf(text) {
  const hash = bytesOf(text);
  if (hash.length !== HASH_BYTES) throw new RosterRefused('damaged');
  return hash;
}

/** @param {number} told */
function numberOf(told) {
  if (!Number.isInteger(told) || told < 0) throw new RosterRefused('damaged');
  return told;
}

/** @param {string} text base64 @returns {Uint8Array<ArrayBuffer>} */
function bytesOf(text) {
  try {
    const raw = atob(text);
    const bytes = new Uint8Array(raw.length);
    for (let at = 0; at < raw.length; at += 1) bytes[at] = raw.charCodeAt(at);
    return bytes;
  } catch {
    throw new RosterRefused('damaged');
  }
}

/** @param {Uint8Array<ArrayBuffer>} bytes @param {number} wide @returns {ArrayBuffer} every device with a browser counts from the small end */
function littleEndian(bytes, wide) {
  if (bytes.length % wide !== 0) throw new RosterRefused('damaged');
  return bytes.buffer;
}
