/**
 * Personal data was wiped: a door forgets its roster with the names, its moves, what was set aside, and begins anew. Scans that wait
 * are sent first; until then it forgets nothing, and a door that was away is told by its next roster.
 */
import { forgetMe } from '../lib/kept_me.js';

/** @typedef {import('./door_life.js').Life} Life */

/**
 * @param {Pick<Life, 'store' | 'queue' | 'local' | 'isClosed'>} life
 * @param {() => void} [begin] begins the page anew: what stands in memory goes with it
 * @returns {Promise<boolean>} whether it was forgotten now
 */
export async function forgetIfWiped({ store, queue, local, isClosed }, begin = () => location.reload()) {
  const wiped_at = local.roster?.small.wiped_at ?? null;
  if (wiped_at === null || isClosed || queue.count() > 0) return false;
  const before = await store.told('wiped').catch(() => wiped_at); // a store that does not answer keeps nothing
  if (before === wiped_at || queue.count() > 0) return false;
  await store.forget(wiped_at);
  forgetMe();
  begin();
  return true;
}
