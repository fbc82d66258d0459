/**
 * Which looks a frame gets, cheapest and most telling first; the order is the measured one (benchmarks/reading_browser.py).
 * Decoding is qr_reader.js's work, how long it may take frame_reader.js's.
 */
import { cropped, halved, scaled, sharpened, widened } from './grey.js';
import { placesLikeCodes } from './places.js';

const WIDE = 1280; // pixels: a wider frame is tried at half size first
const MARGIN = 0.3; // of a place's longer side: the quiet zone, and corners guessed short
const MOVES = 0.6; // of a code's side, to each side: how far it may have gone since it was read
const SIDE = 480; // pixels: small places are enlarged to about this
const STRENGTH = 4; // of the sharpening: 2 and 8 read fewer
const SMOOTHER = 0.67;
const LOCATED_TRIED = 2;
const PLACES_TRIED = 4;

/**
 * @typedef {import('./grey.js').Grey} Grey
 * @typedef {import('./grey.js').Box} Box
 * @typedef {{text: string, box: Box}} Reading one code: what it says and where it stands
 * @typedef {{readings: Reading[], undecoded: Box[]}} Found `undecoded`: where codes stand that could not be read
 * @typedef {(picture: Grey, how?: {isGlobal?: boolean}) => Found} Read
 */

/**
 * @typedef {object} Before what earlier frames tell
 * @property {Box[]} tracked where codes were a moment ago
 * @property {boolean} isWholeDue whether all of the frame is to be read even if what was there is still there
 * @property {number} turn counts frames: the costly looks take turns
 */

/**
 * @param {Grey} picture
 * @param {Read} read
 * @param {Before} before
 * @returns {Generator<Reading[], void, void>} what each look reads; the caller stops when it has enough
 */
export function* looksAt(picture, read, { tracked, isWholeDue, turn }) {
  if (!isWholeDue) {
    const still = tracked.flatMap((box) => at(picture, widened(box, picture, MOVES), 1, read));
    if (still.length >= tracked.length) yield still;
    if (picture.width > WIDE) yield atHalf(picture, read);
  }
  const { readings, undecoded } = read(picture);
  const located = undecoded.filter((box) => !readings.some((reading) => touches(reading.box, box))).sort(larger).slice(0, LOCATED_TRIED);
  // Two badges side by side, one of them blurred: both are wanted in one answer.
  yield [...readings, ...located.flatMap((box) => closer(picture, box, read))];
  for (const box of tracked.slice(0, LOCATED_TRIED)) yield at(picture, widened(box, picture, MOVES), enlargement(box), read, true);
  const places = placesLikeCodes(picture).slice(0, PLACES_TRIED);
  for (const box of places) yield closer(picture, box, read);
  for (const box of [...places.slice(0, 1), ...located.slice(0, 1)]) yield at(picture, widened(box, picture, MARGIN), enlargement(box), read);
  // Smaller is smoother: what noise drowned comes up. It is the cheapest of three, so it is the first frame's.
  if (turn % 3 === 1) yield placed(read(scaled(picture, SMOOTHER)).readings, { x: 0, y: 0 }, SMOOTHER);
  else if (turn % 3 === 2) yield read(sharpened(picture, STRENGTH)).readings;
  else yield read(picture, { isGlobal: true }).readings;
}

/** @param {Grey} picture @param {Box} box @param {Read} read */
const closer = (picture, box, read) => at(picture, widened(box, picture, MARGIN), enlargement(box), read, true);

/** @param {Box} box */
const enlargement = ({ width, height }) => Math.min(4, Math.max(1.5, SIDE / ((1 + 2 * MARGIN) * Math.max(width, height))));

/**
 * Read one place. Sharpened before it is enlarged: that reads as many codes and costs a fraction.
 * @param {Grey} picture
 * @param {Box} box within the picture
 * @param {number} scale
 * @param {Read} read
 * @param {boolean} [isSharpened]
 * @returns {Reading[]} in pixels of the whole picture
 */
function at(picture, box, scale, read, isSharpened = false) {
  const part = cropped(picture, box);
  const seen = isSharpened ? sharpened(part, STRENGTH) : part;
  return placed(read(scale === 1 ? seen : scaled(seen, scale)).readings, box, scale);
}

/** @param {Grey} picture @param {Read} read @returns {Reading[]} */
const atHalf = (picture, read) => placed(read(halved(picture)).readings, { x: 0, y: 0 }, 0.5);

/** @param {Reading[]} readings @param {{x: number, y: number}} from @param {number} scale @returns {Reading[]} */
function placed(readings, from, scale) {
  return readings.map(({ text, box: { x, y, width, height } }) => ({
    text, box: { x: from.x + x / scale, y: from.y + y / scale, width: width / scale, height: height / scale },
  }));
}

/** @param {Box} one @param {Box} other */
function touches(one, other) {
  return one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;
}

/** @param {Box} one @param {Box} other */
const larger = (one, other) => other.width * other.height - one.width * one.height;
