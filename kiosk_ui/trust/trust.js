/**
 * The trust page: three steps for this system, and a test on the page itself whether they worked.
 * It is the one page served on plain http too, so it needs no station and no secure context.
 */
import { t } from '../lib/words.js';
import { part, speak } from './plain.js';
import { nextPath, systemOf, SYSTEMS } from './system.js';

/** @typedef {import('./system.js').System} System */
/** @typedef {{is_tls: boolean, https_url: string, fingerprint_sha256: string, addresses: string[], qr_svg: string}} TrustAnswer */
/** @typedef {'testing'|'trusted'|'not_yet'|'unreachable'|'plain'} State */

const TEST_LIMIT_MS = 6000;
/** Which file each system installs by itself. */
const FILES = { ios: 'ca.mobileconfig', android: 'ca.crt', windows: 'ca.crt', macos: 'ca.crt', other: 'ca.pem' };
const PICTURES = {
  ios: ['download', 'settings', 'switch'], android: ['download', 'search', 'file'], windows: ['download_window', 'store', 'confirm'],
  macos: ['download_window', 'keychain', 'always'], other: ['download_window', 'store', 'confirm'],
};

let system = systemOf(navigator.userAgent, navigator.maxTouchPoints);
let state = /** @type {State} */ ('testing');
let told = /** @type {TrustAnswer|null} */ (null);

function show() {
  showResult();
  showSteps();
  showEvent();
}

function showResult() {
  const result = part('.trust-result');
  result.dataset['state'] = state;
  part('.trust-verdict').textContent = t(`trust.result.${state}`);
  part('.trust-result img').setAttribute('src', `/ui/trust/pictures/${isDone() ? 'trusted' : 'not_yet'}.svg`);
  part('.trust-result button').hidden = isDone();
  for (const each of document.querySelectorAll('[data-needs="tls"]')) each.toggleAttribute('hidden', state === 'plain');
  const next = nextPath(location.search);
  const onward = part('.trust-result a');
  onward.hidden = !isDone() || next === '' || told === null;
  if (told !== null) onward.setAttribute('href', (told.is_tls ? told.https_url : '') + next);
}

/** There is nothing left to do: it is trusted, or there is nothing to trust. */
function isDone() {
  return state === 'trusted' || state === 'plain';
}

function showSteps() {
  part('#steps-title').textContent = t('trust.steps', { system: t(`trust.system.${system}`) });
  part('.trust-steps').replaceChildren(...PICTURES[system].map((picture, at) => step(picture, at)));
  part('.trust-systems').replaceChildren(...SYSTEMS.map(systemButton));
}

/** @param {string} picture @param {number} at */
function step(picture, at) {
  const line = document.createElement('li');
  const image = document.createElement('img');
  image.src = `/ui/trust/pictures/${picture}.svg`;
  image.alt = '';
  const words = document.createElement('p');
  words.textContent = t(`trust.${system}.${at + 1}`);
  line.append(image, words);
  if (at === 0) line.append(download());
  return line;
}

function download() {
  const link = document.createElement('a');
  link.className = 'button';
  link.dataset['kind'] = 'main';
  link.href = `/trust/${FILES[system]}`;
  link.textContent = t('trust.download');
  return link;
}

/** @param {System} each */
function systemButton(each) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button';
  button.textContent = t(`trust.system.${each}`);
  button.setAttribute('aria-pressed', String(each === system));
  button.addEventListener('click', () => {
    system = each;
    showSteps();
  });
  return button;
}

function showEvent() {
  if (told === null) return;
  // A line may break after a colon, as the system's own window does it.
  part('.trust-fingerprint code').textContent = told.fingerprint_sha256.replaceAll(':', ':\u200b');
  const picture = part('.trust-qr');
  picture.hidden = false;
  picture.setAttribute('alt', t('trust.phone.qr'));
  picture.setAttribute('src', `data:image/svg+xml;charset=utf-8,${encodeURIComponent(told.qr_svg)}`);
  part('.trust-addresses').replaceChildren(...told.addresses.map((address) => {
    const line = document.createElement('li');
    line.textContent = address;
    return line;
  }));
}

/**
 * A page over https can be reached only when its certificate is trusted; what it answers is of no matter.
 * When plain reaches the laptop and https does not, it is trust that is missing and not the network.
 */
async function test() {
  state = 'testing';
  showResult();
  try {
    told ??= /** @type {TrustAnswer} */ (await (await asked('/trust/info.json')).json());
  } catch {
    state = 'unreachable';
    showResult();
    return;
  }
  if (!told.is_tls) {
    state = 'plain';
    show();
    return;
  }
  state = await asked(`${told.https_url}/health`, { mode: 'no-cors' }).then(() => 'trusted', () => 'not_yet');
  show();
}

/** @param {string} address @param {RequestInit} [how] */
async function asked(address, how = {}) {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), TEST_LIMIT_MS);
  try {
    return await fetch(address, { ...how, cache: 'no-store', signal: limit.signal });
  } finally {
    clearTimeout(timer);
  }
}

part('.trust-result button').addEventListener('click', () => void test());
// Back from the system's settings.
document.addEventListener('visibilitychange', () => { if (!document.hidden && !isDone()) void test(); });
await speak(show);
await test();
