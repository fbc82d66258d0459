/**
 * All that a door has while its page is open: what it keeps, what it knows, what waits, what time it is. Opening it takes up where
 * the page before left off. What happens to a scan is door_work.js's, coming back to the server coming_back.js's.
 */
import { FAR_MS, venueClock } from './venue_clock.js';
import { begun, lost } from './connection.js';
import { RECENTS } from './door_state.js';
import { heldStore } from './held_store.js';
import { counted, emptyLocal, insideOf, move, whoHas } from './offline.js';
import { scanQueue } from './queue.js';
import { rosterKeeping } from './roster_keeping.js';
import { openStore } from './store.js';

/**
 * @typedef {import('./queue.js').Entry} Entry
 * @typedef {import('./offline.js').Move} Move
 *
 * @typedef {object} Status what a steward is told
 * @property {import('./connection.js').Mode} mode
 * @property {string | null} since an instant; null before anything was known
 * @property {number} waiting scans without the server's answer
 * @property {Entry[]} aside scans it did not take
 * @property {'full' | 'closed' | null} trouble why scans are not written down
 * @property {string | null} roster_at an instant; null: no roster
 * @property {number} unknowable codes the roster leaves out, since they could be found by trying
 * @property {number} behind_ms how far the device's clock is behind; 0: near enough
 * @property {boolean} isFlush whether the door only counts
 *
 * @typedef {object} Life
 * @property {string} station
 * @property {import('../lib/me').Checkpoint} checkpoint
 * @property {(action: import('./door_state.js').Action) => void} send
 * @property {import('./store.js').Store} store
 * @property {import('./offline.js').Local} local
 * @property {import('./venue_clock.js').VenueClock} clock
 * @property {import('./queue.js').ScanQueue} queue
 * @property {ReturnType<typeof rosterKeeping>} keeping
 * @property {import('./connection.js').Connection} connection
 * @property {import('./door_state.js').Scan | null} latest
 * @property {boolean} isClosed
 * @property {() => void} tell tells the status, and how many are inside
 */

/**
 * @param {{station: string, event: string, checkpoint: import('../lib/me').Checkpoint, send: Life['send'], onStatus: (status: Status) => void}} door
 * @returns {Promise<Life>}
 */
export async function openLife({ station, event, checkpoint, send, onStatus }) {
  const store = await openStore(station).catch(heldStore);
  const [entries, moves, kept] = await Promise.all([store.scans(), store.moves(), store.told('clock')]);
  const clock = venueClock({ kept: laterThan(kept ?? null, entries, moves) });
  const local = emptyLocal();
  /** @type {Life} */
  const life = {
    station, checkpoint, send, store, local, clock, latest: null, isClosed: false,
    queue: scanQueue(store, entries, () => life.tell()),
    keeping: rosterKeeping({ checkpoint: checkpoint.code, event, store, local, clock }),
    connection: entries.some(({ why }) => why === undefined) ? lost(begun(0), clock.now()) : begun(0),
    tell() {
      if (life.isClosed) return;
      onStatus(statusOf(life));
      if (local.counted) send({ type: 'inside', inside: insideOf(local, clock.now()) });
    },
  };
  await life.keeping.takeUp();
  const last = await store.told(`counted ${checkpoint.code}`).catch(() => undefined);
  if (last) counted(local, last.inside, last.at);
  for (const each of await movesBefore(life, moves)) move(local, each);
  send({ type: 'recents', recents: await recentsBefore(life) });
  life.tell();
  return life;
}

/**
 * The server told how many are inside; that outlasts the page.
 * @param {Life} life
 * @param {number} inside
 * @param {number} at ms by the server's clock
 */
export function hearCount({ local, store, checkpoint }, inside, at) {
  counted(local, inside, at);
  // A full disk is told with the scans; the number itself goes on in memory.
  void store.keep(`counted ${checkpoint.code}`, local.counted).catch(() => undefined);
}

/** @param {Life} life @returns {Status} */
function statusOf({ connection, queue, local, clock }) {
  const behind = clock.behind();
  return {
    mode: connection.mode,
    since: connection.since ? new Date(connection.since).toISOString() : null,
    waiting: queue.count(),
    aside: queue.aside(),
    trouble: queue.trouble(),
    roster_at: local.roster?.small.made_at ?? null,
    unknowable: local.roster?.small.people_unknowable ?? 0,
    behind_ms: Math.abs(behind) > FAR_MS ? behind : 0,
    isFlush: local.roster?.small.policy.flush ?? false,
  };
}

/**
 * Times go on after the last one noted, also where the device's clock was set back meanwhile.
 * @param {import('./venue_clock.js').KeptClock | null} kept
 * @param {Entry[]} entries
 * @param {Move[]} moves
 */
function laterThan(kept, entries, moves) {
  if (!kept) return null;
  const times = [...entries.map(({ body }) => Date.parse(body.scanned_at)), ...moves.map(({ at }) => at)];
  return { ...kept, last_ms: times.reduce((one, other) => Math.max(one, other), kept.last_ms) };
}

/** @param {Life} life @param {Move[]} answered @returns {Promise<Move[]>} who was let in and out here before the page was opened, in order */
async function movesBefore({ local, queue }, answered) {
  const waiting = await Promise.all(queue.waiting().map(async ({ body }) => {
    const verdict = body.decided?.verdict;
    if (verdict !== 'admitted' && verdict !== 'left') return [];
    const { who } = await whoHas(local, body.credential);
    return [{ scan_id: body.scan_id, who, verdict, at: Date.parse(body.scanned_at), answered_at: null }];
  }));
  return [...answered, .../** @type {Move[]} */ (waiting.flat())].sort((one, other) => one.at - other.at);
}

/** @param {Life} life @returns {Promise<import('./door_state.js').Recent[]>} what was decided here before the page was opened and waits, newest first */
async function recentsBefore({ local, queue }) {
  const decided = queue.waiting().filter(({ body }) => body.decided).slice(-RECENTS).reverse();
  return Promise.all(decided.map(async ({ body: { scan_id, credential, scanned_at, decided: said } }) => {
    const { who, profile } = await whoHas(local, credential);
    const verdict = said?.verdict === 'unknown_credential' ? 'cant_know' : said?.verdict ?? null;
    return {
      scan_id, verdict, at: scanned_at, local: true,
      name: typeof who === 'number' ? local.roster?.names.get(who)?.[0] ?? null : null,
      category: profile === null ? null : local.roster?.small.profiles[profile]?.category ?? null,
    };
  }));
}
