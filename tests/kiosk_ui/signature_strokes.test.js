import assert from 'node:assert/strict';
import { test } from 'node:test';

import { begun, drawnOn, lengthOf, signatureOf } from '../../kiosk_ui/lib/signature_strokes.js';

test('strokes are kept point by point, in widths of the area', () => {
  let strokes = begun([], [0.1, 0.2, 0], 0.4);
  strokes = drawnOn(strokes, [0.3, 0.2, 40], 0.4);
  strokes = begun(strokes, [0.5, 0.1, 300], 0.4);

  assert.deepEqual(strokes, [[[0.1, 0.2, 0], [0.3, 0.2, 40]], [[0.5, 0.1, 300]]]);
  assert.equal(Math.round(lengthOf(strokes) * 100), 20);
});

test('a finger that hardly moves adds nothing, one over the edge draws along it', () => {
  const still = begun([], [0.5, 0.2, 0], 0.4);

  assert.equal(drawnOn(still, [0.501, 0.2, 9], 0.4), still);
  assert.deepEqual(drawnOn(still, [1.4, -0.3, 9], 0.4)[0]?.[1], [1, 0, 9]);
});

test('ink never lies below the area, also when a tablet was turned meanwhile', () => {
  const strokes = drawnOn(begun([], [0.1, 0.1, 0], 0.4), [0.9, 1.2, 50], 0.4);

  assert.deepEqual(strokes[0]?.[1], [0.9, 0.4, 50]);
  assert.equal(signatureOf(strokes, 0.4)?.aspect, 0.4);
  assert.equal(signatureOf(strokes, 0.25)?.aspect, 0.4);
});

test('a dot is no signature', () => {
  const dot = drawnOn(begun([], [0.5, 0.2, 0], 0.4), [0.55, 0.2, 50], 0.4);

  assert.equal(signatureOf(dot, 0.4), null);
  assert.equal(signatureOf(drawnOn(dot, [0.9, 0.3, 90], 0.4), 0.4)?.aspect, 0.4);
});

test('a stroke of thousands of points is cut where the server would refuse it', () => {
  let strokes = begun([], [0, 0, 0], 0.4);
  for (let at = 1; at < 3000; at += 1) strokes = drawnOn(strokes, [at % 2, 0, at], 0.4);

  assert.equal(strokes[0]?.length, 2000);
});
