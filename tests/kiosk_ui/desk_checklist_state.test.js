import assert from 'node:assert/strict';
import { test } from 'node:test';

import { howFar, isNumbered, lineState, tapMeans } from '../../kiosk_ui/desk/checklist_state.js';
import { item } from './desk_people.js';

test('one tap gives what nobody has to sign or number', () => {
  assert.equal(tapMeans(item()), 'give');
  assert.equal(tapMeans(item({ needs_signature: true })), 'ask');
  assert.equal(tapMeans(item({ needs_number: true })), 'ask');
  assert.equal(tapMeans(item({ is_loan: true })), 'ask');
});

test('what was given is asked about before it is taken back', () => {
  const given = item({ given: 1, left: 0 });

  assert.equal(lineState(given), 'given');
  assert.equal(tapMeans(given), 'undo');
  assert.equal(lineState(item({ is_loan: true, given: 1, left: 0 })), 'out');
});

test('two of three are given in part, and the next tap gives one more', () => {
  const part = item({ per_person: 3, given: 2, left: 1 });

  assert.equal(lineState(part), 'part');
  assert.equal(tapMeans(part), 'give');
});

test('nothing left and yesterday’s lunch can not be given', () => {
  const eaten = item({ valid_until: '2026-11-22T06:00:00Z' });

  assert.equal(tapMeans(item({ stock_left: 0 })), 'nothing');
  assert.equal(lineState(eaten, '2026-11-22T05:59:00Z'), 'to_give');
  assert.equal(lineState(eaten, '2026-11-22T06:01:00Z'), 'over');
  assert.equal(tapMeans(eaten, '2026-11-22T06:01:00Z'), 'nothing');
});

test('what can no longer be given does not count as missing', () => {
  const items = [item({ given: 1, left: 0 }), item(), item({ valid_until: '2026-11-22T06:00:00Z' })];

  assert.deepEqual(howFar(items, '2026-11-22T07:00:00Z'), { done: 1, of: 2 });
});

test('a receiver has a number even where the plan does not say so', () => {
  assert.equal(isNumbered(item({ is_loan: true })), true);
  assert.equal(isNumbered(item()), false);
});
