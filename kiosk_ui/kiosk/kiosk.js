/**
 * The kiosk: a delegate alone before a screen, badge in hand in ten seconds. What may happen stands in kiosk_state.js, what
 * is asked of the server in kiosk_work.js and side_work.js, what time does in times.js, how it looks in the screens; here
 * it is put together: camera, scanner, keys, and whether the kiosk is open at all.
 */
import { html, useEffect, useReducer, useRef, useState } from 'preact-htm';
import { readable, showAccent } from '../lib/accent.js';
import { keep, kept } from '../lib/address.js';
import { keepAwake } from '../lib/awake.js';
import { watchConnection } from '../lib/live.js';
import { Button, StatusLine } from '../lib/parts.js';
import { ScanPicture } from '../lib/scan_picture.js';
import { start } from '../lib/station.js';
import { listenForScans } from '../lib/wedge.js';
import { inLanguage, language, languages, t } from '../lib/words.js';
import { AskingScreen, askingSpoken } from './asking_screens.js';
import { useAsking, useFaceKeys } from './asking_work.js';
import { useOtherWords } from './closed.js';
import { useDirectory } from './directory_work.js';
import { WAITING, kioskAfter } from './kiosk_state.js';
import { useKioskWork } from './kiosk_work.js';
import { closureOf } from './printer_choice.js';
import { usePrinters } from './printers.js';
import { ScreenOf, StillThere, spoken } from './screens.js';
import { useCardReader, useForms, useHelpCall, useSlip } from './side_work.js';
import { StaffCorner, signOut } from './staff_corner.js';
import { leave, useTimes } from './times.js';
import { HelpLine, Tools } from './tools.js';

const HOLD_MS = 2000; // on the event's name: staff know it, a delegate does not do it by accident
const OWN_ACCENT = '#1f5f8b'; // as tokens.css has it
const CONTRAST = 7; // whoever stands here may see badly, and nobody is beside her
const BADGE_SCREENS = ['printing', 'unprinted'];
const CARD_SCREENS = ['waiting', 'typing', 'tail', 'fact', 'refused', 'take', 'unprinted', 'known'];

/** @typedef {import('./kiosk_work.js').Send} Send */

/** @param {{me: import('../lib/me').Me}} props */
function Kiosk({ me }) {
  const [kiosk, send] = useReducer(kioskAfter, WAITING);
  const [connection, setConnection] = useState(/** @type {import('../lib/live.js').Connection} */ ({ state: 'live', since: null }));
  const [isTaken, setTaken] = useState(kept('out-of-order') === 'yes');
  const [isStaff, setStaff] = useState(false);
  const parent = me.station.parent ?? null;
  const printers = usePrinters(parent ?? me.station.id, BADGE_SCREENS.includes(kiosk.screen.at));
  const stage = useRef(/** @type {HTMLElement | null} */ (null));
  const { screen, warning, help } = kiosk;
  const isWaiting = screen.at === 'waiting';
  const isDown = printers.badge?.isTrouble ?? false;
  const firstLanguage = parent ? language() : languages()[0]?.code ?? language(); // a phone keeps its owner's language
  const asks = useAsking({ mayAsk: parent === null, onOver: () => help ?? leave(send, firstLanguage) });
  // What it asks needs neither server nor printer.
  const isAsking = isWaiting && asks.isAsking && !isTaken;
  const closure = isWaiting && !isAsking ? closureOf({ isTaken, isOffline: connection.state === 'offline', isPrinterDown: isDown }) : null;
  const isAiming = isWaiting && closure === null;
  const isHeld = warning !== null || isStaff;
  const hear = useRef(/** @type {(credential: string) => void} */ (() => undefined));
  const scanned = (/** @type {string} */ credential) => hear.current(credential);
  hear.current = (credential) => {
    if (closure !== null || isStaff) return;
    if (isAsking) asks.scanned(credential);
    else send({ type: 'scanned', credential });
  };

  useEffect(() => watchConnection(setConnection), []);
  useEffect(() => listenForScans(scanned), []);
  useEffect(keepAwake, []);
  useEffect(() => showAccent(readable(me.event.accent ?? OWN_ACCENT, CONTRAST)), [me.event.accent]);
  useEffect(signOut, []); // a tab that was reloaded in the staff corner
  useKioskWork(screen, send, printers.hasBadgePrinter);
  useHelpCall(help, send);
  useSlip(kiosk.slip, send);
  useDirectory(kiosk.directory, send);
  const hasReader = useCardReader(closure === null && !isHeld && !isAsking && CARD_SCREENS.includes(screen.at), send);
  const forms = useForms();
  const others = useOtherWords();
  useTimes(kiosk, send, firstLanguage);
  useKeys(send);
  useFaceKeys(isAsking && !isHeld && asks.asking.thanked === null, asks.tap);
  useEffect(() => {
    if (isDown && screen.at === 'printing') send({ type: 'printer_stopped' });
  }, [isDown, screen.at]);
  useEffect(() => {
    const wanted = stage.current?.querySelector('[data-focus]');
    if (wanted instanceof HTMLElement) wanted.focus({ preventScroll: true });
  }, [screen.at]);

  const take = (/** @type {boolean} */ isNowTaken) => {
    keep('out-of-order', isNowTaken ? 'yes' : 'no');
    setTaken(isNowTaken);
    send({ type: 'wipe' });
  };
  const means = { forms, hasReader, hasSlipPrinter: printers.hasSlipPrinter, isPhone: parent !== null, others };
  return html`<div class="kiosk" data-screen=${closure ? 'closed' : isAsking ? askingAt(asks) : screen.at} data-text=${kiosk.isLarge ? 'large' : 'usual'} data-device=${parent ? 'phone' : 'kiosk'}>
    <header class="kiosk-head">
      <${EventName} name=${inLanguage(me.event)} onHeld=${() => setStaff(true)} />
      <${Tools} kiosk=${kiosk} send=${send} mayCall=${connection.state !== 'offline'} />
    </header>
    ${help && html`<${HelpLine} me=${me} help=${help} send=${send} />`}
    <main class="stage" ref=${stage} inert=${isHeld}>
      <div class="aim" key="aim" data-away=${isAiming && !asks.asking.thanked ? 'no' : 'yes'} inert=${!isAiming}>
        <${ScanPicture} onRead=${scanned} facing=${parent ? 'environment' : 'user'} hint=${t('kiosk.waiting.no_camera')} />
      </div>
      ${isAsking ? html`<${AskingScreen} key="asking" me=${me} asks=${asks} />`
        : html`<${ScreenOf} key="screen" me=${me} kiosk=${kiosk} send=${send} closure=${closure} means=${means} />`}
    </main>
    <p class="spoken" role="status" aria-live="assertive">${isAsking ? askingSpoken(asks.asking) : spoken(me, screen, closure)}</p>
    ${warning !== null && html`<${StillThere} seconds=${warning} send=${send} />`}
    ${isStaff && html`<${StaffCorner} printers=${printers.all} isTaken=${isTaken} onTake=${take} onClose=${() => setStaff(false)} />`}
    <${StatusLine} name=${me.station.name} connection=${connection} printer=${printers.badge}>
      ${!parent && html`<${Button} kind="quiet" icon="lock" label=${t('kiosk.staff.title')} onClick=${() => setStaff(true)} />`}
    <//>
  </div>`;
}

/** @param {import('./asking_work.js').Asks} asks */
const askingAt = ({ asking }) => (asking.thanked ? 'thanked' : 'asking');

/** @param {{name: string, onHeld: () => void}} props */
function EventName({ name, onHeld }) {
  const timer = useRef(0);
  const release = () => clearTimeout(timer.current);
  const press = () => {
    release();
    timer.current = window.setTimeout(onHeld, HOLD_MS);
  };
  return html`<p class="kiosk-event" dir="auto" onPointerDown=${press} onPointerUp=${release} onPointerLeave=${release} onPointerCancel=${release}>${name}</p>`;
}

/** @param {Send} send Escape goes back to the beginning, digits fill the keypad */
function useKeys(send) {
  useEffect(() => {
    const pressed = (/** @type {KeyboardEvent} */ event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest('dialog')) return;
      if (event.key === 'Escape') send({ type: 'wipe' });
      else if (event.target instanceof HTMLInputElement) return;
      else if (/^\d$/.test(event.key)) send({ type: 'digit', digit: event.key });
      else if (event.key === 'Backspace') send({ type: 'erase' });
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, []);
}

start(Kiosk, { theme: 'light' });
