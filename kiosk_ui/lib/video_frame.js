/** A camera's frame as a grey picture. Where the camera gives brightness apart from colour (nearly all do), that plane is it; runs in the worker. */
import { greyOf } from './grey.js';

const WITH_LUMINANCE = ['I420', 'I420A', 'I422', 'I444', 'NV12', 'NV21'];

let room = new Uint8Array(0);
let canvas = /** @type {OffscreenCanvas | null} */ (null);

/**
 * @param {VideoFrame & {rotation?: number}} frame is closed
 * @returns {Promise<import('./grey.js').Grey>} good until the next one is asked for
 */
export async function luminanceOf(frame) {
  try {
    const isPlain = WITH_LUMINANCE.includes(frame.format ?? '') && !frame.rotation;
    return isPlain ? await planeOf(frame) : drawn(frame);
  } finally {
    frame.close();
  }
}

/** @param {VideoFrame} frame @returns {Promise<import('./grey.js').Grey>} */
async function planeOf(frame) {
  const { width, height } = /** @type {DOMRectReadOnly} */ (frame.visibleRect);
  if (room.length < frame.allocationSize()) room = new Uint8Array(frame.allocationSize());
  const { offset, stride } = /** @type {PlaneLayout} */ ((await frame.copyTo(room))[0]);
  const plane = room.subarray(offset, offset + stride * height);
  if (stride === width) return { data: plane, width, height };
  const data = new Uint8Array(width * height);
  for (let row = 0; row < height; row += 1) data.set(plane.subarray(row * stride, row * stride + width), row * width);
  return { data, width, height };
}

/** @param {VideoFrame} frame @returns {import('./grey.js').Grey} of one that lives on the graphics card, or is turned */
function drawn(frame) {
  const { displayWidth: width, displayHeight: height } = frame;
  canvas ??= new OffscreenCanvas(width, height);
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const drawing = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d', { willReadFrequently: true }));
  drawing.drawImage(frame, 0, 0, width, height);
  return greyOf(drawing.getImageData(0, 0, width, height).data, width, height);
}
