/**
 * Reads QR codes out of frames, off the page's thread. In: `{frame}` (a VideoFrame) or `{pixels, width, height}` (RGBA).
 * Out, once a frame: `{fresh, isStill, isBlack, mean}`; `fresh` are the codes presented anew, from left to right, each with a
 * small grey still of what was read. `{isBroken}`: the reader could not be loaded.
 */
import { openReader } from './qr_reader.js';
import { FrameReader } from './frame_reader.js';
import { greyOf, thumbnail, widened } from './grey.js';
import { presented } from './presentation.js';
import { luminanceOf } from './video_frame.js';

const STILL_SIDE = 160; // pixels
const STILL_MARGIN = 0.35; // of the code's side: enough of the badge to know it again

const opening = openReader({ locateFile: (path) => new URL(`../vendor/zxing-wasm/${path}`, import.meta.url).href });
const reading = opening.then((read) => new FrameReader(read, () => performance.now()));
reading.catch(() => globalThis.postMessage({ isBroken: true }));
let seen = /** @type {import('./presentation.js').Seen} */ (new Map());

globalThis.addEventListener('message', async ({ data }) => {
  try {
    const picture = data.frame ? await luminanceOf(data.frame) : greyOf(new Uint8ClampedArray(data.pixels), data.width, data.height);
    const { readings, ...state } = (await reading).take(picture);
    const shown = presented(seen, readings.map(({ text }) => text), performance.now());
    seen = shown.seen;
    const fresh = readings.filter(({ text }) => shown.fresh.includes(text)).map(({ text, box }) => (
      { text, still: thumbnail(picture, widened(box, picture, STILL_MARGIN), STILL_SIDE) }
    ));
    globalThis.postMessage({ fresh, ...state });
  } catch (error) {
    // A frame that can't be read is no reason to stop reading: the page sends the next one.
    globalThis.postMessage({ fresh: [], isStill: false, isBlack: false, mean: 0, error: String(error) });
  }
});
