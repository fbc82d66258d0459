/** The live picture to aim with, its camera choice and light, and the words for when there is none. */
import { html, useEffect, useRef, useState } from 'preact-htm';
import { keep, kept } from './address.js';
import { CameraTrouble, openCamera } from './camera.js';
import { Button, Icon } from './parts.js';
import { t } from './words.js';

/**
 * @param {{onRead: (text: string) => void, facing?: 'user' | 'environment', hint?: string}} props
 *   `hint`: what else works, said under the reason when there is no picture
 */
export function ScanPicture({ onRead, facing = 'environment', hint }) {
  const video = useRef(/** @type {HTMLVideoElement | null} */ (null));
  const read = useRef(onRead);
  read.current = onRead;
  const [camera, setCamera] = useState(/** @type {import('./camera.js').Camera | null} */ (null));
  const [trouble, setTrouble] = useState(/** @type {string | null} */ (null));
  const [tries, setTries] = useState(0);
  const [isLit, setLit] = useState(false);

  useEffect(() => {
    let isGone = false;
    let opened = /** @type {import('./camera.js').Camera | null} */ (null);
    if (!video.current) return;
    const lost = () => {
      setCamera(null);
      setTrouble('busy');
    };
    openCamera(video.current, (text) => read.current(text), { facing, deviceId: kept('camera'), onLost: lost }).then(
      (found) => {
        opened = found;
        if (isGone) return found.stop();
        setTrouble(null);
        setLit(false);
        setCamera(found);
      },
      (error) => {
        if (!isGone) setTrouble(error instanceof CameraTrouble ? error.code : 'none');
      },
    );
    return () => {
      isGone = true;
      opened?.stop();
    };
  }, [facing, tries]);

  const choose = () => {
    const at = camera?.cameras.findIndex(({ id }) => id === camera.deviceId) ?? -1;
    const next = camera?.cameras[(at + 1) % camera.cameras.length];
    if (next) keep('camera', next.id);
    setTries(tries + 1);
  };
  const light = () => void camera?.setTorch?.(!isLit).then(() => setLit(!isLit));

  return html`<div class="scan-picture" data-state=${trouble ? 'trouble' : camera ? 'open' : 'opening'}>
    <video ref=${video} data-front=${camera?.isFront ? 'yes' : 'no'} aria-label=${t('camera.picture')}></video>
    <span class="scan-frame" aria-hidden="true"></span>
    ${trouble && html`<div class="scan-trouble" role="alert">
      <${Icon} name="camera" />
      <p>${t(`camera.trouble.${trouble}`)}</p>
      ${hint && html`<p class="quiet">${hint}</p>`}
      ${trouble !== 'insecure' && html`<${Button} onClick=${() => setTries(tries + 1)}>${t('camera.again')}<//>`}
    </div>`}
    <div class="scan-tools">
      ${(camera?.cameras.length ?? 0) > 1 && html`<${Button} icon="camera" label=${t('camera.other')} onClick=${choose} />`}
      ${camera?.setTorch && html`<${Button} icon="torch" label=${t('camera.torch')} pressed=${isLit} onClick=${light} />`}
    </div>
  </div>`;
}
