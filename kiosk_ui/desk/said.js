/** How answers and problems become the one outcome line of a desk or of control. */
import { problemWords } from '../lib/problem_words.js';
import { formatTime } from '../lib/words.js';

/** @typedef {import('./desk_state.js').Outcome} Outcome */
/** @typedef {import('./shapes.js').CheckInAnswer} CheckInAnswer */

/**
 * @param {CheckInAnswer} answer
 * @param {string} name
 * @returns {Outcome}
 */
export function checkInSaid(answer, name) {
  const detail = answer.notes.join(' ');
  if (answer.outcome === 'checked_in') return { tone: 'good', key: 'desk.said.checked_in', values: { name }, detail };
  if (answer.outcome === 'already_checked_in') {
    return { tone: 'warn', key: 'desk.said.already', values: { name, at: formatTime(answer.first_at) }, detail };
  }
  return { tone: 'bad', key: `desk.refused.${answer.reason ?? 'other'}`, values: { name }, detail };
}

/**
 * A line of the foot for what this desk did before the page was loaded again.
 * @param {{reg_no: string, name: string, outcome: CheckInAnswer['outcome'], reason: string|null}} served
 * @returns {import('./desk_state.js').Recent}
 */
export function recentOf({ reg_no, name, outcome, reason }) {
  if (outcome === 'checked_in') return { reg_no, name, tone: 'good', key: 'desk.said.checked_in' };
  if (outcome === 'already_checked_in') return { reg_no, name, tone: 'warn', key: 'desk.said.already' };
  return { reg_no, name, tone: 'bad', key: `desk.refused.${reason ?? 'other'}` };
}

/**
 * @param {unknown} problem
 * @returns {Outcome}
 */
export function problemSaid(problem) {
  return { tone: 'bad', key: 'desk.said.problem', values: { what: problemWords(problem) } };
}
