/** What the server says has changed, gathered for the sections that show it. */
import { useCallback, useRef, useState } from 'preact-htm';

/** @typedef {import('../lib/live.js').Changed} Changed */

const HEARD_EVERY_MS = 500;

/**
 * How often each thing was said to have changed, told on at most twice a second: a door that comes back sends five hundred scans.
 * @returns {[Record<string, number>, (changed: Changed) => void]}
 */
export function useHeard() {
  const [heard, setHeard] = useState(/** @type {Record<string, number>} */ ({}));
  const waiting = useRef(/** @type {Set<string>} */ (new Set()));
  const hear = useCallback((/** @type {Changed} */ { what }) => {
    if (waiting.current.size === 0) setTimeout(tell, HEARD_EVERY_MS);
    waiting.current.add(what);
  }, []);
  const tell = () => {
    const changes = [...waiting.current];
    waiting.current.clear();
    setHeard((before) => ({ ...before, ...Object.fromEntries(changes.map((what) => [what, (before[what] ?? 0) + 1])) }));
  };
  return [heard, hear];
}
