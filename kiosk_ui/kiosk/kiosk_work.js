/** The requests behind a kiosk's screens: each screen that waits for the server has its own here, ended when it is left. */
import { useEffect } from 'preact-htm';
import { Problem, get, post } from '../lib/api.js';

const AGAIN_MS = 1500; // after no answer, with the same id
const GIVE_UP_MS = 25000; // then a person must look
const JOB_EVERY_MS = 700;
const PRINT_LATE_MS = 30000;

/** @typedef {import('./kiosk_state.js').Screen} Screen */
/** @typedef {(action: import('./kiosk_state.js').Action) => void} Send */
/** @typedef {{isOver: boolean}} Turn a screen's time; answers that come after it are nobody's */

/**
 * Do what the screen waits for, once a screen.
 * @param {Screen} screen
 * @param {Send} send
 * @param {boolean} hasPrinter whether a badge can come out anywhere
 */
export function useKioskWork(screen, send, hasPrinter) {
  const subject = workOf(screen);
  useEffect(() => {
    /** @type {Turn} */
    const turn = { isOver: false };
    if (subject) void work(screen, hasPrinter, turn, (action) => turn.isOver || send(action));
    return () => {
      turn.isOver = true;
    };
  }, [subject]);
}

/** @param {Screen} screen @returns {string | null} the same as long as the same work is under way */
function workOf(screen) {
  if (screen.at === 'looking') return `looking ${screen.credential}`;
  if (screen.at === 'checking_in') return `checking in ${screen.check_in_id}`;
  if (screen.at === 'proving') return `proving ${screen.challenge_id}`;
  return screen.at === 'printing' ? `printing ${screen.job}` : null;
}

/** @param {Screen} screen @param {boolean} hasPrinter @param {Turn} turn @param {Send} send */
async function work(screen, hasPrinter, turn, send) {
  try {
    if (screen.at === 'looking') {
      const { reason, delegate } = await answered('/lookups', { credential: screen.credential }, turn, send);
      send({ type: 'looked_up', reason, person: delegate });
    } else if (screen.at === 'checking_in') {
      const body = { check_in_id: screen.check_in_id, ...screen.by, print: true };
      send({ type: 'checked_in', answer: await answered('/check-ins', body, turn, send), hasPrinter });
    } else if (screen.at === 'proving') {
      const body = { challenge_id: screen.challenge_id, phone_tail: screen.digits, fact: screen.fact };
      send({ type: 'proved', answer: await answered('/challenges', body, turn, send) });
    } else if (screen.at === 'printing') {
      await followJob(screen.job, turn, send);
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    // Whatever was held up is no code the server can even read.
    if (screen.at === 'looking' && error.status === 422) return send({ type: 'looked_up', reason: 'unknown_credential', person: null });
    send({ type: 'problem', reason: error.status === 0 ? 'no_answer' : 'problem' });
  }
}

/**
 * Ask until there is an answer; the ids in the body make asking again safe.
 * @param {string} path
 * @param {object} body
 * @param {Turn} turn
 * @param {Send} send
 */
async function answered(path, body, turn, send) {
  const begun = performance.now();
  for (;;) {
    try {
      return await post(path, body);
    } catch (error) {
      const isSilent = error instanceof Problem && error.status === 0;
      if (!isSilent || turn.isOver || performance.now() - begun > GIVE_UP_MS) throw error;
      send({ type: 'unanswered' });
      await pause(AGAIN_MS);
    }
  }
}

/** @param {string} id @param {Turn} turn @param {Send} send */
async function followJob(id, turn, send) {
  const begun = performance.now();
  while (!turn.isOver) {
    const job = await get(`/print-jobs/${id}`).catch(() => null); // no answer now: the next one will do
    if (job) send({ type: 'job_seen', state: job.state, printer: job.printer });
    if (performance.now() - begun > PRINT_LATE_MS) send({ type: 'print_late' });
    await pause(JOB_EVERY_MS);
  }
}

/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
