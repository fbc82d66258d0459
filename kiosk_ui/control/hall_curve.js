/** How a hall filled and emptied today, as a curve with its limit. */
import { html, useEffect, useState } from 'preact-htm';
import { get, Problem } from '../lib/api.js';
import { Plot } from '../lib/plot.js';
import { formatCount, formatTime, language, t } from '../lib/words.js';
import { plotted } from './halls_state.js';

/** @typedef {import('./halls_state.js').Curve} Curve */

const READ_EVERY_MS = 60000;
const HOURS_S = [3600, 2 * 3600, 3 * 3600, 6 * 3600];

/** @param {{code: string, name: string, corrections: number}} props `corrections`: read again when there is one more */
export function HallCurve({ code, name, corrections }) {
  const curve = useCurve(code, corrections);
  const look = useLook();
  if (curve === null) return null;
  const { peak } = curve;
  const words = peak ? t('control.halls.peak', { count: formatCount(peak.inside), at: formatTime(peak.at) }) : t('control.halls.nobody_yet');
  return html`<figure class="hall-day"><figcaption class="small quiet">${words}</figcaption>
    ${peak && html`<${Plot} name="hall-plot" shape=${shape} data=${plotted(curve)} look=${`${look} ${language()}`} label=${t('control.halls.curve_spoken', { hall: name, peak: words })} />`}</figure>`;
}

/** @param {string} code @param {number} corrections @returns {Curve|null} */
function useCurve(code, corrections) {
  const [curve, setCurve] = useState(/** @type {Curve|null} */ (null));
  useEffect(() => {
    let isGone = false;
    const read = async () => {
      try {
        const told = await get(`/halls/${encodeURIComponent(code)}/curve`);
        if (!isGone) setCurve(told);
      } catch (problem) {
        if (!(problem instanceof Problem)) throw problem;
      }
    };
    void read();
    const timer = setInterval(() => void read(), READ_EVERY_MS);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, [code, corrections]);
  return curve;
}

/** Light or dark, as the system says. @returns {string} */
function useLook() {
  const [query] = useState(() => matchMedia('(prefers-color-scheme: dark)'));
  const [isDark, setDark] = useState(query.matches);
  useEffect(() => {
    const tell = () => setDark(query.matches);
    query.addEventListener('change', tell);
    return () => query.removeEventListener('change', tell);
  }, [query]);
  return isDark ? 'dark' : 'light';
}

/** @param {import('../lib/plot.js').Paint} paint @returns {import('../lib/plot.js').Shape} */
function shape({ colour }) {
  return {
    times: HOURS_S,
    series: [
      { stroke: colour('--info'), fill: colour('--curve-fill'), width: 2.5, points: { show: false } },
      { stroke: colour('--warn'), dash: [6, 5], width: 1.5, points: { show: false } },
    ],
  };
}
