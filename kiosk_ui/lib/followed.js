/** What one page follows, whoever of it shows that: one value, told to all who show it, begun with the first of them. */
import { useEffect, useState } from 'preact-htm';

/**
 * @template {object} T
 * @param {T} first
 * @param {() => void} begin  listens for changes and reads; called once
 */
export function followed(first, begin) {
  let now = first;
  let isBegun = false;
  const showing = /** @type {Set<(now: T) => void>} */ (new Set());
  return {
    /** @returns {T} */
    get now() {
      return now;
    },
    /** @param {Partial<T>} part */
    change(part) {
      now = { ...now, ...part };
      for (const tell of showing) tell(now);
    },
    /** The value, in a component. @returns {T} */
    useNow() {
      const [shown, setShown] = useState(now);
      useEffect(() => {
        if (!isBegun) {
          isBegun = true;
          begin();
        }
        setShown(now);
        showing.add(setShown);
        return () => void showing.delete(setShown);
      }, []);
      return shown;
    },
  };
}
