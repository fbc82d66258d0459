/** Something fetched for a view, and again when what is asked for changes. */
import { html, useEffect, useState } from 'preact-htm';
import { get } from '../lib/api.js';
import { Notice } from '../lib/parts.js';
import { problemWords } from '../lib/problem_words.js';
import { t } from '../lib/words.js';

const TYPING_PAUSE_MS = 200;

/**
 * @param {string} path
 * @param {(ask: () => Promise<any>) => Promise<any>} [around]  e.g. `withRight`
 * @param {unknown} [stamp]  another one: it is asked for again
 */
export function useFetched(path, around = (ask) => ask(), stamp = null) {
  const [told, setTold] = useState(/** @type {any} */ (null));
  const [said, setSaid] = useState('');
  useEffect(() => {
    let isStale = false;
    const timer = setTimeout(() => around(() => get(path)).then(
      (answer) => { if (!isStale) { setTold(answer); setSaid(''); } },
      (problem) => { if (!isStale) setSaid(problemWords(problem)); },
    ), told === null ? 0 : TYPING_PAUSE_MS);
    return () => { isStale = true; clearTimeout(timer); };
  }, [path, stamp]);
  return { told, said };
}

/** What stands while nothing is there yet, or when it could not be fetched. @param {{said: string}} props */
export function Waiting({ said }) {
  return said === '' ? html`<p class="quiet" role="status">${t('finance.reading')}</p>` : html`<${Notice}>${said}<//>`;
}
