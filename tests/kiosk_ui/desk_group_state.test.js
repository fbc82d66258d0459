import assert from 'node:assert/strict';
import { test } from 'node:test';

import { allOrNone, inOrder, joined, lying, NOBODY, obstacle, summed, toggled } from '../../kiosk_ui/desk/group_state.js';
import { hit } from './desk_people.js';

const AT = '2026-11-22T00:14:00Z';

test('who owes, is cancelled or is here already is shown and not chosen', () => {
  const people = [hit({ reg_no: 'A' }), hit({ reg_no: 'B', owes_fen: 1 }), hit({ reg_no: 'C', status: 'cancelled' }), hit({ reg_no: 'D', checked_in_at: AT })];

  const choice = joined(NOBODY, people, 'come');

  assert.equal(choice.people.length, 4);
  assert.deepEqual(choice.chosen, ['A']);
});

test('a badge can be picked up for somebody who is here already', () => {
  assert.equal(obstacle(hit({ checked_in_at: AT }), 'pick_up'), null);
  assert.equal(obstacle(hit({ checked_in_at: AT }), 'come'), 'desk.group.here');
});

test('the same person joins once, and stays as she was chosen', () => {
  const once = toggled(joined(NOBODY, [hit({ reg_no: 'A' })], 'come'), 'A');

  const again = joined(once, [hit({ reg_no: 'A' }), hit({ reg_no: 'B' })], 'come');

  assert.deepEqual(again.people.map(({ reg_no }) => reg_no), ['A', 'B']);
  assert.deepEqual(again.chosen, ['B']);
});

test('badges come out in the order of the list, not of the taps', () => {
  let choice = joined(NOBODY, [hit({ reg_no: 'A' }), hit({ reg_no: 'B' })], 'come');
  choice = toggled(toggled(choice, 'A'), 'A');

  assert.deepEqual(choice.chosen, ['B', 'A']);
  assert.deepEqual(inOrder(choice), ['A', 'B']);
});

test('all are chosen with one tap, and none with the next', () => {
  const choice = joined(NOBODY, [hit({ reg_no: 'A' }), hit({ reg_no: 'B' }), hit({ reg_no: 'C', owes_fen: 1 })], 'come');

  const none = allOrNone(choice, 'come');

  assert.deepEqual(none.chosen, []);
  assert.deepEqual(allOrNone(none, 'come').chosen, ['A', 'B']);
});

test('what came of a group is summed up', () => {
  const answers = ['checked_in', 'checked_in', 'already_checked_in', 'refused'].map((outcome) => ({ outcome }));

  assert.deepEqual(summed(answers), { came: 2, here: 1, refused: 1 });
});

test('badges printed beforehand are told by box, with whose they are', () => {
  const people = [{ reg_no: 'A', name: '王明' }, { reg_no: 'B', name: '李红' }, { reg_no: 'C', name: '周一' }, { reg_no: 'D', name: '吴二' }];
  const answers = [
    { reg_no: 'A', pre_printed: { box: 5 } }, { reg_no: 'B', pre_printed: { box: 4 } }, { reg_no: 'C' },
    { reg_no: 'D', pre_printed: { box: 5 } },
  ];

  assert.deepEqual(lying(answers, people), [{ box: 4, names: ['李红'] }, { box: 5, names: ['王明', '吴二'] }]);
  assert.deepEqual(lying([{ reg_no: 'C', pre_printed: null }], people), []);
  assert.deepEqual(lying([{ reg_no: 'X', pre_printed: { box: null } }], people), [{ box: null, names: ['X'] }]);
});
