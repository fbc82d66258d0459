/** How a verdict sounds, and the button that says whether it may. */
import { html, useEffect, useState } from 'preact-htm';
import { Button } from '../lib/parts.js';
import { isMuted, play, setMuted, unlock } from '../lib/sound.js';
import { t } from '../lib/words.js';
import { lookOf } from './looks.js';

const FILLS_MS = 1200;

/** Sound a verdict once, and let it fill the screen for its time. @param {import('./door_state.js').Door} door @param {(action: import('./door_state.js').Action) => void} send */
export function useShown({ shown, isFull }, send) {
  useEffect(() => {
    if (!shown) return;
    play(lookOf(shown).tone);
    const timer = setTimeout(() => send({ type: 'shrink', scan_id: shown.scan_id }), FILLS_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  useEffect(() => {
    if (isFull) navigator.vibrate?.(shown?.kind === 'verdict' && lookOf(shown).colour === 'good' ? 60 : [90, 60, 90]);
  }, [shown]);
}

/** Sound on or off; until the first touch the browser keeps every page silent, and this says so. */
export function SoundButton() {
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
