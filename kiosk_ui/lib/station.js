/**
 * How every page begins: who am I, in which language, in which colours. It shows why a page can't begin; what the page
 * does then is the page's own. A door begins with what it was told last when nobody answers, and asks on.
 */
import { html, render, useEffect, useState } from 'preact-htm';
import { stationId } from './address.js';
import { Problem, get } from './api.js';
import { showAccent } from './accent.js';
import { forgetMe, keepMe, keptMe, mayStartAlone } from './kept_me.js';
import { Button, Icon, LanguageSwitch } from './parts.js';
import { forgetPersons } from './wiped.js';
import { hasWords, language, onLanguage, preferredLanguage, setEvent, setLanguage, t } from './words.js';

const ASK_AGAIN_MS = 3000;
const ALONE_AFTER_MS = 2000; // a door that can begin without an answer waits no longer

/** @typedef {'loading' | 'ready' | 'unpaired' | 'unreachable'} Phase */

/**
 * Render a page as soon as the server has told it who it is.
 * @param {import('preact-htm').Component<{me: import('./me').Me}>} App
 * @param {{theme?: 'light' | 'dark', Left?: import('preact-htm').Component<{}>}} [look] a page that is always light or always
 *   dark says so; `Left`: shown where the page can't begin, for what is still to be done with what it keeps
 */
export function start(App, { theme, Left } = {}) {
  if (theme) document.documentElement.dataset['theme'] = theme;
  const root = document.getElementById('app');
  if (root) render(html`<${Station} App=${App} Left=${Left} />`, root);
}

/** @param {{App: import('preact-htm').Component<{me: import('./me').Me}>, Left: import('preact-htm').Component<{}> | undefined}} props */
function Station({ App, Left }) {
  const [phase, setPhase] = useState(/** @type {Phase} */ ('loading'));
  const [me, setMe] = useState(/** @type {import('./me').Me | null} */ (null));
  const [tries, setTries] = useState(0);
  const [, setShown] = useState(0);
  useEffect(() => onLanguage(() => setShown((shown) => shown + 1)), []);
  useEffect(() => {
    const unpaired = () => {
      if (mayStartAlone()) forgetMe();
      setPhase('unpaired');
      setTries((count) => count + 1);
    };
    if (phase === 'ready') document.addEventListener('unpaired', unpaired);
    return () => document.removeEventListener('unpaired', unpaired);
  }, [phase]);
  useEffect(() => {
    const { wiped_at = null } = me?.event ?? {};
    const look = () => void get('/me').then((told) => told.event.wiped_at !== wiped_at && location.reload(), () => undefined);
    const isTold = phase === 'ready' && !mayStartAlone(); // a door sends its scans first: forgetting.js
    if (isTold) ['wiped', 'connected'].forEach((name) => document.addEventListener(name, look));
    return () => ['wiped', 'connected'].forEach((name) => document.removeEventListener(name, look));
  }, [phase, me]);
  useEffect(() => {
    let timer = 0;
    const again = () => {
      timer = window.setTimeout(() => setTries((count) => count + 1), ASK_AGAIN_MS);
    };
    introduce(phase === 'ready' ? me : null).then(
      (told) => {
        setMe(told);
        setPhase('ready');
        if (told.kept_at) again();
      },
      (problem) => {
        setPhase(isRefused(problem) ? 'unpaired' : 'unreachable');
        again();
      },
    );
    return () => clearTimeout(timer);
  }, [tries]);
  if (phase === 'ready' && me) return html`<${App} me=${me} />`;
  if (phase === 'loading' || !hasWords('start.again')) return null; // station.html says that it is not open yet
  return html`<${NotYet} phase=${phase} onAgain=${() => setTries(tries + 1)}>${Left && html`<${Left} />`}<//>`;
}

/**
 * Ask who we are, and take over what the event has chosen.
 * @param {import('./me').Me | null} before what the page works with already
 */
async function introduce(before) {
  // The words come first: without them even "no answer" could not be said.
  if (!before) await setLanguage(preferredLanguage());
  const me = await whoWeAre(before);
  if (me === before) return me;
  if (!me.kept_at) forgetPersons(me.event.wiped_at);
  await setEvent(me.event);
  showAccent(me.event.accent);
  document.title = `${me.station.name} · ${me.event.name}`;
  if (preferredLanguage() !== language()) await setLanguage(preferredLanguage());
  return me;
}

/** @param {import('./me').Me | null} before @returns {Promise<import('./me').Me>} as the server says, or as a door was told last */
async function whoWeAre(before) {
  if (!mayStartAlone()) return get('/me');
  const alone = before ?? keptMe(stationId());
  try {
    const me = await get('/me', alone && !before ? ALONE_AFTER_MS : undefined);
    if (!me?.station) throw new Problem({ status: 0, code: 'no_answer' }); // somebody else's page, as a hotel's network shows it
    keepMe(me);
    return me;
  } catch (problem) {
    if (isRefused(problem)) forgetMe();
    else if (alone) return alone;
    throw problem;
  }
}

/** @param {unknown} problem whether the server said no, and not nothing */
const isRefused = (problem) => problem instanceof Problem && (problem.status === 401 || problem.status === 403);

/** @param {{phase: Phase, onAgain: () => void, children?: import('preact-htm').Children}} props `children`: beside it */
function NotYet({ phase, onAgain, children }) {
  return html`<main class="start">
    <${Icon} name=${phase === 'unpaired' ? 'warning' : 'cloud-off'} />
    <h1>${t(`start.${phase}.title`)}</h1>
    <p>${t(`start.${phase}.detail`, { station: stationId() })}</p>
    <${Button} kind="main" onClick=${onAgain}>${t('start.again')}<//>
    ${children}
    <${LanguageSwitch} />
  </main>`;
}
