/** What control asks the server about the plan, beyond plain JSON: a workbook is sent as it is. */
import { stationId } from '../lib/address.js';
import { operatorSession, post, Problem } from '../lib/api.js';
import { language } from '../lib/words.js';

const LONGEST_MS = 120_000; // a list of 20,000 is read twice and compared

/** @typedef {{upload: string}|Record<string, never>} Which a workbook that was sent; nothing: the laptop's */

/** @param {File} file @returns {Promise<{upload: string, name: string}>} */
export async function sendPlan(file) {
  const operator = operatorSession();
  const headers = { 'X-Station': stationId(), 'Accept-Language': language(), ...(operator ? { 'X-Operator': operator } : {}) };
  let response;
  try {
    response = await fetch(`/api/v1/plan-uploads/${encodeURIComponent(file.name)}`, { method: 'POST', headers, body: file, signal: AbortSignal.timeout(LONGEST_MS) });
  } catch {
    throw new Problem({ status: 0, code: 'no_answer' });
  }
  const told = await response.json().catch(() => null);
  if (!response.ok) throw new Problem({ code: 'unexpected_answer', ...told, status: response.status });
  return told;
}

/** @param {Which} which @returns {Promise<import('./workbook_state.js').Refreshed>} */
export const previewOf = (which) => post('/refresh-previews', which, LONGEST_MS);

/** @param {object} body @returns {Promise<import('./workbook_state.js').Refreshed>} */
export const takeIn = (body) => post('/refreshes', body, LONGEST_MS);

/** @param {boolean} isPreview @returns {Promise<import('./workbook_state.js').Synced>} */
export const writeBack = (isPreview) => post('/plan-syncs', { dry_run: isPreview }, LONGEST_MS);
