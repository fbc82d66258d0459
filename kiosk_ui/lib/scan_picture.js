/** The live picture to aim with: what was read of it, its camera, light and zoom, and the words for when there is none. */
import { html, useEffect, useRef, useState } from 'preact-htm';
import { keep, kept } from './address.js';
import { CameraTrouble, openCamera } from './camera.js';
import { whenCameraMayBeBack } from './camera_back.js';
import { Button, Icon } from './parts.js';
import { t } from './words.js';

const STILL_MS = 3000; // what was read stays in view so long

/** @typedef {import('./camera.js').Camera} Camera */

/**
 * @param {{onRead: (text: string) => void, facing?: 'user' | 'environment', hint?: string}} props
 *   `hint`: what else works, said under the reason when there is no picture
 */
export function ScanPicture({ onRead, facing = 'environment', hint }) {
  const video = useRef(/** @type {HTMLVideoElement | null} */ (null));
  const read = useRef(onRead);
  read.current = onRead;
  const [camera, setCamera] = useState(/** @type {Camera | null} */ (null));
  const [trouble, setTrouble] = useState(/** @type {import('./camera.js').CameraTroubleCode | null} */ (null));
  const [hindrance, setHindrance] = useState(/** @type {import('./camera.js').Hindrance | null} */ (null));
  const [still, setStill] = useState(/** @type {import('./camera.js').Still | null} */ (null));
  const [tries, setTries] = useState(0);
  const again = () => setTries((count) => count + 1);

  useEffect(() => {
    let isGone = false;
    let opened = /** @type {Camera | null} */ (null);
    if (!video.current) return;
    const failed = (/** @type {import('./camera.js').CameraTroubleCode} */ code) => {
      if (isGone) return;
      setCamera(null);
      setTrouble(code);
    };
    const onText = (/** @type {string} */ text, /** @type {import('./camera.js').Still} */ shown) => {
      setStill(shown);
      read.current(text);
    };
    openCamera(video.current, onText, { facing, deviceId: kept('camera'), onLost: () => failed('lost'), onHindered: setHindrance }).then(
      (found) => {
        opened = found;
        if (isGone) return found.stop();
        setTrouble(null);
        setHindrance(null);
        setCamera(found);
      },
      (error) => failed(error instanceof CameraTrouble ? error.code : 'none'),
    );
    return () => {
      isGone = true;
      opened?.stop();
    };
  }, [facing, tries]);
  useEffect(() => (trouble === null ? undefined : whenCameraMayBeBack(trouble, again)), [trouble, tries]);

  const choose = (/** @type {string} */ id) => {
    keep('camera', id);
    again();
  };
  return html`<div class="scan-picture" data-state=${trouble ? 'trouble' : camera ? 'open' : 'opening'}>
    <video ref=${video} data-front=${camera?.isFront ? 'yes' : 'no'} aria-label=${t('camera.picture')}></video>
    <span class="scan-frame" aria-hidden="true"></span>
    ${trouble && html`<div class="scan-trouble" role="alert">
      <${Icon} name="camera" />
      <p>${t(`camera.trouble.${trouble}`)}</p>
      ${hint && html`<p class="quiet">${hint}</p>`}
      ${trouble !== 'insecure' && html`<${Button} onClick=${again}>${t('camera.again')}<//>`}
    </div>`}
    ${!trouble && hindrance && html`<p class="scan-note" role="alert"><${Icon} name="warning" />${t(`camera.hindered.${hindrance}`)}</p>`}
    ${!trouble && still && html`<${StillOf} still=${still} onOver=${() => setStill(null)} />`}
    ${camera && !trouble && html`<${Tools} key=${camera.deviceId} camera=${camera} onChoose=${choose} />`}
  </div>`;
}

/** What was read, for a moment. @param {{still: import('./camera.js').Still, onOver: () => void}} props */
function StillOf({ still, onOver }) {
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  useEffect(() => {
    const pixels = Uint8ClampedArray.from({ length: still.data.length * 4 }, (_, at) => (at % 4 === 3 ? 255 : still.data[at >> 2] ?? 0));
    canvas.current?.getContext('2d')?.putImageData(new ImageData(pixels, still.width, still.height), 0, 0);
    const timer = setTimeout(onOver, STILL_MS);
    return () => clearTimeout(timer);
  }, [still]);
  return html`<canvas class="scan-still" ref=${canvas} width=${still.width} height=${still.height} role="img" aria-label=${t('camera.still')}></canvas>`;
}

/** @param {{camera: Camera, onChoose: (id: string) => void}} props */
function Tools({ camera: { cameras, deviceId, setTorch, zoom }, onChoose }) {
  const [isLit, setLit] = useState(false);
  const light = () => void setTorch?.(!isLit).then(() => setLit(!isLit), () => undefined); // A light that will not burn stays off.
  const other = () => {
    const next = cameras[(cameras.findIndex(({ id }) => id === deviceId) + 1) % cameras.length];
    if (next) onChoose(next.id);
  };
  const pick = (/** @type {any} */ event) => {
    event.target.blur(); // or the next scan's letters would choose a camera
    onChoose(event.target.value);
  };
  return html`<div class="scan-tools">
    ${zoom && html`<${Zoom} zoom=${zoom} />`}
    ${cameras.length > 2 && html`<select aria-label=${t('camera.which')} value=${deviceId} onChange=${pick}>
      ${cameras.map(({ id, label }, at) => html`<option key=${id} value=${id}>${label || t('camera.number', { number: at + 1 })}</option>`)}
    </select>`}
    ${cameras.length === 2 && html`<${Button} icon="camera" label=${t('camera.other')} onClick=${other} />`}
    ${setTorch && html`<${Button} icon="torch" label=${t('camera.torch')} pressed=${isLit} onClick=${light} />`}
  </div>`;
}

/** How near it looks, kept for this station. @param {{zoom: import('./camera_abilities.js').Zoom}} props */
function Zoom({ zoom: { min, max, step, value, set } }) {
  const [near, setNear] = useState(value);
  const change = (/** @type {number} */ wish) => {
    setNear(wish);
    set(wish).catch(() => setNear(value));
  };
  useEffect(() => {
    const wish = Number(kept('zoom'));
    if (wish > min && wish <= max && wish !== value) change(wish);
  }, []);
  return html`<label class="scan-zoom"><${Icon} name="search" /><span class="spoken">${t('camera.zoom')}</span>
    <input type="range" min=${min} max=${max} step=${step} value=${near} onInput=${(/** @type {any} */ event) => change(Number(event.target.value))}
      onChange=${(/** @type {any} */ event) => keep('zoom', event.target.value)} />
  </label>`;
}
