import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WAITING, WARNING_S, kioskAfter } from '../../kiosk_ui/kiosk/kiosk_state.js';

const CODE = 'XR0123456789ABCDEFGHJKMNPQRST';
const PERSON = { name: '王*明', organisation: '中南**医院', category: 'MEM' };
const CAME = { outcome: 'checked_in', reason: null, first_at: '2026-12-05T00:14:00Z', print_job: 'job-1', notes: [] };

/** @param {...object} actions */
const after = (...actions) => actions.reduce((kiosk, action) => kioskAfter(kiosk, action), WAITING);
const scanned = { type: 'scanned', credential: CODE };
const lookedUp = { type: 'looked_up', reason: null, person: PERSON };
const accepted = { type: 'accepted', check_in_id: 'check-1' };
const came = { type: 'checked_in', answer: CAME, hasPrinter: true };
const printed = { type: 'job_seen', state: 'printed', printer: 'Desk 2' };
const tail = [{ type: 'no_code' }, ...'1234'].map((each) => (typeof each === 'string' ? { type: 'digit', digit: each } : each));
const fact = [...tail, { type: 'tail_done' }, { type: 'fact_typed', fact: ' 王 ' }, { type: 'prove', challenge_id: 'try-1' }];

test('a scan ends with the badge in hand', () => {
  const kiosk = after(scanned, lookedUp, accepted, came, printed);

  assert.deepEqual(kiosk.screen, { at: 'take', person: PERSON, printer: 'Desk 2' });
});

test('nobody is checked in before she said that it is her', () => {
  assert.equal(after(scanned, lookedUp).screen.at, 'found');
  assert.equal(after(scanned, lookedUp, came).screen.at, 'found');
});

test('"not me" forgets the person', () => {
  const kiosk = after(scanned, lookedUp, { type: 'wipe' });

  assert.deepEqual(kiosk.screen, { at: 'waiting' });
});

test('a wiped screen holds nothing of anybody', () => {
  const kiosk = after(scanned, lookedUp, accepted, came, printed, { type: 'wipe' });

  assert.doesNotMatch(JSON.stringify({ ...kiosk, last: null }), /王|中南|MEM/);
});

test('a code still held up does not begin again on its own last screen', () => {
  const done = after(scanned, lookedUp, accepted, came, printed);

  assert.equal(kioskAfter(done, scanned), done);
});

test('the next person need not wait for the last one to be wiped', () => {
  const done = after(scanned, lookedUp, accepted, came, printed);

  assert.deepEqual(kioskAfter(done, { type: 'scanned', credential: 'OTHER' }).screen, { at: 'looking', credential: 'OTHER' });
});

test('a scan does not push aside a check-in on its way', () => {
  const kiosk = after(scanned, lookedUp, accepted);

  assert.equal(kioskAfter(kiosk, { type: 'scanned', credential: 'OTHER' }), kiosk);
});

test('an answer that comes after the screen was left is nobody\'s', () => {
  const kiosk = after(scanned, { type: 'wipe' }, lookedUp);

  assert.equal(kiosk.screen.at, 'waiting');
});

test('an unknown code is refused with its reason', () => {
  const { screen } = after(scanned, { type: 'looked_up', reason: 'unknown_credential', person: null });

  assert.equal(screen.at, 'refused');
  assert.equal(screen.reason, 'unknown_credential');
});

test('what is owed is told only after "that\'s me"', () => {
  const found = after(scanned, { type: 'looked_up', reason: 'unpaid', person: PERSON });
  const answer = { ...CAME, outcome: 'refused', reason: 'unpaid', first_at: null, print_job: null, notes: ['Outside the opening hours.', 'To pay: ¥1,800'] };
  const { screen } = kioskAfter(kioskAfter(found, accepted), { type: 'checked_in', answer, hasPrinter: true });

  assert.equal(found.screen.at, 'found');
  assert.deepEqual([screen.at, screen.reason, screen.notes], ['refused', 'unpaid', ['To pay: ¥1,800']]);
});

test('a second check-in tells when the first one was', () => {
  const answer = { ...CAME, outcome: 'already_checked_in', print_job: null };
  const { screen } = after(scanned, lookedUp, accepted, { type: 'checked_in', answer, hasPrinter: true });

  assert.deepEqual([screen.reason, screen.first_at], ['already_checked_in', CAME.first_at]);
});

for (const state of ['failed', 'unconfirmed', 'cancelled']) {
  test(`a badge that is ${state} is never said to be there`, () => {
    const { screen } = after(scanned, lookedUp, accepted, came, { type: 'job_seen', state, printer: 'Desk 2' });

    assert.deepEqual([screen.at, screen.why], ['unprinted', 'failed']);
  });
}

test('without any printer she is sent to the desk at once', () => {
  const { screen } = after(scanned, lookedUp, accepted, { ...came, hasPrinter: false });

  assert.deepEqual([screen.at, screen.why], ['unprinted', 'none']);
});

test('a badge that is late is said to be late', () => {
  assert.equal(after(scanned, lookedUp, accepted, came, { type: 'print_late' }).screen.why, 'slow');
});

test('a check-in without an answer keeps its id', () => {
  const { screen } = after(scanned, lookedUp, accepted, { type: 'unanswered' });

  assert.deepEqual([screen.check_in_id, screen.unanswered], ['check-1', true]);
});

test('a request that fails leads to a person', () => {
  assert.equal(after(scanned, { type: 'problem', reason: 'no_answer' }).screen.reason, 'no_answer');
  assert.equal(kioskAfter(WAITING, { type: 'problem', reason: 'no_answer' }), WAITING);
});

test('the four digits take digits only, four of them', () => {
  const { screen } = after(...tail, { type: 'digit', digit: '9' }, { type: 'digit', digit: 'x' });

  assert.equal(screen.digits, '1234');
});

test('three digits do not go on, and one can be erased', () => {
  const three = after(...tail, { type: 'erase' }, { type: 'tail_done' });

  assert.deepEqual(three.screen, { at: 'tail', digits: '123' });
});

test('an empty fact is not asked', () => {
  const { screen } = after(...tail, { type: 'tail_done' }, { type: 'fact_typed', fact: '  ' }, { type: 'prove', challenge_id: 'try-1' });

  assert.equal(screen.at, 'fact');
});

test('two facts that hold find the person, and the check-in names the proof', () => {
  const { screen } = after(...fact, { type: 'proved', answer: { outcome: 'passed', left: 2, reg_no: 'XR00001', delegate: PERSON } });

  assert.deepEqual(screen, { at: 'found', by: { reg_no: 'XR00001', challenge_id: 'try-1' }, person: PERSON });
});

test('a fact that does not hold says how many tries are left and keeps the digits', () => {
  const { screen } = after(...fact, { type: 'proved', answer: { outcome: 'failed', left: 2, reg_no: null, delegate: null } });

  assert.deepEqual(screen, { at: 'fact', digits: '1234', fact: '', left: 2 });
});

test('the third miss leads to the desk', () => {
  const { screen } = after(...fact, { type: 'proved', answer: { outcome: 'escalated', left: 0, reg_no: null, delegate: null } });

  assert.equal(screen.reason, 'escalated');
});

test('who walks away is asked, then wiped after the last second', () => {
  let kiosk = kioskAfter(after(...tail), { type: 'idle' });
  assert.equal(kiosk.warning, WARNING_S);

  for (let second = 1; second < WARNING_S; second += 1) kiosk = kioskAfter(kiosk, { type: 'second' });
  assert.deepEqual([kiosk.screen.at, kiosk.warning], ['tail', 1]);

  assert.equal(kioskAfter(kiosk, { type: 'second' }).screen.at, 'waiting');
});

test('one touch keeps everything', () => {
  const kiosk = kioskAfter(kioskAfter(after(...tail), { type: 'idle' }), { type: 'touched' });

  assert.deepEqual([kiosk.warning, kiosk.screen.digits], [null, '1234']);
});

test('nobody is asked whether she is there while the badge prints', () => {
  assert.equal(kioskAfter(after(scanned, lookedUp, accepted, came), { type: 'idle' }).warning, null);
});
