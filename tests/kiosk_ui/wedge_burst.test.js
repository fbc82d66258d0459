import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_BURST, isScan, pressed, scannedText, writes } from '../../kiosk_ui/lib/wedge_burst.js';

const OURS = 'XR0123456789ABCDEFGHJKMNPQ';
const code = (letter) => (/\d/.test(letter) ? `Digit${letter}` : /[a-z]/i.test(letter) ? `Key${letter.toUpperCase()}` : '');
const burst = (text, { every = 10, keyed = (letter) => letter } = {}) => [...text].reduce(
  (so_far, letter, at) => pressed(so_far, { key: keyed(letter), code: code(letter), shift: /[A-Z]/.test(letter), at: at * every }), NO_BURST);

test('a scanner is told from a person by its pace', () => {
  assert.equal(isScan(burst(OURS)), true);
  assert.equal(isScan(burst(OURS, { every: 50 })), true);
  assert.equal(isScan(burst('wang xiaoming', { every: 90 })), false);
});

test('a short roll of keys is no scan', () => {
  assert.equal(isScan(burst('wang')), false);
});

test('what was typed before the scan is no part of it', () => {
  const typed = pressed(NO_BURST, { key: 'w', code: 'KeyW', shift: false, at: 0 });
  const both = [...OURS].reduce((so_far, letter, at) => pressed(so_far, { key: letter, code: code(letter), shift: true, at: 1000 + at * 10 }), typed);

  assert.equal(scannedText(both), OURS);
});

test('an imported code comes through exactly', () => {
  assert.equal(scannedText(burst('Ticket-0042/ab')), 'Ticket-0042/ab');
});

test('a French keyboard does not change our code', () => {
  const french = { 0: 'à', 1: '&', 2: 'é', 3: '"', 4: "'", 5: '(', 6: '-', 7: 'è', 8: '_', 9: 'ç', A: 'Q', Q: 'A', M: ',' };

  assert.equal(scannedText(burst(OURS, { keyed: (letter) => french[letter] ?? letter })), OURS);
});

test('an input method that swallows the keys does not change our code', () => {
  assert.equal(scannedText(burst(OURS, { keyed: () => 'Process' })), OURS);
});

test('keys that write nothing are no part of a scan', () => {
  assert.equal(writes({ key: 'Shift', code: 'ShiftLeft' }), false);
  assert.equal(writes({ key: 'F5', code: 'F5' }), false);
  assert.equal(writes({ key: 'Process', code: 'KeyA' }), true);
  assert.equal(writes({ key: 'é', code: 'Digit2' }), true);
});
