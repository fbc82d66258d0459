/**
 * The question a kiosk asks in place of its waiting screen, and one tap that answers it. Pure: no DOM, no clock, no requests.
 * Nothing of who answers is in here but the group, and that is gone with the answer.
 */

export const LEVELS = /** @type {const} */ ([4, 3, 2, 1]); // as they stand on the screen, and as the keys 1 to 4 press them
const AGAIN_MS = 2000; // a second tap before this is the same finger
const SETTLED_MS = 600; // a double tap does not choose the group that appears under it
const QUARTER_MS = 900000; // no finer is told when somebody answered

/**
 * @typedef {{code: string, name: string, name_en: string | null}} Group
 * @typedef {{id: string, text: string, text_en: string, groups: Group[]}} Question
 * @typedef {{question_answer_id: string, question_id: string, level: number, given_at: string, group: string | null}} Answer as it is sent
 * @typedef {{answer: Answer, mayChoose: boolean, isChosen: boolean}} Thanked `mayChoose`: her group may be told now
 * @typedef {{question: Question | null, group: string | null, isUnknown: boolean, thanked: Thanked | null, last_ms: number}} Asking
 *   `group`: of the badge held up last; `isUnknown`: it was no badge of this event
 */
/**
 * @typedef {{type: 'told', question: Question | null}
 *   | {type: 'badge', group: string | null}
 *   | {type: 'tapped', level: number, id: string, at_ms: number, server_ms: number}
 *   | {type: 'chosen', group: string, at_ms: number}
 *   | {type: 'forget'} | {type: 'over'}} AskingAction
 *   `at_ms`: this page's clock, `server_ms`: the server's
 */

/** @type {Asking} */
export const NOT_ASKING = { question: null, group: null, isUnknown: false, thanked: null, last_ms: -Infinity };

/** @param {Asking} asking @param {AskingAction} action @returns {Asking} */
export function askingAfter(asking, action) {
  switch (action.type) {
    case 'told': {
      const isSame = action.question?.id === asking.question?.id;
      return isSame ? { ...asking, question: action.question } : { ...asking, question: action.question, group: null, isUnknown: false };
    }
    case 'badge': return asking.thanked ? asking : { ...asking, group: action.group, isUnknown: action.group === null };
    case 'tapped': return tapped(asking, action);
    case 'chosen': return chosen(asking, action);
    case 'forget': return { ...asking, group: null, isUnknown: false };
    case 'over': return { ...asking, group: null, isUnknown: false, thanked: null };
  }
}

/** Whether the question, or the thanks for an answer, is what stands there. @param {Asking} asking */
export const isAskingNow = ({ question, thanked }) => question !== null || thanked !== null;

/** @param {number} server_ms @returns {string} the quarter of an hour it lies in */
export function quarterOf(server_ms) {
  return new Date(Math.floor(server_ms / QUARTER_MS) * QUARTER_MS).toISOString();
}

/** @param {Asking} asking @param {AskingAction & {type: 'tapped'}} tap @returns {Asking} */
function tapped(asking, { level, id, at_ms, server_ms }) {
  const { question, group, thanked, last_ms } = asking;
  if (question === null || thanked !== null || at_ms - last_ms < AGAIN_MS) return asking;
  const answer = { question_answer_id: id, question_id: question.id, level, given_at: quarterOf(server_ms), group };
  return { ...asking, isUnknown: false, thanked: { answer, mayChoose: group === null && question.groups.length > 1, isChosen: false }, last_ms: at_ms };
}

/** @param {Asking} asking @param {AskingAction & {type: 'chosen'}} choice @returns {Asking} */
function chosen(asking, { group, at_ms }) {
  const { thanked, last_ms } = asking;
  if (!thanked?.mayChoose || at_ms - last_ms < SETTLED_MS) return asking;
  return { ...asking, thanked: { answer: { ...thanked.answer, group }, mayChoose: false, isChosen: true } };
}
