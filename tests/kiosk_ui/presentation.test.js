import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AGAIN_MS, AWAY_MS, presented } from '../../kiosk_ui/lib/presentation.js';

/** @param {[string[], number][]} frames @returns {string[]} what was told, in order */
function told(frames) {
  let seen = new Map();
  return frames.flatMap(([texts, at]) => {
    const now = presented(seen, texts, at);
    seen = now.seen;
    return now.fresh;
  });
}

test('a code held before the camera is told once', () => {
  assert.deepEqual(told(Array.from({ length: 100 }, (_, at) => [['A'], at * 100])), ['A']);
});

test('a blurred moment is the same presentation', () => {
  assert.deepEqual(told([[['A'], 0], [[], 500], [['A'], 1000]]), ['A']);
});

test('a code that was away is told again', () => {
  assert.deepEqual(told([[['A'], 0], [['A'], AWAY_MS]]), ['A', 'A']);
});

test('a code held on and on is told again once in half a minute', () => {
  const frames = Array.from({ length: 1 + (2 * AGAIN_MS) / 500 }, (_, at) => [['A'], at * 500]);

  assert.deepEqual(told(frames), ['A', 'A', 'A']);
});

test('two codes in the picture do not take turns', () => {
  assert.deepEqual(told([[['A', 'B'], 0], [['B'], 100], [['A', 'B'], 200]]), ['A', 'B']);
});

test('one code printed twice in the picture is one reading', () => {
  assert.deepEqual(told([[['A', 'B', 'A'], 0]]), ['A', 'B']);
});
