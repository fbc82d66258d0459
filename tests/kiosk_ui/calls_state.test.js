import assert from 'node:assert/strict';
import test from 'node:test';
import { addressOf, bodyOf, isReady, KINDS, onTop, picksOf, unheard, usualPicks } from '../../kiosk_ui/lib/calls_state.js';
import { readKept } from '../../kiosk_ui/lib/contacts_state.js';

const call = (id, needs_answer = true) => ({ id, needs_answer });
const draft = { kind: 'text', text: '', station: '', zone: '', session: '', hall: '', minutes: 10 };

test('what waits for an answer stands before what only tells, the oldest first', () => {
  assert.equal(onTop([call('a', false), call('b'), call('c')]).id, 'b');
  assert.equal(onTop([call('a', false), call('b', false)]).id, 'a');
  assert.equal(onTop([]), null);
});

test('a call sounds once, also when it is told again', () => {
  const first = unheard([], [call('a')]);
  assert.deepEqual(first.fresh.map(({ id }) => id), ['a']);
  const again = unheard(first.heard, [call('a'), call('b')]);
  assert.deepEqual(again.fresh.map(({ id }) => id), ['b']);
  assert.deepEqual(unheard(again.heard, [call('a'), call('b')]).fresh, []);
});

test('what has sounded is not remembered for ever', () => {
  const many = Array.from({ length: 150 }, (_, index) => call(`c${index}`));
  assert.equal(unheard([], many).heard.length, 100);
});

test('an address goes there and back', () => {
  const picks = ['role:desk', 'zone:PRE', 'hall:H1', 'station:desk-2'];
  assert.deepEqual(addressOf(picks), { all: false, roles: ['desk'], zones: ['PRE'], halls: ['H1'], stations: ['desk-2'] });
  assert.deepEqual(picksOf(addressOf(picks)), picks);
  assert.deepEqual(picksOf(addressOf(['all'])), ['all']);
  assert.deepEqual(addressOf(['station:a:b']).stations, ['a:b']);
});

test('a call is sent when its sentence is whole and somebody is to hear it', () => {
  assert.equal(isReady(draft, ['all']), false);
  assert.equal(isReady({ ...draft, text: ' ' }, ['all']), false);
  assert.equal(isReady({ ...draft, text: 'a' }, []), false);
  assert.equal(isReady({ ...draft, text: 'a' }, ['all']), true);
  assert.equal(isReady({ ...draft, kind: 'session_moved', session: 'B1' }, ['all']), false);
  assert.equal(isReady({ ...draft, kind: 'session_moved', session: 'B1', hall: 'H2' }, ['all']), true);
});

test('a call tells only what its sentence needs', () => {
  assert.deepEqual(bodyOf({ ...draft, kind: 'supervisor', station: 'desk-2', zone: 'PRE', text: 'old' }), { kind: 'supervisor', station: 'desk-2' });
  assert.deepEqual(bodyOf({ ...draft, kind: 'session_late', session: 'B1' }), { kind: 'session_late', session: 'B1', minutes: 10 });
});

test('every prepared sentence is for somebody, and own words are for whom one says', () => {
  for (const kind of KINDS) assert.equal(usualPicks(kind).length > 0, kind !== 'text', kind);
});

test('a kept contact sheet that is not whole is none', () => {
  const told = { contacts: [{ kind: 'own', name: 'a', role: '', roles: [], place: '', zone: null, phone: '120' }], version: 1, as_of: '2026-12-05T00:14:03Z' };
  assert.deepEqual(readKept(JSON.stringify(told)), told);
  for (const text of [null, '', '{', '{"contacts":[]}', '{"as_of":"x"}', '7']) assert.equal(readKept(text), null);
});
