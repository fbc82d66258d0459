import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EMPTY_DOOR, RECENTS, doorAfter, isRepeat } from '../../kiosk_ui/door/door_state.js';

const scan = (id, credential = id) => ({ scan_id: id, credential, at: '2026-12-05T00:30:00.000Z', direction: null });
const scanned = (id) => ({ type: 'scanned', scan: scan(id) });
const DELEGATE = { reg_no: 'XR00001', name: '李月', category: 'MEM', organisation: null };
const answered = (id, verdict = 'admitted', inside = 413) => (
  { type: 'answered', scan_id: id, answer: { scan_id: id, verdict, delegate: DELEGATE, first_at: null, hall: 'H1', inside } }
);
const after = (...actions) => actions.reduce((door, action) => doorAfter(door, action), EMPTY_DOOR);

test('no verdict is shown before the server gave one', () => {
  assert.equal(after(scanned('1')).shown, null);
  assert.equal(after(scanned('1'), { type: 'unanswered', scan_id: '1' }).shown.kind, 'unanswered');
});

test('a verdict fills the screen, is counted and stands in the list', () => {
  const door = after(scanned('1'), answered('1'));

  assert.deepEqual([door.shown.verdict, door.isFull, door.inside], ['admitted', true, 413]);
  assert.deepEqual([door.recents[0].verdict, door.recents[0].name], ['admitted', '李月']);
});

test('a late answer does not cover the person who stands there now', () => {
  const door = after(scanned('1'), { type: 'unanswered', scan_id: '1' }, scanned('2'), answered('2', 'unpaid'), answered('1'));

  assert.deepEqual([door.shown.scan_id, door.shown.verdict], ['2', 'unpaid']);
  assert.deepEqual(door.recents.map(({ verdict }) => verdict), ['unpaid', 'admitted']);
});

test('a late answer is shown while that person still stands there', () => {
  const door = after(scanned('1'), { type: 'unanswered', scan_id: '1' }, answered('1'));

  assert.deepEqual([door.shown.verdict, door.isFull], ['admitted', true]);
});

test('asking again without an answer is told once', () => {
  const told = after(scanned('1'), { type: 'unanswered', scan_id: '1' }, { type: 'shrink', scan_id: '1' });

  assert.equal(doorAfter(told, { type: 'unanswered', scan_id: '1' }), told);
});

const SAID = { verdict: 'admitted', category: 'MEM', names: null, first_at: null };
const decided = (id, more = {}) => ({ type: 'decided', scan_id: id, said: { ...SAID, ...more } });
const confirmed = (id, verdict, said = 'admitted') => ({ type: 'confirmed', answers: [{ told: { scan_id: id, verdict, delegate: DELEGATE, first_at: null }, said }] });

test('what the door decides alone is shown so, without a name where doors have none', () => {
  const door = after(scanned('1'), decided('1'));

  assert.deepEqual([door.shown.verdict, door.shown.local, door.shown.delegate.name, door.shown.delegate.category, door.isFull], ['admitted', true, '', 'MEM', true]);
  assert.deepEqual([door.recents[0].local, door.recents[0].name, door.recents[0].category], [true, null, 'MEM']);
});

test('an answer that confirms is quiet, and brings the name', () => {
  const door = after(scanned('1'), decided('1'), { type: 'shrink', scan_id: '1' }, confirmed('1', 'admitted'));

  assert.deepEqual([door.isFull, door.shown.local, door.shown.delegate.name, door.differences], [false, false, '李月', []]);
  assert.deepEqual([door.recents[0].local, door.recents[0].name], [false, '李月']);
});

test('what the server says otherwise is listed and covers nobody', () => {
  const door = after(scanned('1'), decided('1'), scanned('2'), decided('2'), confirmed('1', 'already_in'));

  assert.deepEqual([door.shown.scan_id, door.shown.verdict], ['2', 'admitted']);
  assert.deepEqual(door.differences, [{ scan_id: '1', said: 'admitted', told: 'already_in', name: '李月', at: '2026-12-05T00:30:00.000Z' }]);
  assert.equal(doorAfter(door, { type: 'seen_differences' }).differences.length, 0);
});

test('two words for a refusal are no difference', () => {
  assert.deepEqual(after(scanned('1'), decided('1', { verdict: 'unpaid' }), confirmed('1', 'revoked', 'unpaid')).differences, []);
});

test('a scan the server did not take says why and is no scan', () => {
  const door = after(scanned('1'), { type: 'problem', scan_id: '1', detail: 'Choose a direction.' });

  assert.deepEqual([door.shown.kind, door.shown.detail, door.recents], ['problem', 'Choose a direction.', []]);
});

test('a new scan ends the filled screen of the one before', () => {
  assert.equal(after(scanned('1'), answered('1'), scanned('2')).isFull, false);
});

test('the time of an earlier verdict does not shrink a later one', () => {
  const door = after(scanned('1'), answered('1'), scanned('2'), answered('2'), { type: 'shrink', scan_id: '1' });

  assert.equal(door.isFull, true);
});

test('the list keeps the newest and takes in what was before', () => {
  const old = Array.from({ length: 20 }, (_, at) => ({ scan_id: `old-${at}`, verdict: 'left', name: null, category: null, at: '2026-12-05T00:00:00Z' }));
  const door = after(scanned('1'), { type: 'recents', recents: [...old, { ...old[0], scan_id: '1' }] });

  assert.equal(door.recents.length, RECENTS);
  assert.deepEqual(door.recents.slice(0, 2).map(({ scan_id }) => scan_id), ['1', 'old-0']);
});

test('a double trigger is no second scan, a passed-back badge is', () => {
  const first = scan('1', 'CODE');
  const later = (ms, more = {}) => ({ ...scan('2', 'CODE'), at: new Date(Date.parse(first.at) + ms).toISOString(), ...more });

  assert.equal(isRepeat(null, first), false);
  assert.equal(isRepeat(first, later(300)), true);
  assert.equal(isRepeat(first, later(3000)), false);
  assert.equal(isRepeat(first, later(300, { credential: 'OTHER' })), false);
  assert.equal(isRepeat(first, later(300, { direction: 'out' })), false);
});
