/** Reads the overview when the board is told that there is another, and at once when contact is back. */
import { useEffect, useRef } from 'preact-htm';
import { get, Problem } from '../lib/api.js';

const SPREAD_MS = 1800; // two hundred boards do not ask in the same instant, but all before they are told again
const AGAIN_MS = 5000;
const EVERY_MS = 30000; // waits and forecasts move on also when nobody comes

/**
 * @param {boolean} isLive
 * @param {(overview: import('./board_state.js').Overview) => void} onOverview
 * @returns {() => void} to be called when there is another
 */
export function useOverview(isLive, onOverview) {
  const reader = useRef(/** @type {ReturnType<typeof overviewReader>|null} */ (null));
  useEffect(() => {
    reader.current = overviewReader(onOverview);
    const timer = setInterval(() => reader.current?.soon(0), EVERY_MS);
    return () => {
      clearInterval(timer);
      reader.current?.stop();
    };
  }, []);
  useEffect(() => {
    if (isLive) reader.current?.soon(0);
  }, [isLive]);
  return () => reader.current?.soon(Math.random() * SPREAD_MS);
}

/** @param {(overview: import('./board_state.js').Overview) => void} onOverview one question at a time, and none forgotten */
function overviewReader(onOverview) {
  let timer = 0; // 0: nothing is to be asked
  let isAsking = false;
  let isStopped = false;
  const soon = (/** @type {number} */ ms) => {
    if (isStopped || (timer !== 0 && ms > 0)) return; // told again before it asked: it asks no later for that
    clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), ms);
  };
  const ask = async () => {
    timer = 0;
    if (isAsking) return soon(SPREAD_MS);
    isAsking = true;
    try {
      const told = await get('/overview');
      if (!isStopped) onOverview(told);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      soon(AGAIN_MS);
    } finally {
      isAsking = false;
    }
    return undefined;
  };
  return {
    soon,
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
