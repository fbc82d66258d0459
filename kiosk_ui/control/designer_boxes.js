/**
 * The boxes of a template as plain values in millimetres: where they are, moved, resized, snapped to each
 * other. No DOM, no pixels, no history.
 */

/** @typedef {'fill'|'picture'|'line'|'qr'|'text'} Kind */
/** @typedef {'front'|'back'} Side */
/** @typedef {{kind: Kind, index: number}} Place  the index counts from 0 in its kind's list */
/** @typedef {{x: number, y: number, width: number, height: number}} Bounds  mm from the upper left corner */
/** @typedef {Record<string, any>} Box  as it stands in the template's file */
/** @typedef {Record<string, any>} Document  a template as it stands in its file */
/** @typedef {'n'|'ne'|'e'|'se'|'s'|'sw'|'w'|'nw'} Handle */
/** @typedef {{axis: 'x'|'y', at: number}} Guide  a line to which something snapped */

/** As they are drawn, from below upwards. @type {Kind[]} */
export const KINDS = ['fill', 'picture', 'line', 'qr', 'text'];
/** @type {Handle[]} */
export const HANDLES = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'];
export const SMALLEST_MM = 0.2;
/** A badge's code with its quiet zone; smaller ones are read by no door. */
export const SMALLEST_QR_MM = 29.1;
const SMALLEST_HAND_QR_MM = 15;
const GRAIN = 100; // hundredths of a millimetre are kept

/** @param {number} mm */
export const rounded = (mm) => Math.round(mm * GRAIN) / GRAIN;

/** @param {Place} place */
export const placeName = ({ kind, index }) => `${kind} ${index + 1}`;

/** @param {Place|null} one @param {Place|null} other */
export const isSame = (one, other) => one !== null && other !== null && one.kind === other.kind && one.index === other.index;

/**
 * @param {Document} document
 * @param {Place|null} place
 * @returns {Box|null}
 */
export const boxAt = (document, place) => place && (document[place.kind]?.[place.index] ?? null);

/**
 * What stands on a side, from below upwards.
 * @param {Document} document
 * @param {Side} side
 * @returns {{place: Place, box: Box, bounds: Bounds}[]}
 */
export function boxesOf(document, side) {
  return KINDS.flatMap((kind) => (document[kind] ?? []).map((/** @type {Box} */ box, /** @type {number} */ index) => ({ place: { kind, index }, box, bounds: boundsOf(box) })))
    .filter(({ box }) => (box['side'] ?? 'front') === side);
}

/** @param {Document} document */
export const hasBack = (document) => KINDS.some((kind) => (document[kind] ?? []).some((/** @type {Box} */ box) => box['side'] === 'back'));

/** @param {Box} box @returns {Bounds} */
export function boundsOf(box) {
  if ('x2_mm' in box) {
    return {
      x: Math.min(box['x_mm'], box['x2_mm']), y: Math.min(box['y_mm'], box['y2_mm']),
      width: Math.abs(box['x2_mm'] - box['x_mm']), height: Math.abs(box['y2_mm'] - box['y_mm']),
    };
  }
  return { x: box['x_mm'], y: box['y_mm'], width: box['width_mm'], height: box['height_mm'] };
}

/**
 * A box put into other bounds; a line keeps the way it falls.
 * @param {Box} box
 * @param {Bounds} bounds
 * @returns {Box}
 */
export function withBounds(box, { x, y, width, height }) {
  if (!('x2_mm' in box)) return { ...box, x_mm: rounded(x), y_mm: rounded(y), width_mm: rounded(width), height_mm: rounded(height) };
  const [left, right] = box['x_mm'] <= box['x2_mm'] ? ['x_mm', 'x2_mm'] : ['x2_mm', 'x_mm'];
  const [top, bottom] = box['y_mm'] <= box['y2_mm'] ? ['y_mm', 'y2_mm'] : ['y2_mm', 'y_mm'];
  return { ...box, [left]: rounded(x), [right]: rounded(x + width), [top]: rounded(y), [bottom]: rounded(y + height) };
}

/**
 * Moved, and kept on the stock.
 * @param {Bounds} bounds
 * @param {number} dx
 * @param {number} dy
 * @param {{width: number, height: number}} stock
 * @returns {Bounds}
 */
export function moved(bounds, dx, dy, stock) {
  return {
    ...bounds,
    x: rounded(between(bounds.x + dx, 0, Math.max(0, stock.width - bounds.width))),
    y: rounded(between(bounds.y + dy, 0, Math.max(0, stock.height - bounds.height))),
  };
}

/**
 * Drawn larger or smaller by a handle, kept on the stock; a code stays square.
 * @param {Bounds} bounds
 * @param {Handle} handle
 * @param {number} dx
 * @param {number} dy
 * @param {{width: number, height: number}} stock
 * @param {{square?: boolean, least?: number}} [rule]
 * @returns {Bounds}
 */
export function resized(bounds, handle, dx, dy, stock, { square = false, least = SMALLEST_MM } = {}) {
  let left = bounds.x, top = bounds.y, right = bounds.x + bounds.width, bottom = bounds.y + bounds.height;
  if (handle.includes('w')) left = between(left + dx, 0, right - least);
  if (handle.includes('e')) right = between(right + dx, left + least, stock.width);
  if (handle.includes('n')) top = between(top + dy, 0, bottom - least);
  if (handle.includes('s')) bottom = between(bottom + dy, top + least, stock.height);
  if (square) {
    const room = Math.min(handle.includes('w') ? right : stock.width - left, handle.includes('n') ? bottom : stock.height - top);
    const wanted = handle.length === 2 ? Math.max(right - left, bottom - top) : 'ew'.includes(handle) ? right - left : bottom - top;
    const size = Math.min(wanted, room);
    if (handle.includes('w')) left = right - size; else right = left + size;
    if (handle.includes('n')) top = bottom - size; else bottom = top + size;
  }
  return { x: rounded(left), y: rounded(top), width: rounded(right - left), height: rounded(bottom - top) };
}

/**
 * Drawn to the nearest edge or middle of the stock and of other boxes.
 * @param {Bounds} bounds
 * @param {Bounds[]} others
 * @param {{width: number, height: number}} stock
 * @param {number} within  mm; 0 snaps to nothing
 * @param {Handle|null} [handle]  only this edge or corner moves; null: all of it
 * @returns {{bounds: Bounds, guides: Guide[]}}
 */
export function snapped(bounds, others, stock, within, handle = null) {
  const across = [0, stock.width / 2, stock.width, ...others.flatMap(({ x, width }) => [x, x + width / 2, x + width])];
  const down = [0, stock.height / 2, stock.height, ...others.flatMap(({ y, height }) => [y, y + height / 2, y + height])];
  const x = nearest(edges(bounds.x, bounds.width, handle, 'w', 'e'), across, within);
  const y = nearest(edges(bounds.y, bounds.height, handle, 'n', 's'), down, within);
  let { x: left, y: top, width, height } = bounds;
  if (x) {
    if (handle === null || handle.includes('w')) left += x.by;
    if (handle?.includes('w')) width -= x.by;
    if (handle?.includes('e')) width += x.by;
  }
  if (y) {
    if (handle === null || handle.includes('n')) top += y.by;
    if (handle?.includes('n')) height -= y.by;
    if (handle?.includes('s')) height += y.by;
  }
  if (width < SMALLEST_MM || height < SMALLEST_MM) return { bounds, guides: [] };
  const guides = /** @type {Guide[]} */ ([...(x ? [{ axis: 'x', at: x.at }] : []), ...(y ? [{ axis: 'y', at: y.at }] : [])]);
  return { bounds: { x: rounded(left), y: rounded(top), width: rounded(width), height: rounded(height) }, guides };
}

/**
 * A new box in the middle of the stock, as large as its kind usually is.
 * @param {Kind} kind
 * @param {Document} document
 * @param {Side} side
 * @param {string} [file]  a picture's
 * @returns {Box}
 */
export function newBox(kind, document, side, file = '') {
  const stock = { width: document['width_mm'], height: document['height_mm'] };
  const qr = document['prints'] === 'badge' ? 34 : 20;
  const wanted = /** @type {Record<Kind, [number, number]>} */ ({ fill: [stock.width * 0.6, 10], picture: [30, 20], line: [stock.width * 0.6, 0], qr: [qr, qr], text: [stock.width * 0.8, 8] })[kind];
  const [width, height] = [Math.min(wanted[0], stock.width), Math.min(wanted[1], stock.height)].map(rounded);
  const bounds = { x: rounded((stock.width - (width ?? 0)) / 2), y: rounded((stock.height - (height ?? 0)) / 2), width: width ?? 0, height: height ?? 0 };
  const onBack = side === 'back' ? { side } : {};
  if (kind === 'line') return { x_mm: bounds.x, y_mm: bounds.y, x2_mm: rounded(bounds.x + bounds.width), y2_mm: bounds.y, ...onBack };
  const own = { fill: { colour: 'category' }, picture: { file }, qr: { text: '{credential}' }, text: { text: '{name}', size_mm: 5, lines: 2 } }[kind];
  return { ...own, ...withBounds({}, bounds), ...onBack };
}

/** @param {Document} document @param {Kind} kind */
export function leastOf(document, kind) {
  if (kind !== 'qr') return SMALLEST_MM;
  return document['prints'] === 'badge' ? SMALLEST_QR_MM : SMALLEST_HAND_QR_MM;
}

/** @param {number} value @param {number} least @param {number} most */
const between = (value, least, most) => Math.min(Math.max(value, least), most);

/**
 * @param {number} start
 * @param {number} length
 * @param {Handle|null} handle
 * @param {string} first
 * @param {string} last
 */
function edges(start, length, handle, first, last) {
  if (handle === null) return [start, start + length / 2, start + length];
  return [...(handle.includes(first) ? [start] : []), ...(handle.includes(last) ? [start + length] : [])];
}

/**
 * @param {number[]} ours
 * @param {number[]} theirs
 * @param {number} within
 * @returns {{by: number, at: number}|null}
 */
function nearest(ours, theirs, within) {
  let best = null;
  for (const edge of ours) for (const at of theirs) {
    const by = at - edge;
    if (Math.abs(by) < within && (best === null || Math.abs(by) < Math.abs(best.by))) best = { by, at };
  }
  return best;
}
