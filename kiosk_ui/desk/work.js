/**
 * What a desk asks of the server. Each command sends, then tells the reducer what came of it;
 * an id stays the same until the server has answered, so pressing again after a break is safe.
 */
import { useEffect, useReducer, useRef } from 'preact-htm';
import { get, newId, post, Problem } from '../lib/api.js';
import { openPaper } from '../lib/paper.js';
import { formatMoney } from '../lib/words.js';
import { emptyDesk, hasEnded, isCredentialLike, nextDesk } from './desk_state.js';
import { checkInSaid, problemSaid, recentOf } from './said.js';

/** @typedef {import('./desk_state.js').DeskEvent} DeskEvent */
/** @typedef {import('./desk_state.js').DeskState} DeskState */
/** @typedef {import('./shapes.js').Card} Card */
/** @typedef {import('./shapes.js').PrintJob} PrintJob */
/** @typedef {{act: string, id: string}} Sent */

/** A pause in typing after which the server is asked. */
const TYPING_PAUSE_MS = 120;
const POLL_MS = 700;
const HIT_COUNT = 20;
/** Begins the code of a queue slip (`reception/slips.py`). */
const SLIP = /^QS[0-9A-Z]{6,}$/i;

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
  useEffect(() => void get('/recent-check-ins').then(
    ({ check_ins }) => tell({ type: 'remembered', recent: check_ins.map(recentOf) }),
    () => undefined, // then the foot fills from now on
  ), []);

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
    if (SLIP.test(text)) return takeSlip(text);
    const { reason, delegate } = await post('/lookups', { credential: text });
    if (delegate !== null) tell({ type: 'opened', card: delegate, credential: text, reason });
    else await findOnly(text, tell);
  });

  /** The slip she carried through the queue: how long she stood there. @param {string} code */
  const takeSlip = async (code) => {
    const { waited_s } = await answered(sent, `slip ${code}`, (id) => post('/queue-slip-scans', { queue_slip_scan_id: id, code }));
    tell({ type: 'typed', text: '' });
    tell({ type: 'said', outcome: { tone: 'wait', key: 'desk.said.slip', values: { minutes: Math.round(waited_s / 60) } } });
  };

  const checkIn = () => guarded(async () => {
    const { card, credential } = now.current;
    if (card === null) return;
    const who = credential === null ? { reg_no: card.reg_no } : { credential };
    const answer = await answered(sent, `check-in ${card.reg_no}`, (id) =>
      post('/check-ins', { check_in_id: id, ...who, print: true, hand_out: true }));
    tell({ type: 'done', outcome: checkInSaid(answer, card.name), reg_no: card.reg_no, name: card.name });
    if (answer.print_job !== null) tell({ type: 'job_moved', job: await get(`/print-jobs/${answer.print_job}`) });
    await refresh(card.reg_no);
  });

  /** @param {string} reg_no */
  const refresh = async (reg_no) => {
    tell({ type: 'refreshed', card: await get(`/delegates/${encodeURIComponent(reg_no)}`) });
  };

  /**
   * Nothing is done for who has to pay first: she is told where, and the next one comes.
   * @param {string} place  of the finance desk; blank where nobody wrote it down
   */
  const sendToFinance = (place) => {
    const { card } = now.current;
    if (card === null) return;
    const values = { name: card.name, amount: formatMoney(card.owes_fen), place };
    tell({ type: 'cleared' });
    tell({ type: 'done', outcome: { tone: 'wait', key: place ? 'desk.said.to_finance_at' : 'desk.said.to_finance', values }, reg_no: card.reg_no, name: card.name });
  };

  /** The first print of someone who is here already. */
  const print = () => guarded(async () => {
    const { card } = now.current;
    if (card === null) return;
    const job = await answered(sent, `badge ${card.reg_no}`, (id) =>
      post('/print-jobs', { job_id: id, prints: 'badge', reg_no: card.reg_no }));
    await came({ key: 'desk.said.printing', values: { name: card.name }, job });
  });

  /**
   * What a dialog did is said, and who it was done to is read again.
   * @param {import('./shapes.js').Came} came
   * @param {boolean} [isHers]  done to who is open; else it only happened while she stood there
   */
  const came = ({ key, values = {}, tone = 'good', detail, job = null, print_job = null, reg_no }, isHers = true) => guarded(async () => {
    const { card } = now.current;
    const whom = reg_no ?? (isHers ? card?.reg_no : undefined);
    /** @type {import('./desk_state.js').Outcome} */
    const outcome = { tone, key, values, ...(detail ? { detail } : {}) };
    if (whom === undefined) {
      tell({ type: 'said', outcome });
      return card === null ? undefined : refresh(card.reg_no);
    }
    // Read first: "check in now" over the card as it was before would offer the step just done once more.
    const fresh = await get(`/delegates/${encodeURIComponent(whom)}`).catch(() => null);
    // The code that was scanned may have died with it (lost badge, substitution): from here on her number is meant.
    if (fresh !== null) tell({ type: 'opened', card: fresh, credential: null, reason: null });
    tell({ type: 'done', outcome, reg_no: whom, name: fresh?.name ?? card?.name ?? '' });
    const moved = job ?? (print_job === null ? null : await get(`/print-jobs/${print_job}`));
    if (moved !== null) tell({ type: 'job_moved', job: moved });
  });

  /**
   * An item given with one tap.
   * @param {import('./shapes.js').ChecklistItem} item
   */
  const give = (item) => guarded(async () => {
    const { card } = now.current;
    if (card === null) return;
    await answered(sent, `give ${card.reg_no} ${item.code}`, (id) => post('/hand-outs', { hand_out_id: id, reg_no: card.reg_no, item: item.code }));
    await refresh(card.reg_no);
    tell({ type: 'idle' });
  });

  /**
   * What needs no question: the act's code, for who is open.
   * @param {string} code
   * @param {string|null} zone  this desk's
   */
  const atOnce = (code, zone) => guarded(async () => {
    const { card } = now.current;
    const values = { name: card?.name ?? '' };
    const send = /** @type {Record<string, (id: string) => Promise<any>>} */ ({
      place_card: (id) => post('/place-cards', { place_card_id: id, reg_nos: [card?.reg_no] }),
      received: (id) => post('/receptions', { reception_id: id, reg_no: card?.reg_no, state: 'received' }),
      queue_slip: (id) => post('/queue-slips', { queue_slip_id: id, zone }),
      certificate: () => openPaper(`/certificates/${encodeURIComponent(card?.reg_no ?? '')}.pdf`),
    })[code];
    if (send === undefined) return;
    const told = await answered(sent, `${code} ${card?.reg_no ?? ''}`, send);
    tell({ type: 'said', outcome: { tone: 'wait', key: `desk.said.${code}`, values: { ...values, number: told?.number ?? '' } } });
  });

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

  return { state, tell, open, lookUp, checkIn, sendToFinance, print, came, give, atOnce, resolve, refresh };
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
