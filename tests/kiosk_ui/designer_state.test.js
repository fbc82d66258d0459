import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isChanged, nextDesign, opened } from '../../kiosk_ui/control/designer_state.js';

const TEXT = { text: '{name}', x_mm: 10, y_mm: 20, width_mm: 30, height_mm: 10, size_mm: 5 };
const QR = { x_mm: 28, y_mm: 77, width_mm: 34, height_mm: 34 };
const DOCUMENT = { title: 'Badge', width_mm: 90, height_mm: 130, prints: 'badge', text: [TEXT, { ...TEXT, text: '{organisation}', y_mm: 40 }], qr: [QR] };
const FIRST = /** @type {const} */ ({ kind: 'text', index: 0 });

/** @param {...any} events */
const done = (...events) => events.reduce(nextDesign, opened(DOCUMENT, 'e1'));

test('nothing done is nothing to save', () => {
  assert.equal(isChanged(opened(DOCUMENT, 'e1')), false);
  assert.equal(isChanged(done({ type: 'choose', place: FIRST })), false);
});

test('arrow keys move what is chosen, and one way back undoes them all', () => {
  const design = done({ type: 'choose', place: FIRST }, { type: 'nudge', dx: 1, dy: 0 }, { type: 'nudge', dx: 0.1, dy: 0 }, { type: 'nudge', dx: 0, dy: -1 });

  assert.equal(design.document.text[0].x_mm, 11.1);
  assert.equal(design.document.text[0].y_mm, 19);
  assert.equal(design.past.length, 1);
  assert.deepEqual(nextDesign(design, { type: 'undo' }).document, DOCUMENT);
});

test('what was undone can be done again until something else is done', () => {
  const once = done({ type: 'choose', place: FIRST }, { type: 'set', key: 'size_mm', value: 8 });
  const back = nextDesign(once, { type: 'undo' });

  assert.equal(isChanged(back), false);
  assert.deepEqual(nextDesign(back, { type: 'redo' }).document, once.document);
  const other = nextDesign(back, { type: 'set', key: 'weight', value: 'bold' });
  assert.deepEqual(nextDesign(other, { type: 'redo' }), other);
});

test('a drag is one step, the next drag another', () => {
  const drag = (/** @type {number} */ x, /** @type {string} */ gesture) => ({ type: 'place', place: FIRST, bounds: { x, y: 20, width: 30, height: 10 }, gesture });
  const design = done(drag(11, 'a'), drag(14, 'a'), drag(15, 'a'), drag(16, 'b'));

  assert.equal(design.document.text[0].x_mm, 16);
  assert.equal(nextDesign(design, { type: 'undo' }).document.text[0].x_mm, 15);
  assert.equal(nextDesign(nextDesign(design, { type: 'undo' }), { type: 'undo' }).document.text[0].x_mm, 10);
});

test('nothing before the first step is undone', () => {
  const design = opened(DOCUMENT, 'e1');
  assert.equal(nextDesign(design, { type: 'undo' }), design);
  assert.equal(nextDesign(design, { type: 'redo' }), design);
});

test('a code keeps its shape by keyboard too', () => {
  const design = done({ type: 'choose', place: { kind: 'qr', index: 0 } }, { type: 'grow', dx: 1, dy: 0 });

  assert.deepEqual([design.document.qr[0].width_mm, design.document.qr[0].height_mm], [35, 35]);
});

test('a new box is chosen and a removed one is not', () => {
  const added = done({ type: 'add', kind: 'fill' });
  assert.deepEqual(added.chosen, { kind: 'fill', index: 0 });

  const gone = nextDesign(added, { type: 'remove' });
  assert.equal(gone.chosen, null);
  assert.equal('fill' in gone.document, false);
  assert.deepEqual(nextDesign(gone, { type: 'undo' }).document.fill.length, 1);
});

test('undoing the box that is chosen leaves nothing chosen', () => {
  const design = nextDesign(done({ type: 'add', kind: 'line' }), { type: 'undo' });

  assert.equal(design.chosen, null);
  assert.equal(isChanged(design), false);
});

test('a double is another box beside the first, without its name', () => {
  const named = done({ type: 'choose', place: FIRST }, { type: 'set', key: 'name', value: 'person' }, { type: 'double' });

  assert.deepEqual(named.chosen, { kind: 'text', index: 2 });
  assert.deepEqual(named.document.text[2], { ...TEXT, x_mm: 13, y_mm: 23 });
});

test('boxes of a kind change their order', () => {
  const design = done({ type: 'choose', place: FIRST }, { type: 'raise', by: 1 });

  assert.deepEqual(design.document.text.map(({ text }) => text), ['{organisation}', '{name}']);
  assert.deepEqual(design.chosen, { kind: 'text', index: 1 });
  assert.equal(nextDesign(design, { type: 'raise', by: 1 }), design);
});

test('a key left empty is taken out of the file, a text is kept empty', () => {
  const design = done({ type: 'choose', place: FIRST }, { type: 'set', key: 'weight', value: 'bold' }, { type: 'set', key: 'weight', value: '' }, { type: 'set', key: 'text', value: '' });

  assert.equal('weight' in design.document.text[0], false);
  assert.equal(design.document.text[0].text, '');
});

test('another side has nothing chosen', () => {
  const design = done({ type: 'choose', place: FIRST }, { type: 'side', side: 'back' }, { type: 'add', kind: 'text' });

  assert.equal(design.document.text[2].side, 'back');
});

test('what was saved is nothing to save, and can still be undone', () => {
  const changed = done({ type: 'set_all', key: 'title', value: 'Mine' });
  const saved = nextDesign(changed, { type: 'saved', etag: 'e2', document: changed.document });

  assert.equal(isChanged(saved), false);
  assert.equal(saved.etag, 'e2');
  assert.equal(nextDesign(saved, { type: 'undo' }).document.title, 'Badge');
});

test('a draft from before is a change that can be undone', () => {
  const design = opened(DOCUMENT, 'e1', { ...DOCUMENT, title: 'Draft' });

  assert.equal(isChanged(design), true);
  assert.deepEqual(nextDesign(design, { type: 'undo' }).document, DOCUMENT);
  assert.equal(opened(DOCUMENT, 'e1', { ...DOCUMENT }).past.length, 0);
});
