/**
 * How every page begins: who am I, in which language, in which colours. It shows why a page can't begin; what the page
 * does then is the page's own.
 */
import { html, render, useEffect, useState } from 'preact-htm';
import { stationId } from './address.js';
import { Problem, get } from './api.js';
import { showAccent } from './accent.js';
import { Button, Icon, LanguageSwitch } from './parts.js';
import { language, onLanguage, preferredLanguage, setEvent, setLanguage, t } from './words.js';

const ASK_AGAIN_MS = 3000;

/** @typedef {'loading' | 'ready' | 'unpaired' | 'unreachable'} Phase */

/**
 * Render a page as soon as the server has told it who it is.
 * @param {import('preact-htm').Component<{me: import('./me').Me}>} App
 * @param {{theme?: 'light' | 'dark'}} [look] a page that is always light or always dark says so
 */
export function start(App, { theme } = {}) {
  if (theme) document.documentElement.dataset['theme'] = theme;
  const root = document.getElementById('app');
  if (root) render(html`<${Station} App=${App} />`, root);
}

/** @param {{App: import('preact-htm').Component<{me: import('./me').Me}>}} props */
function Station({ App }) {
  const [phase, setPhase] = useState(/** @type {Phase} */ ('loading'));
  const [me, setMe] = useState(/** @type {import('./me').Me | null} */ (null));
  const [tries, setTries] = useState(0);
  const [, setShown] = useState(0);
  useEffect(() => onLanguage(() => setShown((shown) => shown + 1)), []);
  useEffect(() => {
    const unpaired = () => {
      setPhase('unpaired');
      setTries((count) => count + 1);
    };
    if (phase === 'ready') document.addEventListener('unpaired', unpaired);
    return () => document.removeEventListener('unpaired', unpaired);
  }, [phase]);
  useEffect(() => {
    let timer = 0;
    introduce().then(
      (told) => {
        setMe(told);
        setPhase('ready');
      },
      (problem) => {
        const isUnpaired = problem instanceof Problem && (problem.status === 401 || problem.status === 403);
        setPhase(isUnpaired ? 'unpaired' : 'unreachable');
        timer = window.setTimeout(() => setTries((count) => count + 1), ASK_AGAIN_MS);
      },
    );
    return () => clearTimeout(timer);
  }, [tries]);
  if (phase === 'ready' && me) return html`<${App} me=${me} />`;
  if (phase === 'loading') return html`<main class="start" aria-busy="true"></main>`;
  return html`<${NotYet} phase=${phase} onAgain=${() => setTries(tries + 1)} />`;
}

/** Ask who we are, and take over what the event has chosen. */
async function introduce() {
  // The words come first: without them even "no answer" could not be said.
  await setLanguage(preferredLanguage());
  const me = /** @type {import('./me').Me} */ (await get('/me'));
  await setEvent(me.event);
  showAccent(me.event.accent);
  document.title = `${me.station.name} · ${me.event.name}`;
  if (preferredLanguage() !== language()) await setLanguage(preferredLanguage());
  return me;
}

/** @param {{phase: Phase, onAgain: () => void}} props */
function NotYet({ phase, onAgain }) {
  return html`<main class="start">
    <${Icon} name=${phase === 'unpaired' ? 'warning' : 'cloud-off'} />
    <h1>${t(`start.${phase}.title`)}</h1>
    <p>${t(`start.${phase}.detail`, { station: stationId() })}</p>
    <${Button} kind="main" onClick=${onAgain}>${t('start.again')}<//>
    <${LanguageSwitch} />
  </main>`;
}
