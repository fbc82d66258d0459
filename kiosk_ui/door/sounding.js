/** How a verdict sounds and shakes, and the button that says whether it may sound. */
import { html, useEffect, useRef, useState } from 'preact-htm';
import { Button } from '../lib/parts.js';
import { VOLUMES, isMuted, onMuted, play, setMuted, setVolume, unlock, volumeStep } from '../lib/sound.js';
import { t } from '../lib/words.js';
import { lookOf } from './looks.js';
import { vibrate } from './settings.js';

const FILLS_MS = 1200;
const ALARM_AFTER_MS = 600; // when the verdict that filled the hall has sounded

/** Sound a verdict once, and let it fill the screen for its time. @param {import('./door_state.js').Door} door @param {(action: import('./door_state.js').Action) => void} send */
export function useShown({ shown, isFull }, send) {
  // One decided here and confirmed later is the same verdict: heard once.
  const heard = shown && [shown.scan_id, shown.kind, shown.kind === 'verdict' ? shown.verdict : ''].join(' ');
  useEffect(() => {
    if (!shown) return;
    play(lookOf(shown).tone);
    if (isFull) vibrate(lookOf(shown).tone);
    const timer = setTimeout(() => send({ type: 'shrink', scan_id: shown.scan_id }), FILLS_MS);
    return () => clearTimeout(timer);
  }, [heard]);
}

/** Sound once when a hall that was not full has become so. @param {'ok' | 'nearly_full' | 'full' | null} state null: not told */
export function useFullAlarm(state) {
  const before = useRef(state);
  useEffect(() => {
    const wasFree = before.current === 'ok' || before.current === 'nearly_full';
    before.current = state ?? before.current;
    if (state !== 'full' || !wasFree) return;
    const timer = setTimeout(() => {
      play('alarm');
      vibrate('alarm');
    }, ALARM_AFTER_MS);
    return () => clearTimeout(timer);
  }, [state]);
}

/** Sound on or off; until the first touch the browser keeps every page silent, and this says so. */
export function SoundButton() {
  const muted = useMuted();
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
  return html`<${Button} icon=${muted ? 'sound-off' : 'sound'} label=${t(muted ? 'door.sound.off' : 'door.sound.on')} pressed=${!muted} onClick=${() => turn(!muted)} />
    ${!muted && !isReady && html`<p class="sound-hint">${t('door.sound.touch')}</p>`}`;
}

/** Sound on or off, and how loud; each change is heard. */
export function SoundChoice() {
  const muted = useMuted();
  const [step, setStep] = useState(volumeStep);
  const louder = (/** @type {any} */ event) => {
    setVolume(Number(event.target.value));
    setStep(volumeStep());
    play('rising');
  };
  return html`<fieldset class="setting">
    <legend>${t('door.settings.sound')}</legend>
    <div class="setting-choices" data-count="2">
      ${[false, true].map((off) => html`<label key=${String(off)} class="segment">
        <input type="radio" name="sound" checked=${off === muted} onChange=${() => turn(off)} /><span>${t(off ? 'door.settings.sound.off' : 'door.settings.sound.on')}</span>
      </label>`)}
      ${!muted && html`<label class="setting-volume"><span>${t('door.settings.volume')}</span>
        <input type="range" min="0" max=${VOLUMES.length - 1} step="1" value=${step} onChange=${louder} /></label>`}
    </div>
  </fieldset>`;
}

/** @param {boolean} off sound on says so by sounding */
function turn(off) {
  setMuted(off);
  play('rising');
}

function useMuted() {
  const [muted, setShown] = useState(isMuted);
  useEffect(() => onMuted(() => setShown(isMuted())), []);
  return muted;
}
