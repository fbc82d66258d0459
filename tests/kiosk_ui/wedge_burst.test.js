import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scanStart, scannedText, writes } from '../../kiosk_ui/lib/wedge_burst.js';

const OURS = 'XR0123456789ABCDEFGHJKMNPQ';
const code = (letter) => (/\d/.test(letter) ? `Digit${letter}` : /[a-z]/i.test(letter) ? `Key${letter.toUpperCase()}` : '');

/** Keys as they come: `every` ms apart, longer before the characters named in `stalls`. */
function keys(text, { every = 10, stalls = {}, keyed = (letter) => letter } = {}) {
  let at = 0;
  return [...text].map((letter, index) => {
    at += index === 0 ? 0 : stalls[index] ?? every;
    return { key: keyed(letter), code: code(letter), shift: /[A-Z]/.test(letter), at };
  });
}
const scanOf = (presses) => scannedText(presses.slice(scanStart(presses)));

test('a scanner is told from a person by its pace', () => {
  assert.equal(scanStart(keys(OURS)), 0);
  assert.equal(scanStart(keys(OURS, { every: 50 })), 0);
  assert.equal(scanStart(keys('wang xiaoming', { every: 90 })), -1);
});

test('a short roll of keys is no scan, nor are several in a row', () => {
  assert.equal(scanStart(keys('wang')), -1);
  assert.equal(scanStart(keys('wangxiaoming', { every: 30, stalls: { 2: 150, 4: 150, 6: 150, 8: 150, 10: 150 } })), -1);
});

test('what a person typed just before is no part of the scan', () => {
  const presses = keys(`wang ${OURS}`, { stalls: { 1: 150, 2: 140, 3: 160, 4: 150, 5: 200 } });

  assert.equal(scanStart(presses), 5);
  assert.equal(scanOf(presses), OURS);
});

test('a busy device that holds keys back does not cut a code in two', () => {
  assert.equal(scanOf(keys(OURS, { stalls: { 3: 200, 14: 240 } })), OURS);
  assert.equal(scanOf(keys(OURS, { stalls: { 1: 200 } })), OURS);
});

test('an imported code comes through exactly', () => {
  assert.equal(scanOf(keys('Ticket-0042/ab')), 'Ticket-0042/ab');
});

test('a French keyboard does not change our code', () => {
  const french = { 0: 'à', 1: '&', 2: 'é', 3: '"', 4: "'", 5: '(', 6: '-', 7: 'è', 8: '_', 9: 'ç', A: 'Q', Q: 'A', M: ',' };

  assert.equal(scanOf(keys(OURS, { keyed: (letter) => french[letter] ?? letter })), OURS);
});

test('an input method that swallows the keys does not change our code', () => {
  assert.equal(scanOf(keys(OURS, { keyed: () => 'Process' })), OURS);
});

test('keys that write nothing are no part of a scan', () => {
  assert.equal(writes({ key: 'Shift', code: 'ShiftLeft' }), false);
  assert.equal(writes({ key: 'F5', code: 'F5' }), false);
  assert.equal(writes({ key: 'Process', code: 'KeyA' }), true);
  assert.equal(writes({ key: 'é', code: 'Digit2' }), true);
});
