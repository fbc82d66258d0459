/**
 * The only place that speaks HTTP to the server. Answers are parsed JSON; whatever goes wrong is a `Problem`. No retries
 * here: who asks knows whether asking again is safe.
 */
import { stationId } from './address.js';
import { language } from './words.js';

const TIMEOUT_MS = 8000;

/** A request that was refused or never answered. `status` 0: no answer, nothing is known about what the server did. */
export class Problem extends Error {
  /** @param {{status: number, code: string, title?: string, detail?: string, field?: string | null}} told */
  constructor(told) {
    super(told.detail || told.title || told.code);
    this.status = told.status;
    this.code = told.code;
    this.title = told.title ?? '';
    this.detail = told.detail ?? '';
    this.field = told.field ?? null;
  }
}

/** @param {string} path below /api/v1, with a leading slash @param {number} [longest_ms] to wait for the answer @returns {Promise<any>} */
export const get = (path, longest_ms) => ask('GET', path, undefined, longest_ms);

/** @param {string} path @param {object} body @param {number} [longest_ms] to wait for the answer @returns {Promise<any>} */
export const post = (path, body, longest_ms) => ask('POST', path, body, longest_ms);

/** @param {string} path @param {object} body @returns {Promise<any>} */
export const put = (path, body) => ask('PUT', path, body);

/** @param {string} path @returns {Promise<any>} null for 204 */
export const del = (path) => ask('DELETE', path);

/** An id made here, so that the same act sent twice counts once. */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  // Plain http has no randomUUID; getRandomValues is there all the same.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The signed-in operator's session of this tab, or null. */
export function operatorSession() {
  return sessionStorage.getItem(`onsite-${stationId()}-operator`);
}

/** @param {string | null} id null signs out of this tab */
export function setOperatorSession(id) {
  const name = `onsite-${stationId()}-operator`;
  if (id === null) sessionStorage.removeItem(name);
  else sessionStorage.setItem(name, id);
}

/**
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @param {number} [longest_ms]
 */
async function ask(method, path, body, longest_ms = TIMEOUT_MS) {
  /** @type {RequestInit} */
  const request = { method, headers: headers(body !== undefined), signal: AbortSignal.timeout(longest_ms), cache: 'no-store' };
  if (body !== undefined) request.body = JSON.stringify(body);
  let response;
  let text;
  try {
    response = await fetch(`/api/v1${path}`, request);
    text = await response.text();
  } catch {
    throw new Problem({ status: 0, code: 'no_answer' });
  }
  const told = parsed(text);
  // Revoked in the middle of the day: the page as a whole says so (station.js).
  if (told?.code === 'not_paired') document.dispatchEvent(new CustomEvent('unpaired'));
  if (!response.ok) throw new Problem({ code: 'unexpected_answer', ...told, status: response.status });
  return told;
}

/** @param {boolean} hasBody */
function headers(hasBody) {
  /** @type {Record<string, string>} */
  const named = { 'X-Station': stationId(), 'Accept-Language': language() };
  if (hasBody) named['Content-Type'] = 'application/json';
  const operator = operatorSession();
  if (operator) named['X-Operator'] = operator;
  return named;
}

/** @param {string} text @returns {any} null when it is empty or no JSON (a proxy's page) */
function parsed(text) {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}
