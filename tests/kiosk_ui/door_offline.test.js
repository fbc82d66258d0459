import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { answeredMoves, counted, decided, emptyLocal, insideOf, isOver, move, withRoster } from '../../kiosk_ui/door/offline.js';
import { loadRoster } from '../../kiosk_ui/door/roster.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MORNING = Date.parse('2026-12-05T01:00:00Z');
const TURN = Date.parse('2026-12-04T20:00:00Z');
const POLICY = { re_entry: true, one_hall: false, refuse_when_full: false, limit_per_day: 0, limit_per_session: 0, anti_passback_minutes: 0, flush: false };
const PROFILES = [{ category: 'MEM', stretches: [[null, null, null]] }, { category: 'STU', stretches: [[null, null, 'unpaid']] }, { category: 'MEM', stretches: [[null, null, 'revoked']] }];
const codeOf = (person) => `XRC26${String(person).padStart(24, '0')}`;
const base64 = (typed) => Buffer.from(typed.buffer, typed.byteOffset, typed.byteLength).toString('base64');

/** @param {Record<number, number>} profiles of persons */
function roster(profiles, more = {}) {
  const found = Object.entries(profiles).map(([person, profile]) => ({ hash: createHash('sha256').update(codeOf(person)).digest().subarray(0, 8), person: Number(person), profile }))
    .sort((one, other) => Buffer.compare(one.hash, other.hash));
  return loadRoster({
    mark: 'abcdef01-1', made_at: new Date(MORNING).toISOString(), event: 'uid', checkpoint: { code: 'MAIN-IN', hall: 'MAIN', direction: 'in', capacity: 3 },
    policy: { ...POLICY, ...more.policy }, calendar: { days: [TURN, TURN + DAY, TURN + 2 * DAY], stays: [], sessions: [TURN, TURN + DAY, TURN + 2 * DAY] },
    profiles: PROFILES, people_unknowable: more.unknowable ?? 0, inside: more.inside ?? 0, seen: more.seen ?? [], elsewhere: more.elsewhere ?? [],
    hashes: base64(Buffer.concat(found.map(({ hash }) => hash))), people: base64(Uint32Array.from(found, ({ person }) => person)),
    profile_of: base64(Uint16Array.from(found, ({ profile }) => profile)), names: more.names ?? {},
  });
}

function door(profiles, more) {
  const local = emptyLocal();
  withRoster(local, roster(profiles, more), MORNING);
  let n = 0;
  const scan = async (person, minutes, direction = 'in') => {
    const at = MORNING + minutes * 60_000;
    const said = await decided(local, { credential: typeof person === 'number' ? codeOf(person) : person, at, direction });
    n += 1;
    if (said.verdict === 'admitted' || said.verdict === 'left') move(local, { scan_id: String(n), who: said.who, verdict: said.verdict, at, answered_at: null });
    return said;
  };
  return { local, scan };
}

test('a door says alone what the event would have said', async () => {
  const { scan } = door({ 1: 0, 2: 1, 3: 2 }, { names: { 1: ['李月', 'RC1', '北岭'] } });
  const said = [await scan(1, 1), await scan(1, 2), await scan(2, 3), await scan(3, 4)];
  assert.deepEqual(said.map(({ verdict }) => verdict), ['admitted', 'already_in', 'unpaid', 'revoked']);
  assert.deepEqual([said[0].names, said[1].first_at, said[2].category, said[2].names], [['李月', 'RC1', '北岭'], MORNING + 60_000, 'STU', null]);
});

test('a code that is not in the roster is not called unknown: it can\'t be known', async () => {
  const { scan } = door({ 1: 0 });
  const [later, short] = [await scan('NOTOURS', 1), await door({ 1: 0 }, { unknowable: 4 }).scan('4711', 1)];
  assert.deepEqual([later.verdict, later.unknowable, short.verdict, short.unknowable], ['cant_know', 'stale', 'cant_know', 'short']);
  const none = await decided(emptyLocal(), { credential: 'ANY', at: MORNING, direction: 'in' });
  assert.deepEqual([none.verdict, none.unknowable], ['cant_know', 'none']);
});

test('in and out count, and re-entry is as the event has it', async () => {
  const { local, scan } = door({ 1: 0, 2: 0 });
  const verdicts = [];
  for (const [person, minutes, direction] of [[1, 1, 'in'], [2, 2, 'in'], [1, 3, 'out'], [1, 4, 'out'], [1, 5, 'in']]) verdicts.push((await scan(person, minutes, direction)).verdict);
  assert.deepEqual(verdicts, ['admitted', 'admitted', 'left', 'not_inside', 'admitted']);
  assert.equal(insideOf(local, MORNING + HOUR), 2);
  const strict = door({ 1: 0 }, { policy: { re_entry: false } });
  await strict.scan(1, 1);
  await strict.scan(1, 2, 'out');
  assert.equal((await strict.scan(1, 3)).verdict, 'already_in');
});

test('who was inside when the roster was made is inside', async () => {
  const { scan } = door({ 1: 0 }, { seen: [[1, 1, MORNING - HOUR, MORNING - HOUR, 1, 1]], inside: 1 });
  const said = await scan(1, 1);
  assert.deepEqual([said.verdict, said.first_at], ['already_in', MORNING - HOUR]);
});

test('a full hall refuses where the event wants it, counted with the door\'s own', async () => {
  const { scan } = door({ 1: 0, 2: 0 }, { inside: 2, policy: { refuse_when_full: true } });
  assert.deepEqual([(await scan(1, 1)).verdict, (await scan(2, 2)).verdict], ['admitted', 'hall_full']);
});

test('one hall at a time holds offline by what was known', async () => {
  const { scan } = door({ 1: 0 }, { policy: { one_hall: true }, elsewhere: [1] });
  assert.equal((await scan(1, 1)).verdict, 'already_in');
});

test('a door that only counts admits everyone, each stranger once', async () => {
  const { local, scan } = door({ 2: 1 }, { policy: { flush: true } });
  for (const [person, minutes] of [[2, 1], ['STRANGER', 2], ['STRANGER', 3], [2, 4]]) assert.equal((await scan(person, minutes)).verdict, 'admitted');
  assert.equal(insideOf(local, MORNING + HOUR), 2);
});

test('moves the server does not know yet are put on top of a newer roster, the others are in it', async () => {
  const { local, scan } = door({ 1: 0, 2: 0, 3: 0 });
  await scan(1, 1);
  await scan(2, 2);
  answeredMoves(local, [{ scan_id: '1', told: { scan_id: '1', who: 1, verdict: 'admitted', at: MORNING + 60_000, answered_at: MORNING + 180_000 } }]);
  const newer = roster({ 1: 0, 2: 0, 3: 0 }, { seen: [[1, 1, MORNING + 60_000, MORNING + 60_000, 1, 1]], inside: 1 });
  const gone = withRoster(local, newer, MORNING + 240_000);
  assert.deepEqual([gone, [...local.moves.keys()], insideOf(local, MORNING + HOUR)], [['1'], ['2'], 2]);
  assert.deepEqual([(await scan(1, 6)).verdict, (await scan(2, 6)).verdict, (await scan(3, 6)).verdict], ['already_in', 'already_in', 'admitted']);
});

test('a move whose answer was lost is not counted twice', async () => {
  const { local, scan } = door({ 1: 0 });
  await scan(1, 1);
  withRoster(local, roster({ 1: 0 }, { seen: [[1, 1, MORNING + 60_000, MORNING + 60_000, 1, 1]], inside: 1 }), MORNING + 120_000);
  assert.equal(insideOf(local, MORNING + HOUR), 1);
});

test('where the server said otherwise the door forgets its own move', async () => {
  const { local, scan } = door({ 1: 0 });
  await scan(1, 1);
  answeredMoves(local, [{ scan_id: '1', told: null }]);
  assert.equal(insideOf(local, MORNING + HOUR), 0);
  assert.equal((await scan(1, 2)).verdict, 'admitted');
});

test('an older count does not replace a newer one', () => {
  const { local } = door({ 1: 0 }, { inside: 5 });
  counted(local, 9, MORNING + 1000);
  counted(local, 2, MORNING);
  assert.equal(insideOf(local, MORNING + 2000), 9);
});

test('a roster of an event that is over is told', () => {
  const found = roster({ 1: 0 });
  assert.deepEqual([isOver(found, MORNING), isOver(found, MORNING + 5 * DAY)], [false, true]);
});

test('a day that turns begins anew', async () => {
  const { scan } = door({ 1: 0 });
  await scan(1, 1);
  assert.equal((await scan(1, 24 * 60)).verdict, 'admitted');
});
