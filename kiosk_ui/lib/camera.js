/**
 * A camera that reads QR codes: picture into a video element, frames to scan_worker.js, one reading per presentation.
 * Why there is no picture is told as a code with words in `camera.trouble.*`. What it can do besides: camera_abilities.js.
 */
import { askShortExposure, torchOf, zoomOf } from './camera_abilities.js';
import { framesOf } from './frames.js';

const APART_MS = 1200; // between the codes of one frame: each verdict is to be seen
const BLACK_MS = 1500; // a camera opens its eye slowly, and a hand passes before it
const BRIGHT_EVERY_MS = 1000;

/** @typedef {'denied' | 'none' | 'insecure' | 'busy' | 'lost'} CameraTroubleCode */

export class CameraTrouble extends Error {
  /** @param {CameraTroubleCode} code */
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** @typedef {import('./grey.js').Grey} Still what one frame showed of a code, small */
/** @typedef {'black' | 'paused' | 'broken'} Hindrance it is open and nothing is read: covered, taken away for a while, or the reader did not load */

/**
 * @typedef {object} Camera
 * @property {() => void} stop
 * @property {boolean} isFront whether it looks at the person holding it: the picture is then shown mirrored
 * @property {string} deviceId
 * @property {{id: string, label: string}[]} cameras all there are
 * @property {((on: boolean) => Promise<void>) | null} setTorch null where it has no light
 * @property {import('./camera_abilities.js').Zoom | null} zoom null where it has none
 */

/**
 * Open a camera and read codes from it until it is stopped.
 * @param {HTMLVideoElement} video
 * @param {(text: string, still: Still) => void} onRead several codes in one frame come from left to right, one after another
 * @param {{facing?: 'user' | 'environment', deviceId?: string | null, onLost?: () => void, onHindered?: (by: Hindrance | null) => void}} [wish]
 *   `onLost`: it was unplugged or taken away; `onHindered`: why nothing can be read at the moment, null when it can again
 * @returns {Promise<Camera>}
 * @throws {CameraTrouble}
 */
export async function openCamera(video, onRead, { facing = 'environment', deviceId, onLost, onHindered } = {}) {
  const stream = await streamOf(facing, deviceId);
  const track = /** @type {MediaStreamTrack} */ (stream.getVideoTracks()[0]);
  const worker = openReader();
  video.srcObject = stream;
  video.muted = true;
  video.playsInline = true;
  await video.play().catch(() => {
    // Replaced by a newer camera before it could play: that one has its own reading.
  });
  const giveWay = askShortExposure(track);
  const settings = track.getSettings();
  const stopReading = readFrames(video, worker, { onRead, onHindered, onBrightness: (mean) => void giveWay.then((give) => give(mean)) });
  track.addEventListener('ended', () => onLost?.());
  track.addEventListener('mute', () => onHindered?.('paused'));
  track.addEventListener('unmute', () => onHindered?.(null));
  return {
    stop: () => {
      stopReading();
      for (const each of stream.getTracks()) each.stop();
      if (video.srcObject === stream) video.srcObject = null;
    },
    isFront: (settings.facingMode ?? facing) === 'user',
    deviceId: settings.deviceId ?? '',
    cameras: await camerasThere(),
    setTorch: torchOf(track),
    zoom: zoomOf(track),
  };
}

/** Its script comes through a blob: only then does a door's service worker serve it when the server does not answer. */
function openReader() {
  const script = new URL('./scan_worker.js', import.meta.url).href;
  const start = URL.createObjectURL(new Blob([`import ${JSON.stringify(script)};`], { type: 'text/javascript' }));
  const worker = new Worker(start, { type: 'module' });
  worker.addEventListener('message', () => URL.revokeObjectURL(start), { once: true });
  return worker;
}

/** @param {'user' | 'environment'} facing @param {string | null | undefined} deviceId */
async function streamOf(facing, deviceId) {
  if (!navigator.mediaDevices?.getUserMedia) throw new CameraTrouble('insecure');
  // A worn code is small: the wider picture has more pixels a module, but never at the price of fewer frames.
  const size = { width: { ideal: 1920 }, height: { ideal: 1080 }, frameRate: { ideal: 30 }, zoom: true };
  const asked = (/** @type {MediaTrackConstraints} */ which) => navigator.mediaDevices.getUserMedia({ video: { ...size, ...which }, audio: false });
  try {
    // Exactly the chosen one: as a mere wish it loses against a camera with more pixels.
    if (deviceId) return await asked({ deviceId: { exact: deviceId } }).catch((error) => (isGone(error) ? asked({ facingMode: { ideal: facing } }) : Promise.reject(error)));
    return await asked({ facingMode: { ideal: facing } });
  } catch (error) {
    throw new CameraTrouble(troubleOf(error));
  }
}

/** @param {unknown} error whether the chosen camera is not there any more */
const isGone = (error) => error instanceof Error && ['OverconstrainedError', 'NotFoundError'].includes(error.name);

/** @param {unknown} error @returns {CameraTroubleCode} */
function troubleOf(error) {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy';
  return 'none';
}

/**
 * @param {HTMLVideoElement} video
 * @param {Worker} worker
 * @param {{onRead: (text: string, still: Still) => void, onHindered: ((by: Hindrance | null) => void) | undefined, onBrightness: (mean: number) => void}} told
 * @returns {() => void} stops
 */
function readFrames(video, worker, { onRead, onHindered, onBrightness }) {
  const turns = inTurn(onRead);
  const darkness = darknessTeller(onHindered);
  let measuredAt = performance.now();
  const frames = framesOf(video, (message, transfer) => worker.postMessage(message, transfer));
  worker.addEventListener('error', () => onHindered?.('broken'));
  worker.addEventListener('message', ({ data: { fresh, isStill, isBlack, mean, isBroken } }) => {
    if (isBroken) return onHindered?.('broken');
    frames.next(isStill);
    turns.add(fresh);
    const now = performance.now();
    darkness(isBlack, now);
    if (now - measuredAt < BRIGHT_EVERY_MS) return;
    measuredAt = now;
    if (!isBlack) onBrightness(mean);
  });
  return () => {
    frames.stop();
    turns.stop();
    worker.terminate();
  };
}

/** @param {((by: Hindrance | null) => void) | undefined} onHindered @returns {(isBlack: boolean, now: number) => void} */
function darknessTeller(onHindered) {
  let since = /** @type {number | null} */ (null);
  let isTold = false;
  return (isBlack, now) => {
    since = isBlack ? since ?? now : null;
    const isNow = since !== null && now - since >= BLACK_MS;
    if (isNow !== isTold) onHindered?.(isNow ? 'black' : null);
    isTold = isNow;
  };
}

/**
 * Tell the codes of one frame one after another; a single one at once.
 * @param {(text: string, still: Still) => void} onRead
 */
function inTurn(onRead) {
  let waiting = /** @type {{text: string, still: Still}[]} */ ([]);
  let timer = 0;
  const tell = () => {
    const [first, ...others] = waiting;
    waiting = others;
    timer = others.length ? window.setTimeout(tell, APART_MS) : 0;
    if (first) onRead(first.text, first.still);
  };
  return {
    add: (/** @type {{text: string, still: Still}[]} */ fresh) => {
      waiting = [...waiting, ...fresh];
      if (waiting.length && timer === 0) tell();
    },
    stop: () => clearTimeout(timer),
  };
}

async function camerasThere() {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter(({ kind }) => kind === 'videoinput').map(({ deviceId, label }) => ({ id: deviceId, label }));
}
