/** One window of a station scans; two would keep two queues and two counts. The others say so, and can take over. */
import { html, useEffect, useState } from 'preact-htm';
import { Button, Icon, LanguageSwitch } from '../lib/parts.js';
import { t } from '../lib/words.js';

const SAYS_MS = 700; // after a reload the window before lets go a little later

/**
 * @param {string} station
 * @returns {{isOurs: boolean | null, take: () => void}} `isOurs` null: not known yet; `take`: the other window stops
 */
export function useOneWindow(station) {
  const [isOurs, setOurs] = useState(/** @type {boolean | null} */ (navigator.locks ? null : true)); // plain http has no locks
  const [taken, setTaken] = useState(0);
  useEffect(() => {
    if (!navigator.locks) return;
    const asking = new AbortController();
    let leave = () => {};
    const left = /** @type {Promise<void>} */ (new Promise((resolve) => {
      leave = resolve;
    }));
    const says = setTimeout(() => setOurs((ours) => ours ?? false), SAYS_MS);
    const had = () => {
      clearTimeout(says);
      setOurs(true);
      return left;
    };
    // Rejected when another window took it, or this one goes away.
    navigator.locks.request(`onsite-${station}-door`, taken ? { steal: true } : { signal: asking.signal }, had).catch(() => setOurs(false));
    return () => {
      clearTimeout(says);
      asking.abort();
      leave();
    };
  }, [station, taken]);
  return { isOurs, take: () => setTaken(taken + 1) };
}

/** @param {{onTake: () => void}} props */
export function OtherWindow({ onTake }) {
  return html`<main class="start">
    <${Icon} name="lock" />
    <h1>${t('door.window.title')}</h1>
    <p>${t('door.window.detail')}</p>
    <${Button} kind="main" onClick=${onTake}>${t('door.window.take')}<//>
    <${LanguageSwitch} />
  </main>`;
}
