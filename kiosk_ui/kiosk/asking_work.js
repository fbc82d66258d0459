/** What a kiosk that asks does beside its screen: hears what to ask, keeps and sends answers, knows a badge's group. */
import { useEffect, useReducer, useRef } from 'preact-htm';
import { keep, kept } from '../lib/address.js';
import { Problem, get, newId, post } from '../lib/api.js';
import { hearChanges } from '../lib/live.js';
import { listenForLoneKeys } from '../lib/lone_keys.js';
import { isSettled, read, withAnswer, without } from './answer_queue.js';
import { LEVELS, NOT_ASKING, askingAfter, isAskingNow } from './asking_state.js';

const EVERY_MS = 20000; // should a hint have been missed
const THANKS_MS = 4000;
const CHOICE_MS = 8000; // there are up to six groups to read, and one to touch
const CHOSEN_MS = 2000; // once her group is chosen nothing more is to do
const BADGE_MS = 15000; // who held up a badge and walked away is not the next one
const SEND_AGAIN_MS = 5000;
const KEPT = 'answers';

/** @typedef {import('./asking_state.js').Asking} Asking */
/** @typedef {import('./asking_state.js').AskingAction} AskingAction */
/** @typedef {import('./asking_state.js').Answer} Answer */
/** @typedef {(action: AskingAction) => void} SendAsking */
/**
 * @typedef {{asking: Asking, isAsking: boolean, send: SendAsking, tap: (level: number) => void, choose: (group: string) => void,
 *   scanned: (credential: string) => void}} Asks
 */

/**
 * @param {{mayAsk: boolean, onOver: () => void}} told `mayAsk`: it is a kiosk and not a phone that goes on for one; `onOver`:
 *   the next one comes
 * @returns {Asks}
 */
export function useAsking({ mayAsk, onOver }) {
  const [asking, send] = useReducer(askingAfter, NOT_ASKING);
  const ahead_ms = useQuestion(mayAsk, send);
  const answer = asking.thanked?.answer ?? null;
  useSending(mayAsk, answer);
  const over = useRef(onOver);
  over.current = onOver;
  useEffect(() => {
    if (answer === null) return undefined;
    const end = () => {
      send({ type: 'over' });
      over.current();
    };
    return stopping(setTimeout(end, thanksOf(asking.thanked)));
  }, [answer]);
  useEffect(() => {
    const isSaid = asking.group !== null || asking.isUnknown;
    return isSaid && answer === null ? stopping(setTimeout(() => send({ type: 'forget' }), BADGE_MS)) : undefined;
  }, [asking.group, asking.isUnknown, answer]);
  const tap = (/** @type {number} */ level) => send({ type: 'tapped', level, id: newId(), at_ms: performance.now(), server_ms: Date.now() + ahead_ms.current });
  return {
    asking, send, tap, isAsking: isAskingNow(asking),
    choose: (group) => send({ type: 'chosen', group, at_ms: performance.now() }),
    scanned: (credential) => void groupOf(credential).then((group) => group !== undefined && send({ type: 'badge', group })),
  };
}

/**
 * The keys 1 to 4 are the faces from the first on.
 * @param {boolean} isListening
 * @param {(level: number) => void} tap
 */
export function useFaceKeys(isListening, tap) {
  const act = useRef(tap);
  act.current = tap;
  useEffect(() => {
    if (!isListening) return undefined;
    return listenForLoneKeys(({ key }) => {
      const level = LEVELS[Number(key) - 1];
      if (level !== undefined) act.current(level);
    });
  }, [isListening]);
}

/**
 * Ask what to ask: at once, when told that it changed, when its time comes, and now and then.
 * @param {boolean} mayAsk
 * @param {SendAsking} send
 * @returns {{current: number}} how far the server's clock is ahead of this one, in ms
 */
function useQuestion(mayAsk, send) {
  const ahead_ms = useRef(0);
  useEffect(() => {
    if (!mayAsk) return undefined;
    let timer = 0;
    let changes_ms = Infinity; // on the server's clock
    const ask = async () => {
      clearTimeout(timer);
      const told = await get('/kiosk-question').catch(() => null); // no answer now: what was known goes on
      if (told) {
        ahead_ms.current = Date.parse(told.as_of) - Date.now();
        changes_ms = told.changes_at ? Date.parse(told.changes_at) : Infinity;
      }
      const left_ms = changes_ms - Date.now() - ahead_ms.current;
      if (told) send({ type: 'told', question: told.question });
      else if (left_ms <= 0) send({ type: 'told', question: null }); // its time is over, whoever answers or not
      clearTimeout(timer);
      timer = window.setTimeout(ask, left_ms > 0 ? Math.min(left_ms, EVERY_MS) : EVERY_MS);
    };
    void ask();
    const stop = hearChanges(({ what }) => (what === 'connected' || what === 'questions') && void ask());
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [mayAsk]);
  return ahead_ms;
}

/**
 * Keep each answer, and send it once nothing can be added to it.
 * @param {boolean} mayAsk
 * @param {Answer | null} held the one that may still get a group
 */
function useSending(mayAsk, held) {
  const queue = useRef(/** @type {Answer[] | null} */ (null));
  const isHeld = useRef(/** @type {string | null} */ (null));
  isHeld.current = held?.question_answer_id ?? null;
  const isBusy = useRef(false);
  const put = (/** @type {Answer[]} */ changed) => {
    queue.current = changed;
    keep(KEPT, JSON.stringify(changed));
  };
  const sendAll = async () => {
    if (isBusy.current) return;
    isBusy.current = true;
    for (;;) {
      const next = queue.current?.find((each) => each.question_answer_id !== isHeld.current);
      if (!next || !isSettled(await statusOf(next))) break;
      put(without(queue.current ?? [], next.question_answer_id));
    }
    isBusy.current = false;
  };
  useEffect(() => {
    if (!mayAsk) return undefined;
    queue.current ??= read(kept(KEPT));
    if (held) put(withAnswer(queue.current, held));
    else void sendAll();
    const timer = setInterval(sendAll, SEND_AGAIN_MS);
    document.addEventListener('connected', sendAll);
    return () => {
      clearInterval(timer);
      document.removeEventListener('connected', sendAll);
    };
  }, [mayAsk, held]);
}

/** @param {Answer} answer @returns {Promise<number>} what the server said to it; 0: nothing */
async function statusOf(answer) {
  try {
    await post('/question-answers', answer);
    return 200;
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    return problem.status;
  }
}

/** @param {string} credential @returns {Promise<string | null | undefined>} its owner's category alone; undefined: nobody answered */
async function groupOf(credential) {
  try {
    return (await post('/lookups', { credential })).delegate?.category ?? null;
  } catch (problem) {
    return problem instanceof Problem && problem.status === 422 ? null : undefined;
  }
}

/** @param {import('./asking_state.js').Thanked | null} thanked @returns {number} ms */
function thanksOf(thanked) {
  if (thanked?.isChosen) return CHOSEN_MS;
  return thanked?.mayChoose ? CHOICE_MS : THANKS_MS;
}

/** @param {ReturnType<typeof setTimeout>} timer @returns {() => void} */
const stopping = (timer) => () => clearTimeout(timer);
