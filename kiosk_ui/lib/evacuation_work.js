/**
 * Follows the evacuation that runs, and sends this device's marks one after the other, each until it is answered. One for the
 * whole page: the bar and the list speak to the same.
 */
import { keep, kept } from './address.js';
import { Problem, get, newId, post } from './api.js';
import { joined, marked } from './evacuation_state.js';
import { followed } from './followed.js';

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

const told = followed(
  /** @type {Followed} */ ({ evacuation: null, isKnown: false, lostAt: null, waiting: marksKept(), isStuck: false, refused: null }),
  () => {
    document.addEventListener('evacuation', () => {
      clearTimeout(timer);
      timer = window.setTimeout(readEvacuation, told.now.evacuation ? TOLD_AGAIN_MS : 0);
    });
    document.addEventListener('connected', () => void readEvacuation());
    document.addEventListener('visibilitychange', () => document.hidden || void readEvacuation());
    addEventListener('online', () => void readEvacuation());
    void readEvacuation();
    void sendAll();
  },
);
let timer = 0;
let toldAt = ''; // the server's time of the last answer
let isSending = false;

/** @returns {Followed} */
export const useEvacuation = () => told.useNow();

/** Read it now. */
export async function readEvacuation() {
  clearTimeout(timer);
  try {
    told.change({ evacuation: await asked(), isKnown: true, lostAt: null });
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    // What was told before stands: an old list is better than none.
    told.change({ lostAt: told.now.lostAt ?? new Date().toISOString() });
  }
  clearTimeout(timer);
  timer = window.setTimeout(readEvacuation, told.now.evacuation ? READ_EVERY_MS_THEN : READ_EVERY_MS);
}

/** Only who was marked lately, where that is enough. @returns {Promise<Evacuation | null>} */
async function asked() {
  if (toldAt && told.now.evacuation?.people.length) {
    const since = new Date(Date.parse(toldAt) - OVERLAP_MS).toISOString();
    const lately = await get(`/evacuation?since=${since}`);
    toldAt = lately.as_of;
    const known = lately.evacuation && joined(told.now.evacuation, lately.evacuation);
    if (known || !lately.evacuation) return known;
  }
  const whole = await get('/evacuation');
  toldAt = whole.as_of;
  return whole.evacuation;
}

/** @param {string} reg_no @param {boolean} is_out */
export function markOut(reg_no, is_out) {
  if (!told.now.evacuation) return;
  const mark = { evacuation_mark_id: newId(), evacuation_id: told.now.evacuation.evacuation_id, reg_no, is_out };
  wait(marked(told.now.waiting, mark));
  told.change({ refused: null });
  void sendAll();
}

export function forgetRefusal() {
  told.change({ refused: null });
}

async function sendAll() {
  if (isSending) return;
  isSending = true;
  for (let mark = told.now.waiting[0]; mark; mark = told.now.waiting[0]) {
    try {
      take(await post('/evacuation-marks', mark));
      told.change({ isStuck: false });
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (problem.status === 0 || problem.status >= 500) {
        told.change({ isStuck: true });
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
        continue;
      }
      told.change({ refused: problem, isStuck: false });
    }
    wait(told.now.waiting.slice(1));
  }
  isSending = false;
}

/** What was answered stands on the list before it is read again. @param {{evacuation_id: string, reg_no: string, is_out: boolean, marked_by: string, at: string}} answer */
function take({ evacuation_id, reg_no, is_out, marked_by, at }) {
  if (told.now.evacuation?.evacuation_id !== evacuation_id) return;
  const people = told.now.evacuation.people.map((each) => (each.reg_no === reg_no ? { ...each, is_out, marked_by, at } : each));
  told.change({ evacuation: { ...told.now.evacuation, people } });
}

/** @param {Mark[]} waiting */
function wait(waiting) {
  keep(KEPT, JSON.stringify(waiting)); // a page that is closed sends them when it is open again
  told.change({ waiting });
}

/** @returns {Mark[]} */
function marksKept() {
  try {
    return JSON.parse(kept(KEPT) ?? '[]');
  } catch {
    return [];
  }
}
