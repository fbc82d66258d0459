/**
 * A template being designed, as a pure function of what is done to it: the document, what is chosen, and
 * every step back and forth. No DOM, no pixels, no fetch.
 */
import { boundsOf, boxAt, isSame, leastOf, moved, newBox, resized, withBounds } from './designer_boxes.js';

/** @typedef {import('./designer_boxes.js').Document} Document */
/** @typedef {import('./designer_boxes.js').Place} Place */
/** @typedef {import('./designer_boxes.js').Side} Side */
/** @typedef {import('./designer_boxes.js').Kind} Kind */
/** @typedef {import('./designer_boxes.js').Bounds} Bounds */

/**
 * @typedef {object} Design
 * @property {Document} document
 * @property {string} kept  the document as the server has it, as JSON
 * @property {string|null} etag  of what the server has; null: nothing yet
 * @property {Place|null} chosen
 * @property {Side} side
 * @property {Document[]} past
 * @property {Document[]} future
 * @property {string|null} gesture  changes of one gesture are one step back
 */
/**
 * @typedef {{type: 'opened', document: Document, etag: string|null, draft?: Document|null}
 *   | {type: 'choose', place: Place|null}
 *   | {type: 'side', side: Side}
 *   | {type: 'place', place: Place, bounds: Bounds, gesture: string}
 *   | {type: 'nudge', dx: number, dy: number}
 *   | {type: 'grow', dx: number, dy: number}
 *   | {type: 'set', key: string, value: unknown}
 *   | {type: 'set_all', key: string, value: unknown}
 *   | {type: 'add', kind: Kind, file?: string}
 *   | {type: 'double'}
 *   | {type: 'remove'}
 *   | {type: 'raise', by: 1|-1}
 *   | {type: 'undo'} | {type: 'redo'} | {type: 'gesture_over'}
 *   | {type: 'replaced', document: Document}
 *   | {type: 'saved', etag: string, document: Document}} DesignEvent
 */

const STEPS_KEPT = 200;
const DOUBLED_BY_MM = 3;

/**
 * @param {Document} document
 * @param {string|null} etag
 * @param {Document|null} [draft]  changed here before, and never saved
 * @returns {Design}
 */
export function opened(document, etag, draft = null) {
  const design = { document, kept: JSON.stringify(document), etag, chosen: null, side: /** @type {Side} */ ('front'), past: [], future: [], gesture: null };
  return draft && JSON.stringify(draft) !== design.kept ? changedTo(design, draft) : design;
}

/** @param {Design} design whether there is anything to save */
export const isChanged = ({ document, kept }) => JSON.stringify(document) !== kept;

/**
 * @param {Design} design
 * @param {DesignEvent} event
 * @returns {Design}
 */
export function nextDesign(design, event) {
  switch (event.type) {
    case 'opened': return opened(event.document, event.etag, event.draft);
    case 'choose': return { ...design, chosen: event.place, gesture: null };
    case 'side': return { ...design, side: event.side, chosen: null, gesture: null };
    case 'place': return changedTo(design, placed(design.document, event.place, event.bounds), event.gesture);
    case 'nudge': return nudged(design, event.dx, event.dy);
    case 'grow': return grown(design, event.dx, event.dy);
    case 'set': return design.chosen ? changedTo(design, withBox(design.document, design.chosen, (box) => withKey(box, event.key, event.value)), `set ${event.key}`) : design;
    case 'set_all': return changedTo(design, withKey(design.document, event.key, event.value), `set_all ${event.key}`);
    case 'add': return added(design, event.kind, newBox(event.kind, design.document, design.side, event.file));
    case 'double': return doubled(design);
    case 'remove': return removed(design);
    case 'raise': return raised(design, event.by);
    case 'undo': return undone(design);
    case 'redo': return redone(design);
    case 'gesture_over': return { ...design, gesture: null };
    case 'replaced': return { ...changedTo(design, event.document), chosen: null };
    case 'saved': return { ...design, etag: event.etag, kept: JSON.stringify(event.document), document: event.document, gesture: null };
  }
}

/**
 * @param {Design} design
 * @param {Document} document
 * @param {string|null} [gesture]
 * @returns {Design}
 */
function changedTo(design, document, gesture = null) {
  if (JSON.stringify(document) === JSON.stringify(design.document)) return design;
  if (gesture !== null && gesture === design.gesture) return { ...design, document, future: [] };
  return { ...design, document, past: [...design.past, design.document].slice(-STEPS_KEPT), future: [], gesture };
}

/** @param {Design} design @returns {Design} */
function undone(design) {
  const before = design.past.at(-1);
  if (!before) return design;
  return standing({ ...design, document: before, past: design.past.slice(0, -1), future: [design.document, ...design.future], gesture: null });
}

/** @param {Design} design @returns {Design} */
function redone(design) {
  const [after, ...future] = design.future;
  if (!after) return design;
  return standing({ ...design, document: after, past: [...design.past, design.document], future, gesture: null });
}

/** What is no longer there is not chosen any more. @param {Design} design @returns {Design} */
function standing(design) {
  return boxAt(design.document, design.chosen) ? design : { ...design, chosen: null };
}

/** @param {Document} document */
const stockOf = (document) => ({ width: document['width_mm'], height: document['height_mm'] });

/**
 * @param {Document} document
 * @param {Place} place
 * @param {Bounds} bounds
 */
const placed = (document, place, bounds) => withBox(document, place, (box) => withBounds(box, bounds));

/** @param {Design} design @param {number} dx @param {number} dy */
function nudged(design, dx, dy) {
  const box = boxAt(design.document, design.chosen);
  if (!box || !design.chosen) return design;
  const bounds = moved(boundsOf(box), dx, dy, stockOf(design.document));
  return changedTo(design, placed(design.document, design.chosen, bounds), `nudge ${design.chosen.kind} ${design.chosen.index}`);
}

/** @param {Design} design @param {number} dx @param {number} dy */
function grown(design, dx, dy) {
  const { document, chosen } = design;
  const box = boxAt(document, chosen);
  if (!box || !chosen) return design;
  const handle = dx && dy ? 'se' : dx ? 'e' : 's';
  const rule = { square: chosen.kind === 'qr', least: chosen.kind === 'line' ? 0 : leastOf(document, chosen.kind) };
  const bounds = resized(boundsOf(box), handle, dx, dy, stockOf(document), rule);
  return changedTo(design, placed(document, chosen, bounds), `grow ${chosen.kind} ${chosen.index}`);
}

/**
 * @param {Design} design
 * @param {Kind} kind
 * @param {import('./designer_boxes.js').Box} box
 * @returns {Design}
 */
function added(design, kind, box) {
  const boxes = [...(design.document[kind] ?? []), box];
  return { ...changedTo(design, { ...design.document, [kind]: boxes }), chosen: { kind, index: boxes.length - 1 } };
}

/** @param {Design} design */
function doubled(design) {
  const box = boxAt(design.document, design.chosen);
  if (!box || !design.chosen) return design;
  const bounds = moved(boundsOf(box), DOUBLED_BY_MM, DOUBLED_BY_MM, stockOf(design.document));
  const { name: _, ...rest } = box;
  return added(design, design.chosen.kind, withBounds(rest, bounds));
}

/** @param {Design} design @returns {Design} */
function removed(design) {
  const { chosen, document } = design;
  if (!chosen || !boxAt(document, chosen)) return design;
  const { [chosen.kind]: boxes, ...rest } = document;
  const left = boxes.filter((/** @type {unknown} */ _, /** @type {number} */ index) => index !== chosen.index);
  return { ...changedTo(design, left.length ? { ...document, [chosen.kind]: left } : rest), chosen: null };
}

/** One step nearer to who looks, among its kind. @param {Design} design @param {1|-1} by @returns {Design} */
function raised(design, by) {
  const { chosen, document } = design;
  if (!chosen || !boxAt(document, chosen)) return design;
  const to = chosen.index + by;
  const boxes = [...document[chosen.kind]];
  if (to < 0 || to >= boxes.length) return design;
  [boxes[chosen.index], boxes[to]] = [boxes[to], boxes[chosen.index]];
  return { ...changedTo(design, { ...document, [chosen.kind]: boxes }), chosen: { kind: chosen.kind, index: to } };
}

/**
 * @param {Document} document
 * @param {Place} place
 * @param {(box: import('./designer_boxes.js').Box) => import('./designer_boxes.js').Box} change
 * @returns {Document}
 */
function withBox(document, place, change) {
  if (!boxAt(document, place)) return document;
  const boxes = document[place.kind].map((/** @type {any} */ box, /** @type {number} */ index) => isSame(place, { kind: place.kind, index }) ? change(box) : box);
  return { ...document, [place.kind]: boxes };
}

/**
 * A key set, or taken out where it is left empty.
 * @param {Record<string, any>} table
 * @param {string} key
 * @param {unknown} value
 */
function withKey(table, key, value) {
  const { [key]: _, ...rest } = table;
  const isEmpty = value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  return isEmpty && key !== 'text' ? rest : { ...table, [key]: value };
}
