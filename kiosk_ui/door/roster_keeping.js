/** Fetches a door's roster, whole or as the difference to the one it has, and keeps it on the device. What it says is offline.js's. */
import { get } from '../lib/api.js';
import { isOver, withRoster } from './offline.js';
import { RosterRefused, loadRoster, packed, rosterAfter, unpacked } from './roster.js';

const LONGEST_MS = 30_000; // a large event's, whole, over a busy network

/** @typedef {import('./roster.js').Roster} Roster */

/**
 * @param {{checkpoint: string, event: string, store: import('./store.js').Store, local: import('./offline.js').Local,
 *   clock: import('./venue_clock.js').VenueClock}} door `event`: its code and first day, to know a roster of another one
 */
export function rosterKeeping({ checkpoint, event, store, local, clock }) {
  const name = `roster ${checkpoint}`;
  let running = /** @type {Promise<void> | null} */ (null);

  const fetched = async () => {
    const before = local.roster;
    const asked_at = clock.now();
    const roster = await next(checkpoint, before).catch(unlessRefused);
    if (!roster) return;
    const gone = withRoster(local, roster, asked_at);
    // The disk may be full: the roster in memory is as good, until the page is closed.
    await Promise.all([store.dropMoves(gone), store.keep(name, { event, roster: packed(roster) })]).catch(() => undefined);
  };

  return {
    /** Take up the roster this device has from earlier; one of another event, or of one that is over, is refused. */
    async takeUp() {
      const found = await store.told(name).catch(() => undefined);
      if (found?.event !== event) return;
      try {
        const roster = unpacked(found.roster);
        if (!isOver(roster, clock.now())) withRoster(local, roster, 0);
      } catch (problem) {
        if (!(problem instanceof RosterRefused)) throw problem; // half written: the server will tell anew
      }
    },
    /** @returns {Promise<void>} when a newer one is there @throws {import('../lib/api.js').Problem} the one there was stays */
    refresh() {
      running ??= fetched().finally(() => {
        running = null;
      });
      return running;
    },
  };
}

/** @param {string} checkpoint @param {Roster | null} before @returns {Promise<Roster>} */
async function next(checkpoint, before) {
  const told = await asked(checkpoint, before?.small.mark);
  if (!before || told.since === undefined) return loadRoster(told);
  try {
    return rosterAfter(before, told);
  } catch (problem) {
    // Another event's, or a step was missed: the whole one is right whatever it was.
    if (problem instanceof RosterRefused) return loadRoster(await asked(checkpoint));
    throw problem;
  }
}

/** What can't be read is no news: the roster that is there stays. @param {unknown} problem @returns {null} */
function unlessRefused(problem) {
  if (problem instanceof RosterRefused) return null;
  throw problem;
}

/** @param {string} checkpoint @param {string} [since] @returns {Promise<any>} */
const asked = (checkpoint, since) => get(`/roster?checkpoint=${encodeURIComponent(checkpoint)}${since ? `&since=${encodeURIComponent(since)}` : ''}`, LONGEST_MS);
