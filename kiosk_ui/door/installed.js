/**
 * Keeps the door's page on its device: registers worker.js once the page rests, asks the browser not to clear what is kept,
 * watches the space, and says all that to the steward with the way onto the home screen.
 */
import { html, useEffect, useState } from 'preact-htm';
import { stationId } from '../lib/address.js';
import { Button, Notice } from '../lib/parts.js';
import { formatCount, formatTime, t } from '../lib/words.js';
import { NOT_YET, amountOf, keptOf, spaceOf, wayOf } from './installed_state.js';

const RESTS_AFTER_MS = 2000; // the first scans come before everything else
const RESTS_AT_LAST_MS = 10000;
const AGAIN_MS = 30000; // when keeping failed
const NEWER_EVERY_MS = 10 * 60000;
const SPACE_EVERY_MS = 60000;

/** @typedef {import('./installed_state.js').Installation} Installation */
/** @typedef {Event & {prompt: () => Promise<unknown>}} InstallOffer Chromium's */

let installation = NOT_YET;
let offer = /** @type {InstallOffer | null} */ (null);
let registered = /** @type {ServiceWorkerRegistration | null} */ (null);
let hasBegun = false;
const listeners = /** @type {Set<(installation: Installation) => void>} */ (new Set());

window.addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault(); // offered in the settings, not in the middle of a queue
  offer = /** @type {InstallOffer} */ (event);
  tellWay();
});
window.addEventListener('appinstalled', () => {
  offer = null;
  tell({ way: 'done' });
  void askToStay();
});

/** Begin, once for as long as the page lives; the page is not held up by it. */
export function keepInstalled() {
  if (hasBegun) return;
  hasBegun = true;
  tellWay();
  void tellSpace();
  setInterval(() => void tellSpace(), SPACE_EVERY_MS);
  if (!navigator.serviceWorker) return tell({ kept: 'unable' });
  setTimeout(() => {
    if ('requestIdleCallback' in window) requestIdleCallback(begin, { timeout: RESTS_AT_LAST_MS });
    else begin();
  }, RESTS_AFTER_MS);
}

/** @returns {Installation} as it is now, and again whenever it changes */
export function useInstallation() {
  const [shown, setShown] = useState(installation);
  useEffect(() => {
    setShown(installation);
    listeners.add(setShown);
    return () => void listeners.delete(setShown);
  }, []);
  return shown;
}

/** A warning while there is hardly any space left for scans, else nothing. */
export function SpaceNotice() {
  const { space } = useInstallation();
  return space?.isLow ? html`<${Notice} tone="warning">${t('door.installed.space.low', amountWords(space.free_bytes))}<//>` : null;
}

/**
 * A section of the door's settings: does the page start without the server, what may be cleared, how it gets onto the home screen.
 * @param {{me: import('../lib/me').Me}} props
 */
export function Installed({ me }) {
  const { kept, isNewer, isPersistent, space, way } = useInstallation();
  return html`<section class="installed" aria-labelledby="installed-title">
    <h3 id="installed-title">${t('door.installed.title')}</h3>
    <p data-kept=${kept} role="status">${t(`door.installed.kept.${kept}`)}</p>
    ${me.kept_at && html`<p>${t('door.installed.alone', { at: formatTime(me.kept_at) })}</p>`}
    ${isNewer && html`<p>${t('door.installed.newer')}</p><${Button} onClick=${() => location.reload()}>${t('door.installed.newer.begin')}<//>`}
    ${kept === 'kept' && isPersistent !== null && html`<p>${t(`door.installed.stays.${isPersistent ? 'yes' : 'no'}`)}</p>`}
    ${space?.isLow ? html`<${SpaceNotice} />` : space && html`<p>${t('door.installed.space', amountWords(space.free_bytes))}</p>`}
    ${kept !== 'unable' && html`<p>${t(`door.installed.way.${way}`)}</p>`}
    ${way === 'ask' && html`<${Button} onClick=${() => void offer?.prompt()}>${t('door.installed.way.ask.begin')}<//>`}
  </section>`;
}

function begin() {
  void askToStay();
  void register();
  setInterval(() => registered?.update().catch(() => {
    // Nobody answers: what is kept stays.
  }), NEWER_EVERY_MS);
}

async function register() {
  const scope = `/s/${stationId()}/`;
  try {
    registered = await navigator.serviceWorker.register(`${scope}worker.js`, { scope, updateViaCache: 'none' });
    follow(registered);
  } catch {
    failed();
  }
}

/** @param {ServiceWorkerRegistration} registration */
function follow(registration) {
  const look = () => {
    const found = keptOf(registration);
    if (found.kept === 'failed') failed();
    else tell(found);
  };
  const followed = () => registration.installing?.addEventListener('statechange', look);
  registration.addEventListener('updatefound', () => {
    followed();
    look();
  });
  registration.waiting?.addEventListener('statechange', look);
  followed();
  look();
}

function failed() {
  tell({ kept: 'failed' });
  setTimeout(() => void register(), AGAIN_MS);
}

/** Ask the browser not to clear what is kept when space is short. */
async function askToStay() {
  const { storage } = navigator;
  if (!storage?.persist) return;
  tell({ isPersistent: await storage.persisted() || await storage.persist() });
}

async function tellSpace() {
  if (navigator.storage?.estimate) tell({ space: spaceOf(await navigator.storage.estimate()) });
}

function tellWay() {
  const isApp = matchMedia('(display-mode: standalone)').matches || ('standalone' in navigator && navigator.standalone === true);
  tell({ way: wayOf({ isApp, canAsk: offer !== null, userAgent: navigator.userAgent, touchPoints: navigator.maxTouchPoints }) });
}

/** @param {Partial<Installation>} news */
function tell(news) {
  installation = { ...installation, ...news };
  for (const listener of listeners) listener(installation);
}

/** @param {number} bytes */
function amountWords(bytes) {
  const { amount, unit } = amountOf(bytes);
  return { free: `${formatCount(amount)} ${unit}` };
}
