/** What the call sheet asks of the server: who is on it, whom this desk calls, what came of it. */
import { useEffect, useReducer, useRef, useState } from 'preact-htm';
import { del, get, newId, post, Problem, put } from '../lib/api.js';
import { problemWords } from '../lib/problem_words.js';
import { calledThrough, callable, emptySheet, nextSheet, sheetPath } from './no_shows_state.js';

const READ_AGAIN_MS = 20000; // a hint may be missed while the connection is away
const KEEP_EVERY_MS = 20000; // a claim ends after three minutes; and who comes meanwhile is seen
const LONGEST_CALL_MS = 10 * 60 * 1000; // a page left open must not hold anyone
const SIGNED_OUT = ['right_missing', 'not_signed_in'];
const NEXT_COUNT = 50; // desks that call at once are fewer

/** @typedef {import('./no_shows_state.js').CallOutcome} CallOutcome */
/** @typedef {import('./no_shows_state.js').NoShow} NoShow */
/** @typedef {import('./no_shows_state.js').Said} Said */

/**
 * @param {<T>(act: () => Promise<T>) => Promise<T>} withRight
 * @param {string|null} first  whom to open at once
 */
export function useNoShows(withRight, first) {
  const [state, tell] = useReducer(nextSheet, emptySheet());
  const now = useRef(state);
  const sent = useRef(/** @type {{act: string, id: string}|null} */ (null));
  const isBusy = useRef(false);
  const [isSending, setSending] = useState(false);
  const isShut = useRef(true); // the sheet could not be read: nobody is signed in, or nobody answers
  const isBegun = useRef(false);
  const after = useRef(/** @type {(() => Promise<unknown>)|null} */ (null));
  const initial = useRef(state.filter);
  now.current = state;

  /** @param {<T>(act: () => Promise<T>) => Promise<T>} [way] */
  const read = async (way = (act) => act()) => {
    const asked = now.current.filter;
    try {
      const sheet = await way(() => get(sheetPath(asked)));
      isShut.current = false;
      if (asked === now.current.filter) tell({ type: 'read', sheet });
    } catch (problem) {
      isShut.current = true;
      if (problem instanceof Problem && SIGNED_OUT.includes(problem.code)) tell({ type: 'locked' });
      else if (!(problem instanceof Problem && problem.code === 'turned_away')) complain(problem);
    }
  };
  const complain = (/** @type {unknown} */ problem) =>
    tell({ type: 'said', said: { tone: 'warn', key: 'desk.no_shows.problem', values: { words: problemWords(problem) } } });

  /** One act at a time: a key pressed twice is one call. @param {() => Promise<unknown>} act */
  const alone = async (act) => {
    if (isBusy.current) return;
    isBusy.current = true;
    try {
      await act();
    } catch (problem) {
      complain(problem);
    }
    isBusy.current = false;
    const waiting = after.current;
    after.current = null;
    if (waiting !== null) await alone(waiting);
  };

  /** @param {string} reg_no @param {number} [left] @returns {Promise<boolean>} whether this desk calls her now */
  const take = async (reg_no, left = now.current.sheet?.left ?? 0) => {
    const told = await withRight(() => put('/no-show-claims/current', { reg_no }));
    if (told.no_show !== null) tell({ type: 'opened', no_show: told.no_show, left });
    else tell({ type: 'said', said: refusal(told) });
    return told.no_show !== null;
  };

  /** Whom the sheet was opened for; somebody signs in first, and not unasked. @param {<T>(act: () => Promise<T>) => Promise<T>} [way] */
  const begin = async (way = (act) => act()) => {
    await read(way);
    if (first !== null && !isBegun.current && !isShut.current) isBegun.current = await take(first);
  };

  const next = async () => {
    const { filter } = now.current;
    const passed = [...now.current.done];
    const { no_shows, count, left } = await withRight(() => get(sheetPath(calledThrough(filter), NEXT_COUNT + passed.length)));
    const isSame = (/** @type {NoShow} */ row) => passed.includes(row.reg_no);
    for (const row of callable(no_shows, passed)) {
      const isAll = filter.category === '' && filter.status === '';
      if (await take(row.reg_no, isAll ? left : count - no_shows.filter(isSame).length)) return;
    }
    tell({ type: 'closed' });
    tell({ type: 'said', said: { tone: 'good', key: 'desk.no_shows.all_called', values: {} } });
    await read();
  };

  const goBack = async () => {
    tell({ type: 'closed' });
    await del('/no-show-claims/current').catch(() => undefined); // it ends by itself
    await read();
  };

  /** @param {CallOutcome} outcome @param {{coming_at: string|null, note: string}} more */
  const note = async (outcome, more) => {
    const { open } = now.current;
    if (open === null) return;
    const body = { reg_no: open.reg_no, outcome, ...more };
    const act = JSON.stringify(body);
    if (sent.current?.act !== act) sent.current = { act, id: newId() };
    const { id } = sent.current;
    setSending(true); // until the next one opens
    try {
      const told = await withRight(() => post('/no-show-calls', { no_show_call_id: id, ...body }));
      sent.current = null;
      tell({ type: 'through', reg_no: open.reg_no, said: told.verdict === 'noted' ? noted(open, outcome) : refusal(told) });
      await next();
    } finally {
      setSending(false);
    }
  };

  useEffect(() => {
    if (state.filter !== initial.current) void read();
  }, [state.filter]);
  useEffect(() => {
    void alone(begin);
    const again = () => void read();
    const timer = setInterval(again, READ_AGAIN_MS);
    for (const hint of ['no_shows', 'connected']) document.addEventListener(hint, again);
    return () => {
      clearInterval(timer);
      for (const hint of ['no_shows', 'connected']) document.removeEventListener(hint, again);
      if (now.current.open !== null) void del('/no-show-claims/current').catch(() => undefined);
    };
  }, []);
  useKept(state.open?.reg_no ?? null, async (reg_no) => {
    const told = await put('/no-show-claims/current', { reg_no });
    if (now.current.open?.reg_no !== reg_no) return;
    tell(told.no_show === null ? { type: 'said', said: refusal(told) } : { type: 'kept', no_show: told.no_show });
  });
  return {
    state, tell, isSending,
    signIn: () => void alone(() => begin(withRight)),
    open: (/** @type {string} */ reg_no) => void alone(() => take(reg_no)),
    next: () => void alone(next),
    skip: () => void alone(async () => {
      if (now.current.open) tell({ type: 'through', reg_no: now.current.open.reg_no, said: null });
      await next();
    }),
    note: (/** @type {CallOutcome} */ outcome, /** @type {{coming_at: string|null, note: string}} */ more) => void alone(() => note(outcome, more)),
    goBack: () => {
      if (isBusy.current) after.current = goBack; // whatever opens meanwhile is given back
      else void alone(goBack);
    },
  };
}

/**
 * She stays this desk's while she is open, and is seen to have come meanwhile.
 * @param {string|null} reg_no
 * @param {(reg_no: string) => Promise<void>} keep
 */
function useKept(reg_no, keep) {
  const latest = useRef(keep);
  latest.current = keep;
  useEffect(() => {
    if (reg_no === null) return undefined;
    const since = Date.now();
    const timer = setInterval(() => {
      if (Date.now() - since < LONGEST_CALL_MS) void latest.current(reg_no).catch(() => undefined);
    }, KEEP_EVERY_MS);
    return () => clearInterval(timer);
  }, [reg_no]);
}

/** @param {{message: string}} told @returns {Said} */
function refusal({ message }) {
  return { tone: 'warn', key: 'desk.no_shows.problem', values: { words: message } };
}

/** @param {NoShow} row @param {CallOutcome} outcome @returns {Said} */
function noted({ name, reg_no }, outcome) {
  return { tone: 'good', key: `desk.no_shows.noted.${outcome}`, values: { name }, reg_no };
}
