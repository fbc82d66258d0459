import assert from 'node:assert/strict';
import { test } from 'node:test';

import { nextPath, systemOf } from '../../kiosk_ui/trust/system.js';

test('each system is told by its browser, and an iPad that calls itself a Mac by its touch screen', () => {
  assert.equal(systemOf('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)', 5), 'ios');
  assert.equal(systemOf('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 5), 'ios');
  assert.equal(systemOf('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 0), 'macos');
  assert.equal(systemOf('Mozilla/5.0 (Linux; Android 15; Pixel 9)', 5), 'android');
  assert.equal(systemOf('Mozilla/5.0 (Windows NT 10.0; Win64; x64)', 0), 'windows');
  assert.equal(systemOf('Mozilla/5.0 (X11; Linux x86_64)', 0), 'other');
});

test('the page goes on to a path of this event and nowhere else', () => {
  assert.equal(nextPath('?next=/s/door-1/'), '/s/door-1/');
  assert.equal(nextPath('?next=%2Fpair%2FABC'), '/pair/ABC');
  for (const elsewhere of ['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '/a\nb', '', '@evil.example']) {
    assert.equal(nextPath(`?next=${encodeURIComponent(elsewhere)}`), '', elsewhere);
  }
  assert.equal(nextPath(''), '');
});
