/** A list or a form that takes the whole screen, before everything else, as long as it is shown. Escape closes it. */
import { html, useEffect, useRef } from 'preact-htm';
import { Button } from './parts.js';
import { t } from './words.js';

/**
 * @param {{title: string, label?: string, detail?: string, tone?: 'evacuation', children?: import('preact-htm').Children, onClose: () => void}} props
 *   `label`: its name where that is more than its title
 */
export function FullScreen({ title, label, detail, tone, children, onClose }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  const cancelled = (/** @type {Event} */ event) => {
    event.preventDefault();
    onClose();
  };
  return html`<dialog class="roll-screen" ref=${dialog} aria-label=${label ?? title} onCancel=${cancelled}>
    <header data-tone=${tone}><div><h2 tabindex="-1" autofocus dir="auto">${title}</h2>${detail && html`<p dir="auto">${detail}</p>`}</div>
      <${Button} icon="x" onClick=${onClose}>${t('evacuation.close')}<//></header>
    ${children}
  </dialog>`;
}
