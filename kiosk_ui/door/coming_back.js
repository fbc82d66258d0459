/**
 * Watches whether the server is there, and brings a door back to it: first the difference of the roster, so that revocations and
 * walk-ins are known, then everything that waited, in order. Scans go on being decided here meanwhile.
 */
import { Problem, post } from '../lib/api.js';
import { ASK_ALONE_MS, ASK_ONLINE_MS, answered as heardFrom, askHealth, returned } from './connection.js';
import { answered, asDoor, lose } from './door_work.js';
import { forgetIfWiped } from './forgetting.js';
import { replay, setAside } from './replaying.js';

const ROSTER_EVERY_MS = 60_000;
const SOON_MS = 1000; // a roster asked for again at once would be the same

/** @typedef {import('./door_life.js').Life} Life */

/**
 * @param {Life} life
 * @returns {{askNow: () => void, freshRoster: () => void, stop: () => void}} `askNow`: something hints that the connection is other
 *   than it was; `freshRoster`: the event has changed
 */
export function watch(life) {
  let timer = 0;
  let isAsking = false;
  const ask = async () => {
    clearTimeout(timer);
    if (isAsking || life.isClosed) return;
    isAsking = true;
    try {
      await look(life);
    } finally {
      isAsking = false; // whatever went wrong, it is asked again
      if (!life.isClosed) timer = window.setTimeout(ask, life.connection.mode === 'online' ? ASK_ONLINE_MS : ASK_ALONE_MS);
    }
  };
  const askNow = () => void ask();
  const freshRoster = () => void (life.connection.mode === 'online' && renew(life, askNow));
  const clockwork = window.setInterval(freshRoster, ROSTER_EVERY_MS);
  let soon = 0;
  const freshSoon = () => {
    clearTimeout(soon);
    soon = window.setTimeout(freshRoster, SOON_MS * Math.random());
  };
  window.addEventListener('online', askNow);
  window.addEventListener('offline', askNow);
  askNow();
  freshRoster();
  return {
    askNow,
    freshRoster: freshSoon,
    stop() {
      life.isClosed = true;
      [timer, soon].forEach((each) => clearTimeout(each));
      clearInterval(clockwork);
      window.removeEventListener('online', askNow);
      window.removeEventListener('offline', askNow);
    },
  };
}

/** @param {Life} life ask once, and do what follows */
async function look(life) {
  const { isThere, heard } = await askHealth();
  if (life.isClosed) return;
  if (heard) {
    life.clock.hear(heard);
    await life.store.keep('clock', life.clock.kept()).catch(() => undefined); // a full disk is told with the scans
  }
  if (!isThere) return lose(life);
  life.connection = heardFrom(life.connection);
  const hasLeft = life.connection.mode === 'online' && life.queue.waiting().some(({ body }) => body.decided);
  if (hasLeft) life.connection = { ...life.connection, mode: 'returning' };
  life.tell();
  if (life.connection.mode === 'returning') await comeBack(life);
}

/** @param {Life} life */
async function comeBack(life) {
  try {
    await life.keeping.refresh().catch(unlessGone);
    await straightened(life);
    await replay(life.queue, {
      post: (path, body, longest_ms) => asDoor(() => post(path, body, longest_ms)),
      isStopped: () => life.isClosed,
      onBatch: async ({ answered: found }) => {
        const answers = found.map(({ entry, told }) => ({ told, said: (life.queue.get(told.scan_id) ?? entry).body.decided?.verdict ?? null }));
        await answered(life, found);
        life.send({ type: 'confirmed', answers });
      },
    });
    life.connection = returned(life.connection, life.clock.now());
    life.tell();
    await forgetIfWiped(life);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    lose(life);
  }
}

/** @param {Life} life @param {() => void} askNow */
async function renew(life, askNow) {
  try {
    await life.keeping.refresh();
    life.tell();
    await forgetIfWiped(life);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    if (problem.status === 0) askNow();
  }
}

/** The replay goes on without a newer roster, unless nobody answers or this station is revoked. @param {unknown} problem */
function unlessGone(problem) {
  if (!(problem instanceof Problem) || problem.status === 0 || problem.status === 401) throw problem;
}

/**
 * Before the first sending: times noted by a clock nobody had measured are put right, and scans of another event are set aside.
 * @param {Life} life
 */
async function straightened({ queue, clock, local }) {
  const event = local.roster?.small.event;
  const shifted = (/** @type {string} */ at) => new Date(Date.parse(at) + clock.behind()).toISOString();
  const changed = /** @type {import('./queue.js').Entry[]} */ ([]);
  for (const entry of queue.waiting()) {
    const { scanned_at, decided } = entry.body;
    if (event && entry.event !== null && entry.event !== event) changed.push(setAside(entry, { code: 'other_event' }));
    else if (entry.is_rough && clock.isKnown()) {
      const body = { ...entry.body, scanned_at: shifted(scanned_at), ...(decided ? { decided: { ...decided, at: shifted(decided.at) } } : {}) };
      changed.push({ ...entry, is_rough: false, body });
    }
  }
  await queue.change(changed);
}
