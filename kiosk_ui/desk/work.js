/**
 * What a desk asks of the server. Each command sends, then tells the reducer what came of it;
 * an id stays the same until the server has answered, so pressing again after a break is safe.
 */
import { useEffect, useReducer, useRef } from 'preact-htm';
import { get, newId, post, Problem } from '../lib/api.js';
import { formatMoney, t } from '../lib/words.js';
import { emptyDesk, hasEnded, isCredentialLike, nextDesk } from './desk_state.js';
import { checkInSaid, problemSaid } from './said.js';

/** @typedef {import('./desk_state.js').DeskEvent} DeskEvent */
/** @typedef {import('./desk_state.js').DeskState} DeskState */
/** @typedef {import('./shapes.js').Card} Card */
/** @typedef {import('./shapes.js').PrintJob} PrintJob */
/** @typedef {{act: string, id: string}} Sent */

/** A pause in typing after which the server is asked. */
const TYPING_PAUSE_MS = 120;
const POLL_MS = 700;
const HIT_COUNT = 20;
/** After these the person still stands there, and the next step is hers. */
const GOES_ON = ['desk.said.override', 'desk.said.take_back', 'desk.said.unblock', 'desk.said.undo'];

/**
 * @param {<T>(act: () => Promise<T>) => Promise<T>} withRight  asks for an operator when one is needed
 */
export function useDesk(withRight) {
  const [state, tell] = useReducer(nextDesk, emptyDesk());
  const now = useRef(state);
  const sent = useRef(/** @type {Sent|null} */ (null));
  now.current = state;
  useSearch(state, tell);
  useAwaited(state, tell);

  /** @param {() => Promise<void>} act */
  const guarded = async (act) => {
    tell({ type: 'acting' });
    try {
      await withRight(act);
    } catch (problem) {
      tell({ type: 'said', outcome: problemSaid(problem) });
    }
  };

  /** @param {string} reg_no */
  const open = (reg_no) => guarded(async () => {
    const card = await get(`/delegates/${encodeURIComponent(reg_no)}`);
    tell({ type: 'opened', card, credential: null, reason: null });
  });

  /** @param {string} text  a scan, or what Enter found no hit for */
  const lookUp = (text) => guarded(async () => {
    const { reason, delegate } = await post('/lookups', { credential: text });
    if (delegate !== null) tell({ type: 'opened', card: delegate, credential: text, reason });
    else await findOnly(text, tell);
  });

  const checkIn = () => guarded(async () => {
    const { card, credential } = now.current;
    if (card === null) return;
    const who = credential === null ? { reg_no: card.reg_no } : { credential };
    const answer = await answered(sent, `check-in ${card.reg_no}`, (id) =>
      post('/check-ins', { check_in_id: id, ...who, print: true }));
    tell({ type: 'done', outcome: checkInSaid(answer, card.name), reg_no: card.reg_no, name: card.name });
    if (answer.print_job !== null) tell({ type: 'job_moved', job: await get(`/print-jobs/${answer.print_job}`) });
    await refresh(card.reg_no);
  });

  /** @param {string} reg_no */
  const refresh = async (reg_no) => {
    tell({ type: 'refreshed', card: await get(`/delegates/${encodeURIComponent(reg_no)}`) });
  };

  /** The first print of someone who is here already. */
  const print = () => guarded(async () => {
    const { card } = now.current;
    if (card === null) return;
    const job = await answered(sent, `badge ${card.reg_no}`, (id) =>
      post('/print-jobs', { job_id: id, prints: 'badge', reg_no: card.reg_no }));
    await done(card, job, 'desk.said.printing');
  });

  /**
   * A correction was done in its dialog.
   * @param {PrintJob|null} job  the badge that comes out of it
   * @param {string} what
   */
  const corrected = (job, what) => guarded(async () => {
    const { card } = now.current;
    if (card !== null) await done(card, job, `desk.said.${what}`);
  });

  /**
   * @param {Card} card
   * @param {PrintJob|null} job
   * @param {string} key
   */
  const done = async (card, job, key) => {
    /** @type {import('./desk_state.js').Outcome} */
    const outcome = { tone: GOES_ON.includes(key) ? 'wait' : 'good', key, values: { name: card.name } };
    // Read first: "check in now" over the card as it was before would offer the step just done once more.
    const fresh = await get(`/delegates/${encodeURIComponent(card.reg_no)}`).catch(() => null);
    tell({ type: 'done', outcome, reg_no: card.reg_no, name: card.name });
    if (fresh !== null) tell({ type: 'refreshed', card: fresh });
    if (job !== null) tell({ type: 'job_moved', job });
  };

  /**
   * @param {PrintJob} job
   * @param {'retry'|'printed'|'cancel'} action
   */
  const resolve = (job, action) => guarded(async () => {
    const moved = await post(`/print-jobs/${job.id}/resolutions`, { resolution_id: newId(), action });
    tell({ type: 'job_moved', job: moved });
    tell({ type: 'said', outcome: { tone: 'good', key: `desk.said.resolved_${action}`, values: { name: job.name ?? '' } } });
    if (job.reg_no !== null) await refresh(job.reg_no);
  });

  /**
   * Open who was just registered.
   * @param {import('./shapes.js').WalkInAnswer} answer
   * @param {string} name
   */
  const welcome = ({ reg_no, due_fen, duplicates }, name) => guarded(async () => {
    const card = await get(`/delegates/${encodeURIComponent(reg_no)}`);
    tell({ type: 'opened', card, credential: null, reason: null });
    const values = { name, reg_no, amount: formatMoney(due_fen), count: duplicates.length };
    const key = due_fen > 0 ? 'desk.said.walk_in_owes' : 'desk.said.walk_in';
    const detail = duplicates.length > 0 ? t('desk.said.walk_in_duplicates', values) : '';
    tell({ type: 'done', outcome: { tone: duplicates.length > 0 || due_fen > 0 ? 'warn' : 'wait', key, values, detail }, reg_no, name });
  });

  return { state, tell, open, lookUp, checkIn, print, corrected, resolve, welcome };
}

/**
 * Ask with an id that outlives silence: the same act tried again carries the same id, until the server has answered.
 * @template T
 * @param {{current: Sent|null}} sent
 * @param {string} act
 * @param {(id: string) => Promise<T>} ask
 */
async function answered(sent, act, ask) {
  const id = sent.current?.act === act ? sent.current.id : newId();
  sent.current = { act, id };
  try {
    const answer = await ask(id);
    sent.current = null;
    return answer;
  } catch (problem) {
    if (problem instanceof Problem && problem.status >= 400 && problem.status < 500) sent.current = null;
    throw problem;
  }
}

/**
 * A text that is no credential may be a number or a name: one person opens at once, several are shown.
 * @param {string} text
 * @param {(event: DeskEvent) => void} tell
 */
async function findOnly(text, tell) {
  if (isCredentialLike(text)) {
    tell({ type: 'cleared' });
    tell({ type: 'said', outcome: { tone: 'bad', key: 'desk.said.unknown_credential', values: {} } });
    return;
  }
  const { delegates } = await get(searchPath(text));
  if (delegates.length === 1) {
    const card = await get(`/delegates/${encodeURIComponent(delegates[0].reg_no)}`);
    tell({ type: 'opened', card, credential: null, reason: null });
    return;
  }
  const key = delegates.length === 0 ? 'desk.said.nobody' : 'desk.said.several';
  tell({ type: 'typed', text });
  tell({ type: 'said', outcome: { tone: 'warn', key, values: { text, count: delegates.length } } });
}

/** @param {string} text */
export function searchPath(text) {
  return `/delegates?q=${encodeURIComponent(text.trim())}&limit=${HIT_COUNT}`;
}

/**
 * Ask for hits when typing pauses.
 * @param {DeskState} state
 * @param {(event: DeskEvent) => void} tell
 */
function useSearch({ text, asked, isAnswered }, tell) {
  useEffect(() => {
    if (text.trim() === '' || isAnswered) return undefined;
    const timer = setTimeout(async () => {
      try {
        const { delegates, more } = await get(searchPath(text));
        tell({ type: 'found', asked, hits: delegates, more });
      } catch (problem) {
        tell({ type: 'said', outcome: problemSaid(problem) });
      }
    }, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, asked]);
}

/**
 * Watch the badges on their way until each has ended; a question that is not answered is asked again.
 * @param {DeskState} state
 * @param {(event: DeskEvent) => void} tell
 */
function useAwaited({ awaited }, tell) {
  useEffect(() => {
    if (awaited.length === 0) return undefined;
    const timer = setTimeout(() => {
      for (const each of awaited) void ask(each, tell);
    }, POLL_MS);
    return () => clearTimeout(timer);
  }, [awaited]);
}

/**
 * @param {PrintJob} awaited
 * @param {(event: DeskEvent) => void} tell
 */
async function ask(awaited, tell) {
  try {
    const job = await get(`/print-jobs/${awaited.id}`);
    tell({ type: 'job_moved', job });
    // How often the badge was printed has changed.
    if (hasEnded(job) && job.reg_no !== null) tell({ type: 'refreshed', card: await get(`/delegates/${encodeURIComponent(job.reg_no)}`) });
  } catch {
    tell({ type: 'job_moved', job: { ...awaited } });
  }
}
