/**
 * What a finance desk asks of the server: finding who pays, taking the money, and how the drawer is. A payment keeps its id
 * until something about it changes, so pressing again after a silence is safe.
 */
import { useEffect, useReducer, useRef, useState } from 'preact-htm';
import { get, newId, post } from '../lib/api.js';
import { problemWords } from '../lib/problem_words.js';
import { formatMoney, t } from '../lib/words.js';
import { emptyDesk, enterMeans, isCredentialLike, nextDesk } from '../desk/desk_state.js';
import { changeOf, emptyFinance, nextFinance, paymentOf, totalOf } from './finance_state.js';

/** @typedef {import('./finance_state.js').Outcome} Outcome */
/** @typedef {import('./shapes.js').Account} Account */
/** @typedef {import('./shapes.js').Drawer} Drawer */

/** A pause in typing after which the server is asked. */
const TYPING_PAUSE_MS = 120;
const HIT_COUNT = 20;
/** How often the drawer is asked for: another page of this station may have opened it. */
const DRAWER_EVERY_MS = 15000;

/** @param {import('./shapes.js').WithRight} withRight */
export function useFinance(withRight) {
  const [state, tell] = useReducer(nextFinance, emptyFinance());
  const [find, tellFind] = useReducer(nextDesk, emptyDesk());
  const [isJoining, setJoining] = useState(false);
  const { drawer, askDrawer } = useDrawer();
  const now = useRef({ state, isJoining });
  now.current = { state, isJoining };
  const sent = useRef({ serial: -1, id: '' });
  useSearch(find, tellFind, (problem) => tell({ type: 'said', outcome: problemSaid(problem) }));

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
    const account = await accountOf(reg_no);
    tellFind({ type: 'cleared' });
    tell({ type: now.current.isJoining ? 'joined' : 'opened', account });
  });

  /** @param {string} text  a scan, or what Enter found no hit for */
  const lookUp = (text) => guarded(async () => {
    const { delegate } = await post('/lookups', { credential: text });
    const reg_no = delegate?.reg_no ?? (isCredentialLike(text) ? null : await onlyHit(text));
    if (reg_no === null) {
      tell({ type: 'said', outcome: { tone: 'warn', key: 'finance.said.nobody', values: { text: isCredentialLike(text) ? '' : text } } });
      return;
    }
    const account = await accountOf(reg_no);
    tellFind({ type: 'cleared' });
    tell({ type: now.current.isJoining ? 'joined' : 'opened', account });
  });

  const enter = () => {
    const meant = enterMeans(find);
    if (meant.type === 'open') void open(meant.reg_no);
    else if (meant.type === 'look_up') void lookUp(meant.text);
  };

  const refresh = async () => {
    for (const { account } of now.current.state.people) tell({ type: 'refreshed', account: await accountOf(account.reg_no) });
    await askDrawer();
  };

  /** @param {boolean} prints */
  const take = (prints) => guarded(async () => {
    const taking = now.current.state;
    if (sent.current.serial !== taking.serial) sent.current = { serial: taking.serial, id: newId() };
    const told = await post('/payments', paymentOf(taking, { id: sent.current.id, prints }));
    tell({ type: 'taken', taken: { change_fen: told.change_fen, receipt: told.receipt }, outcome: takenSaid(taking, told) });
    setJoining(false);
    await refresh().catch(() => undefined); // the money is taken, whatever the next question says
  });

  /** A dialog did something to the one who is shown. @param {Outcome} outcome */
  const done = (outcome) => guarded(async () => {
    await refresh();
    tell({ type: 'said', outcome });
  });

  const clear = () => {
    tell({ type: 'cleared' });
    tellFind({ type: 'cleared' });
    setJoining(false);
  };

  return { state, tell, find, tellFind, drawer, askDrawer, isJoining, setJoining, open, lookUp, enter, take, done, clear };
}

/** @param {unknown} problem @returns {Outcome} */
export function problemSaid(problem) {
  return { tone: 'bad', key: 'finance.said.problem', values: { what: problemWords(problem) } };
}

/** @param {import('./finance_state.js').FinanceState} taking @param {import('./shapes.js').PaymentAnswer} told @returns {Outcome} */
function takenSaid(taking, told) {
  const used = told.warnings.map((each) => t('finance.said.reference_used', { number: each.split(':')[1] ?? '' }));
  const values = { amount: formatMoney(totalOf(taking)), number: told.receipt, change: formatMoney(changeOf(taking)) };
  return { tone: used.length > 0 ? 'warn' : 'good', key: 'finance.said.taken', values, detail: used.join(' ') };
}

/** @param {string} reg_no @returns {Promise<Account>} */
function accountOf(reg_no) {
  return get(`/accounts/${encodeURIComponent(reg_no)}`);
}

/** @param {string} text */
async function onlyHit(text) {
  const { delegates } = await get(searchPath(text));
  return delegates.length === 1 ? delegates[0].reg_no : null;
}

/** @param {string} text */
function searchPath(text) {
  return `/delegates?q=${encodeURIComponent(text.trim())}&limit=${HIT_COUNT}`;
}

/** The drawer of this desk: undefined until it is known, null while it is shut. */
function useDrawer() {
  const [drawer, setDrawer] = useState(/** @type {Drawer|null|undefined} */ (undefined));
  const askDrawer = () => get('/cash-sessions/current').then(
    ({ cash_session }) => setDrawer(cash_session),
    () => undefined, // the connection says so already
  );
  useEffect(() => {
    void askDrawer();
    const timer = setInterval(askDrawer, DRAWER_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return { drawer, askDrawer };
}

/**
 * Ask for hits when typing pauses.
 * @param {import('../desk/desk_state.js').DeskState} find
 * @param {(event: import('../desk/desk_state.js').DeskEvent) => void} tellFind
 * @param {(problem: unknown) => void} onProblem
 */
function useSearch({ text, asked, isAnswered }, tellFind, onProblem) {
  useEffect(() => {
    if (text.trim() === '' || isAnswered) return undefined;
    const timer = setTimeout(async () => {
      try {
        const { delegates, more } = await get(searchPath(text));
        tellFind({ type: 'found', asked, hits: delegates, more });
      } catch (problem) {
        onProblem(problem);
      }
    }, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, asked]);
}
