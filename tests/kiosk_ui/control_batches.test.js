import assert from 'node:assert/strict';
import { test } from 'node:test';

import { actionsOf, changedForm, emptyForm, organisationMeant, planOf, positionsOf, reasonsOf, separatorsOf, shareOf }
  from '../../kiosk_ui/control/batches_state.js';

/** @returns {import('../../kiosk_ui/control/batches_state.js').Batch} */
function batch(counts = {}) {
  return {
    batch_id: 'b', title: '预制', at: '', operator: null, sort: 'name', box_size: null, boxes: 0, printer: null, count: 10,
    counts, stands: 'printing', next_position: null, waits_for: null, skipped: {},
  };
}

test('separators are offered only where they part what belongs together', () => {
  assert.deepEqual(separatorsOf(emptyForm()), ['none', 'organisation', 'initial']);
  assert.deepEqual(separatorsOf({ ...emptyForm(), sort: 'reg_no', box_size: '50' }), ['none', 'box']);
});

test('a change of the order takes separators that do not fit any more with it', () => {
  assert.equal(changedForm(emptyForm(), { sort: 'name' }).separators, 'initial');
  assert.equal(changedForm(emptyForm(), { sort: 'reg_no' }).separators, 'none');
  assert.equal(changedForm({ ...emptyForm(), separators: 'initial' }, { sort: 'name' }).separators, 'initial');
});

test('without boxes nothing is asked for each of them', () => {
  const boxed = changedForm({ ...emptyForm(), sort: 'reg_no' }, { box_size: '50', separators: 'box' });

  assert.equal(planOf(boxed)?.box_size, 50);
  assert.equal(changedForm(boxed, { box_size: '' }).separators, 'none');
});

test('everyone without a badge is asked for unless somebody says otherwise', () => {
  assert.deepEqual(planOf(emptyForm()), {
    sort: 'organisation', separators: 'organisation', box_size: null,
    wanted: { categories: [], organisations: [], only_without_badge: true },
  });
  assert.equal(planOf({ ...emptyForm(), again: true })?.wanted.only_without_badge, false);
});

test('a box size that is no count asks nothing', () => {
  for (const box_size of ['0', '-3', '2.5', 'x', '5001']) assert.equal(planOf({ ...emptyForm(), box_size }), null);
});

test('an organisation is meant by its name, or by a part that only it has', () => {
  const known = [{ name: '重庆医院' }, { name: '重庆大学' }, { name: 'Rivers Clinic' }];

  assert.equal(organisationMeant('重庆大学', known), '重庆大学');
  assert.equal(organisationMeant('clinic', known), 'Rivers Clinic');
  assert.equal(organisationMeant('重庆', known), null);
  assert.equal(organisationMeant(' ', known), null);
});

test('what is under way is paused, what is paused resumed, what came out printed again', () => {
  assert.deepEqual(actionsOf(batch({ queued: 5, printed: 5 })), ['pause', 'again', 'move', 'cancel']);
  assert.deepEqual(actionsOf(batch({ held: 5 })), ['resume', 'move', 'cancel']);
  assert.deepEqual(actionsOf(batch({ printed: 10 })), ['again']);
  assert.deepEqual(actionsOf(batch({ cancelled: 10 })), []);
});

test('the bar is full when all that is still wanted came out', () => {
  assert.equal(shareOf(batch({ printed: 5 })), 0.5);
  assert.equal(shareOf(batch({ printed: 8, taken_out: 1, cancelled: 1 })), 1);
  assert.equal(shareOf(batch({ cancelled: 10 })), 1);
});

test('positions are whole, of this batch, and the first is not behind the last', () => {
  assert.deepEqual(positionsOf('3', '', 10), { from_position: 3, to_position: 3 });
  assert.deepEqual(positionsOf('3', '7', 10), { from_position: 3, to_position: 7 });
  for (const [from, to] of [['', ''], ['', '3'], ['7', '3'], ['0', '3'], ['3', '11'], ['1.5', '']]) assert.equal(positionsOf(from, to, 10), null);
});

test('the commonest reason to be left out stands first', () => {
  assert.deepEqual(reasonsOf({ unpaid: 3, has_badge: 30 }), [['has_badge', 30], ['unpaid', 3]]);
});
