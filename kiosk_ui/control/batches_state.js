/** Badges printed beforehand, as pure functions: what a form asks for, how far a batch is, what may be done with it. */

/** @typedef {'organisation'|'name'|'reg_no'} Sort */
/** @typedef {'none'|'organisation'|'initial'|'box'} Separators */
/** @typedef {'pause'|'resume'|'cancel'|'move'|'again'} Action */
/**
 * @typedef {object} BatchForm
 * @property {string} title
 * @property {Sort} sort
 * @property {Separators} separators
 * @property {string} box_size  badges a box, blank for no boxes
 * @property {string} printer  blank: whichever serves all
 * @property {string[]} categories  none: all of them
 * @property {string[]} organisations  none: all of them
 * @property {boolean} again  also who has a badge already
 * @property {string} reason
 * @property {boolean} is_held
 */
/** @typedef {{count: number, boxes: number, separators: number, again: number, skipped: Record<string, number>}} Foreseen */
/**
 * @typedef {object} Batch
 * @property {string} batch_id
 * @property {string} title
 * @property {string} at
 * @property {string|null} operator
 * @property {Sort} sort
 * @property {number|null} box_size
 * @property {number} boxes
 * @property {string|null} printer
 * @property {number} count
 * @property {Record<string, number>} counts
 * @property {'paused'|'printing'|'needs_a_person'|'done'|'cancelled'} stands
 * @property {number|null} next_position
 * @property {{printer: string, place: string, state: string}|null} waits_for
 * @property {Record<string, number>} skipped
 */
/** @typedef {{print_job: string, position: number, box: number|null, state: string, error: string|null, reg_no: string|null, name: string|null}} BatchTrouble */
/** @typedef {Batch & {troubles: BatchTrouble[], left_out: {reg_no: string, name: string, reason: string}[]}} BatchCard */

export const LARGEST_BOX = 5000;
/** @type {Sort[]} */
export const SORTS = ['organisation', 'name', 'reg_no'];
/** What may stand between badges of an order; the server refuses others. */
const MAY_PART = /** @type {Record<Sort, Separators[]>} */ ({
  organisation: ['none', 'organisation', 'initial', 'box'], name: ['none', 'initial', 'box'], reg_no: ['none', 'box'],
});

/** @returns {BatchForm} */
export function emptyForm() {
  return {
    title: '', sort: 'organisation', separators: 'organisation', box_size: '', printer: '',
    categories: [], organisations: [], again: false, reason: '', is_held: false,
  };
}

/**
 * What may stand between badges, as the form is now: nothing parts boxes where there are none.
 * @param {BatchForm} form
 */
export function separatorsOf({ sort, box_size }) {
  return MAY_PART[sort].filter((each) => each !== 'box' || box_size !== '');
}

/**
 * The form with one field changed, and separators that still fit.
 * @param {BatchForm} form
 * @param {Partial<BatchForm>} changes
 * @returns {BatchForm}
 */
export function changedForm(form, changes) {
  const next = { ...form, ...changes };
  const fitting = separatorsOf(next);
  return fitting.includes(next.separators) ? next : { ...next, separators: fitting[1] ?? 'none' };
}

/**
 * What the server is asked, for the preview and for the batch; null while the box size is no number.
 * @param {BatchForm} form
 */
export function planOf({ sort, separators, box_size, categories, organisations, again }) {
  const size = box_size === '' ? null : Number(box_size);
  if (size !== null && !(Number.isInteger(size) && size >= 1 && size <= LARGEST_BOX)) return null;
  return { sort, separators, box_size: size, wanted: { categories, organisations, only_without_badge: !again } };
}

/**
 * The organisation that a typed text means: the one of that name, or the only one it is part of.
 * @param {string} text
 * @param {{name: string}[]} organisations
 * @returns {string|null}
 */
export function organisationMeant(text, organisations) {
  const typed = text.trim().toLowerCase();
  if (typed === '') return null;
  const exact = organisations.find(({ name }) => name.toLowerCase() === typed);
  if (exact) return exact.name;
  const parts = organisations.filter(({ name }) => name.toLowerCase().includes(typed));
  return parts.length === 1 ? parts[0]?.name ?? null : null;
}

/**
 * What may be done with a batch as it is now, the likeliest first.
 * @param {Batch} batch
 * @returns {Action[]}
 */
export function actionsOf({ counts }) {
  const has = (/** @type {string[]} */ ...states) => states.some((state) => (counts[state] ?? 0) > 0);
  return /** @type {Action[]} */ ([
    ...(has('held') ? ['resume'] : []),
    ...(has('queued') ? ['pause'] : []),
    ...(has('printed', 'unconfirmed', 'failed') ? ['again'] : []),
    ...(has('held', 'queued') ? ['move'] : []),
    ...(has('held', 'queued', 'failed') ? ['cancel'] : []),
  ]);
}

/** How much of a batch came out, from 0 to 1: what prints at a desk now is none of it. @param {Batch} batch */
export function shareOf({ count, counts }) {
  const wanted = count - (counts['taken_out'] ?? 0) - (counts['cancelled'] ?? 0);
  return wanted <= 0 ? 1 : Math.min(1, (counts['printed'] ?? 0) / wanted);
}

/**
 * From and to of what prints again, as numbers; null where they are none of this batch.
 * @param {string} from
 * @param {string} to  blank: only the first
 * @param {number} count
 */
export function positionsOf(from, to, count) {
  const first = Number(from);
  const last = to.trim() === '' ? first : Number(to);
  const isPosition = (/** @type {number} */ each) => Number.isInteger(each) && each >= 1 && each <= count;
  return from.trim() !== '' && isPosition(first) && isPosition(last) && first <= last ? { from_position: first, to_position: last } : null;
}

/** Reasons why people are left out, with how many, the most first. @param {Record<string, number>} skipped */
export function reasonsOf(skipped) {
  return Object.entries(skipped).sort(([, one], [, other]) => other - one);
}
