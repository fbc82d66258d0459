/**
 * The kiosk: a delegate alone before a screen, badge in hand in ten seconds. What may happen stands in kiosk_state.js, what
 * is asked of the server in kiosk_work.js, how it looks in screens.js; here are the camera, the scanner, the keys and the
 * times.
 */
import { html, useEffect, useReducer, useRef, useState } from 'preact-htm';
import { get } from '../lib/api.js';
import { keepAwake } from '../lib/awake.js';
import { watchConnection } from '../lib/live.js';
import { LanguageSwitch, StatusLine } from '../lib/parts.js';
import { ScanPicture } from '../lib/scan_picture.js';
import { start } from '../lib/station.js';
import { listenForScans } from '../lib/wedge.js';
import { inLanguage, language, languages, setLanguage, t } from '../lib/words.js';
import { WAITING, isSelfEnding, kioskAfter } from './kiosk_state.js';
import { useKioskWork } from './kiosk_work.js';
import { ScreenOf, StillThere, spoken } from './screens.js';

const IDLE_MS = 30000;
const TAKE_MS = 6000;
const SECOND_MS = 1000;
const PRINTERS_EVERY_MS = 20000;
const PRINTER_TROUBLE = ['paper_out', 'cover_open', 'offline', 'error'];

/** @typedef {import('./kiosk_state.js').Kiosk} KioskState */
/** @typedef {import('./kiosk_work.js').Send} Send */

/** @param {{me: import('../lib/me').Me}} props */
function Kiosk({ me }) {
  const [kiosk, send] = useReducer(kioskAfter, WAITING);
  const [connection, setConnection] = useState(/** @type {import('../lib/live.js').Connection} */ ({ state: 'live', since: null }));
  const { printer, hasPrinter } = useBadgePrinter(me.station.id);
  const stage = useRef(/** @type {HTMLElement | null} */ (null));
  const { screen, warning } = kiosk;
  const scanned = (/** @type {string} */ credential) => send({ type: 'scanned', credential });

  useEffect(() => watchConnection(setConnection), []);
  useEffect(() => listenForScans(scanned), []);
  useEffect(keepAwake, []);
  useKioskWork(screen, send, hasPrinter);
  useTimes(kiosk, send, languages()[0]?.code ?? language());
  useKeys(send);
  useEffect(() => {
    const wanted = stage.current?.querySelector('[data-focus]');
    if (wanted instanceof HTMLElement) wanted.focus({ preventScroll: true });
  }, [screen.at]);

  const isClosed = screen.at === 'waiting' && connection.state === 'offline';
  const isAiming = screen.at === 'waiting' && !isClosed;
  return html`<div class="kiosk" data-screen=${isClosed ? 'closed' : screen.at}>
    <header class="kiosk-head">
      <p class="kiosk-event" dir="auto">${inLanguage(me.event)}</p>
      <${LanguageSwitch} />
    </header>
    <main class="stage" ref=${stage} inert=${warning !== null}>
      <div class="aim" key="aim" data-away=${isAiming ? 'no' : 'yes'} inert=${!isAiming}>
        <${ScanPicture} onRead=${scanned} facing="user" hint=${t('kiosk.waiting.no_camera')} />
      </div>
      <${ScreenOf} me=${me} screen=${screen} send=${send} isClosed=${isClosed} printer=${printer} />
    </main>
    <p class="spoken" role="status" aria-live="assertive">${spoken(me, screen, isClosed)}</p>
    ${warning !== null && html`<${StillThere} seconds=${warning} send=${send} />`}
    <${StatusLine} name=${me.station.name} connection=${connection} printer=${printer} />
  </div>`;
}

/**
 * Everything that happens because time went by.
 * @param {KioskState} kiosk
 * @param {Send} send
 * @param {string} firstLanguage what the next person finds
 */
function useTimes(kiosk, send, firstLanguage) {
  const { screen, warning } = kiosk;
  const [touches, setTouches] = useState(0);
  const isWarning = warning !== null;
  useEffect(() => {
    const touched = () => setTouches((count) => count + 1);
    document.addEventListener('pointerdown', touched);
    document.addEventListener('keydown', touched);
    return () => {
      document.removeEventListener('pointerdown', touched);
      document.removeEventListener('keydown', touched);
    };
  }, []);
  useEffect(() => {
    if (isWarning) return timed(() => send({ type: 'second' }), SECOND_MS, true);
    if (screen.at === 'take') return timed(() => send({ type: 'wipe' }), TAKE_MS);
    // A language somebody chose and walked away from is wiped like everything else.
    if (screen.at === 'waiting') return timed(() => language() === firstLanguage || void setLanguage(firstLanguage), IDLE_MS);
    return isSelfEnding(screen) ? undefined : timed(() => send({ type: 'idle' }), IDLE_MS);
  }, [screen, isWarning, touches]);
  useEffect(() => {
    if (screen.at === 'waiting' && language() !== firstLanguage) void setLanguage(firstLanguage);
  }, [screen.at === 'waiting']);
}

/** @param {Send} send Escape goes back to the beginning, digits fill the keypad */
function useKeys(send) {
  useEffect(() => {
    const pressed = (/** @type {KeyboardEvent} */ event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'Escape') send({ type: 'wipe' });
      else if (event.target instanceof HTMLInputElement) return;
      else if (/^\d$/.test(event.key)) send({ type: 'digit', digit: event.key });
      else if (event.key === 'Backspace') send({ type: 'erase' });
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, []);
}

/**
 * The printer a badge of this kiosk would come out of: its own, else one for all; null while none is known.
 * @param {string} station
 * @returns {{printer: {name: string, state: string, isTrouble: boolean} | null, hasPrinter: boolean}}
 */
function useBadgePrinter(station) {
  const [printers, setPrinters] = useState(/** @type {{name: string, prints: string[], station: string | null, state: string}[] | null} */ (null));
  useEffect(() => {
    const ask = () => void get('/printers').then((told) => setPrinters(told.printers), () => {
      // No answer: the connection says so already, and the last known state stays.
    });
    ask();
    return timed(ask, PRINTERS_EVERY_MS, true);
  }, []);
  const usable = (printers ?? []).filter((each) => each.prints.includes('badge') && (each.station ?? station) === station);
  const isTrouble = usable.length > 0 && usable.every(({ state }) => PRINTER_TROUBLE.includes(state));
  const shown = usable.find((each) => each.station === station) ?? usable[0];
  const printer = shown ? { name: shown.name, state: shown.state, isTrouble } : null;
  return { printer, hasPrinter: printers === null || usable.length > 0 };
}

/** @param {() => void} act @param {number} ms @param {boolean} [again] @returns {() => void} stops */
function timed(act, ms, again = false) {
  const timer = again ? setInterval(act, ms) : setTimeout(act, ms);
  return () => clearTimeout(timer);
}

start(Kiosk, { theme: 'light' });
