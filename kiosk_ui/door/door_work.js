/** Sends a door's scans, each until it has an answer, with the id it began with. */
import { Problem, post } from '../lib/api.js';
import { problemWords } from '../lib/problem_words.js';

const SILENT_MS = 2000; // then the steward is told that there is no verdict yet
const AGAIN_MS = 2500;

/** @typedef {import('./door_state.js').Scan} Scan */

/**
 * @param {Scan} scan
 * @param {string} checkpoint
 * @param {(action: import('./door_state.js').Action) => void} send
 */
export async function sendScan(scan, checkpoint, send) {
  const { scan_id, credential, at, direction } = scan;
  const body = { scan_id, credential, checkpoint, scanned_at: at, ...(direction ? { direction } : {}) };
  const silent = setTimeout(() => send({ type: 'unanswered', scan_id }), SILENT_MS);
  for (;;) {
    try {
      const answer = await post('/scans', body);
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
