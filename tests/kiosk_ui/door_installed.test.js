import assert from 'node:assert/strict';
import { test } from 'node:test';
import { amountOf, keptOf, spaceOf, wayOf } from '../../kiosk_ui/door/installed_state.js';

const MB = 1024 * 1024;
const ANDROID = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126 Mobile Safari/537.36';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Safari/604.1';
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15';
const way = (more) => wayOf({ isApp: false, canAsk: false, userAgent: ANDROID, touchPoints: 5, ...more });

test('a page is kept once a whole version serves it, whatever comes after', () => {
  assert.deepEqual(keptOf({}), { kept: 'failed', isNewer: false });
  assert.deepEqual(keptOf({ installing: {} }), { kept: 'keeping', isNewer: false });
  assert.deepEqual(keptOf({ waiting: {} }), { kept: 'keeping', isNewer: false });
  assert.deepEqual(keptOf({ active: {} }), { kept: 'kept', isNewer: false });
  assert.deepEqual(keptOf({ active: {}, installing: {} }), { kept: 'kept', isNewer: false });
  assert.deepEqual(keptOf({ active: {}, waiting: {} }), { kept: 'kept', isNewer: true });
});

test('space is low under 50 MB, and when nine tenths are used', () => {
  assert.deepEqual(spaceOf({ usage: 0, quota: 50 * MB }), { free_bytes: 50 * MB, isLow: false });
  assert.equal(spaceOf({ usage: 1, quota: 50 * MB }).isLow, true);
  assert.equal(spaceOf({ usage: 900 * MB, quota: 1000 * MB }).isLow, false);
  assert.equal(spaceOf({ usage: 901 * MB, quota: 1000 * MB }).isLow, true);
  assert.deepEqual(spaceOf({ usage: 2 * MB, quota: 1 * MB }), { free_bytes: 0, isLow: true });
});

test('a browser that does not say how much space there is warns of nothing', () => {
  assert.equal(spaceOf({}), null);
  assert.equal(spaceOf({ usage: 5 }), null);
});

test('how it is installed depends on the browser', () => {
  assert.equal(way({ isApp: true, canAsk: true }), 'done');
  assert.equal(way({ canAsk: true }), 'ask');
  assert.equal(way({ userAgent: IPHONE }), 'share');
  assert.equal(way({ userAgent: MAC, touchPoints: 5 }), 'share'); // an iPad
  assert.equal(way({ userAgent: MAC, touchPoints: 0 }), 'menu');
  assert.equal(way(), 'menu');
});

test('space is said in whole megabytes and tenths of gigabytes, never more than there is', () => {
  assert.deepEqual(amountOf(0), { amount: 0, unit: 'MB' });
  assert.deepEqual(amountOf(49.9 * MB), { amount: 49, unit: 'MB' });
  assert.deepEqual(amountOf(1023 * MB), { amount: 1023, unit: 'MB' });
  assert.deepEqual(amountOf(1536 * MB), { amount: 1.5, unit: 'GB' });
  assert.deepEqual(amountOf(9.99 * 1024 * MB), { amount: 9.9, unit: 'GB' });
});
