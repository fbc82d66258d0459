/**
 * Answers that the server has not counted yet. Kept in this browser, so that neither a break nor a reload loses one; each
 * goes out with the id it was given. They stand and go out in the order of their random ids, as the server keeps them: neither
 * the browser nor the network tells who answered after whom. Pure but for what is passed in.
 */

export const AT_MOST = 5000; // a day without the server; a fifth of what a browser keeps for a page

/** @typedef {import('./asking_state.js').Answer} Answer */

/**
 * Put an answer in, in the place of what is there under its id. A queue that is full takes no further one.
 * @param {Answer[]} queue
 * @param {Answer} answer
 * @returns {Answer[]}
 */
export function withAnswer(queue, answer) {
  const isThere = queue.some((each) => each.question_answer_id === answer.question_answer_id);
  if (isThere) return queue.map((each) => (each.question_answer_id === answer.question_answer_id ? answer : each));
  return queue.length < AT_MOST ? [...queue, answer].sort((one, other) => (one.question_answer_id < other.question_answer_id ? -1 : 1)) : queue;
}

/** @param {Answer[]} queue @param {string} id @returns {Answer[]} */
export const without = (queue, id) => queue.filter((each) => each.question_answer_id !== id);

/** @param {string | null} text as it was kept @returns {Answer[]} what can be read of it */
export function read(text) {
  try {
    const found = JSON.parse(text ?? '[]');
    return Array.isArray(found) ? found.filter((each) => typeof each?.question_answer_id === 'string') : [];
  } catch {
    return [];
  }
}

/**
 * Whether an answer that was sent is done with: counted, or refused for good. No answer, a busy laptop or a station that is
 * not paired now leaves it where it is.
 * @param {number} status 0: nobody answered
 */
export const isSettled = (status) => status >= 200 && status < 500 && ![401, 403, 408, 429].includes(status);
