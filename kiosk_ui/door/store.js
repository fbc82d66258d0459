/**
 * What a door keeps on its device, in a database of its station's own: scans until they are answered, moves until a roster holds
 * them, the roster, and the venue's time. Writing only; what it means is queue.js's and offline.js's.
 */
import { openDB } from 'idb';

const VERSION = 1;
const OPENS_MS = 3000;

/**
 * @typedef {import('./queue.js').Entry} Entry
 * @typedef {import('./offline.js').Move} Move
 *
 * @typedef {object} Store
 * @property {boolean} isKept whether anything outlasts the page
 * @property {() => Promise<Entry[]>} scans in the order they were made
 * @property {(entries: Entry[]) => Promise<void>} putScans on disk when it returns
 * @property {(scan_ids: string[], moves: Move[]) => Promise<void>} dropScans what was answered, and the moves it made, in one
 * @property {() => Promise<Move[]>} moves
 * @property {(scan_ids: string[]) => Promise<void>} dropMoves
 * @property {(name: string) => Promise<any>} told
 * @property {(name: string, value: any) => Promise<void>} keep
 * @property {(wiped_at: string) => Promise<void>} forget all of it, noting which wipe it was for
 */

/** @param {string} station @returns {Promise<Store>} refuses where the browser has no database for us */
export async function openStore(station) {
  const opening = openDB(`onsite-${station}`, VERSION, {
    upgrade(db) {
      db.createObjectStore('scans', { keyPath: 'body.scan_id' });
      db.createObjectStore('moves', { keyPath: 'scan_id' });
      db.createObjectStore('told');
    },
  });
  const late = new Promise((_, refuse) => setTimeout(() => refuse(new Error('the database does not open')), OPENS_MS));
  const db = /** @type {import('idb').IDBPDatabase} */ (await Promise.race([opening, late]));
  return {
    isKept: true,
    scans: async () => inOrder(await db.getAll('scans')),
    async putScans(entries) {
      const writing = db.transaction('scans', 'readwrite', { durability: 'strict' });
      await Promise.all([...entries.map((entry) => writing.store.put(entry)), writing.done]);
    },
    async dropScans(scan_ids, moves) {
      const writing = db.transaction(['scans', 'moves'], 'readwrite', { durability: 'strict' });
      const [scans, made] = [writing.objectStore('scans'), writing.objectStore('moves')];
      await Promise.all([...scan_ids.map((id) => scans.delete(id)), ...moves.map((move) => made.put(move)), writing.done]);
    },
    moves: () => db.getAll('moves'),
    async dropMoves(scan_ids) {
      const writing = db.transaction('moves', 'readwrite');
      await Promise.all([...scan_ids.map((id) => writing.store.delete(id)), writing.done]);
    },
    told: (name) => db.get('told', name),
    keep: async (name, value) => void await db.put('told', value, name),
    async forget(wiped_at) {
      const writing = db.transaction(['scans', 'moves', 'told'], 'readwrite', { durability: 'strict' });
      const [scans, moves, told] = [writing.objectStore('scans'), writing.objectStore('moves'), writing.objectStore('told')];
      await Promise.all([scans.clear(), moves.clear(), told.clear(), told.put(wiped_at, 'wiped'), writing.done]);
    },
  };
}

/** @param {Entry[]} entries @returns {Entry[]} */
const inOrder = (entries) => entries.sort((one, other) => one.n - other.n);
