/**
 * The stock with its boxes over the server's picture of it. A box is moved by dragging it or with the arrow
 * keys, resized by its handles or with Ctrl and the arrow keys; what that does to the template is `designer_state`'s.
 */
import { html, useEffect, useRef, useState } from 'preact-htm';
import { t } from '../lib/words.js';
import { boundsOf, boxAt, boxesOf, HANDLES, isSame, leastOf, moved, placeName, resized, snapped } from './designer_boxes.js';

/** @typedef {import('./designer_boxes.js').Place} Place */
/** @typedef {import('./designer_boxes.js').Handle} Handle */
/** @typedef {import('./designer_boxes.js').Bounds} Bounds */
/** @typedef {import('./designer_boxes.js').Guide} Guide */
/** @typedef {{place: Place, handle: Handle|null, from: Bounds, x: number, y: number, gesture: string}} Drag */

const SNAP_PX = 6;
const STEP_MM = 1;
const FINE_MM = 0.1;
/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
let gestures = 0;

/**
 * @param {{design: import('./designer_state.js').Design, act: (event: import('./designer_state.js').DesignEvent) => void, address: string,
 *   wrong: Set<string>, faded: boolean}} props  `wrong`: places with a mistake; `faded`: the picture is not of what is there now
 */
export function Canvas({ design, act, address, wrong, faded }) {
  const stock = useRef(/** @type {HTMLElement|null} */ (null));
  const drag = useRef(/** @type {Drag|null} */ (null));
  const [guides, setGuides] = useState(/** @type {Guide[]} */ ([]));
  const { document, chosen, side } = design;
  const size = { width: document['width_mm'], height: document['height_mm'] };
  useFocus(stock, chosen);

  /** @param {any} event @param {Place} place @param {Handle|null} handle */
  const take = (event, place, handle) => {
    const box = boxAt(document, place);
    if (event.button > 0 || !box) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    gestures += 1;
    drag.current = { place, handle, from: boundsOf(box), x: event.clientX, y: event.clientY, gesture: `drag ${gestures}` };
    if (!isSame(chosen, place)) act({ type: 'choose', place });
  };
  const follow = (/** @type {any} */ event) => {
    const { current } = drag;
    const box = current && boxAt(document, current.place);
    if (!current || !box || !stock.current) return;
    const perMm = stock.current.getBoundingClientRect().width / size.width;
    const [dx, dy] = [(event.clientX - current.x) / perMm, (event.clientY - current.y) / perMm];
    if (Math.abs(dx) * perMm < 2 && Math.abs(dy) * perMm < 2) return; // a press is no drag
    const rule = { square: current.place.kind === 'qr', least: current.place.kind === 'line' ? 0 : leastOf(document, current.place.kind) };
    const wanted = current.handle ? resized(current.from, current.handle, dx, dy, size, rule) : moved(current.from, dx, dy, size);
    const others = boxesOf(document, side).filter(({ place }) => !isSame(place, current.place)).map(({ bounds }) => bounds);
    const within = event.altKey || (current.handle && rule.square) ? 0 : SNAP_PX / perMm;
    const found = snapped(wanted, others, size, within, current.handle);
    setGuides(found.guides);
    act({ type: 'place', place: current.place, bounds: found.bounds, gesture: current.gesture });
  };
  const leave = () => {
    drag.current = null;
    setGuides([]);
    act({ type: 'gesture_over' });
  };
  const keys = (/** @type {any} */ event) => {
    const arrow = ARROWS[event.key];
    if (arrow) {
      event.preventDefault();
      const by = event.shiftKey ? FINE_MM : STEP_MM;
      act({ type: event.ctrlKey || event.metaKey ? 'grow' : 'nudge', dx: arrow[0] * by, dy: arrow[1] * by });
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      act({ type: 'remove' });
      stock.current?.focus();
    } else if (event.key === 'Escape') {
      act({ type: 'choose', place: null });
      stock.current?.focus();
    }
  };
  const share = (/** @type {number} */ mm, /** @type {number} */ of) => `${(mm / of) * 100}%`;
  const at = (/** @type {Bounds} */ { x, y, width, height }) => ({ left: share(x, size.width), top: share(y, size.height), width: share(width, size.width), height: share(height, size.height) });
  return html`<div class="stock-place"><div class="stock-room"><div class="stock" ref=${stock} tabindex="0" role="group" aria-label=${t('designer.stock', { width: size.width, height: size.height })}
      style=${{ '--stock-width': size.width, '--stock-height': size.height }} onPointerDown=${() => act({ type: 'choose', place: null })}>
    ${address && html`<img class="stock-picture" src=${address} alt=${t('designer.preview')} draggable="false" data-faded=${faded ? 'yes' : undefined} />`}
    ${boxesOf(document, side).map(({ place, box, bounds }) => html`<button key=${placeName(place)} type="button" class="stock-box" data-kind=${place.kind} data-place=${placeName(place)}
        data-chosen=${isSame(place, chosen) ? 'yes' : undefined} data-wrong=${wrong.has(placeName(place)) ? 'yes' : undefined} style=${at(bounds)}
        aria-label=${boxWords(place, box)} aria-pressed=${String(isSame(place, chosen))} aria-describedby="designer-keys"
        onFocus=${() => { if (!isSame(place, chosen)) act({ type: 'choose', place }); }} onKeyDown=${keys}
        onPointerDown=${(/** @type {any} */ event) => take(event, place, null)} onPointerMove=${follow} onPointerUp=${leave} onPointerCancel=${leave}>
      ${isSame(place, chosen) && HANDLES.map((handle) => html`<i key=${handle} class="stock-handle" data-handle=${handle}
        onPointerDown=${(/** @type {any} */ event) => take(event, place, handle)} onPointerMove=${follow} onPointerUp=${leave} onPointerCancel=${leave}></i>`)}
    </button>`)}
    ${guides.map(({ axis, at: mm }) => html`<i key=${axis} class="stock-guide" data-axis=${axis} style=${axis === 'x' ? { left: share(mm, size.width) } : { top: share(mm, size.height) }}></i>`)}
  </div></div></div>`;
}

/** What a box is called by who sees it and who does not. @param {Place} place @param {Record<string, any>} box */
export function boxWords(place, box) {
  const says = place.kind === 'picture' ? box['file'] : place.kind === 'text' ? box['name'] || box['text'] : box['text'] && box['text'] !== '{credential}' ? box['text'] : '';
  const named = t('designer.place', { kind: t(`designer.kind.${place.kind}`), number: place.index + 1 });
  return says ? `${named} · ${says}` : named;
}

/** What is chosen by another way than a press or a key has the focus too. @param {{current: HTMLElement|null}} stock @param {Place|null} chosen */
function useFocus(stock, chosen) {
  const name = chosen && placeName(chosen);
  useEffect(() => {
    const { activeElement } = globalThis.document;
    if (name === null || activeElement?.closest('.designer-panel')) return;
    const box = stock.current?.querySelector(`[data-place="${name}"]`);
    if (box instanceof HTMLElement && box !== activeElement) box.focus({ preventScroll: true });
  }, [name]);
}
