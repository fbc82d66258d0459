/** Follows the calls for this station and those it sent; one for the whole page. What a station's own browser has sounded for is kept. */
import { keep, kept } from './address.js';
import { Problem, get, newId, post } from './api.js';
import { unheard } from './calls_state.js';
import { followed } from './followed.js';
import { play } from './sound.js';

const READ_EVERY_MS = 30000; // a hint may be missed while the connection is away
const KEPT = 'calls-heard';
const SHAKES_MS = [250, 120, 250];

/** @typedef {import('./calls_state.js').StationCall} StationCall */
/** @typedef {import('./calls_state.js').SentCall} SentCall */
/** @typedef {{calls: StationCall[], sent: SentCall[], isKnown: boolean}} Followed */

/** Answers already given: one sent again is the same answer. */
const answers = /** @type {Map<string, string>} */ (new Map());
const told = followed(/** @type {Followed} */ ({ calls: [], sent: [], isKnown: false }), () => {
  for (const kind of ['calls', 'connected']) document.addEventListener(kind, () => void readCalls());
  document.addEventListener('visibilitychange', () => document.hidden || void readCalls());
  addEventListener('online', () => void readCalls());
  void readCalls();
});
let timer = 0;

/** @returns {Followed} */
export const useStationCalls = () => told.useNow();

/** Read them now. */
export async function readCalls() {
  clearTimeout(timer);
  try {
    const { calls, sent } = await get('/station-calls');
    sound(calls);
    told.change({ calls, sent, isKnown: true });
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    // What was told before stands; the page's own line says that the server is away.
  }
  clearTimeout(timer);
  timer = window.setTimeout(readCalls, READ_EVERY_MS);
}

/** Say that a call was heard here. It leaves at once, and comes back where the server was not told. @param {string} id */
export async function hear(id) {
  const answer = answers.get(id) ?? newId();
  answers.set(id, answer);
  told.change({ calls: told.now.calls.filter((call) => call.id !== id) });
  try {
    await post('/station-call-answers', { station_call_answer_id: answer, station_call_id: id });
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
  }
  await readCalls();
}

/** @param {StationCall[]} calls */
function sound(calls) {
  const { fresh, heard } = unheard(heardKept(), calls);
  if (fresh.length === 0) return;
  keep(KEPT, JSON.stringify(heard));
  play('call');
  navigator.vibrate?.(SHAKES_MS);
}

/** @returns {string[]} */
function heardKept() {
  try {
    return JSON.parse(kept(KEPT) ?? '[]');
  } catch {
    return [];
  }
}
