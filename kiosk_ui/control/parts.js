/** What the sections of control have in common. */
import { html } from 'preact-htm';
import { t } from '../lib/words.js';

/**
 * A section: title, how many (`counted` where it is not the list's length), one action, and what stands there when there is nothing.
 * @param {{what: string, list: unknown[]|null, counted?: string, action?: import('preact-htm').Children, tools?: import('preact-htm').Children, children?: import('preact-htm').Children}} props
 */
export function Section({ what, list, counted, action, tools, children }) {
  return html`<section class="control-section" aria-labelledby="section-title">
    <header class="section-head"><h1 id="section-title">${t(`control.${what}.title`)}</h1>
      ${list && html`<span class="quiet">${counted ?? t('control.count', { count: list.length })}</span>`}
      <span class="section-action">${action}</span></header>
    ${tools}
    ${list === null ? html`<p class="quiet" aria-busy="true">${t('control.reading')}</p>`
      : list.length === 0 ? html`<p class="control-empty">${t(`control.${what}.empty`)}</p>` : children}
  </section>`;
}

/** A picture the server sent as SVG text, shown as an image so that nothing in it can run. @param {{svg: string, label: string}} props */
export function SvgPicture({ svg, label }) {
  return html`<img class="qr" alt=${label} src=${`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`} />`;
}

/**
 * @param {import('./control_state.js').Station[]|null} stations
 * @param {string|null} id
 */
export function stationName(stations, id) {
  return stations?.find((station) => station.id === id)?.name ?? id ?? '';
}

/**
 * Whose a print job is. A technician is not told; a job without a person is a test page.
 * @param {{name?: string|null}} job
 * @param {{seesPersons: boolean}} control
 */
export function personOf({ name }, { seesPersons }) {
  return name ?? t(seesPersons ? 'control.jobs.test_page' : 'control.jobs.somebody');
}
