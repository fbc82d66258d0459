/**
 * Reads frame after frame of one camera: follows codes from frame to frame, keeps within a frame's time, and leaves a picture
 * alone that stands still. Pictures and times in, readings out: no camera and no clock of its own.
 */
import { brightnessOf, isChanged, samplesOf } from './grey.js';
import { looksAt } from './looks.js';

export const BUDGET_MS = 30; // no further look is begun after this time; a look takes 1 to 20 ms
const WHOLE_EVERY_MS = 150; // while codes are followed, how soon another badge beside them is seen
const FOLLOWED_MS = 500; // a code not read for so long is not where it was

/**
 * @typedef {import('./grey.js').Grey} Grey
 * @typedef {import('./looks.js').Reading} Reading
 * @typedef {{readings: Reading[], isStill: boolean, isBlack: boolean, mean: number}} Seen `readings` from left to right, each code once;
 *   `isStill`: nothing moved and nothing is left to try; `mean`: brightness of 255
 */

export class FrameReader {
  /** @type {import('./looks.js').Read} */ #read;
  /** @type {() => number} */ #now;
  /** @type {Uint8Array | null} */ #samples = null;
  /** @type {Generator<Reading[], void, void> | null} what this picture's time did not suffice for */ #left = null;
  /** @type {Reading[]} */ #readings = [];
  /** @type {Map<string, {box: import('./grey.js').Box, at: number}>} */ #followed = new Map();
  #wholeAt = -Infinity;
  #turn = 0;

  /** @param {import('./looks.js').Read} read @param {() => number} now ms */
  constructor(read, now) {
    this.#read = read;
    this.#now = now;
  }

  /** @param {Grey} picture the next frame @returns {Seen} */
  take(picture) {
    const began = this.#now();
    const samples = samplesOf(picture);
    const hasMoved = isChanged(samples, this.#samples);
    if (hasMoved) this.#begin(picture, samples, began);
    const isStill = !hasMoved && (this.#readings.length > 0 || this.#left === null);
    if (!isStill) this.#look(began);
    return { readings: this.#readings, isStill, ...brightnessOf(samples) };
  }

  /** @param {Grey} picture @param {Uint8Array} samples @param {number} at */
  #begin(picture, samples, at) {
    for (const [text, seen] of this.#followed) if (at - seen.at > FOLLOWED_MS) this.#followed.delete(text);
    const isWholeDue = this.#followed.size === 0 || at - this.#wholeAt >= WHOLE_EVERY_MS;
    if (isWholeDue) this.#wholeAt = at;
    this.#samples = samples;
    this.#readings = [];
    this.#turn += 1;
    this.#left = looksAt(picture, this.#read, { tracked: [...this.#followed.values()].map(({ box }) => box), isWholeDue, turn: this.#turn });
  }

  /** @param {number} began */
  #look(began) {
    const ends = began + BUDGET_MS;
    while (this.#left && this.#readings.length === 0 && this.#now() < ends) {
      const look = this.#left.next();
      if (look.done) this.#left = null;
      else this.#readings = leftToRight(look.value);
    }
    for (const { text, box } of this.#readings) this.#followed.set(text, { box, at: began });
  }
}

/** @param {Reading[]} readings @returns {Reading[]} two copies of a code are one code */
function leftToRight(readings) {
  const each = new Map(readings.map((reading) => [reading.text, reading]));
  return [...each.values()].sort((one, other) => one.box.x - other.box.x);
}
