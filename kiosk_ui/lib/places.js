/**
 * Places in a picture that look like a code: strong edges in both directions, as codes have and print seldom has. Pure.
 */

const CELL = 8; // pixels a side; the codes looked for are at least three cells wide
const STRONG = 0.45; // of the strongest cells: a dim hall has weak edges everywhere
const LEAST_EDGE = 5; // levels; below is noise
const SIDES = { least: 24, most: 800 }; // pixels
const LONGEST = 3; // times as long as wide: lines of print are longer

/** @typedef {import('./grey.js').Grey} Grey */
/** @typedef {import('./grey.js').Box} Box */

/**
 * @param {Grey} picture
 * @returns {Box[]} the most code-like first
 */
export function placesLikeCodes(picture) {
  const across = Math.floor(picture.width / CELL);
  const down = Math.floor(picture.height / CELL);
  const edges = edgesOf(picture, across, down);
  const strongest = percentile(edges, 0.98);
  const least = Math.max(LEAST_EDGE, strongest * STRONG);
  return joined(edges, { across, down, least })
    .filter(({ width, height }) => Math.min(width, height) >= SIDES.least && Math.max(width, height) <= SIDES.most
      && Math.max(width, height) <= LONGEST * Math.min(width, height))
    .sort((one, other) => other.strength - one.strength)
    .map(({ x, y, width, height }) => ({ x, y, width, height }));
}

/** @param {Grey} picture @param {number} across @param {number} down @returns {Float32Array} of each cell, the weaker of its two mean slopes */
function edgesOf({ data, width }, across, down) {
  const edges = new Float32Array(across * down);
  for (let row = 0; row < down; row += 1) {
    for (let column = 0; column < across; column += 1) {
      let sideways = 0;
      let downwards = 0;
      for (let y = 1; y < CELL; y += 2) {
        const start = (row * CELL + y) * width + column * CELL;
        for (let x = 1; x < CELL - 1; x += 2) {
          const at = start + x;
          sideways += Math.abs(/** @type {number} */ (data[at + 1]) - /** @type {number} */ (data[at - 1]));
          downwards += Math.abs(/** @type {number} */ (data[at]) - /** @type {number} */ (data[at - width]));
        }
      }
      edges[row * across + column] = Math.min(sideways, 2 * downwards) / 12;
    }
  }
  return edges;
}

/** @param {Float32Array} edges @param {number} share */
function percentile(edges, share) {
  const sorted = Float32Array.from(edges).sort();
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
}

/**
 * Join strong cells that touch, or that one weak cell parts, into boxes.
 * @param {Float32Array} edges
 * @param {{across: number, down: number, least: number}} grid
 */
function joined(edges, { across, down, least }) {
  const isSeen = new Uint8Array(edges.length);
  const boxes = [];
  for (let start = 0; start < edges.length; start += 1) {
    if (isSeen[start] || /** @type {number} */ (edges[start]) < least) continue;
    let [left, top, right, bottom, strength] = [across, down, 0, 0, 0];
    const open = [start];
    isSeen[start] = 1;
    for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
      const column = cell % across;
      const row = (cell - column) / across;
      [left, top, right, bottom] = [Math.min(left, column), Math.min(top, row), Math.max(right, column), Math.max(bottom, row)];
      strength += /** @type {number} */ (edges[cell]);
      for (let y = Math.max(0, row - 2); y <= Math.min(down - 1, row + 2); y += 1) {
        for (let x = Math.max(0, column - 2); x <= Math.min(across - 1, column + 2); x += 1) {
          const near = y * across + x;
          if (isSeen[near] || /** @type {number} */ (edges[near]) < least) continue;
          isSeen[near] = 1;
          open.push(near);
        }
      }
    }
    boxes.push({ x: left * CELL, y: top * CELL, width: (right - left + 1) * CELL, height: (bottom - top + 1) * CELL, strength });
  }
  return boxes;
}
