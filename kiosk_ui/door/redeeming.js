/** Sends a dining hall's codes, each until it has an answer, with the id it began with. A dining hall needs the server. */
import { Problem, post } from '../lib/api.js';
import { problemWords } from '../lib/problem_words.js';
import { answerOf } from './meals_state.js';

const SILENT_MS = 2000; // then the steward is told that there is no verdict yet
const AGAIN_MS = 2500;

/**
 * @param {import('./door_state.js').Scan} scan
 * @param {{checkpoint: string | null, item: string}} where `item` empty: the meal that is on
 * @param {(action: import('./door_state.js').Action) => void} send
 */
export async function sendRedemption({ scan_id, credential }, { checkpoint, item }, send) {
  const body = { redemption_id: scan_id, credential, ...(checkpoint ? { checkpoint } : {}), ...(item ? { item } : {}) };
  const silent = setTimeout(() => send({ type: 'unanswered', scan_id }), SILENT_MS);
  for (;;) {
    try {
      const answer = answerOf(await post('/redemptions', body));
      clearTimeout(silent);
      return send({ type: 'answered', scan_id, answer });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      clearTimeout(silent);
      // The server took it and could not answer (5xx), or never saw it (0): the same id again is safe in both.
      if (error.status !== 0 && error.status < 500) return send({ type: 'problem', scan_id, detail: problemWords(error) });
      send({ type: 'unanswered', scan_id });
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}
