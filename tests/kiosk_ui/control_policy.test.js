import assert from 'node:assert/strict';
import { test } from 'node:test';

import { changesOf, draftOf, faultsOf, groupsOf, sayingOf, sayings, triable } from '../../kiosk_ui/control/policy_state.js';

const USUAL = {
  payment_required: true, re_entry: true, check_in_first: false, hours: false, session_windows: false, one_hall: false, refuse_when_full: false,
  flush: false, limit_per_day: 0, limit_per_session: 0, anti_passback_minutes: 0, grace_minutes: 30, exit_at_session_end: false, offline_names: false,
};

test('every field of a policy stands in one group, and one the page does not know stands nowhere', () => {
  const fields = groupsOf({ ...USUAL, colour: 'red' }).flatMap((each) => each.fields);

  assert.deepEqual([...fields].sort(), Object.keys(USUAL).sort());
});

test('what the server does not have is not shown', () => {
  const { offline_names: _, ...older } = USUAL;

  assert.equal(groupsOf(older).some(({ group }) => group === 'offline'), false);
});

test('a draft as it came changes nothing', () => {
  assert.deepEqual(changesOf(draftOf(USUAL), USUAL), {});
});

test('numbers are taken as they are typed, full width too, and an empty field is none', () => {
  const draft = { ...draftOf(USUAL), limit_per_day: ' ３ ', grace_minutes: '' };

  assert.deepEqual(changesOf(draft, USUAL), { limit_per_day: 3, grace_minutes: 0 });
});

test('what is no whole number or too large is a fault of its field and changes nothing', () => {
  const draft = { ...draftOf(USUAL), limit_per_day: '2.5', anti_passback_minutes: '1441', limit_per_session: '-1' };

  assert.deepEqual(faultsOf(draft), { limit_per_day: 'not_whole', limit_per_session: 'not_whole', anti_passback_minutes: 'too_large' });
  assert.deepEqual(changesOf(draft, USUAL), {});
});

test('a usual door is said in three sentences, none of them marked', () => {
  const said = sayings(USUAL);

  assert.deepEqual(said.map(({ key }) => key), [
    'control.policy.says.payment_required.yes', 'control.policy.says.re_entry.yes', 'control.policy.says.refuse_when_full.no']);
  assert.equal(said.some(({ isUnusual }) => isUnusual), false);
});

test('a door that only counts says so first and loudly', () => {
  const [first] = sayings({ ...USUAL, flush: true, check_in_first: true });

  assert.deepEqual(first, { field: 'flush', key: 'control.policy.says.flush.yes', count: 0, isUnusual: true, isLoud: true });
});

test('sessions are said with the minutes before them, limits with their number', () => {
  assert.equal(sayingOf('session_windows', { ...USUAL, session_windows: true, grace_minutes: 15 }).count, 15);
  assert.deepEqual(sayingOf('limit_per_day', { ...USUAL, limit_per_day: 2 }), {
    field: 'limit_per_day', key: 'control.policy.says.limit_per_day.yes', count: 2, isUnusual: true, isLoud: false });
});

test('what depends on who is in the hall is not offered for trying', () => {
  assert.deepEqual(Object.keys(triable({ ...USUAL, colour: 'red' })).sort(), ['check_in_first', 'flush', 'grace_minutes', 'hours', 'payment_required', 'session_windows']);
});
