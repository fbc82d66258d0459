/** What control asks the server about templates, beyond plain JSON: pictures, files, and refusals that name each mistake. */
import { stationId } from '../lib/address.js';
import { operatorSession, Problem } from '../lib/api.js';
import { language } from '../lib/words.js';

const LONGEST_MS = 20000; // everyone is tried on a template
const KEPT_MS = 60000; // long enough for the browser to have written the file

/** @typedef {{place: string, message: string}} Mistake */
/** @typedef {{name: string, document: import('./designer_boxes.js').Document|null, source: string, etag: string, is_own: boolean, is_shipped: boolean, problems: Mistake[]}} Template */
/** @typedef {{reg_no: string|null, name: string|null, place: string, why: 'no_glyph'|'too_small', text: string|null, characters: string[]}} Misfit */
/** @typedef {{checked: number, misfits: Misfit[], misfit_count: number, people_count: number, problems: Mistake[]}} Checked */

/** A refusal that names the mistakes of a template one by one. */
export class TemplateRefused extends Problem {
  /** @param {any} told @param {number} status */
  constructor(told, status) {
    super({ code: 'unexpected_answer', ...told, status });
    this.problems = /** @type {Mistake[]} */ (told?.problems ?? []);
  }
}

/** @param {object} body @param {AbortSignal} stop @returns {Promise<Blob>} a PNG */
export const drawn = async (body, stop) => (await ask('POST', '/templates/preview', { body: JSON.stringify(body), stop })).blob();

/** @param {object} body @param {AbortSignal} stop @returns {Promise<Checked>} */
export const triedOnEveryone = async (body, stop) => (await ask('POST', '/templates/check', { body: JSON.stringify(body), stop })).json();

/** @param {string} name @param {{document?: object, source?: string, etag: string|null}} body @returns {Promise<Template>} */
export const keepTemplate = async (name, body) => (await ask('PUT', pathOf(name), { body: JSON.stringify(body) })).json();

/** @param {string} name @param {string} etag of the one that was seen */
export const removeTemplate = (name, etag) => ask('DELETE', pathOf(name), { headers: { 'If-Match': etag } });

/** @param {string} name @param {Blob} picture @returns {Promise<{name: string}>} */
export const keepPicture = async (name, picture) => (await ask('PUT', `/template-pictures/${encodeURIComponent(name)}`, { body: picture })).json();

/** @param {string} name */
export const pathOf = (name) => `/templates/${encodeURIComponent(name)}`;

/** Save a template's file where the browser puts files. @param {string} name */
export async function exportTemplate(name) {
  const file = await (await ask('GET', `${pathOf(name)}.toml`)).blob();
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = `${name}.toml`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}

/**
 * @param {string} method
 * @param {string} path
 * @param {{body?: string|Blob, headers?: Record<string, string>, stop?: AbortSignal}} [more]
 */
async function ask(method, path, { body, headers = {}, stop } = {}) {
  const operator = operatorSession();
  const sent = { 'X-Station': stationId(), 'Accept-Language': language(), ...(operator ? { 'X-Operator': operator } : {}), ...headers };
  if (typeof body === 'string') Object.assign(sent, { 'Content-Type': 'application/json' });
  const limit = AbortSignal.timeout(LONGEST_MS);
  let response;
  try {
    response = await fetch(`/api/v1${path}`, { method, headers: sent, cache: 'no-store', signal: stop ? AbortSignal.any([limit, stop]) : limit, ...(body === undefined ? {} : { body }) });
  } catch {
    throw new Problem({ status: 0, code: 'no_answer' });
  }
  if (!response.ok) throw new TemplateRefused(await response.json().catch(() => null), response.status);
  return response;
}
