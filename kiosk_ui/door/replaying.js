/**
 * Sends what waited, in order, up to 500 at a time. Each batch is answered scan by scan: answered ones leave the queue, one that
 * is not taken is set aside. Whatever breaks off in between goes on from there the next time; the same scan twice counts once.
 */
import { Problem } from '../lib/api.js';

export const BATCH = 500;
const ANSWER_MS = 30_000;

/**
 * @typedef {import('./queue.js').Entry} Entry
 * @typedef {{scan_id: string, verdict: string, delegate: import('./door_state.js').Delegate | null, first_at: string | null, hall: string, inside: number, recorded_at: string}} Told
 * @typedef {{answered: {entry: Entry, told: Told}[], refused: Entry[]}} Sorted
 */

/**
 * @param {import('./queue.js').ScanQueue} queue
 * @param {{post: (path: string, body: object, longest_ms: number) => Promise<any>, onBatch: (sorted: Sorted) => Promise<void>,
 *   isStopped?: () => boolean}} ways `onBatch`: takes the answered ones out of the queue
 * @returns {Promise<void>} when nothing waits
 * @throws {Problem} what broke it off: no answer, a revoked station, a server in trouble; all that is unanswered still waits
 */
export async function replay(queue, { post, onBatch, isStopped = () => false }) {
  let size = BATCH;
  for (let batch = queue.waiting().slice(0, size); batch.length && !isStopped(); batch = queue.waiting().slice(0, size)) {
    try {
      const { scans } = await post('/scans', { scans: batch.map(({ body }) => body) }, ANSWER_MS);
      const found = sorted(batch, scans);
      await queue.change(found.refused);
      await onBatch(found);
    } catch (problem) {
      if (!(problem instanceof Problem) || !isAboutContent(problem)) throw problem;
      // The batch as a whole: too large, or something in it nobody foresaw. Halves find the one.
      if (batch.length === 1) await queue.change(batch.map((entry) => setAside(entry, problem)));
      else size = Math.ceil(batch.length / 2);
    }
  }
}

/**
 * Tell the answered from the refused.
 * @param {Entry[]} batch as sent
 * @param {any[]} told in the same order; a problem in place of an answer has no verdict
 * @returns {Sorted} one without any answer is in neither, and goes again
 */
export function sorted(batch, told) {
  /** @type {Sorted} */
  const found = { answered: [], refused: [] };
  batch.forEach((entry, index) => {
    const answer = told[index];
    if (!answer) return;
    if (answer.verdict) found.answered.push({ entry, told: answer });
    else if (answer.status < 500) found.refused.push(setAside(entry, answer));
  });
  if (!found.answered.length && !found.refused.length) throw new Problem({ status: 500, code: 'unexpected_answer' });
  return found;
}

/** @param {Problem} problem whether what was sent is the trouble, and not the server or the pairing */
export const isAboutContent = ({ status, code }) => (
  [400, 404, 409, 413, 422].includes(status) || code === 'not_this_checkpoint'
);

/** @param {Entry} entry @param {{code: string, detail?: string}} problem @returns {Entry} */
export const setAside = (entry, { code, detail }) => ({ ...entry, why: code, detail: detail ?? '' });
