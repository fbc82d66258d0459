import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textOf } from '../../kiosk_ui/lib/code_text.js';

const latin = (...bytes) => ({ bytes: Uint8Array.from(bytes), guess: String.fromCharCode(...bytes) });
const told = ({ bytes, guess }, more = {}) => textOf(bytes, { guess, ...more });

test('UTF-8 is what it says, control characters too', () => {
  const text = 'WIFI:S:会场;P:a\tb\r\n;;';

  assert.equal(textOf(new TextEncoder().encode(text), { guess: 'WIFI:S:??' }), text);
});

test('Chinese that does not say so is Chinese', () => {
  assert.equal(told(latin(0xbb, 0xe1, 0xd2, 0xe9)), '会议');
  assert.equal(told(latin(0x81, 0x30, 0x81, 0x30, 0xd6, 0xd0)), '\u0080中');
});

test('a code that names its alphabet is believed', () => {
  assert.equal(told(latin(0xe9, 0xe8), { namesCharset: true }), 'éè');
});

test('Japanese stays Japanese', () => {
  assert.equal(textOf(Uint8Array.from([0xb6, 0xde, 0xb2]), { guess: 'ｶﾞｲ' }), 'ｶﾞｲ');
});

test('bytes of no alphabet, and a code without any, still are a text', () => {
  assert.equal(told(latin(0xff, 0xfe, 0x00, 0x80)), '\u00ff\u00fe\u0000\u0080');
  assert.equal(told(latin()), '\ufffd');
});
