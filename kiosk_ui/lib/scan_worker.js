/** Reads QR codes out of frames, off the page's thread. In: `{pixels, width, height}`; out: `{texts}`, largest code first. */
import { prepareZXingModule, readBarcodes } from '../vendor/zxing-wasm/reader/index.js';

const OPTIONS = { formats: ['QRCode'], tryHarder: true, tryRotate: true, tryInvert: true, tryDownscale: true, maxNumberOfSymbols: 4 };

prepareZXingModule({ overrides: { locateFile: (path) => new URL(`../vendor/zxing-wasm/${path}`, import.meta.url).href } });

globalThis.addEventListener('message', async (event) => {
  const { pixels, width, height } = event.data;
  try {
    const found = await readBarcodes(new ImageData(new Uint8ClampedArray(pixels), width, height), OPTIONS);
    const readable = found.filter(({ isValid }) => isValid).sort((one, other) => size(other) - size(one));
    globalThis.postMessage({ texts: readable.map(textOf) });
  } catch (error) {
    globalThis.postMessage({ texts: [], error: String(error) });
  }
});

/** @param {import('../vendor/zxing-wasm/reader/index.js').ReadResult} found its bytes: the reader's own text rewrites control characters */
function textOf(found) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(found.bytes);
  } catch {
    return found.text;
  }
}

/** @param {import('../vendor/zxing-wasm/reader/index.js').ReadResult} found @returns {number} its diagonal, pixels */
function size({ position: { topLeft, bottomRight } }) {
  return Math.hypot(bottomRight.x - topLeft.x, bottomRight.y - topLeft.y);
}
