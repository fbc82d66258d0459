import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readable, textOn } from '../../kiosk_ui/lib/accent.js';

test('a colour that is strong enough stays as it is', () => {
  assert.equal(readable('#0b3d6b', 7), '#0b3d6b');
});

test('a weaker one is darkened under white, lightened under black', () => {
  assert.ok(readable('#1f6fb8', 7) < '#1f6fb8');
  assert.equal(textOn(readable('#1f6fb8', 7)), '#ffffff');
  assert.equal(textOn(readable('#e08a3c', 7)), '#101418');
});
