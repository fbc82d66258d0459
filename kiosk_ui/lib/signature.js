/**
 * The area to sign in, with finger, pen or mouse. It tells the strokes whenever the finger lifts; what is signed for, and
 * sending it, belong to the page.
 */
import { html, useEffect, useRef, useState } from 'preact-htm';
import { Button } from './parts.js';
import { begun, drawnOn, signatureOf } from './signature_strokes.js';
import { t } from './words.js';

/** @typedef {import('./signature_strokes.js').Strokes} Strokes */

const PEN_SHARE = 0.006; // of the area's width

/**
 * @param {{onChange: (signature: import('./signature_strokes.js').Signature | null) => void, label?: string}} props
 *   `onChange`: null while nothing, or no more than a dot, was drawn; `label`: what is signed for
 */
export function SignaturePad({ onChange, label }) {
  const area = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const strokes = useRef(/** @type {Strokes} */ ([]));
  const firstAt = useRef(0);
  const [isEmpty, setEmpty] = useState(true);
  useEffect(() => fitted(area.current, () => draw(area.current, strokes.current)), []);

  const tell = () => {
    setEmpty(strokes.current.length === 0);
    onChange(signatureOf(strokes.current, aspectOf(area.current)));
  };
  /** @param {PointerEvent} event @returns {import('./signature_strokes.js').Point} */
  const pointOf = (event) => {
    const box = /** @type {HTMLCanvasElement} */ (area.current).getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.width, event.timeStamp - firstAt.current];
  };
  const down = (/** @type {PointerEvent} */ event) => {
    // A palm that lies down beside the pen is not the pen.
    if (event.button > 0 || !event.isPrimary) return;
    area.current?.setPointerCapture(event.pointerId);
    if (strokes.current.length === 0) firstAt.current = event.timeStamp;
    strokes.current = begun(strokes.current, pointOf(event), aspectOf(area.current));
    setEmpty(false);
  };
  const move = (/** @type {PointerEvent} */ event) => {
    if (!event.isPrimary || !area.current?.hasPointerCapture(event.pointerId)) return;
    const events = event.getCoalescedEvents?.() ?? [];
    const aspect = aspectOf(area.current);
    for (const each of events.length > 0 ? events : [event]) strokes.current = drawnOn(strokes.current, pointOf(each), aspect);
    draw(area.current, strokes.current);
  };
  const clear = () => {
    strokes.current = [];
    draw(area.current, strokes.current);
    tell();
  };
  return html`<div class="signature">
    <p class="signature-label">${label ?? t('signature.label')}</p>
    <div class="signature-area" data-empty=${isEmpty ? 'yes' : 'no'}>
      <canvas ref=${area} role="img" aria-label=${t(isEmpty ? 'signature.empty' : 'signature.drawn')}
        onPointerDown=${down} onPointerMove=${move} onPointerUp=${tell} onPointerCancel=${tell}></canvas>
      <span class="signature-hint" aria-hidden="true">${t('signature.here')}</span>
    </div>
    <${Button} kind="quiet" icon="x" disabled=${isEmpty} onClick=${clear}>${t('signature.clear')}<//>
  </div>`;
}

/** @param {HTMLCanvasElement | null} area */
function aspectOf(area) {
  const box = area?.getBoundingClientRect();
  return box && box.width > 0 ? Math.min(2, Math.round((box.height / box.width) * 1000) / 1000) : 0.4;
}

/**
 * Keep the canvas as fine as the screen it is on.
 * @param {HTMLCanvasElement | null} area
 * @param {() => void} redraw
 * @returns {() => void} stops
 */
function fitted(area, redraw) {
  if (!area) return () => undefined;
  const fit = () => {
    const { width, height } = area.getBoundingClientRect();
    area.width = Math.round(width * devicePixelRatio);
    area.height = Math.round(height * devicePixelRatio);
    redraw();
  };
  const observer = new ResizeObserver(fit);
  observer.observe(area);
  fit();
  return () => observer.disconnect();
}

/** @param {HTMLCanvasElement | null} area @param {Strokes} strokes */
function draw(area, strokes) {
  const pen = area?.getContext('2d');
  if (!area || !pen) return;
  pen.clearRect(0, 0, area.width, area.height);
  pen.strokeStyle = getComputedStyle(area).color;
  pen.lineWidth = PEN_SHARE * area.width;
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  for (const stroke of strokes) {
    pen.beginPath();
    stroke.forEach(([x, y], at) => (at === 0 ? pen.moveTo(x * area.width, y * area.width) : pen.lineTo(x * area.width, y * area.width)));
    pen.stroke();
  }
}
