/** How answers and problems become the one outcome line of a desk or of control. */
import { Problem } from '../lib/api.js';
import { formatTime, hasWords, t } from '../lib/words.js';

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
 * @param {unknown} problem
 * @returns {Outcome}
 */
export function problemSaid(problem) {
  return { tone: 'bad', key: 'desk.said.problem', values: { what: problemWords(problem) } };
}

/**
 * One sentence about what went wrong: ours where we have one, else what the server says to do.
 * @param {unknown} problem
 */
export function problemWords(problem) {
  if (!(problem instanceof Problem)) throw problem;
  if (problem.status === 0) return t('desk.problem.no_answer');
  const key = `desk.problem.${problem.code}`;
  return hasWords(key) ? t(key) : problem.detail || problem.title || problem.code;
}
