/** Looking for one person inside a dialog: by typing or by scanning. */
import { html, useEffect, useState } from 'preact-htm';
import { get, post } from '../lib/api.js';
import { problemWords } from '../lib/problem_words.js';
import { t } from '../lib/words.js';
import { isCredentialLike } from './desk_state.js';
import { useScanTaker } from './scans.js';

/** @typedef {import('./shapes.js').Hit} Hit */

const TYPING_PAUSE_MS = 200;
const SHOWN_COUNT = 6;

/**
 * @param {{label: string, onFound: (hit: Hit) => void, without?: string[]}} props  `without`: numbers not worth offering
 */
export function Seek({ label, onFound, without = [] }) {
  const [text, setText] = useState('');
  const [hits, setHits] = useState(/** @type {Hit[]} */ ([]));
  const [said, setSaid] = useState('');
  const take = (/** @type {Hit} */ hit) => {
    setText('');
    setHits([]);
    setSaid('');
    onFound(hit);
  };
  const scan = async (/** @type {string} */ credential) => {
    try {
      const { delegate } = await post('/lookups', { credential });
      if (delegate) take(delegate);
      else setSaid(t('desk.said.unknown_credential'));
    } catch (problem) {
      setSaid(problemWords(problem));
    }
  };
  useScanTaker(scan);
  useEffect(() => {
    if (text.trim() === '') return setHits([]);
    let isStale = false;
    const timer = setTimeout(async () => {
      const told = await found(text).catch((problem) => ({ delegates: [], said: problemWords(problem) }));
      if (isStale) return;
      const fresh = told.delegates.filter((/** @type {Hit} */ { reg_no }) => !without.includes(reg_no));
      setHits(fresh);
      setSaid(told.said ?? (fresh.length === 0 ? t('desk.seek.nobody', { text: text.trim() }) : ''));
    }, TYPING_PAUSE_MS);
    return () => { isStale = true; clearTimeout(timer); };
  }, [text]);
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== 'Enter' || event.isComposing || text.trim() === '') return;
    event.preventDefault();
    if (isCredentialLike(text.trim())) void scan(text.trim());
    else if (hits[0]) take(hits[0]);
  };
  return html`<div class="seek">
    <label class="field"><span>${label}</span>
      <input dir="auto" value=${text} autocomplete="off" placeholder=${t('desk.seek.hint')} onKeyDown=${onKey}
        onInput=${(/** @type {any} */ event) => setText(event.target.value)} /></label>
    ${hits.length > 0 && html`<ul class="seek-hits" aria-label=${t('desk.field.hits')}>${hits.map((hit) => html`<li key=${hit.reg_no}>
      <button type="button" class="seek-hit" onClick=${() => take(hit)}><bdi>${hit.name}</bdi>
        <bdi class="quiet">${hit.organisation}</bdi> <bdi class="quiet">${hit.phone_masked}</bdi> <span class="quiet">${hit.reg_no}</span></button></li>`)}</ul>`}
    ${said && html`<p class="small" role="status">${said}</p>`}
  </div>`;
}

/** @param {string} text @returns {Promise<{delegates: Hit[], said?: string}>} */
function found(text) {
  return get(`/delegates?q=${encodeURIComponent(text.trim())}&limit=${SHOWN_COUNT}`);
}
