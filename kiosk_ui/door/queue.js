/**
 * The scans that wait for the server's answer, in the order they were made. Each is written down before it is sent, and leaves
 * when it is answered. One the server does not take is set aside with its reason and holds nobody up. What can't be written is
 * sent all the same, and `isKept` says that it would not outlast the page.
 */

const WRITES_MS = 800; // nobody waits longer at a door; the writing goes on

/**
 * @typedef {{verdict: string, at: string, roster_at: string | null}} Decided what the person was told here
 * @typedef {{scan_id: string, credential: string, checkpoint: string, scanned_at: string, direction?: 'in' | 'out', decided?: Decided}} ScanBody
 *   as POST /scans takes it
 * @typedef {object} Entry
 * @property {number} n its place
 * @property {ScanBody} body
 * @property {string | null} event the uid of the event whose roster the door had
 * @property {boolean} is_rough noted by a clock that nobody had measured yet
 * @property {string} [why] the code of the problem for which the server did not take it
 * @property {string} [detail] and in the server's words
 */

/**
 * @param {import('./store.js').Store} store
 * @param {Entry[]} before what it holds from earlier
 * @param {() => void} onChange
 */
export function scanQueue(store, before, onChange) {
  const entries = new Map(before.map((entry) => [entry.body.scan_id, entry]));
  const unwritten = /** @type {Set<string>} */ (new Set());
  let n = Math.max(0, ...before.map((entry) => entry.n));
  let trouble = /** @type {'full' | 'closed' | null} */ (store.isKept ? null : 'closed');

  /** @param {() => Promise<void>} write */
  const written = async (write) => {
    try {
      await write();
      trouble = store.isKept ? null : 'closed';
    } catch (error) {
      // What it was, the notice says; the scans themselves go on in memory and over the network.
      trouble = error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'closed';
    }
  };
  /** @param {Entry[]} changed */
  const put = async (changed) => {
    changed.forEach(({ body }) => unwritten.add(body.scan_id));
    const all = [...unwritten].flatMap((id) => entries.get(id) ?? []);
    const writing = written(async () => {
      await store.putScans(all);
      all.forEach(({ body }) => unwritten.delete(body.scan_id));
    }).then(onChange);
    await Promise.race([writing, new Promise((resolve) => setTimeout(resolve, WRITES_MS))]);
  };

  return {
    /** @returns {Entry[]} in order, without what was set aside */
    waiting: () => [...entries.values()].filter(({ why }) => why === undefined),
    /** @returns {number} */
    count: () => [...entries.values()].reduce((sum, { why }) => sum + Number(why === undefined), 0),
    /** @returns {Entry[]} what the server did not take */
    aside: () => [...entries.values()].filter(({ why }) => why !== undefined),
    all: () => [...entries.values()],
    /** @param {string} scan_id */
    get: (scan_id) => entries.get(scan_id),
    /** What keeps scans from being written down: the disk is full, or there is no database; null: nothing. */
    trouble: () => trouble,
    /** @param {Omit<Entry, 'n'>} made @returns {Promise<Entry>} when it is written down */
    async add(made) {
      n += 1;
      const entry = { ...made, n };
      entries.set(entry.body.scan_id, entry);
      onChange();
      await put([entry]);
      return entry;
    },
    /** @param {Entry[]} changed @returns {Promise<void>} those of them that still wait */
    async change(changed) {
      const found = changed.filter(({ body }) => entries.has(body.scan_id));
      found.forEach((entry) => entries.set(entry.body.scan_id, entry));
      if (found.length) await put(found);
    },
    /** What was set aside is to be sent once more. @returns {Promise<void>} */
    async again() {
      const aside = [...entries.values()].filter(({ why }) => why !== undefined);
      aside.forEach(({ why: _, detail: __, ...entry }) => entries.set(entry.body.scan_id, entry));
      if (aside.length) await put(aside);
      onChange();
    },
    /** @param {string[]} scan_ids answered @param {import('./offline.js').Move[]} [moves] what they moved */
    async drop(scan_ids, moves = []) {
      scan_ids.forEach((id) => {
        entries.delete(id);
        unwritten.delete(id);
      });
      onChange();
      await written(() => store.dropScans(scan_ids, moves));
      onChange();
    },
  };
}

/** @typedef {ReturnType<typeof scanQueue>} ScanQueue */
