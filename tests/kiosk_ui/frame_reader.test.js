import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { FrameReader } from '../../kiosk_ui/lib/frame_reader.js';
import { scaled, sharpened, smoothed } from '../../kiosk_ui/lib/grey.js';
import { openReader } from '../../kiosk_ui/lib/qr_reader.js';
import { BINARY, GBK, ONE, TWO, draw, hall } from './drawn_codes.js';

const [FIRST, SECOND] = ['ZJ265S8MQDHG2R1EATSW1VTJ1QJR', 'ZJ26H7K2M9P4Q8R3T6V1W5X0Y2ZA'];
const WASM = new URL('../../kiosk_ui/vendor/zxing-wasm/zxing_reader.wasm', import.meta.url);
let read;

before(async () => {
  read = await openReader({ wasmBinary: readFileSync(WASM).buffer });
});

/** A reader whose time stands still, so that every look is taken; it counts its readings. */
function reader() {
  const counted = { looks: 0 };
  const counting = (...asked) => {
    counted.looks += 1;
    return read(...asked);
  };
  return Object.assign(new FrameReader(counting, () => counted.at ?? 0), { counted });
}
const texts = ({ readings }) => readings.map(({ text }) => text);

test('two badges in one frame are both read, from left to right', () => {
  const frame = draw(draw(hall(), TWO, { x: 60, y: 80 }), ONE, { x: 340, y: 60 });

  assert.deepEqual(texts(reader().take(frame)), [SECOND, FIRST]);
});

test('a phone in dark mode is read', () => {
  assert.deepEqual(texts(reader().take(draw(hall(), ONE, { x: 100, y: 80, isDark: true }))), [FIRST]);
});

test('a code seen in a mirror is read', () => {
  const { data, width, height } = draw(hall(), ONE, { x: 100, y: 80 });
  const mirrored = Uint8Array.from(data, (_, at) => data[at - (at % width) + width - 1 - (at % width)]);

  assert.deepEqual(texts(reader().take({ data: mirrored, width, height })), [FIRST]);
});

test('a blurred code that one pass misses is read by looking closer', () => {
  const blurred = smoothed(draw(hall(), ONE, { x: 200, y: 100, px: 4 }), 2);

  assert.deepEqual(read(blurred).readings, []);
  assert.deepEqual(texts(reader().take(blurred)), [FIRST]);
});

test('a picture that stands still is not read anew, and its codes stay', () => {
  const found = reader();
  const frame = draw(hall(), ONE, { x: 100, y: 80 });
  const first = found.take(frame);
  const { looks } = found.counted;
  const again = found.take({ ...frame, data: frame.data.map((level) => level + 3) });

  assert.equal(first.isStill, false);
  assert.equal(again.isStill, true);
  assert.deepEqual(texts(again), [FIRST]);
  assert.equal(found.counted.looks, looks);
});

test('a code that moves on is followed without reading the whole frame', () => {
  const found = reader();
  found.take(draw(hall(1280, 720), ONE, { x: 300, y: 200 }));
  const { looks } = found.counted;
  const moved = found.take(draw(hall(1280, 720), ONE, { x: 320, y: 206 }));

  assert.deepEqual(texts(moved), [FIRST]);
  assert.equal(found.counted.looks, looks + 1);
  assert.ok(Math.abs(moved.readings[0].box.x - 336) < 4, 'where it is now, in pixels of the whole frame');
});

test('a badge that comes up beside one that is followed is seen within two tenths of a second', () => {
  const found = reader();
  found.take(draw(hall(), ONE, { x: 60, y: 80 }));
  found.counted.at = 200;
  const both = found.take(draw(draw(hall(), ONE, { x: 64, y: 80 }), TWO, { x: 340, y: 60 }));

  assert.deepEqual(texts(both), [FIRST, SECOND]);
});

test('a frame without a code tells no code, and ends', () => {
  const found = reader();
  const empty = hall();
  for (let at = 0; at < empty.data.length; at += 7) empty.data[at] = at % 251;

  assert.deepEqual(texts(found.take(empty)), []);
  assert.equal(found.take(empty).isStill, true);
});

test('a covered lens is black, and a dim hall is not', () => {
  assert.equal(reader().take(hall(640, 360, 16)).isBlack, true);
  assert.equal(reader().take(draw(hall(640, 360, 16), ONE, { x: 10, y: 10 })).isBlack, false);
});

test('bytes of any alphabet come out as a text that can be sent', () => {
  assert.deepEqual(texts(reader().take(draw(hall(), GBK, { x: 100, y: 80 }))), ['会议代表']);
  const [odd] = texts(reader().take(draw(hall(), BINARY, { x: 100, y: 80 })));
  assert.equal(typeof odd, 'string');
  assert.ok(odd.length > 0 && odd.isWellFormed?.() !== false);
});

test('drawing it again keeps the size it says', () => {
  for (const drawn of [scaled(hall(33, 21), 1.7), sharpened(hall(33, 21), 4), smoothed(hall(33, 21), 3)]) {
    assert.equal(drawn.data.length, drawn.width * drawn.height);
    assert.ok(drawn.data.every((level) => level === 120));
  }
});
