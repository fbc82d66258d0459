/** Reads conflicts again when the server says that they changed, and now and then. */
import { useCallback, useEffect, useRef, useState } from 'preact-htm';
import { get, Problem } from '../lib/api.js';
import { pathOf } from './conflicts_state.js';

/** @typedef {import('./conflicts_state.js').Filter} Filter */
/** @typedef {import('./conflicts_state.js').Told} Told */

const READ_EVERY_MS = 10000;

/**
 * Read what a filter asks for, again when something changed, and now and then.
 * @param {Filter} filter
 * @param {number} heard  grows when the server said that conflicts changed
 * @returns {[Told|null, () => Promise<void>]}
 */
export function useConflicts(filter, heard) {
  const path = pathOf(filter);
  const [told, setTold] = useState(/** @type {{path: string, answer: Told}|null} */ (null));
  const wanted = useRef(path);
  wanted.current = path;
  const read = useCallback(async () => {
    try {
      const answer = await get(path);
      if (wanted.current === path) setTold({ path, answer });
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
    }
  }, [path]);
  useEffect(() => void read(), [read, heard]);
  useEffect(() => {
    const timer = setInterval(() => void read(), READ_EVERY_MS);
    return () => clearInterval(timer);
  }, [read]);
  return [told !== null && isSameList(told.path, path) ? told.answer : null, read];
}

/** A longer list of the same begins with what stands there. @param {string} one @param {string} other */
function isSameList(one, other) {
  const bare = (/** @type {string} */ path) => path.replace(/&?limit=\d+/, '');
  return bare(one) === bare(other);
}
