/** A sheet that comes up from below, where the thumb is. A verdict stands above it. */
import { html, useEffect, useRef } from 'preact-htm';
import { Button } from '../lib/parts.js';
import { swipes } from './swipes.js';

/**
 * @param {{title: string, close: string, children?: import('preact-htm').Children, onClose: () => void}} props `close`: the words
 *   of the button that ends it
 */
export function Sheet({ title, close, children, onClose }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => {
    const shown = dialog.current;
    const before = document.activeElement;
    shown?.showModal();
    return () => {
      shown?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const cancelled = (/** @type {Event} */ event) => {
    event.preventDefault();
    onClose();
  };
  const outside = (/** @type {Event} */ event) => {
    if (event.target === dialog.current) onClose();
  };
  return html`<dialog class="sheet" ref=${dialog} aria-label=${title} onCancel=${cancelled} onClick=${outside}>
    <div class="sheet-paper">
      <h2 tabindex="-1" autofocus ...${swipes({ down: onClose })}>${title}</h2>
      <div class="sheet-scrolls">${children}</div>
      <div class="sheet-close"><${Button} kind="main" onClick=${onClose}>${close}<//></div>
    </div>
  </dialog>`;
}
