/** A template as a small picture, drawn by the server when it comes into view, for nobody in particular. */
import { html, useEffect, useRef, useState } from 'preact-htm';
import { Problem } from '../lib/api.js';
import { drawn } from './template_calls.js';

const DPI = 60;
const SAMPLE = 'longest_name';

/** @param {{line: {name: string, etag: string, width_mm: number|null, height_mm: number|null}, label: string}} props */
export function TemplatePicture({ line, label }) {
  const [address, setAddress] = useState('');
  const place = useRef(/** @type {HTMLElement|null} */ (null));
  useEffect(() => {
    const { current } = place;
    if (current === null) return undefined;
    const stop = new AbortController();
    let made = '';
    const watch = new IntersectionObserver(async (seen) => {
      if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
      watch.disconnect();
      try {
        made = URL.createObjectURL(await drawn({ name: line.name, sample: SAMPLE, dpi: DPI }, stop.signal));
        if (!stop.signal.aborted) setAddress(made);
      } catch (problem) {
        if (!(problem instanceof Problem)) throw problem; // it has problems, which stand beside it
      }
    });
    watch.observe(current);
    return () => {
      watch.disconnect();
      stop.abort();
      if (made) URL.revokeObjectURL(made);
    };
  }, [line.name, line.etag]);
  return html`<span class="template-picture" ref=${place}>${address && html`<img src=${address} alt=${label} />`}</span>`;
}
