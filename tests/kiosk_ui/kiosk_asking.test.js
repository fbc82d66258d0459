import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AT_MOST, isSettled, read, withAnswer, without } from '../../kiosk_ui/kiosk/answer_queue.js';
import { LEVELS, NOT_ASKING, askingAfter, isAskingNow, quarterOf } from '../../kiosk_ui/kiosk/asking_state.js';

const GROUPS = [{ code: 'MEM', name: '会员', name_en: 'Member' }, { code: 'SPK', name: '讲者', name_en: 'Speaker' }];
const QUESTION = { id: 'q1', text: '满意吗？', text_en: 'Satisfied?', groups: GROUPS };
const SERVER_MS = Date.parse('2026-12-05T08:44:59.900Z');

/** @param {...object} actions */
const after = (...actions) => actions.reduce((asking, action) => askingAfter(asking, action), NOT_ASKING);
const told = { type: 'told', question: QUESTION };
const tap = (level = 4, at_ms = 10000, id = 'a1') => ({ type: 'tapped', level, id, at_ms, server_ms: SERVER_MS });
const chosen = (group, at_ms = 12000) => ({ type: 'chosen', group, at_ms });
const answer = (id, more = {}) => ({ question_answer_id: id, question_id: 'q1', level: 4, given_at: '2026-12-05T08:30:00.000Z', group: null, ...more });

test('one tap is an answer, of nobody and of no exact time', () => {
  const { thanked } = after(told, tap());

  assert.deepEqual(thanked, { answer: answer('a1'), mayChoose: true, isChosen: false });
});

test('a second tap within two seconds is not a second answer', () => {
  const first = after(told, tap());
  const over = askingAfter(first, { type: 'over' });

  assert.equal(askingAfter(first, tap(1, 15000, 'a2')), first, 'while the thanks stand there');
  assert.equal(askingAfter(over, tap(1, 11999, 'a2')), over);
  assert.equal(askingAfter(over, tap(1, 12000, 'a2')).thanked.answer.question_answer_id, 'a2');
});

test('her group is the same answer again, and chosen once', () => {
  const kiosk = after(told, tap(), chosen('SPK'), chosen('MEM', 13000));

  assert.deepEqual(kiosk.thanked, { answer: answer('a1', { group: 'SPK' }), mayChoose: false, isChosen: true });
});

test('the second half of a double tap chooses no group', () => {
  const kiosk = after(told, tap());

  assert.equal(askingAfter(kiosk, chosen('SPK', 10300)), kiosk);
});

test('a badge held up before sets the group, and nobody is asked for it', () => {
  const kiosk = after(told, { type: 'badge', group: 'SPK' }, tap());

  assert.deepEqual([kiosk.thanked.answer.group, kiosk.thanked.mayChoose], ['SPK', false]);
});

test('the group of a badge is gone with the answer, and when nobody answers', () => {
  assert.equal(after(told, { type: 'badge', group: 'SPK' }, tap(), { type: 'over' }).group, null);
  assert.equal(after(told, { type: 'badge', group: 'SPK' }, { type: 'forget' }).group, null);
});

test('an unknown badge says so and changes nothing', () => {
  const kiosk = after(told, { type: 'badge', group: null });

  assert.equal(kiosk.isUnknown, true);
  assert.equal(askingAfter(kiosk, tap()).thanked.answer.group, null);
});

test('a badge held up during the thanks is the next one\'s business', () => {
  const kiosk = after(told, tap());

  assert.equal(askingAfter(kiosk, { type: 'badge', group: 'SPK' }), kiosk);
});

test('with one group or none nobody is asked for it', () => {
  const alone = { type: 'told', question: { ...QUESTION, groups: GROUPS.slice(0, 1) } };

  assert.equal(after(alone, tap()).thanked.mayChoose, false);
});

test('the thanks are said to the end when the question is over meanwhile', () => {
  const kiosk = after(told, tap(), { type: 'told', question: null });

  assert.equal(isAskingNow(kiosk), true);
  assert.equal(isAskingNow(askingAfter(kiosk, { type: 'over' })), false);
});

test('without a question nothing is tapped', () => {
  assert.equal(askingAfter(NOT_ASKING, tap()), NOT_ASKING);
});

test('the same question told again keeps what a badge said, another does not', () => {
  const kiosk = after(told, { type: 'badge', group: 'SPK' });

  assert.equal(askingAfter(kiosk, told).group, 'SPK');
  assert.equal(askingAfter(kiosk, { type: 'told', question: { ...QUESTION, id: 'q2' } }).group, null);
});

test('the first face is the most satisfied', () => {
  assert.deepEqual(LEVELS, [4, 3, 2, 1]);
});

test('a quarter of an hour is all that is told of the time', () => {
  assert.equal(quarterOf(SERVER_MS), '2026-12-05T08:30:00.000Z');
});

test('an answer that gets a group takes its own place in the queue', () => {
  const queue = [answer('a1'), answer('a2')];

  assert.deepEqual(withAnswer(queue, answer('a1', { group: 'SPK' })), [answer('a1', { group: 'SPK' }), answer('a2')]);
  assert.deepEqual(without(queue, 'a1'), [answer('a2')]);
});

test('the queue does not tell who answered after whom', () => {
  const given = ['c3', 'a1', 'b2'].reduce((queue, id) => withAnswer(queue, answer(id)), []);

  assert.deepEqual(given.map((each) => each.question_answer_id), ['a1', 'b2', 'c3']);
});

test('a full queue keeps what it has', () => {
  const full = Array.from({ length: AT_MOST }, (_, at) => answer(`a${at}`));

  assert.equal(withAnswer(full, answer('new')), full);
});

test('what cannot be read is an empty queue', () => {
  assert.deepEqual([null, '', '{', '{}', '[1, null]'].map((text) => read(text)), [[], [], [], [], []]);
  assert.deepEqual(read(JSON.stringify([answer('a1')])), [answer('a1')]);
});

test('only what was counted or refused for good leaves the queue', () => {
  assert.deepEqual([200, 404, 409, 422].map(isSettled), [true, true, true, true]);
  assert.deepEqual([0, 401, 403, 429, 500, 503].map(isSettled), [false, false, false, false, false, false]);
});
