/** Reads one list again and again while it is looked at. What could not be read keeps what it showed. */
import { useCallback, useEffect, useState } from 'preact-htm';
import { Problem, get } from '../lib/api.js';

const READ_EVERY_MS = 5000;

/**
 * @template T
 * @param {string} path
 * @returns {[T | null, () => Promise<void>]} null until there was an answer; and how to read it now
 */
export function useReading(path) {
  const [told, setTold] = useState(/** @type {T | null} */ (null));
  const read = useCallback(async () => {
    try {
      setTold(await get(path));
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
    }
  }, [path]);
  useEffect(() => {
    let timer = 0;
    let isGone = false;
    const again = async () => {
      await read();
      if (!isGone) timer = window.setTimeout(again, READ_EVERY_MS);
    };
    void again();
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [read]);
  return [told, read];
}
