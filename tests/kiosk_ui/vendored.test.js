import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { textOn } from '../../kiosk_ui/lib/accent.js';

const VENDOR = new URL('../../kiosk_ui/vendor/', import.meta.url);

test('every vendored file is the one that is written down', () => {
  const rows = [...readFileSync(new URL('VENDORED.md', VENDOR), 'utf8').matchAll(/^\| `([^`]+)` .*`([0-9a-f]{64})` \|$/gm)];

  assert.equal(rows.length, 12);
  for (const [, path, sum] of rows) {
    assert.equal(createHash('sha256').update(readFileSync(new URL(path, VENDOR))).digest('hex'), sum, path);
  }
});

test('text on the event\'s colour is the one that reads better', () => {
  assert.equal(textOn('#1f5f8b'), '#ffffff');
  assert.equal(textOn('#ffd24d'), '#101418');
});
