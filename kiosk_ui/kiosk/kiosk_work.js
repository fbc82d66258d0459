/** The requests behind a kiosk's screens: each screen that waits for the server has its own here, ended when it is left. */
import { useEffect } from 'preact-htm';
import { Problem, get, post } from '../lib/api.js';
import { detourWords } from '../lib/print_words.js';
import { filled } from './form_state.js';

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
  switch (screen.at) {
    case 'looking': return `looking ${screen.credential}`;
    case 'checking_in': return `checking in ${screen.check_in_id}`;
    case 'proving': return `proving ${screen.challenge_id}`;
    case 'printing': return `printing ${screen.job}`;
    case 'comparing': return `comparing ${screen.walk_in_id}`;
    case 'registering': return `registering ${screen.walk_in_id}`;
    case 'handing_over': return `handing over ${screen.hand_over_id}`;
    default: return null;
  }
}

/** @param {Screen} screen @param {boolean} hasPrinter @param {Turn} turn @param {Send} send */
async function work(screen, hasPrinter, turn, send) {
  try {
    await asked(screen, hasPrinter, turn, send);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    // Whatever was held up is no code the server can even read.
    if (screen.at === 'looking' && error.status === 422) return send({ type: 'looked_up', reason: 'unknown_credential', person: null });
    const isForm = screen.at === 'comparing' || screen.at === 'registering';
    if (isForm && error.code === 'notice_changed') return changedNotice(send);
    if (isForm && error.status === 422 && error.field) return send({ type: 'form_refused', field: error.field, code: error.code });
    if (error.code === 'other_zone') return send({ type: 'problem', reason: 'other_zone' });
    send({ type: 'problem', reason: error.status === 0 ? 'no_answer' : 'problem' });
  }
}

/** @param {Screen} screen @param {boolean} hasPrinter @param {Turn} turn @param {Send} send */
async function asked(screen, hasPrinter, turn, send) {
  switch (screen.at) {
    case 'looking': {
      const { reason, delegate } = await answered('/lookups', { credential: screen.credential }, turn, send);
      return send({ type: 'looked_up', reason, person: delegate });
    }
    case 'checking_in': {
      const body = { check_in_id: screen.check_in_id, ...screen.by, print: true };
      return send({ type: 'checked_in', answer: await answered('/check-ins', body, turn, send), hasPrinter });
    }
    case 'proving': {
      const body = { challenge_id: screen.challenge_id, phone_tail: screen.digits, fact: screen.fact };
      return send({ type: 'proved', answer: await answered('/challenges', body, turn, send) });
    }
    case 'printing':
      return followJob(screen.job, turn, send);
    case 'comparing': {
      const { name, phone, identity_number } = filled(screen.form);
      const told = await answered('/duplicates', { name, ...(phone && { phone }), ...(identity_number && { identity_number }) }, turn, send);
      return send({ type: 'compared', count: told.duplicate_count });
    }
    case 'registering':
      return send({ type: 'registered', answer: await answered('/walk-ins', walkIn(screen), turn, send), hasPrinter });
    case 'handing_over':
      return send({ type: 'handed_over', link: await answered('/hand-overs', { hand_over_id: screen.hand_over_id }, turn, send) });
  }
}

/** @param {Screen & {at: 'registering'}} screen @returns {object} who owes nothing is checked in at once, with her badge */
function walkIn({ form, walk_in_id }) {
  return {
    walk_in_id, category: form.category, ...filled(form), consent: form.hasConsent, notice_version: form.forms.notice_version,
    ...(form.forms.directory && form.inDirectory ? { directory: true, directory_words_version: form.forms.directory.words_version } : {}),
    print: true, check_in: true,
  };
}

/** @param {Send} send */
async function changedNotice(send) {
  try {
    send({ type: 'notice_changed', forms: await get('/walk-in-forms') });
  } catch {
    send({ type: 'problem', reason: 'no_answer' });
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
    if (job) send({ type: 'job_seen', state: job.state, printer: job.printer, detour: detourWords(job) });
    if (performance.now() - begun > PRINT_LATE_MS) send({ type: 'print_late' });
    await pause(JOB_EVERY_MS);
  }
}

/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
