/**
 * SHA-256 (FIPS 180-4) of a short text. A browser's own is there on trusted addresses only, and answers later; a door looks up one
 * code at a time. For looking up, never for keeping a secret. Pure.
 */

/** @param {number} n @returns {number[]} the first n primes */
const primes = (n) => {
  /** @type {number[]} */
  const found = [];
  for (let each = 2; found.length < n; each += 1) if (found.every((prime) => each % prime !== 0)) found.push(each);
  return found;
};
/** @param {number} root @returns {number} the first 32 bits behind its point */
const fraction = (root) => ((root - Math.floor(root)) * 2 ** 32) >>> 0;

const ROUNDS = Uint32Array.from(primes(64), (prime) => fraction(Math.cbrt(prime)));
const BEGUN = Uint32Array.from(primes(8), (prime) => fraction(Math.sqrt(prime)));
const BLOCK = 64;

/** @param {string} text @returns {Uint8Array} 32 bytes */
export function sha256(text) {
  const bytes = padded(new TextEncoder().encode(text));
  const state = BEGUN.slice();
  const words = new Uint32Array(BLOCK);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < bytes.length; at += BLOCK) {
    for (let i = 0; i < 16; i += 1) words[i] = view.getUint32(at + i * 4);
    mix(state, words);
  }
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, i) => digest.setUint32(i * 4, word));
  return new Uint8Array(digest.buffer);
}

/** @param {Uint8Array} bytes @returns {Uint8Array<ArrayBuffer>} with a one, zeros and the length in bits behind it */
function padded(bytes) {
  const whole = new Uint8Array((Math.floor((bytes.length + 8) / BLOCK) + 1) * BLOCK);
  whole.set(bytes);
  whole[bytes.length] = 0x80;
  new DataView(whole.buffer).setUint32(whole.length - 4, bytes.length * 8);
  return whole;
}

/** @param {Uint32Array} state of eight words, changed @param {Uint32Array} w its first sixteen words are the block */
function mix(state, w) {
  const of = (/** @type {Uint32Array} */ words, /** @type {number} */ i) => words[i] ?? 0;
  for (let i = 16; i < BLOCK; i += 1) {
    const [early, late] = [of(w, i - 15), of(w, i - 2)];
    const s0 = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
    const s1 = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
    w[i] = of(w, i - 16) + s0 + of(w, i - 7) + s1;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < BLOCK; i += 1) {
    const s1 = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const one = (h + s1 + ((e & f) ^ (~e & g)) + of(ROUNDS, i) + of(w, i)) | 0;
    const s0 = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
    const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => { state[i] = of(state, i) + word; });
}

/** @param {number} word @param {number} by */
const turned = (word, by) => (word >>> by) | (word << (32 - by));
