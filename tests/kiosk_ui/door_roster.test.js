import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { findPerson, hashesOf, loadRoster, packed, rosterAfter, RosterRefused, stretchesOf, toldSeen, unpacked } from '../../kiosk_ui/door/roster.js';
import { sha256 } from '../../kiosk_ui/door/sha256.js';

const OURS = 'TRM260123456789ABCDEFGHJKMNP'; // as it is kept
const IMPORTED = 'b7c1f0de-4f5a-4c07-9f0e-9f1d0a2b3c4d';

/** @param {string} lookedUp */
const hashOf = (lookedUp) => createHash('sha256').update(lookedUp).digest().subarray(0, 8);
/** @param {{buffer: ArrayBufferLike}} numbers */
const base64 = (numbers) => Buffer.from(numbers.buffer).toString('base64');

const SMALL = {
  mark: '0a1b2c3d-1', made_at: '2026-12-05T00:30:00.000Z', event: 'an event', people_unknowable: 0, inside: 1,
  checkpoint: { code: 'H1-IN', hall: 'H1', direction: /** @type {const} */ ('in'), capacity: 6 },
  policy: { re_entry: true, one_hall: false, refuse_when_full: false, limit_per_day: 0, limit_per_session: 0, anti_passback_minutes: 0, flush: false, offline_names: true },
  calendar: { days: [0], stays: [], sessions: [0] },
  profiles: [{ category: 'MEM', stretches: /** @type {any} */ ([[null, null, null]]) }, { category: 'VIP', stretches: /** @type {any} */ ([[null, 5, null], [5, null, 'revoked']]) }],
  seen: /** @type {any} */ ([[7, 1, 10, 20, 2, 1]]), elsewhere: [9],
};

/** @param {[code: string, person: number, profile: number][]} entries by what is looked up @param {object} [more] */
function told(entries, more = {}) {
  const sorted = entries.map(([code, ...rest]) => /** @type {const} */ ([hashOf(code), ...rest])).sort(([one], [other]) => Buffer.compare(one, other));
  return {
    ...SMALL,
    hashes: Buffer.concat(sorted.map(([hash]) => hash)).toString('base64'),
    people: base64(Uint32Array.from(sorted, ([, person]) => person)),
    profile_of: base64(Uint16Array.from(sorted, ([, , profile]) => profile)),
    names: {},
    ...more,
  };
}

/** @param {object} changes */
const difference = (changes) => ({ ...SMALL, since: SMALL.mark, mark: '0a1b2c3d-2', names: {}, put: [], drop: [], ...changes });

/** @param {() => unknown} act @param {string} code */
const refused = (act, code) => assert.throws(act, (error) => error instanceof RosterRefused && error.code === code);

test('a code of ours is found however it was typed', async () => {
  const roster = loadRoster(told([[OURS, 7, 1]]));
  for (const typed of [OURS, OURS.toLowerCase(), 'trm26 0123-4567 89ab-cdef ghjk mnp', OURS.replace('0', 'O'), OURS.replace('1', 'l'), `${OURS}\r\n`, `\u3000${OURS}\u00a0`]) {
    assert.deepEqual(await findPerson(roster, typed), { person: 7, profile: 1 }, typed);
  }
});

test('an imported code is read exactly', async () => {
  const roster = loadRoster(told([[`=${IMPORTED}`, 8, 0]]));
  assert.deepEqual(await findPerson(roster, `${IMPORTED}\n`), { person: 8, profile: 0 });
  for (const other of [IMPORTED.toUpperCase(), ` ${IMPORTED}`, IMPORTED.replaceAll('-', '')]) assert.equal(await findPerson(roster, other), null, other);
});

test('a code nobody issued is not there', async () => {
  const roster = loadRoster(told([[OURS, 7, 1], [`=${IMPORTED}`, 8, 0]]));
  for (const code of ['', '\n', 'HTTPS://EXAMPLE.INVALID/1', 'WIFI:S:X;;', '😀', '\ud800', 'X'.repeat(513), 'X'.repeat(100_000)]) {
    assert.equal(await findPerson(roster, code), null);
  }
  assert.equal(await findPerson(loadRoster(told([])), OURS), null);
});

test('every one of many codes is found, the first and the last too', async () => {
  const codes = Array.from({ length: 1000 }, (_, n) => `TRM26${String(n).padStart(24, '0')}`);
  const roster = loadRoster(told(codes.map((code, n) => [code, n + 1, n % 2])));
  for (const [n, code] of codes.entries()) assert.deepEqual(await findPerson(roster, code), { person: n + 1, profile: n % 2 });
});

test('it tells what her rights say, and where she was', () => {
  const roster = loadRoster(told([[OURS, 7, 1]]));
  assert.deepEqual(stretchesOf(roster, 1), [[null, 5, null], [5, null, 'revoked']]);
  assert.deepEqual(stretchesOf(roster, 99), []);
  assert.deepEqual(toldSeen(roster, 7), { is_inside: true, first_at: 10, admitted_at: 20, admitted_today: 2, admitted_this_session: 1 });
  assert.equal(toldSeen(roster, 8), null);
  assert.deepEqual([roster.elsewhere.has(9), roster.elsewhere.has(7)], [true, false]);
});

test('what is stored is the same roster again', async () => {
  const roster = loadRoster(told([[OURS, 7, 1], [`=${IMPORTED}`, 8, 0]], { names: { 7: ['甲', 'D007', '医院'] } }));
  const again = unpacked(structuredClone(packed(roster)));
  assert.deepEqual(again, roster);
  assert.deepEqual(await findPerson(again, OURS), { person: 7, profile: 1 });
  assert.deepEqual(again.names.get(7), ['甲', 'D007', '医院']);
});

test('a difference puts, changes and drops codes, and leaves the roster it came from as it was', async () => {
  const roster = loadRoster(told([[OURS, 7, 0], [`=${IMPORTED}`, 8, 0]], { names: { 8: ['乙', 'D008', ''] } }));
  const [lost, fresh, gone] = [OURS, 'TRM26NEW', `=${IMPORTED}`].map((code) => hashOf(code).toString('base64'));
  const after = rosterAfter(roster, difference({ put: [[lost, 7, 1], [fresh, 7, 0]], drop: [gone], inside: 3, names: { 7: ['甲', 'D007', ''] } }));
  assert.deepEqual(await findPerson(after, OURS), { person: 7, profile: 1 });
  assert.deepEqual(await findPerson(after, 'TRM26NEW'), { person: 7, profile: 0 });
  assert.equal(await findPerson(after, IMPORTED), null);
  assert.deepEqual([after.small.mark, after.small.inside, after.people.length], ['0a1b2c3d-2', 3, 2]);
  assert.deepEqual([...after.names.keys()], [7]); // who has no code any more has no name here
  assert.deepEqual(await findPerson(roster, IMPORTED), { person: 8, profile: 0 });
  assert.equal(roster.small.mark, '0a1b2c3d-1');
});

test('what is dropped without being there, or put as it is, changes nothing', () => {
  const roster = loadRoster(told([[OURS, 7, 0]]));
  const after = rosterAfter(roster, difference({ put: [[hashOf(OURS).toString('base64'), 7, 0]], drop: [hashOf('NOBODY').toString('base64')] }));
  assert.deepEqual([after.hashes, after.people, after.profile_of], [roster.hashes, roster.people, roster.profile_of]);
});

test('names go when the event does not let doors have them any more', () => {
  const roster = loadRoster(told([[OURS, 7, 0]], { names: { 7: ['甲', 'D007', ''] } }));
  const after = rosterAfter(roster, difference({ policy: { ...SMALL.policy, offline_names: false } }));
  assert.equal(after.names.size, 0);
});

test('random differences come to what a whole roster would be', () => {
  let seed = 7;
  const random = (/** @type {number} */ n) => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed % n; };
  /** @type {Map<string, [number, number]>} */
  const held = new Map();
  let roster = loadRoster(told([]));
  for (let turn = 0; turn < 200; turn += 1) {
    /** @type {Map<string, [number, number] | null>} */
    const changed = new Map();
    for (let n = random(6); n >= 0; n -= 1) changed.set(`CODE ${random(60)}`, random(3) === 0 ? null : [random(1e6), random(2)]);
    for (const [code, entry] of changed) {
      if (entry) held.set(code, entry);
      else held.delete(code);
    }
    const put = [...changed].flatMap(([code, entry]) => (entry ? [[hashOf(code).toString('base64'), ...entry]] : []));
    const drop = [...changed].flatMap(([code, entry]) => (entry ? [] : [hashOf(code).toString('base64')]));
    roster = rosterAfter(roster, { ...difference({ put, drop }), since: roster.small.mark, mark: SMALL.mark });
    const whole = loadRoster(told([...held].map(([code, entry]) => [code, ...entry])));
    assert.deepEqual([roster.hashes, roster.people, roster.profile_of], [whole.hashes, whole.people, whole.profile_of]);
  }
});

test('a difference to another version is refused, and so is one of another event or door', () => {
  const roster = loadRoster(told([[OURS, 7, 0]]));
  refused(() => rosterAfter(roster, difference({ since: '0a1b2c3d-0' })), 'other_version');
  refused(() => rosterAfter(roster, difference({ event: 'last year' })), 'other_event');
  refused(() => rosterAfter(roster, difference({ checkpoint: { ...SMALL.checkpoint, code: 'H2-IN' } })), 'other_checkpoint');
});

test('a roster of another event or door does not take the place of one', () => {
  const roster = loadRoster(told([[OURS, 7, 0]]));
  refused(() => loadRoster(told([], { event: 'last year' }), roster), 'other_event');
  refused(() => loadRoster(told([], { checkpoint: { ...SMALL.checkpoint, code: 'H2-IN' } }), roster), 'other_checkpoint');
  assert.equal(loadRoster(told([], { mark: 'ffffffff-9' }), roster).people.length, 0);
});

test('half a roster is refused', () => {
  const whole = told([[OURS, 7, 0], [`=${IMPORTED}`, 8, 0]]);
  for (const broken of [
    null, {}, { ...whole, hashes: whole.hashes.slice(0, 8) }, { ...whole, people: '' }, { ...whole, profile_of: 'AA==' }, { ...whole, people: 'A===' },
    { ...whole, hashes: '中文' }, { ...whole, profiles: null }, { ...whole, seen: undefined }, { ...whole, mark: 3 }, { ...whole, profiles: SMALL.profiles.slice(0, 0) }, { ...whole, calendar: {} },
  ]) refused(() => loadRoster(/** @type {any} */ (broken)), 'damaged');
});

test('a broken difference is refused whole', async () => {
  const roster = loadRoster(told([[OURS, 7, 0]]));
  const hash = hashOf('TRM26NEW').toString('base64');
  for (const changes of [{ put: [[hash, 8, 0], ['AA==', 9, 0]] }, { put: [[hash, 8, 0]], drop: ['??'] }, { put: null }, { drop: null }, { put: [[hash]] }, { put: [[hash, 8, 2]] }, { profiles: 3 }]) {
    refused(() => rosterAfter(roster, /** @type {any} */ (difference(changes))), 'damaged');
  }
  assert.equal(await findPerson(roster, 'TRM26NEW'), null);
});

test('hashes are SHA-256, at every length of a text', () => {
  for (let length = 0; length < 200; length += 1) {
    const text = '会A'.repeat(length).slice(0, length);
    assert.equal(Buffer.from(sha256(text)).toString('hex'), createHash('sha256').update(text).digest('hex'));
  }
});

test('a code is looked up as one of ours first, then as an imported one', () => {
  assert.deepEqual(hashesOf(' ol-I \r\n').map((hash) => Buffer.from(hash)), [hashOf('011'), hashOf('= ol-I ')]);
});
