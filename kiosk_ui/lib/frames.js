/**
 * Takes frames out of a playing video, one whenever the reader has room and the picture is a new one; fewer while nothing moves,
 * none while the page is hidden.
 */

const IDLE_AFTER_MS = 3000; // without any movement
const IDLE_EVERY_MS = 100;
const WAIT_MS = 200; // no picture yet, or nobody looks at the page
const STUCK_MS = 1000; // a video whose frames are not announced (a page just come back) is asked all the same
const WIDEST = 1920; // pixels read where frames go through a canvas

/**
 * @param {HTMLVideoElement} video
 * @param {(message: object, transfer: Transferable[]) => void} give
 * @returns {{next: (isStill: boolean) => void, stop: () => void}} `next`: the reader is done with the last frame
 */
export function framesOf(video, give) {
  const canvas = document.createElement('canvas');
  let timer = 0;
  let announced = 0;
  let movedAt = performance.now();
  let isStopped = false;

  const cancel = () => {
    clearTimeout(timer);
    if (announced) video.cancelVideoFrameCallback?.(announced);
    announced = 0;
  };
  const later = (/** @type {number} */ ms) => {
    timer = window.setTimeout(take, ms);
  };
  const take = () => {
    cancel();
    if (isStopped) return;
    if (document.hidden || video.paused || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || !video.videoWidth) return later(WAIT_MS);
    const frame = frameOf(video) ?? drawnOf(video, canvas);
    if (frame === null) return later(WAIT_MS);
    give(frame, 'frame' in frame ? [frame.frame] : [frame.pixels]);
  };
  const next = (/** @type {boolean} */ isStill) => {
    const now = performance.now();
    if (!isStill) movedAt = now;
    if (now - movedAt > IDLE_AFTER_MS) return later(IDLE_EVERY_MS);
    if (!video.requestVideoFrameCallback) return later(IDLE_EVERY_MS / 3);
    announced = video.requestVideoFrameCallback(take);
    later(STUCK_MS);
  };
  take();
  return { next, stop: () => { isStopped = true; cancel(); } };
}

/** @param {HTMLVideoElement} video @returns {{frame: VideoFrame} | null} null where the browser has none to give */
function frameOf(video) {
  if (!('VideoFrame' in globalThis)) return null;
  try {
    return { frame: new VideoFrame(video) };
  } catch {
    return null; // The picture was taken away between two lines: the canvas shows the last one.
  }
}

/** @param {HTMLVideoElement} video @param {HTMLCanvasElement} canvas @returns {{pixels: ArrayBuffer, width: number, height: number} | null} */
function drawnOf(video, canvas) {
  const drawing = canvas.getContext('2d', { willReadFrequently: true });
  if (!drawing) return null;
  const scale = Math.min(1, WIDEST / Math.max(video.videoWidth, video.videoHeight));
  const width = Math.round(video.videoWidth * scale);
  const height = Math.round(video.videoHeight * scale);
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  drawing.drawImage(video, 0, 0, width, height);
  return { pixels: drawing.getImageData(0, 0, width, height).data.buffer, width, height };
}
