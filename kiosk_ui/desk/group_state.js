/** Several people at once: who is chosen, why someone can't be, and what came of each. Pure. */

/** @typedef {import('./shapes.js').Hit} Hit */
/** @typedef {Hit & {printed_count?: number}} Member */
/** @typedef {'come'|'pick_up'} Purpose */
/** @typedef {{people: Member[], chosen: string[]}} Choice  `people` in the order of the list, `chosen` their numbers */

/** @type {Choice} */
export const NOBODY = { people: [], chosen: [] };

/**
 * Why this person can't be taken along, as a key of the language files; null when she can.
 * @param {Member} person
 * @param {Purpose} purpose
 */
export function obstacle(person, purpose) {
  if (person.status === 'cancelled') return 'desk.group.cancelled';
  if (purpose === 'come' && person.checked_in_at !== null) return 'desk.group.here';
  if (person.owes_fen > 0) return 'desk.group.owes';
  return null;
}

/**
 * More people join the list, each once; those nothing stands against are chosen.
 * @param {Choice} choice
 * @param {Member[]} people
 * @param {Purpose} purpose
 * @returns {Choice}
 */
export function joined(choice, people, purpose) {
  const fresh = people.filter((each) => !choice.people.some(({ reg_no }) => reg_no === each.reg_no));
  const ready = fresh.filter((each) => obstacle(each, purpose) === null).map(({ reg_no }) => reg_no);
  return { people: [...choice.people, ...fresh], chosen: [...choice.chosen, ...ready] };
}

/**
 * @param {Choice} choice
 * @param {string} reg_no
 * @returns {Choice}
 */
export function toggled(choice, reg_no) {
  const isChosen = choice.chosen.includes(reg_no);
  return { ...choice, chosen: isChosen ? choice.chosen.filter((each) => each !== reg_no) : [...choice.chosen, reg_no] };
}

/**
 * All who can be, or nobody when all are already.
 * @param {Choice} choice
 * @param {Purpose} purpose
 * @returns {Choice}
 */
export function allOrNone(choice, purpose) {
  const able = choice.people.filter((each) => obstacle(each, purpose) === null).map(({ reg_no }) => reg_no);
  return { ...choice, chosen: able.every((each) => choice.chosen.includes(each)) ? [] : able };
}

/**
 * The chosen ones as the list stands: the badges come out in this order.
 * @param {Choice} choice
 */
export function inOrder({ people, chosen }) {
  return people.filter(({ reg_no }) => chosen.includes(reg_no)).map(({ reg_no }) => reg_no);
}

/**
 * @param {{outcome: string}[]} answers
 * @returns {{came: number, here: number, refused: number}}
 */
export function summed(answers) {
  const count = (/** @type {string} */ outcome) => answers.filter((each) => each.outcome === outcome).length;
  return { came: count('checked_in'), here: count('already_checked_in'), refused: count('refused') };
}

/**
 * Who has a badge that was printed beforehand, by the box it lies in, in the order of the boxes; null: in none.
 * @param {{reg_no: string, pre_printed?: {box: number|null}|null}[]} answers
 * @param {{reg_no: string, name: string}[]} people
 * @returns {{box: number|null, names: string[]}[]}
 */
export function lying(answers, people) {
  /** @type {Map<number|null, string[]>} */
  const boxes = new Map();
  for (const { reg_no, pre_printed } of answers) {
    if (!pre_printed) continue;
    const name = people.find((each) => each.reg_no === reg_no)?.name ?? reg_no;
    boxes.set(pre_printed.box, [...(boxes.get(pre_printed.box) ?? []), name]);
  }
  return [...boxes].map(([box, names]) => ({ box, names })).sort((one, other) => (one.box ?? 0) - (other.box ?? 0));
}
