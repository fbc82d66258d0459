import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ALONE_MS, listenForLoneKeys } from '../../kiosk_ui/lib/lone_keys.js';

/** What is heard of keys: `[key, ms since the one before, more]` each; silence at the end. */
function heard(t, ...keys) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const page = new EventTarget();
  const found = [];
  const stop = listenForLoneKeys(({ key }) => found.push(key), page);
  let at = 0;
  for (const [key, after = 10, more = {}] of keys) {
    t.mock.timers.tick(after);
    at += after;
    const event = Object.assign(new Event('keydown'), { key, ...more });
    Object.defineProperty(event, 'timeStamp', { value: at });
    page.dispatchEvent(event);
  }
  t.mock.timers.tick(ALONE_MS);
  stop();
  return found;
}
const scan = (text, pace) => [...text].map((key) => [key, pace]);

test('a key by itself is told, and the next one too', (t) => {
  assert.deepEqual(heard(t, ['3'], ['1', ALONE_MS + 1]), ['3', '1']);
});

test('a digit that ends a code is no key, whatever stands before it', (t) => {
  assert.deepEqual(heard(t, ...scan('XRABCDEFGHJK3', 50), ['Enter', 20]), []);
});

test('nor is it without an end behind it', (t) => {
  assert.deepEqual(heard(t, ...scan('XRABCDEFGHJK3', 50)), []);
});

test('nor is one that begins a code, on a device that holds keys back', (t) => {
  assert.deepEqual(heard(t, ['3'], ...scan('ABC', 240)), []);
});

test('a held key and one with Ctrl are none', (t) => {
  assert.deepEqual(heard(t, ['3', 400, { ctrlKey: true }], ['3', 400, { repeat: true }]), []);
});

test('nothing is told after the end', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const page = new EventTarget();
  listenForLoneKeys(() => assert.fail(), page)();
  page.dispatchEvent(Object.assign(new Event('keydown'), { key: '3' }));
  t.mock.timers.tick(ALONE_MS);
});
