/** A picture made small enough to send: legible, and never over what the server takes. */

const WIDEST = 1400; // pixels of the longer side
const LARGEST = 780_000; // characters of base64
const QUALITIES = [0.8, 0.6, 0.4, 0.25];

/**
 * @param {CanvasImageSource} source
 * @param {number} width
 * @param {number} height
 * @returns {string} a JPEG as a data URL
 */
export function jpegOf(source, width, height) {
  const scale = Math.min(1, WIDEST / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext('2d')?.drawImage(source, 0, 0, canvas.width, canvas.height);
  const made = QUALITIES.map((quality) => () => canvas.toDataURL('image/jpeg', quality));
  let url = '';
  for (const make of made) {
    url = make();
    if (url.length <= LARGEST) break;
  }
  return url;
}
