/** A paper of the server, opened to be read and printed. A plain link could not say which station and operator ask. */
import { Problem, operatorSession } from './api.js';
import { stationId } from './address.js';
import { language } from './words.js';

const LONGEST_MS = 60000; // a roster of thousands is drawn first
const KEPT_MS = 60000; // long enough for the new window to have read it

/** @param {string} path below /api/v1 */
export async function openPaper(path) {
  const paper = await read(path);
  const address = URL.createObjectURL(paper);
  const link = document.createElement('a');
  link.href = address;
  link.target = '_blank';
  link.download = (path.split('?')[0] ?? '').split('/').filter(Boolean).join('-');
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}

/** @param {string} path */
async function read(path) {
  const operator = operatorSession();
  let response;
  try {
    response = await fetch(`/api/v1${path}`, {
      headers: { 'X-Station': stationId(), 'Accept-Language': language(), ...(operator ? { 'X-Operator': operator } : {}) },
      signal: AbortSignal.timeout(LONGEST_MS), cache: 'no-store',
    });
  } catch {
    throw new Problem({ status: 0, code: 'no_answer' });
  }
  if (!response.ok) {
    const told = await response.json().catch(() => null);
    throw new Problem({ code: 'unexpected_answer', ...told, status: response.status });
  }
  return response.blob();
}
