import assert from 'node:assert/strict';
import { test } from 'node:test';

import { badgeInTrouble, emptyDesk, enterMeans, isCredentialLike, nextDesk } from '../../kiosk_ui/desk/desk_state.js';
import { card, hit, job } from './desk_people.js';

const CREDENTIAL = 'CNPC6K4WX9T2M7QF3ZB8RHD5VYJN1';

test('hits that answer an older question are dropped', () => {
  const asked = nextDesk(nextDesk(emptyDesk(), { type: 'typed', text: '王' }), { type: 'typed', text: '王伟' });

  const late = nextDesk(asked, { type: 'found', asked: 1, hits: [hit()], more: false });
  const right = nextDesk(late, { type: 'found', asked: 2, hits: [hit()], more: true });

  assert.deepEqual(late.hits, []);
  assert.equal(right.hits.length, 1);
  assert.equal(right.hasMore, true);
  assert.equal(right.at, 0);
});

test('hits that arrive after a card was opened do not cover it', () => {
  const typed = nextDesk(emptyDesk(), { type: 'typed', text: '王' });
  const opened = nextDesk(typed, { type: 'opened', card: card(), credential: null, reason: null });

  const late = nextDesk(opened, { type: 'found', asked: 1, hits: [hit()], more: false });

  assert.deepEqual(late.hits, []);
  assert.equal(late.card?.reg_no, 'D0001');
});

test('Enter opens the marked hit only when it answers what stands in the field', () => {
  let state = nextDesk(emptyDesk(), { type: 'typed', text: '王' });
  state = nextDesk(state, { type: 'found', asked: 1, hits: [hit(), hit({ reg_no: 'D0002' })], more: false });
  const below = nextDesk(state, { type: 'moved', by: 1 });
  const typedOn = nextDesk(below, { type: 'typed', text: '王伟明' });

  assert.deepEqual(enterMeans(below), { type: 'open', reg_no: 'D0002' });
  assert.deepEqual(enterMeans(typedOn), { type: 'look_up', text: '王伟明' });
});

test('Enter on a scanned code looks it up, whatever hits stand there', () => {
  let state = nextDesk(emptyDesk(), { type: 'typed', text: CREDENTIAL });
  state = nextDesk(state, { type: 'found', asked: 1, hits: [hit()], more: false });

  assert.deepEqual(enterMeans(state), { type: 'look_up', text: CREDENTIAL });
});

test('Enter in an empty field acts on the card, and does nothing without one', () => {
  const opened = nextDesk(emptyDesk(), { type: 'opened', card: card(), credential: CREDENTIAL, reason: null });

  assert.deepEqual(enterMeans(opened), { type: 'act' });
  assert.deepEqual(enterMeans(emptyDesk()), { type: 'nothing' });
});

test('the mark stays inside the list', () => {
  let state = nextDesk(emptyDesk(), { type: 'typed', text: '王' });
  state = nextDesk(state, { type: 'found', asked: 1, hits: [hit(), hit({ reg_no: 'D0002' })], more: false });

  assert.equal(nextDesk(state, { type: 'moved', by: -1 }).at, 0);
  assert.equal(nextDesk(state, { type: 'moved', by: 9 }).at, 1);
  assert.equal(nextDesk(emptyDesk(), { type: 'moved', by: 1 }).at, -1);
});

test('names, numbers and e-mail addresses are not taken for credentials', () => {
  assert.equal(isCredentialLike(CREDENTIAL), true);
  assert.equal(isCredentialLike('abdulrahman al-rashid ibn'), false);
  assert.equal(isCredentialLike('someone.long@example.org'), false);
  assert.equal(isCredentialLike('中南大学湘雅医院心血管内科第二病区主任办公室'), false);
});

test('the foot keeps the last five people, each once, the newest first', () => {
  const outcome = { tone: /** @type {const} */ ('good'), key: 'desk.said.checked_in', values: {} };
  let state = emptyDesk();
  for (const reg_no of ['A', 'B', 'C', 'D', 'E', 'F', 'C']) {
    state = nextDesk(state, { type: 'done', outcome, reg_no, name: reg_no });
  }

  assert.deepEqual(state.recent.map((each) => each.reg_no), ['C', 'F', 'E', 'D', 'B']);
});

test('a badge that ends after the next person was opened changes only the foot', () => {
  const outcome = { tone: /** @type {const} */ ('good'), key: 'desk.said.checked_in', values: {} };
  let state = nextDesk(emptyDesk(), { type: 'opened', card: card(), credential: null, reason: null });
  state = nextDesk(state, { type: 'done', outcome, reg_no: 'D0001', name: '王伟' });
  state = nextDesk(state, { type: 'opened', card: card({ reg_no: 'D0002' }), credential: null, reason: null });

  state = nextDesk(state, { type: 'job_moved', job: job() });
  assert.equal(state.awaited.length, 1);

  state = nextDesk(state, { type: 'job_moved', job: job({ state: 'failed' }) });

  assert.equal(state.job, null);
  assert.deepEqual(state.awaited, []);
  assert.equal(badgeInTrouble(state)?.reg_no, 'D0001');
  assert.deepEqual(state.recent[0], { reg_no: 'D0001', name: '王伟', tone: 'bad', key: 'desk.job.failed' });
});

test('a card opened with a badge gone wrong shows it, one that was printed does not', () => {
  const wrong = card({ badge: { printed_count: 0, last_job: job({ state: 'unconfirmed' }) } });
  const right = card({ badge: { printed_count: 1, last_job: job({ state: 'printed' }) } });

  const open = (/** @type {any} */ each) =>
    nextDesk(emptyDesk(), { type: 'opened', card: each, credential: null, reason: null });

  assert.equal(open(wrong).job?.state, 'unconfirmed');
  assert.equal(open(right).job, null);
});

test('clearing forgets the person and keeps the foot', () => {
  const outcome = { tone: /** @type {const} */ ('good'), key: 'desk.said.checked_in', values: {} };
  let state = nextDesk(emptyDesk(), { type: 'opened', card: card(), credential: null, reason: null });
  state = nextDesk(state, { type: 'done', outcome, reg_no: 'D0001', name: '王伟' });

  state = nextDesk(state, { type: 'cleared' });

  assert.equal(state.card, null);
  assert.equal(state.outcome, null);
  assert.equal(state.recent.length, 1);
});

test('an answer for a person who is no longer open does not change the card', () => {
  const open = nextDesk(emptyDesk(), { type: 'opened', card: card(), credential: null, reason: null });

  const after = nextDesk(open, { type: 'refreshed', card: card({ reg_no: 'D0009' }) });

  assert.equal(after.card?.reg_no, 'D0001');
});

test('"checked in" does not stay green over a badge that did not come', () => {
  const outcome = { tone: /** @type {const} */ ('good'), key: 'desk.said.checked_in', values: {} };
  let state = nextDesk(emptyDesk(), { type: 'opened', card: card(), credential: null, reason: null });
  state = nextDesk(state, { type: 'done', outcome, reg_no: 'D0001', name: '王伟' });

  const printing = nextDesk(state, { type: 'job_moved', job: job({ state: 'printing' }) });
  const failed = nextDesk(state, { type: 'job_moved', job: job({ state: 'failed' }) });

  assert.equal(printing.outcome?.tone, 'good');
  assert.equal(failed.outcome?.tone, 'bad');
  assert.equal(failed.outcome?.key, 'desk.said.badge_failed');
});

test('after a reload the foot shows what this desk did before, and what it does now first', () => {
  const line = (/** @type {string} */ reg_no, key = 'desk.said.checked_in') => ({ reg_no, name: reg_no, tone: /** @type {const} */ ('good'), key });
  const served = nextDesk(emptyDesk(), { type: 'done', outcome: { tone: 'good', key: 'desk.said.lost', values: {} }, reg_no: 'B', name: 'B' });

  const state = nextDesk(served, { type: 'remembered', recent: ['A', 'B', 'C', 'D', 'E', 'F'].map((each) => line(each)) });

  assert.deepEqual(state.recent.map((each) => each.reg_no), ['B', 'A', 'C', 'D', 'E']);
  assert.equal(state.recent[0]?.key, 'desk.said.lost');
});
