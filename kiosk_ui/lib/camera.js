/**
 * A camera that reads QR codes: picture into a video element, frames to scan_worker.js, one reading per presentation.
 * Why there is no picture is told as a code with words in `camera.trouble.*`.
 */
import { presented } from './presentation.js';

const FRAME_EVERY_MS = 70; // between the end of one reading and the next frame
const WIDEST = 1280; // pixels read; more reads no more codes and takes longer

/** @typedef {'denied' | 'none' | 'insecure' | 'busy'} CameraTroubleCode */

export class CameraTrouble extends Error {
  /** @param {CameraTroubleCode} code */
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/**
 * @typedef {object} Camera
 * @property {() => void} stop
 * @property {boolean} isFront whether it looks at the person holding it: the picture is then shown mirrored
 * @property {string} deviceId
 * @property {{id: string, label: string}[]} cameras all there are
 * @property {((on: boolean) => Promise<void>) | null} setTorch null where it has no light
 */

/**
 * Open a camera and read codes from it until it is stopped.
 * @param {HTMLVideoElement} video
 * @param {(text: string) => void} onRead
 * @param {{facing?: 'user' | 'environment', deviceId?: string | null, onLost?: () => void}} [wish] `onLost`: it was unplugged or taken away
 * @returns {Promise<Camera>}
 * @throws {CameraTrouble}
 */
export async function openCamera(video, onRead, { facing = 'environment', deviceId, onLost } = {}) {
  const stream = await streamOf(facing, deviceId);
  const track = /** @type {MediaStreamTrack} */ (stream.getVideoTracks()[0]);
  video.srcObject = stream;
  video.muted = true;
  video.playsInline = true;
  await video.play().catch(() => {
    // Replaced by a newer camera before it could play: that one has its own reading.
  });
  const settings = track.getSettings();
  const stopReading = readFrames(video, onRead);
  track.addEventListener('ended', () => onLost?.());
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
  };
}

/** @param {'user' | 'environment'} facing @param {string | null | undefined} deviceId */
async function streamOf(facing, deviceId) {
  if (!navigator.mediaDevices?.getUserMedia) throw new CameraTrouble('insecure');
  const size = { width: { ideal: 1280 }, height: { ideal: 720 } };
  const which = deviceId ? { deviceId: { ideal: deviceId } } : { facingMode: { ideal: facing } };
  try {
    return await navigator.mediaDevices.getUserMedia({ video: { ...size, ...which }, audio: false });
  } catch (error) {
    throw new CameraTrouble(troubleOf(error));
  }
}

/** @param {unknown} error @returns {CameraTroubleCode} */
function troubleOf(error) {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy';
  return 'none';
}

/** @param {HTMLVideoElement} video @param {(text: string) => void} onRead @returns {() => void} stops */
function readFrames(video, onRead) {
  const worker = new Worker(new URL('./scan_worker.js', import.meta.url), { type: 'module' });
  const canvas = document.createElement('canvas');
  const drawing = canvas.getContext('2d', { willReadFrequently: true });
  let seen = /** @type {import('./presentation.js').Seen} */ (new Map());
  let timer = 0;

  const next = () => {
    if (!drawing || document.hidden || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || !video.videoWidth) {
      timer = window.setTimeout(next, FRAME_EVERY_MS);
      return;
    }
    const scale = Math.min(1, WIDEST / Math.max(video.videoWidth, video.videoHeight));
    const width = Math.round(video.videoWidth * scale);
    const height = Math.round(video.videoHeight * scale);
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    drawing.drawImage(video, 0, 0, width, height);
    const pixels = drawing.getImageData(0, 0, width, height).data.buffer;
    worker.postMessage({ pixels, width, height }, [pixels]);
  };
  worker.addEventListener('message', ({ data }) => {
    const shown = presented(seen, data.texts, performance.now());
    seen = shown.seen;
    if (shown.fresh[0] !== undefined) onRead(shown.fresh[0]);
    timer = window.setTimeout(next, FRAME_EVERY_MS);
  });
  next();
  return () => {
    clearTimeout(timer);
    worker.terminate();
  };
}

async function camerasThere() {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter(({ kind }) => kind === 'videoinput').map(({ deviceId, label }) => ({ id: deviceId, label }));
}

/** @param {MediaStreamTrack} track */
function torchOf(track) {
  const abilities = /** @type {{torch?: boolean}} */ (track.getCapabilities?.() ?? {});
  if (!abilities.torch) return null;
  return (/** @type {boolean} */ on) => track.applyConstraints({ advanced: [/** @type {any} */ ({ torch: on })] });
}
