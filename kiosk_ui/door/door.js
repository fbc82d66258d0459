/**
 * The door: one hand, one look. What it shows stands in door_state.js, how a verdict looks in looks.js, how a scan is sent in
 * door_work.js; here are camera, scanner, sound, hall and times.
 */
import { html, useCallback, useEffect, useReducer, useRef, useState } from 'preact-htm';
import { keep, kept } from '../lib/address.js';
import { get, newId } from '../lib/api.js';
import { keepAwake } from '../lib/awake.js';
import { connectLive } from '../lib/live.js';
import { Button, Icon, LanguageSwitch, StatusLine } from '../lib/parts.js';
import { ScanPicture } from '../lib/scan_picture.js';
import { isMuted, play, setMuted, unlock } from '../lib/sound.js';
import { start } from '../lib/station.js';
import { listenForScans } from '../lib/wedge.js';
import { inLanguage, t } from '../lib/words.js';
import { EMPTY_DOOR, doorAfter, isRepeat } from './door_state.js';
import { sendScan } from './door_work.js';
import { HallBar, Recents, TypedCode, Verdict } from './door_parts.js';
import { lookOf } from './looks.js';

const FILLS_MS = 1200;

/** @typedef {import('../lib/me').Me} Me */
/** @typedef {import('../lib/me').Checkpoint} Checkpoint */

/** A door paired without a checkpoint chooses one first, and may change it. @param {{me: Me}} props */
function DoorStation({ me }) {
  const [chosen, setChosen] = useState(() => kept('checkpoint'));
  const choose = (/** @type {string} */ code) => {
    keep('checkpoint', code);
    setChosen(code);
  };
  const checkpoint = me.checkpoint ?? me.checkpoints.find(({ code }) => code === chosen);
  if (!checkpoint) return html`<${ChooseCheckpoint} me=${me} onChoose=${choose} />`;
  return html`<${Door} key=${checkpoint.code} me=${me} checkpoint=${checkpoint} onChange=${me.checkpoint ? null : () => setChosen(null)} />`;
}

/** @param {{me: Me, onChoose: (code: string) => void}} props */
function ChooseCheckpoint({ me, onChoose }) {
  return html`<main class="choose">
    <${LanguageSwitch} />
    <h1>${t('door.choose.title')}</h1>
    <p class="quiet">${t(me.checkpoints.length ? 'door.choose.detail' : 'door.choose.none', { count: me.checkpoints.length })}</p>
    <ul>${me.checkpoints.map((each) => html`<li key=${each.code}><button type="button" onClick=${() => onChoose(each.code)}>
      <${Icon} name=${each.direction === 'out' ? 'arrow-out' : 'arrow-in'} />
      <span><b dir="auto">${inLanguage(each)}</b><small>${t(`door.direction.${each.direction}`)} · ${each.code}</small></span>
    </button></li>`)}</ul>
  </main>`;
}

/** @param {{me: Me, checkpoint: Checkpoint, onChange: (() => void) | null}} props */
function Door({ me, checkpoint, onChange }) {
  const [door, send] = useReducer(doorAfter, EMPTY_DOOR);
  const [connection, setConnection] = useState(/** @type {import('../lib/live.js').Connection | null} */ (null));
  const [isTyping, setTyping] = useState(false);
  const hall = me.halls.find(({ code }) => code === checkpoint.hall);
  const direction = checkpoint.direction === 'both' ? door.direction : null;
  const scan = useScans(checkpoint, direction, send);

  useEffect(() => connectLive((headcount) => {
    const told = headcount.halls?.[checkpoint.hall];
    if (told) send({ type: 'inside', inside: told.inside });
  }, setConnection), []);
  useEffect(() => listenForScans(scan), [scan]);
  useEffect(keepAwake, []);
  useEffect(() => {
    get('/scans?limit=12').then(({ scans }) => send({ type: 'recents', recents: scans }), () => {
      // Only what was before: the list begins empty and the connection's state says why.
    });
  }, []);
  useShown(door, send);

  return html`<div class="door">
    <header class="door-head">
      <${HallBar} name=${inLanguage(hall)} checkpoint=${inLanguage(checkpoint)} inside=${door.inside} capacity=${hall?.capacity ?? null} />
      <${SoundButton} />
    </header>
    ${checkpoint.direction === 'both' && html`<${DirectionChoice} direction=${door.direction} send=${send} />`}
    <${Verdict} door=${door} categories=${me.categories} onShrink=${(/** @type {string} */ scan_id) => send({ type: 'shrink', scan_id })} />
    <main class="door-aim"><${ScanPicture} onRead=${scan} facing="environment" hint=${t('door.no_camera')} /></main>
    <section class="door-foot">
      <${Recents} recents=${door.recents} categories=${me.categories} />
      <div class="door-ways">
        <${Button} icon="keyboard" onClick=${() => setTyping(true)}>${t('door.type')}<//>
        ${onChange && html`<${Button} kind="quiet" onClick=${onChange}>${t('door.change')}<//>`}
        <${LanguageSwitch} />
      </div>
    </section>
    ${isTyping && html`<${TypedCode} onCode=${(/** @type {string} */ code) => { setTyping(false); scan(code); }} onCancel=${() => setTyping(false)} />`}
    <${StatusLine} name=${me.station.name} connection=${connection && { ...connection, waiting: door.waiting.length }} />
  </div>`;
}

/**
 * @param {Checkpoint} checkpoint
 * @param {import('./door_state.js').Direction | null} direction
 * @param {(action: import('./door_state.js').Action) => void} send
 * @returns {(credential: string) => void}
 */
function useScans(checkpoint, direction, send) {
  const last = useRef(/** @type {import('./door_state.js').Scan | null} */ (null));
  return useCallback((/** @type {string} */ credential) => {
    const scan = { scan_id: newId(), credential, at: new Date().toISOString(), direction };
    if (isRepeat(last.current, scan)) return;
    last.current = scan;
    send({ type: 'scanned', scan });
    void sendScan(scan, checkpoint.code, send);
  }, [checkpoint.code, direction]);
}

/** Sound a verdict once, and let it fill the screen for its time. @param {import('./door_state.js').Door} door @param {(action: import('./door_state.js').Action) => void} send */
function useShown({ shown, isFull }, send) {
  useEffect(() => {
    if (!shown) return;
    play(lookOf(shown).tone);
    const timer = setTimeout(() => send({ type: 'shrink', scan_id: shown.scan_id }), FILLS_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  useEffect(() => {
    if (isFull) navigator.vibrate?.(shown?.kind === 'verdict' && shown.verdict === 'admitted' ? 60 : [90, 60, 90]);
  }, [shown]);
}

/** @param {{direction: import('./door_state.js').Direction, send: (action: import('./door_state.js').Action) => void}} props */
function DirectionChoice({ direction, send }) {
  return html`<div class="directions" role="group" aria-label=${t('door.direction.choose')}>
    ${/** @type {const} */ (['in', 'out']).map((each) => html`<button key=${each} type="button" data-way=${each} aria-pressed=${String(each === direction)}
      onClick=${() => send({ type: 'direction', direction: each })}><${Icon} name=${`arrow-${each}`} />${t(`door.direction.${each}`)}</button>`)}
  </div>`;
}

/** Sound on or off; until the first touch the browser keeps every page silent, and this says so. */
function SoundButton() {
  const [muted, setMutedShown] = useState(isMuted);
  const [isReady, setReady] = useState(() => navigator.userActivation?.hasBeenActive ?? false);
  useEffect(() => {
    const touched = () => {
      unlock();
      setReady(true);
    };
    document.addEventListener('pointerup', touched, { once: true });
    document.addEventListener('keyup', touched, { once: true });
    return () => {
      document.removeEventListener('pointerup', touched);
      document.removeEventListener('keyup', touched);
    };
  }, []);
  const flip = () => {
    setMuted(!muted);
    setMutedShown(!muted);
    if (muted) play('rising');
  };
  return html`<${Button} icon=${muted ? 'sound-off' : 'sound'} label=${t(muted ? 'door.sound.off' : 'door.sound.on')} pressed=${!muted} onClick=${flip} />
    ${!muted && !isReady && html`<p class="sound-hint">${t('door.sound.touch')}</p>`}`;
}

start(DoorStation, { theme: 'dark' });
