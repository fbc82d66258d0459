import assert from 'node:assert/strict';
import { test } from 'node:test';
import { directoryOf, wordOf } from '../../kiosk_ui/kiosk/directory_state.js';
import { WAITING, kioskAfter } from '../../kiosk_ui/kiosk/kiosk_state.js';

const PERSON = { name: '王*明', organisation: '中南**医院', category: 'MEM' };
const CAME = { outcome: 'checked_in', reason: null, first_at: '2026-12-05T00:14:00Z', print_job: 'job-1', notes: [] };
const QUESTION = { words: '愿意吗？', words_en: 'Would you?', words_version: 2, phone_masked: '138****0001', email_masked: '' };

/** @param {...object} actions */
const after = (...actions) => actions.reduce((kiosk, action) => kioskAfter(kiosk, action), WAITING);
const arriving = [
  { type: 'scanned', credential: 'XR0123456789ABCDEFGHJKMNPQRST' }, { type: 'looked_up', reason: null, person: PERSON },
  { type: 'accepted', check_in_id: 'check-1' },
];
const came = [...arriving, { type: 'checked_in', answer: CAME, hasPrinter: true }];
const asked = { type: 'directory_asked', check_in_id: 'check-1', question: QUESTION };
const yes = { type: 'directory_said', id: 'word-1', agrees: true };
const no = { type: 'directory_said', id: 'word-2', agrees: false };
const printed = { type: 'job_seen', state: 'printed', printer: 'Desk 2' };

test('it is asked beside the badge and moves no screen', () => {
  const before = after(...came);
  const kiosk = after(...came, asked, yes);

  assert.deepEqual(kiosk.screen, before.screen);
  assert.equal(after(...came, asked, printed).directory.question, QUESTION);
});

test('nothing is answered before she touched it, and nothing before the question is there', () => {
  assert.equal(wordOf(after(...came, asked).directory), null);
  assert.equal(after(...came, yes).directory.said, null);
});

test('what is sent is what stood on the card', () => {
  const { directory } = after(...came, asked, yes);

  assert.deepEqual(wordOf(directory), { directory_consent_id: 'word-1', check_in_id: 'check-1', agrees: true, phone: true, email: false, words_version: 2 });
  assert.deepEqual(wordOf({ ...directory, said: { id: 'word-2', agrees: false } }), {
    directory_consent_id: 'word-2', check_in_id: 'check-1', agrees: false, phone: false, email: false, words_version: 2,
  });
});

test('the other answer takes it back, the same one again is none', () => {
  const { directory } = after(...came, asked, yes, { ...yes, id: 'again' });
  assert.equal(directory.said.id, 'word-1');

  assert.deepEqual(after(...came, asked, yes, no).directory.said, { id: 'word-2', agrees: false });
});

test('a word that was not kept can be said again', () => {
  const failed = [...came, asked, yes, { type: 'directory_told', id: 'word-1', state: 'failed' }];
  assert.equal(after(...failed).directory.state, 'failed');

  assert.equal(after(...failed, { ...yes, id: 'word-3' }).directory.said.id, 'word-3');
});

test('what is told of an older word, or of another check-in, is not hers', () => {
  assert.equal(after(...came, asked, yes, no, { type: 'directory_told', id: 'word-1', state: 'kept' }).directory.state, 'keeping');
  assert.equal(after(...came, { ...asked, check_in_id: 'check-0' }).directory.question, null);
});

test('the card goes with her, and nobody who was refused is asked', () => {
  assert.equal(after(...came, asked, yes, printed, { type: 'wipe' }).directory, null);
  assert.equal(after(...came, asked, printed, { type: 'scanned', credential: 'OTHER' }).directory, null);
  assert.equal(after(...arriving, { type: 'checked_in', answer: { ...CAME, outcome: 'refused', reason: 'blocked' }, hasPrinter: true }).directory, null);
  assert.equal(directoryOf('check-1').question, null);
});
