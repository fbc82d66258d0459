import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boundsOf, boxesOf, hasBack, moved, newBox, resized, snapped, withBounds } from '../../kiosk_ui/control/designer_boxes.js';

const STOCK = { width: 90, height: 130 };
const BOX = { x: 10, y: 20, width: 30, height: 10 };

test('a box that is moved stays on the stock', () => {
  assert.deepEqual(moved(BOX, 5, -3, STOCK), { x: 15, y: 17, width: 30, height: 10 });
  assert.deepEqual(moved(BOX, 500, 500, STOCK), { x: 60, y: 120, width: 30, height: 10 });
  assert.deepEqual(moved(BOX, -500, -500, STOCK), { x: 0, y: 0, width: 30, height: 10 });
});

test('hundredths of a millimetre are kept, and no dust of sums', () => {
  assert.deepEqual(moved({ x: 0.1, y: 0.2, width: 1, height: 1 }, 0.2, 0.1, STOCK), { x: 0.3, y: 0.3, width: 1, height: 1 });
});

test('each handle moves its own edges and no other', () => {
  assert.deepEqual(resized(BOX, 'e', 5, 9, STOCK), { x: 10, y: 20, width: 35, height: 10 });
  assert.deepEqual(resized(BOX, 'nw', -5, -5, STOCK), { x: 5, y: 15, width: 35, height: 15 });
  assert.deepEqual(resized(BOX, 's', 5, 500, STOCK), { x: 10, y: 20, width: 30, height: 110 });
});

test('a box is never turned inside out', () => {
  assert.deepEqual(resized(BOX, 'w', 500, 0, STOCK), { x: 39.8, y: 20, width: 0.2, height: 10 });
});

test('a code stays square, on the stock, and large enough for a door', () => {
  const code = { x: 28, y: 77, width: 34, height: 34 };
  const rule = { square: true, least: 29.1 };
  assert.deepEqual(resized(code, 'se', 4, 0, STOCK, rule), { x: 28, y: 77, width: 38, height: 38 });
  assert.deepEqual(resized(code, 'nw', 20, 20, STOCK, rule), { x: 32.9, y: 81.9, width: 29.1, height: 29.1 });
  const most = resized(code, 'se', 100, 100, STOCK, rule);
  assert.deepEqual(most, { x: 28, y: 77, width: 53, height: 53 });
});

test('a moving box snaps to the nearest edge or middle and shows to what', () => {
  const found = snapped({ x: 29.4, y: 50, width: 30, height: 10 }, [], STOCK, 1);
  assert.deepEqual(found, { bounds: { x: 30, y: 50, width: 30, height: 10 }, guides: [{ axis: 'x', at: 45 }] });
  const beside = snapped({ x: 3, y: 29.5, width: 5, height: 5 }, [BOX], STOCK, 1);
  assert.deepEqual(beside.bounds, { x: 3, y: 30, width: 5, height: 5 });
});

test('with no reach nothing snaps', () => {
  assert.deepEqual(snapped({ x: 29.9, y: 50, width: 30, height: 10 }, [], STOCK, 0).guides, []);
});

test('a handle snaps only the edge it holds', () => {
  const found = snapped({ x: 10, y: 20, width: 34.6, height: 10 }, [], STOCK, 1, 'e');
  assert.deepEqual(found.bounds, { x: 10, y: 20, width: 35, height: 10 });
});

test('a line keeps the way it falls', () => {
  const line = { x_mm: 40, y_mm: 10, x2_mm: 10, y2_mm: 30 };
  assert.deepEqual(boundsOf(line), { x: 10, y: 10, width: 30, height: 20 });
  assert.deepEqual(withBounds(line, { x: 12, y: 10, width: 30, height: 25 }), { x_mm: 42, y_mm: 10, x2_mm: 12, y2_mm: 35 });
});

test('the boxes of a side are told as they are drawn', () => {
  const document = { text: [{ x_mm: 0, y_mm: 0, width_mm: 1, height_mm: 1 }], fill: [{ x_mm: 0, y_mm: 0, width_mm: 1, height_mm: 1, side: 'back' }] };
  assert.deepEqual(boxesOf(document, 'front').map(({ place }) => place), [{ kind: 'text', index: 0 }]);
  assert.deepEqual(boxesOf(document, 'back').map(({ place }) => place), [{ kind: 'fill', index: 0 }]);
  assert.equal(hasBack(document), true);
  assert.equal(hasBack({ text: document.text }), false);
});

test('a new box stands in the middle of its side and fits small stock', () => {
  const document = { width_mm: 62, height_mm: 100, prints: 'badge' };
  const code = newBox('qr', document, 'back');
  assert.deepEqual(code, { text: '{credential}', x_mm: 14, y_mm: 33, width_mm: 34, height_mm: 34, side: 'back' });
  const small = newBox('picture', { width_mm: 20, height_mm: 10, prints: 'label' }, 'front', 'logo.png');
  assert.deepEqual(small, { file: 'logo.png', x_mm: 0, y_mm: 0, width_mm: 20, height_mm: 10 });
});
