/**
 * The page of a print job as a picture: small in the list, large on a tap. It is read when it comes
 * into view, with the station's header: an img element alone could not say which of several stations
 * in this browser asks.
 */
import { html, useEffect, useRef, useState } from 'preact-htm';
import { stationId } from '../lib/address.js';
import { Button } from '../lib/parts.js';
import { t } from '../lib/words.js';

/** @param {{job: string, label: string}} props */
export function BadgePicture({ job, label }) {
  const [address, setAddress] = useState('');
  const [isLarge, setLarge] = useState(false);
  const place = useRef(/** @type {HTMLElement|null} */ (null));
  const large = useRef(/** @type {HTMLDialogElement|null} */ (null));
  useEffect(() => {
    const { current } = place;
    if (current === null) return undefined;
    let made = '';
    const watch = new IntersectionObserver(async (seen) => {
      if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
      watch.disconnect();
      made = await read(job);
      setAddress(made);
    });
    watch.observe(current);
    return () => {
      watch.disconnect();
      if (made) URL.revokeObjectURL(made);
    };
  }, [job]);
  useEffect(() => { if (isLarge) large.current?.showModal(); }, [isLarge]);
  return html`<button type="button" class="badge-small" ref=${place} aria-label=${label} disabled=${address === ''} onClick=${() => setLarge(true)}>
      ${address && html`<img src=${address} alt="" />`}</button>
    ${isLarge && html`<dialog class="dialog badge-large" ref=${large} aria-label=${label} onClose=${() => setLarge(false)}>
      <img src=${address} alt=${label} /><${Button} kind="main" onClick=${() => large.current?.close()}>${t('control.jobs.close')}<//></dialog>`}`;
}

/**
 * @param {string} job
 * @returns {Promise<string>} an object address, empty when there is no picture
 */
async function read(job) {
  try {
    const response = await fetch(`/api/v1/print-jobs/${job}/page.png`, { headers: { 'X-Station': stationId() } });
    return response.ok ? URL.createObjectURL(await response.blob()) : '';
  } catch {
    return '';
  }
}
