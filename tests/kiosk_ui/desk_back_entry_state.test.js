import assert from 'node:assert/strict';
import { test } from 'node:test';

import { clockTime, faultOfLine, instantOf, written } from '../../kiosk_ui/desk/back_entry_state.js';

const WHEN = { day: '2026-11-22', timeZone: 'Asia/Shanghai', now: '2026-11-22T01:00:00Z' };
const line = (changes) => ({ id: '1', who: 'D001', time: '0814', hand_out: true, ...changes });

test('a time is read as people write it down', () => {
  assert.equal(clockTime('0814'), '08:14');
  assert.equal(clockTime('814'), '08:14');
  assert.equal(clockTime('8:14'), '08:14');
  assert.equal(clockTime('８：１４'), '08:14');
  for (const text of ['', '25:00', '0860', 'eight']) assert.equal(clockTime(text), null, text);
});

test('the time on paper is the venue’s, wherever this browser stands', () => {
  assert.equal(instantOf('2026-11-22', '08:14', 'Asia/Shanghai'), '2026-11-22T00:14:00Z');
  assert.equal(instantOf('2026-07-01', '08:14', 'Europe/Berlin'), '2026-07-01T06:14:00Z');
  assert.equal(instantOf('2026-11-22', '00:05', 'Asia/Shanghai'), '2026-11-21T16:05:00Z');
});

test('a time that is still to come is called so at its line', () => {
  assert.equal(faultOfLine(line({}), WHEN), null);
  assert.equal(faultOfLine(line({ time: '0901' }), WHEN)?.fault, 'time_ahead');
  assert.equal(faultOfLine(line({ time: '9' }), WHEN)?.fault, 'time_unreadable');
  assert.equal(faultOfLine(line({ who: ' ' }), WHEN)?.fault, 'who_missing');
});

test('empty lines are not sent', () => {
  assert.equal(written([line({}), line({ who: '', time: '' })]).length, 1);
});
