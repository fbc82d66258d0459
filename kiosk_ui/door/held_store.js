/** What a door keeps where the browser has no database for it: the same as store.js, as long as the page is open. */

/** @returns {import('./store.js').Store} as long as the page is open */
export function heldStore() {
  const scans = /** @type {Map<string, import('./queue.js').Entry>} */ (new Map());
  const moves = /** @type {Map<string, import('./offline.js').Move>} */ (new Map());
  const told = new Map();
  return {
    isKept: false,
    scans: async () => [...scans.values()].sort((one, other) => one.n - other.n),
    putScans: async (entries) => entries.forEach((entry) => scans.set(entry.body.scan_id, structuredClone(entry))),
    async dropScans(scan_ids, made) {
      scan_ids.forEach((id) => scans.delete(id));
      made.forEach((move) => moves.set(move.scan_id, move));
    },
    moves: async () => [...moves.values()],
    dropMoves: async (scan_ids) => scan_ids.forEach((id) => moves.delete(id)),
    told: async (name) => told.get(name),
    keep: async (name, value) => void told.set(name, value),
    async forget(wiped_at) {
      [scans, moves, told].forEach((each) => each.clear());
      told.set('wiped', wiped_at);
    },
  };
}
