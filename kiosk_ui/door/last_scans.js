/** The last scans, one touch or swipe away: what was said of whom, and what can be done about it. */
import { html, useEffect, useState } from 'preact-htm';
import { Problem, get } from '../lib/api.js';
import { Button, Icon } from '../lib/parts.js';
import { formatTime, inLanguage, t } from '../lib/words.js';
import { LISTED, actFor, listed } from './acts_state.js';
import { whoOf } from './door_parts.js';
import { lookOfVerdict } from './looks.js';
import { Sheet } from './sheet.js';

/** @typedef {import('./acts_state.js').LastScan} LastScan */
/** @typedef {import('./acts_state.js').Act} Act */

/**
 * @param {{recents: LastScan[], done: Record<string, Act>, told: string, categories: import('../lib/me').Me['categories'],
 *   words: 'verdict' | 'meal', onAct: ((act: Act, scan: LastScan) => void) | null, onClose: () => void}} props
 *   `recents`: those this page saw itself; `onAct`: null where nothing can be taken back
 */
export function LastScans({ recents, done, told, categories, words, onAct, onClose }) {
  const scans = listed(recents, useTold(words, recents.length, done), done);
  return html`<${Sheet} title=${t('door.recents', { count: scans.length })} close=${t('door.last.close')} onClose=${onClose}>
    <p class="last-told" role="status">${told}</p>
    ${scans.length === 0 && html`<p class="quiet">${t('door.last.none')}</p>`}
    <ol class="last-scans">${scans.map((scan) => html`<${Line} key=${scan.scan_id} scan=${scan} words=${words} categories=${categories} onAct=${onAct} />`)}</ol>
  <//>`;
}

/** @param {{scan: LastScan, words: 'verdict' | 'meal', categories: import('../lib/me').Me['categories'], onAct: ((act: Act, scan: LastScan) => void) | null}} props */
function Line({ scan, words, categories, onAct }) {
  const { colour, sign } = lookOfVerdict(scan.verdict);
  const act = onAct && actFor(scan);
  const name = whoOf(scan, categories);
  return html`<li data-colour=${colour} data-undone=${scan.undone ? 'yes' : 'no'}>
    <${Icon} name=${sign} />
    <div class="last-words">
      <p class="last-name"><bdi>${name}</bdi></p>
      <p class="last-detail"><b>${scan.verdict === null ? t('door.waiting') : t(`${words}.${scan.verdict}.title`)}</b>
        <time datetime=${scan.at}>${formatTime(scan.at)}</time>
        ${scan.name && html`<span dir="auto">${inLanguage(categories.find(({ code }) => code === scan.category))}</span>`}</p>
      ${scan.undone && html`<p class="last-note">${t('door.last.undone')}</p>`}
      ${scan.let_in && html`<p class="last-note">${t('door.last.let_in')}</p>`}
      ${scan.local && html`<p class="last-note"><${Icon} name="cloud-off" />${t('door.local')}</p>`}
    </div>
    ${act && onAct && html`<${Button} label=${t(`door.${act}.of`, { name })} onClick=${() => onAct(act, scan)}>${t(`door.${act}`)}<//>`}
  </li>`;
}

/**
 * What the server has of this door; asked again when another scan came or was undone.
 * @param {'verdict' | 'meal'} words a dining hall's redemptions are not among them
 * @param {number} count
 * @param {Record<string, Act>} done
 * @returns {LastScan[]}
 */
function useTold(words, count, done) {
  const [told, setTold] = useState(/** @type {LastScan[]} */ ([]));
  useEffect(() => {
    if (words === 'meal') return;
    get(`/scans?limit=${LISTED}`).then(({ scans }) => setTold(scans), (problem) => {
      if (!(problem instanceof Problem)) throw problem; // else the page's own list stands alone, and the status line says why
    });
  }, [count, done]);
  return told;
}
