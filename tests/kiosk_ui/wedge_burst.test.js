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

test('an imported number comes through a French keyboard', () => {
  const french = { 0: 'à', 1: '&', 2: 'é', 3: '"', 4: "'", 5: '(', 6: '-', 7: 'è', 8: '_', 9: 'ç' };
  const keyed = (letter) => french[letter] ?? letter;

  assert.equal(scanOf(keys('20260417', { keyed })), '20260417');
  assert.equal(scanOf(keys('13455311', { keyed })), '13455311', 'all of them signs that are ASCII too');
});

test('a scanner that was set to French is believed on a French keyboard', () => {
  const pressed = keys('13455311').map((press) => ({ ...press, shift: true }));
  const code = keys(OURS, { keyed: (letter) => letter }).map((press) => ({ ...press, shift: true, code: { KeyQ: 'KeyA', KeyA: 'KeyQ' }[press.code] ?? press.code }));

  assert.equal(scanOf(pressed), '13455311');
  assert.equal(scanOf(code), OURS);
});

test('a Russian keyboard does not change an imported code', () => {
  const russian = { T: 'Е', i: 'ш', c: 'с', k: 'л', e: 'у', t: 'е', a: 'ф', b: 'и' };
  const presses = keys('Ticket0042ab', { keyed: (letter) => russian[letter] ?? letter });

  assert.equal(scanOf(presses), 'Ticket0042ab');
});

test('Caps Lock turns the case of a code around, and we turn it back', () => {
  const turned = (letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase());
  const presses = (text) => keys(text, { keyed: turned }).map((press) => ({ ...press, caps: true }));

  assert.equal(scanOf(presses('Ticket-0042/ab')), 'Ticket-0042/ab');
  assert.equal(scanOf(presses(OURS)), OURS);
});

test('an input method that writes full width does not change a code', () => {
  const wide = (letter) => (letter === ' ' ? '\u3000' : String.fromCharCode(letter.charCodeAt(0) + 0xfee0));

  assert.equal(scanOf(keys(OURS, { keyed: wide })), OURS);
  assert.equal(scanOf(keys('Ticket-0042/a b', { keyed: wide })), 'Ticket-0042/a b');
});

test('signs that an input method swallows are told by their places', () => {
  const places = { '-': 'Minus', '/': 'Slash' };
  const presses = keys('Ticket-0042/ab', { keyed: () => 'Process' }).map((press, at) => ({ ...press, code: places['Ticket-0042/ab'[at]] ?? press.code }));

  assert.ok(presses.every(writes));
  assert.equal(scanOf(presses), 'Ticket-0042/ab');
});

test('a code of thousands of characters is one scan', () => {
  const long = 'HTTPS://EXAMPLE.ORG/'.repeat(200);

  assert.equal(scanOf(keys(long, { every: 2 })), long);
});

test('keys that write nothing are no part of a scan', () => {
  assert.equal(writes({ key: 'Shift', code: 'ShiftLeft' }), false);
  assert.equal(writes({ key: 'F5', code: 'F5' }), false);
  assert.equal(writes({ key: 'Process', code: 'KeyA' }), true);
  assert.equal(writes({ key: 'é', code: 'Digit2' }), true);
});
