/** zxing-wasm as one function: a grey picture in, what its QR codes say and where they stand out. Which pictures are tried is looks.js's business. */
import { defaultReaderOptions, getZXingModule } from '../vendor/zxing-wasm/reader/index.js';
import { textOf } from './code_text.js';

const LOCAL_AVERAGE = 0; // zxing's numbers of its binarizers
const GLOBAL_HISTOGRAM = 1;
const PLAIN_TEXT = 0;
const MOST_CODES = 8; // in one picture, read or only located
const WITH_CHARSET = [']Q2', ']Q4', ']Q6']; // ISO/IEC 18004: the code carries an ECI
const LEAST_SIDE = 8; // pixels

/**
 * @param {{locateFile?: (path: string) => string, wasmBinary?: ArrayBuffer}} where the wasm is
 * @returns {Promise<import('./looks.js').Read>}
 */
export async function openReader(where) {
  const zxing = await getZXingModule(where);
  const options = {
    ...defaultReaderOptions, formats: 'QRCode', textMode: PLAIN_TEXT, eanAddOnSymbol: 0, characterSet: 0, maxNumberOfSymbols: MOST_CODES, returnErrors: true,
  };
  return ({ data, width, height }, { isGlobal = false } = {}) => {
    if (Math.min(width, height) < LEAST_SIDE) return { readings: [], undecoded: [] };
    const place = zxing._malloc(data.length);
    try {
      zxing.HEAPU8.set(data, place);
      const codes = zxing.readBarcodesFromPixmap(place, width, height, { ...options, binarizer: isGlobal ? GLOBAL_HISTOGRAM : LOCAL_AVERAGE });
      return found(codes);
    } finally {
      zxing._free(place);
    }
  };
}

/** @param {import('../vendor/zxing-wasm/reader/index.js').Codes} codes @returns {import('./looks.js').Found} */
function found(codes) {
  const readings = [];
  const undecoded = [];
  for (let at = 0; at < codes.size(); at += 1) {
    const code = codes.get(at);
    const box = boxOf(code.position);
    if (!code.isValid) undecoded.push(box);
    // The reader's own text rewrites control characters: the bytes are what the code holds.
    else readings.push({ text: textOf(code.bytes, { guess: code.text, namesCharset: WITH_CHARSET.includes(code.symbologyIdentifier) }), box });
  }
  codes.delete();
  return { readings, undecoded };
}

/** @param {import('../vendor/zxing-wasm/reader/index.js').Position} position @returns {import('./grey.js').Box} */
function boxOf({ topLeft, topRight, bottomRight, bottomLeft }) {
  const corners = [topLeft, topRight, bottomRight, bottomLeft];
  const x = Math.min(...corners.map((corner) => corner.x));
  const y = Math.min(...corners.map((corner) => corner.y));
  return { x, y, width: Math.max(...corners.map((corner) => corner.x)) - x, height: Math.max(...corners.map((corner) => corner.y)) - y };
}
