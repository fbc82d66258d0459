/**
 * The door's service worker: keeps the page whole, so that it starts without the server. A version is fetched, every file
 * checked against its digest, and only then kept; it waits until the page is opened anew, and what was kept before serves
 * until then. What the server decides or tells (the API, the live connection) is never kept and never comes through here.
 *
 * The server writes `globalThis.VERSION = "..."` before this text: browsers compare workers byte by byte, so another
 * version is another worker. A script without imports, because not every browser takes modules here.
 */

const worker = /** @type {any} */ (globalThis);
const HOME = new URL(worker.registration.scope).pathname;
const CACHES = `onsite${HOME}`;
const CACHE = CACHES + worker.VERSION;
const AT_ONCE = 2; // fetches; scans go over the same network
const ASKED_LIVE = ['/api/*', '/health', '/socket.io/*'];

/** @typedef {{path: string, sha256: string}} Listed */

worker.addEventListener('install', (/** @type {any} */ event) => {
  // Where the browser knows how, these requests don't even wake this worker; elsewhere they pass by the listener below.
  event.addRoutes?.(ASKED_LIVE.map((pathname) => ({ condition: { urlPattern: { pathname } }, source: 'network' })));
  event.waitUntil(keepAll());
});

worker.addEventListener('activate', (/** @type {any} */ event) => event.waitUntil(takeOver()));

worker.addEventListener('message', (/** @type {MessageEvent} */ event) => {
  if (event.data === 'begin') worker.skipWaiting();
});

worker.addEventListener('fetch', (/** @type {any} */ event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (!isRead || origin !== worker.location.origin) return;
  if (request.mode === 'navigate' && pathname === HOME) event.respondWith(opened(request));
  else if (pathname.startsWith('/ui/')) event.respondWith(kept(request));
});

/** Fetch a version whole. Whatever goes wrong, nothing is kept and the worker before this one stays. */
async function keepAll() {
  try {
    const { version, files } = await (await answerTo(`${HOME}files.json`)).json();
    if (version !== worker.VERSION) throw new Error('the server has changed meanwhile');
    const cache = await caches.open(CACHE);
    const left = /** @type {Listed[]} */ ([...files]);
    const keepNext = async () => {
      for (let file = left.shift(); file; file = left.shift()) await cache.put(file.path, await checked(file));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, keepNext));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

/**
 * A file that is what the list says: as kept before, else from the server.
 * @param {Listed} file
 * @returns {Promise<Response>}
 */
async function checked(file) {
  // The page itself is always asked for: its security policy comes with it.
  const before = file.path === HOME ? undefined : await caches.match(file.path);
  if (before && await digest(await before.clone().arrayBuffer()) === file.sha256) return before;
  // What the browser may have of it is asked about first; that, too, must be right.
  for (const cache of /** @type {const} */ (['no-cache', 'reload'])) {
    const answer = await answerTo(file.path, cache);
    const content = await answer.arrayBuffer();
    if (await digest(content) === file.sha256) return responseOf(content, answer);
  }
  throw new Error(`${file.path} is not what the list says`);
}

/** @param {string} path @param {RequestCache} [cache] @returns {Promise<Response>} */
async function answerTo(path, cache = 'no-store') {
  const answer = await fetch(path, /** @type {RequestInit} */ ({ cache, credentials: 'same-origin', redirect: 'error', priority: 'low' }));
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer;
}

/** @param {ArrayBuffer} content @param {Response} answer whose headers it keeps @returns {Response} */
function responseOf(content, answer) {
  const headers = new Headers();
  for (const name of ['Content-Type', 'Content-Security-Policy', 'Cross-Origin-Opener-Policy', 'Permissions-Policy', 'Referrer-Policy', 'X-Content-Type-Options']) {
    const value = answer.headers.get(name);
    if (value) headers.set(name, value);
  }
  return new Response(content, { headers });
}

/** @param {ArrayBuffer} content @returns {Promise<string>} in hexadecimal */
async function digest(content) {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** This version is the page's from now on. */
async function takeOver() {
  const others = (await caches.keys()).filter((name) => name.startsWith(CACHES) && name !== CACHE);
  await Promise.all(others.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/**
 * The page as it is opened. A version that waits begins now, before anything of the page runs, unless another window still
 * works with this one.
 * @param {Request} request
 */
async function opened(request) {
  const { waiting } = worker.registration;
  const windows = await worker.clients.matchAll({ type: 'window' });
  if (!waiting || windows.length > 1) return kept(request);
  waiting.postMessage('begin');
  return new Response('', { headers: { 'Content-Type': 'text/html', Refresh: '0' } });
}

/** @param {Request} request @returns {Promise<Response>} as kept; what is not kept comes from the server */
async function kept(request) {
  const found = await (await caches.open(CACHE)).match(request, { ignoreSearch: true, ignoreMethod: true });
  if (!found) return fetch(request);
  return request.method === 'HEAD' ? new Response(null, { headers: found.headers }) : found;
}
