/**
 * Grey pictures as values: what the reader looks at, and the ways of drawing them again. No codes and no camera live here.
 *
 * @typedef {object} Grey
 * @property {Uint8Array} data row by row, 0 black to 255 white
 * @property {number} width
 * @property {number} height
 *
 * @typedef {{x: number, y: number, width: number, height: number}} Box pixels of the whole picture
 */

const SAMPLED_EVERY = 8; // pixels, across and down: what is compared from frame to frame
const MOVED_LEVELS = 24; // a sample that moved by more than the noise of a camera
const MOVED_SHARE = 0.0008;
const BLACK_LEVEL = 40; // the brightest of a covered lens; video black is 16

/**
 * @param {Uint8ClampedArray} pixels RGBA
 * @param {number} width
 * @param {number} height
 * @returns {Grey}
 */
export function greyOf(pixels, width, height) {
  const data = new Uint8Array(width * height);
  for (let at = 0, from = 0; at < data.length; at += 1, from += 4) {
    data[at] = (306 * /** @type {number} */ (pixels[from]) + 601 * /** @type {number} */ (pixels[from + 1]) + 117 * /** @type {number} */ (pixels[from + 2])) >> 10;
  }
  return { data, width, height };
}

/** @param {Grey} picture @param {Box} box within the picture @returns {Grey} */
export function cropped(picture, { x, y, width, height }) {
  const data = new Uint8Array(width * height);
  for (let row = 0; row < height; row += 1) {
    const from = (y + row) * picture.width + x;
    data.set(picture.data.subarray(from, from + width), row * width);
  }
  return { data, width, height };
}

/**
 * Draw it larger or smaller, each pixel from its four neighbours.
 * @param {Grey} picture
 * @param {number} scale above 0.5: smaller ones would lose pixels
 * @returns {Grey}
 */
export function scaled({ data, width, height }, scale) {
  const wide = Math.max(1, Math.round(width * scale));
  const high = Math.max(1, Math.round(height * scale));
  const drawn = new Uint8Array(wide * high);
  const columns = neighbours(wide, width);
  for (let row = 0; row < high; row += 1) {
    const from = Math.min(height - 1, Math.max(0, (row + 0.5) * height / high - 0.5));
    const above = Math.floor(from);
    const share = Math.round((from - above) * 256);
    const top = above * width;
    const below = Math.min(height - 1, above + 1) * width;
    for (let column = 0, at = row * wide; column < wide; column += 1, at += 1) {
      const left = /** @type {number} */ (columns.left[column]);
      const right = Math.min(width - 1, left + 1);
      const part = /** @type {number} */ (columns.share[column]);
      const upper = at8(data, top + left) * (256 - part) + at8(data, top + right) * part;
      const lower = at8(data, below + left) * (256 - part) + at8(data, below + right) * part;
      drawn[at] = (upper * (256 - share) + lower * share + 32768) >> 16;
    }
  }
  return { data: drawn, width: wide, height: high };
}

/** @param {number} wide @param {number} width */
function neighbours(wide, width) {
  const left = new Int32Array(wide);
  const share = new Int32Array(wide);
  for (let column = 0; column < wide; column += 1) {
    const from = Math.min(width - 1, Math.max(0, (column + 0.5) * width / wide - 0.5));
    left[column] = Math.floor(from);
    share[column] = Math.round((from - Math.floor(from)) * 256);
  }
  return { left, share };
}

/**
 * Each pixel becomes the mean of the square around it, twice: close to a Gaussian.
 * @param {Grey} picture
 * @param {number} reach pixels to each side
 * @returns {Grey}
 */
export function smoothed(picture, reach) {
  const { width, height } = picture;
  let data = picture.data;
  for (let time = 0; time < 2; time += 1) {
    data = boxed(data, { lines: height, length: width, step: 1, stride: width, reach });
    data = boxed(data, { lines: width, length: height, step: width, stride: 1, reach });
  }
  return { data, width, height };
}

/** @param {Uint8Array} data @param {{lines: number, length: number, step: number, stride: number, reach: number}} way along rows or columns */
function boxed(data, { lines, length, step, stride, reach }) {
  const drawn = new Uint8Array(data.length);
  const side = 2 * reach + 1;
  for (let line = 0; line < lines; line += 1) {
    const start = line * stride;
    let sum = 0;
    for (let at = -reach; at <= reach; at += 1) sum += at8(data, start + clamped(at, length) * step);
    for (let at = 0; at < length; at += 1) {
      drawn[start + at * step] = sum / side;
      sum += at8(data, start + clamped(at + reach + 1, length) * step) - at8(data, start + clamped(at - reach, length) * step);
    }
  }
  return drawn;
}

/** @param {Grey} picture @param {number} strength @returns {Grey} its edges steeper: modules that were smeared into each other come apart */
export function sharpened(picture, strength) {
  const soft = smoothed(picture, 1).data;
  const data = new Uint8Array(picture.data.length);
  for (let at = 0; at < data.length; at += 1) {
    const here = at8(picture.data, at);
    data[at] = Math.min(255, Math.max(0, here + strength * (here - at8(soft, at))));
  }
  return { ...picture, data };
}

/** @param {Grey} picture @returns {Grey} half as wide and high, each pixel the mean of four */
export function halved({ data, width, height }) {
  const wide = width >> 1;
  const high = height >> 1;
  const drawn = new Uint8Array(wide * high);
  for (let row = 0, at = 0; row < high; row += 1) {
    for (let from = 2 * row * width, end = from + 2 * wide; from < end; from += 2, at += 1) {
      drawn[at] = (at8(data, from) + at8(data, from + 1) + at8(data, from + width) + at8(data, from + width + 1) + 2) >> 2;
    }
  }
  return { data: drawn, width: wide, height: high };
}

/**
 * Draw what one frame showed of a code, small, to be looked at by a person.
 * @param {Grey} picture
 * @param {Box} box within the picture
 * @param {number} most pixels of the longer side
 * @returns {Grey}
 */
export function thumbnail(picture, box, most) {
  let small = cropped(picture, box);
  while (Math.max(small.width, small.height) >= 2 * most) small = halved(small);
  return scaled(small, Math.min(1, most / Math.max(small.width, small.height)));
}

/**
 * @param {Box} box
 * @param {Grey} picture which it stays within
 * @param {number} share of its longer side, added on every side
 * @returns {Box} whole pixels, at least one
 */
export function widened({ x, y, width, height }, picture, share) {
  const margin = share * Math.max(width, height);
  const left = Math.floor(clamped(x - margin, picture.width));
  const top = Math.floor(clamped(y - margin, picture.height));
  const right = Math.ceil(Math.min(picture.width, x + width + margin));
  const bottom = Math.ceil(Math.min(picture.height, y + height + margin));
  return { x: left, y: top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
}

/** @param {Grey} picture @returns {Uint8Array} one pixel of each square, to compare frames by */
export function samplesOf({ data, width, height }) {
  const across = Math.ceil(width / SAMPLED_EVERY);
  const samples = new Uint8Array(across * Math.ceil(height / SAMPLED_EVERY));
  for (let y = 0, at = 0; y < height; y += SAMPLED_EVERY) {
    for (let x = 0; x < width; x += SAMPLED_EVERY, at += 1) samples[at] = at8(data, y * width + x);
  }
  return samples;
}

/** @param {Uint8Array} samples @param {Uint8Array | null} before whether the camera sees something else, apart from noise */
export function isChanged(samples, before) {
  if (before === null || before.length !== samples.length) return true;
  const enough = MOVED_SHARE * samples.length;
  let moved = 0;
  for (let at = 0; at < samples.length; at += 1) {
    if (Math.abs(at8(samples, at) - at8(before, at)) > MOVED_LEVELS && (moved += 1) > enough) return true;
  }
  return false;
}

/** @param {Uint8Array} samples @returns {{mean: number, isBlack: boolean}} `isBlack`: a covered lens, darker than any lit hall */
export function brightnessOf(samples) {
  let sum = 0;
  let brightest = 0;
  for (const level of samples) {
    sum += level;
    if (level > brightest) brightest = level;
  }
  return { mean: sum / Math.max(1, samples.length), isBlack: brightest < BLACK_LEVEL };
}

/** @param {Uint8Array} data @param {number} at within it */
const at8 = (data, at) => /** @type {number} */ (data[at]);

/** @param {number} at @param {number} length */
const clamped = (at, length) => Math.min(length - 1, Math.max(0, at));
