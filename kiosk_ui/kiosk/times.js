/** Everything at the kiosk that happens because time went by. */
import { useEffect, useState } from 'preact-htm';
import { language, setLanguage } from '../lib/words.js';
import { isSelfEnding } from './kiosk_state.js';

const IDLE_MS = 30000;
const READING_MS = 60000; // a form is filled in and a notice is read; a phone is taken out of a bag
const HELP_MS = 180000; // somebody is on the way
const TAKE_MS = 6000;
const SECOND_MS = 1000;
const SLOW_SCREENS = ['form', 'known', 'handing_over', 'owes'];

/** @typedef {import('./kiosk_state.js').Kiosk} KioskState */
/** @typedef {import('./kiosk_work.js').Send} Send */

/**
 * @param {KioskState} kiosk
 * @param {Send} send
 * @param {string} firstLanguage what the next person finds
 */
export function useTimes(kiosk, send, firstLanguage) {
  const { screen, warning } = kiosk;
  const touches = useTouches();
  const isWarning = warning !== null;
  const heeded = screen.at === 'take' ? 0 : touches; // nothing that is asked there keeps the next person waiting
  useEffect(() => {
    if (isWarning) return timed(() => send({ type: 'second' }), SECOND_MS, true);
    if (screen.at === 'take') return timed(() => send({ type: 'wipe' }), TAKE_MS);
    // What somebody chose and walked away from is wiped like everything else.
    if (screen.at === 'waiting') return timed(() => leave(send, firstLanguage), idleMs(kiosk));
    return isSelfEnding(screen) ? undefined : timed(() => send({ type: 'idle' }), idleMs(kiosk));
  }, [screen.at, isWarning, heeded, kiosk.help !== null]);
  useEffect(() => {
    if (screen.at === 'waiting' && language() !== firstLanguage) void setLanguage(firstLanguage);
  }, [screen.at === 'waiting']);
}

/** @param {() => void} act @param {number} ms @param {boolean} [again] @returns {() => void} stops */
export function timed(act, ms, again = false) {
  const timer = again ? setInterval(act, ms) : setTimeout(act, ms);
  return () => clearTimeout(timer);
}

/** @returns {number} how often someone touched, pressed or typed anything */
function useTouches() {
  const [touches, setTouches] = useState(0);
  useEffect(() => {
    const touched = () => setTouches((count) => count + 1);
    // A keyboard on the screen presses no keys: what it writes is an input.
    const kinds = ['pointerdown', 'keydown', 'input'];
    for (const kind of kinds) document.addEventListener(kind, touched);
    return () => {
      for (const kind of kinds) document.removeEventListener(kind, touched);
    };
  }, []);
  return touches;
}

/** @param {KioskState} kiosk */
function idleMs({ screen, help }) {
  if (help && help.state !== 'failed') return HELP_MS;
  return SLOW_SCREENS.includes(screen.at) ? READING_MS : IDLE_MS;
}

/** What somebody left behind is the next one's no more. @param {Send} send @param {string} firstLanguage */
export function leave(send, firstLanguage) {
  send({ type: 'wipe' });
  if (language() !== firstLanguage) void setLanguage(firstLanguage);
}
