/** Signs drawn by us on a 24 x 24 grid, in the colour of the text around them. Meaning always stands beside them in words. */
import { html } from 'preact-htm';

const OCTAGON = 'M8.1 2.5h7.8l5.6 5.6v7.8l-5.6 5.6H8.1l-5.6-5.6V8.1z';
const CLOUD = 'M7 18.5a4.5 4.5 0 0 1-.6-8.96 6 6 0 0 1 11.5 1.02A4 4 0 0 1 17.5 18.5z';
const SPEAKER = 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5z';

/** @type {Record<string, () => import('preact-htm').VNode | import('preact-htm').VNode[]>} */
const SIGNS = {
  'tick-circle': () => html`<circle cx="12" cy="12" r="9.5" /><path d="m7.5 12.5 3.2 3.2 6-6.9" />`,
  clock: () => html`<circle cx="12" cy="12" r="9.5" /><path d="M12 6.5V12l3.8 2.4" />`,
  'bar-octagon': () => html`<path d=${OCTAGON} /><path d="M7.5 12h9" />`,
  'arrow-out': () => html`<path d="M13 4.5H5.5v15H13" /><path d="M10 12h10.5m-4-4.2 4.2 4.2-4.2 4.2" />`,
  'arrow-in': () => html`<path d="M11 4.5h7.5v15H11" /><path d="M3.5 12H14m-4-4.2 4.2 4.2-4.2 4.2" />`,
  cloud: () => html`<path d=${CLOUD} />`,
  'cloud-off': () => html`<path d=${CLOUD} /><path d="m4 3.5 16 17" />`,
  printer: () => html`<path d="M7 8.5v-5h10v5M7 17.5H3.5v-9h17v9H17" /><path d="M7 14h10v6.5H7z" />`,
  camera: () => html`<path d="M3 7.5h4.5L9 5h6l1.5 2.5H21v12H3z" /><circle cx="12" cy="13" r="3.6" />`,
  search: () => html`<circle cx="10.5" cy="10.5" r="6.5" /><path d="m15.5 15.5 5 5" />`,
  warning: () => html`<path d="M12 3.5 22 20.5H2z" /><path d="M12 9.5v5.2m0 2.6v.4" />`,
  person: () => html`<circle cx="12" cy="8" r="4" /><path d="M4 20.5c.6-4.2 3.7-6.5 8-6.5s7.4 2.3 8 6.5" />`,
  check: () => html`<path d="m4.5 12.8 5 5 10-11.6" />`,
  box: () => html`<path d="M4 4h16v16H4z" />`,
  'tick-box': () => html`<path d="M4 4h16v16H4z" /><path d="m7.5 12.3 3.2 3.2 5.8-6.7" />`,
  x: () => html`<path d="m6 6 12 12M18 6 6 18" />`,
  torch: () => html`<path d="M8 3.5h8v3l-2 3.5v10.5h-4V10L8 6.5zM8 6.5h8" /><path d="M12 13v2" />`,
  sound: () => html`<path d=${SPEAKER} /><path d="M15 9a4.2 4.2 0 0 1 0 6m2.6-8.6a8 8 0 0 1 0 11.2" />`,
  'sound-off': () => html`<path d=${SPEAKER} /><path d="m15.5 9.5 5 5m0-5-5 5" />`,
  language: () => html`<circle cx="12" cy="12" r="9.5" /><path d="M2.5 12h19M12 2.5c-5.3 5.6-5.3 13.4 0 19 5.3-5.6 5.3-13.4 0-19z" />`,
  back: () => html`<path d="M20 12H4.5m6-6-6 6 6 6" />`,
  delete: () => html`<path d="M8.5 5.5h12v13h-12L3 12z" /><path d="m11.5 9.5 5 5m0-5-5 5" />`,
  qr: () => html`<path d="M3.5 3.5h6v6h-6zM14.5 3.5h6v6h-6zM3.5 14.5h6v6h-6zM14.5 14.5h2.5v2.5h-2.5zM20.5 14.5v2.5M14.5 20.5H17m3.5 0v0" />`,
  card: () => html`<path d="M2.5 5h19v14h-19z" /><circle cx="8" cy="10.8" r="2.2" /><path d="M4.8 16.2c.4-1.7 1.6-2.6 3.2-2.6s2.8.9 3.2 2.6M14 9.5h5M14 13h5" />`,
  phone: () => html`<path d="M7 2.5h10v19H7z" /><path d="M11 18.5h2" />`,
  call: () => html`<path d="M5 3.5h4l1.8 5-2.6 1.8a12.5 12.5 0 0 0 5.5 5.5l1.8-2.6 5 1.8v4c0 .8-.7 1.5-1.5 1.5A16.5 16.5 0 0 1 3.5 5c0-.8.7-1.5 1.5-1.5z" />`,
  bell: () => html`<path d="M12 3a6 6 0 0 1 6 6c0 5 2 6.5 2 8H4c0-1.5 2-3 2-8a6 6 0 0 1 6-6z" /><path d="M10 20.5h4" />`,
  help: () => html`<circle cx="12" cy="12" r="9.5" /><path d="M9.2 9.2a2.9 2.9 0 1 1 4.2 2.6c-.9.5-1.4 1-1.4 2.1m0 2.9v.3" />`,
  lock: () => html`<path d="M5 10.5h14v10H5z" /><path d="M8 10.5V7.2a4 4 0 0 1 8 0v3.3" />`,
  settings: () => html`<path d="M4 7h8m5 0h3M4 17h3m5 0h8" /><circle cx="14.5" cy="7" r="2.5" /><circle cx="9.5" cy="17" r="2.5" />`,
  list: () => html`<path d="M9 6h11M9 12h11M9 18h11M4.5 6v0m0 6v0m0 6v0" />`,
  undo: () => html`<path d="M8.5 4.5 4 9l4.5 4.5" /><path d="M4 9h10a5.5 5.5 0 0 1 0 11H8" />`,
  key: () => html`<circle cx="8" cy="15.5" r="4" /><path d="m11 12.5 8.5-8.5m-3 3 3 3m-6 0 2 2" />`,
  keyboard: () => html`<path d="M2.5 6h19v12h-19z" /><path d="M6 10v0m4 0v0m4 0v0m4 0v0M7.5 14.2h9" />`,
};

/**
 * One sign, hidden from screen readers because the words beside it say the same.
 * @param {{name: string}} props
 */
export function Icon({ name }) {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${SIGNS[name]?.()}</svg>`;
}
