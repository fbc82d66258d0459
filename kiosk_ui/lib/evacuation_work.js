/**
 * Follows the evacuation that runs, and sends this device's marks one after the other, each until it is answered. One for the
 * whole page: the bar and the list speak to the same.
 */
import { useEffect, useState } from 'preact-htm';
import { keep, kept } from './address.js';
import { Problem, get, newId, post } from './api.js';
import { joined, marked } from './evacuation_state.js';

const READ_EVERY_MS = 15000;
const READ_EVERY_MS_THEN = 5000; // while one runs
const TOLD_AGAIN_MS = 800; // many marks at once are one reading
const AGAIN_MS = 2500;
const OVERLAP_MS = 20000; // a mark is told once it is written, a moment after its time
const KEPT = 'evacuation-marks';

/** @typedef {import('./evacuation_state.js').Evacuation} Evacuation */
/** @typedef {import('./evacuation_state.js').Mark} Mark */
/**
 * @typedef {object} Followed
 * @property {Evacuation | null} evacuation
 * @property {boolean} isKnown whether the server has told yet
 * @property {string | null} lostAt since when the server has not answered
 * @property {Mark[]} waiting marks without an answer, the first is under way
 * @property {boolean} isStuck a mark could not be sent; it is tried again
 * @property {unknown} refused the last mark that was not taken
 */

/** @type {Followed} */
let state = { evacuation: null, isKnown: false, lostAt: null, waiting: marksKept(), isStuck: false, refused: null };
const listeners = /** @type {Set<(state: Followed) => void>} */ (new Set());
let timer = 0;
let toldAt = ''; // the server's time of the last answer
let isFollowing = false;
let isSending = false;

/** @returns {Followed} */
export function useEvacuation() {
  const [shown, setShown] = useState(state);
  useEffect(() => {
    follow();
    setShown(state);
    listeners.add(setShown);
    return () => void listeners.delete(setShown);
  }, []);
  return shown;
}

/** Read it now. */
export async function readEvacuation() {
  clearTimeout(timer);
  try {
    change({ evacuation: await asked(), isKnown: true, lostAt: null });
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    // What was told before stands: an old list is better than none.
    change({ lostAt: state.lostAt ?? new Date().toISOString() });
  }
  clearTimeout(timer);
  timer = window.setTimeout(readEvacuation, state.evacuation ? READ_EVERY_MS_THEN : READ_EVERY_MS);
}

/** Only who was marked lately, where that is enough. @returns {Promise<Evacuation | null>} */
async function asked() {
  if (toldAt && state.evacuation?.people.length) {
    const since = new Date(Date.parse(toldAt) - OVERLAP_MS).toISOString();
    const told = await get(`/evacuation?since=${since}`);
    toldAt = told.as_of;
    const known = told.evacuation && joined(state.evacuation, told.evacuation);
    if (known || !told.evacuation) return known;
  }
  const told = await get('/evacuation');
  toldAt = told.as_of;
  return told.evacuation;
}

/** @param {string} reg_no @param {boolean} is_out */
export function markOut(reg_no, is_out) {
  if (!state.evacuation) return;
  const mark = { evacuation_mark_id: newId(), evacuation_id: state.evacuation.evacuation_id, reg_no, is_out };
  wait(marked(state.waiting, mark));
  change({ refused: null });
  void sendAll();
}

export function forgetRefusal() {
  change({ refused: null });
}

function follow() {
  if (isFollowing) return;
  isFollowing = true;
  document.addEventListener('evacuation', () => {
    clearTimeout(timer);
    timer = window.setTimeout(readEvacuation, state.evacuation ? TOLD_AGAIN_MS : 0);
  });
  document.addEventListener('visibilitychange', () => document.hidden || void readEvacuation());
  addEventListener('online', () => void readEvacuation());
  void readEvacuation();
  void sendAll();
}

async function sendAll() {
  if (isSending) return;
  isSending = true;
  for (let mark = state.waiting[0]; mark; mark = state.waiting[0]) {
    try {
      take(await post('/evacuation-marks', mark));
      change({ isStuck: false });
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (problem.status === 0 || problem.status >= 500) {
        change({ isStuck: true });
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
        continue;
      }
      change({ refused: problem, isStuck: false });
    }
    wait(state.waiting.slice(1));
  }
  isSending = false;
}

/** What was answered stands on the list before it is read again. @param {{evacuation_id: string, reg_no: string, is_out: boolean, marked_by: string, at: string}} answer */
function take({ evacuation_id, reg_no, is_out, marked_by, at }) {
  if (state.evacuation?.evacuation_id !== evacuation_id) return;
  const people = state.evacuation.people.map((each) => (each.reg_no === reg_no ? { ...each, is_out, marked_by, at } : each));
  change({ evacuation: { ...state.evacuation, people } });
}

/** @param {Mark[]} waiting */
function wait(waiting) {
  keep(KEPT, JSON.stringify(waiting)); // a page that is closed sends them when it is open again
  change({ waiting });
}

/** @returns {Mark[]} */
function marksKept() {
  try {
    return JSON.parse(kept(KEPT) ?? '[]');
  } catch {
    return [];
  }
}

/** @param {Partial<Followed>} part */
function change(part) {
  state = { ...state, ...part };
  for (const tell of listeners) tell(state);
}
