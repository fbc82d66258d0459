/**
 * What went wrong, in the page's own words: a sentence for every code the server may answer a page with, and a sensible
 * one around the server's own detail where a code is not known here. The server's details are English.
 */
import { Problem } from './api.js';
import { hasWords, language, t } from './words.js';

/**
 * @param {unknown} problem  anything but a `Problem` is a fault of ours and is thrown on
 * @returns {string} one or two sentences
 */
export function problemWords(problem) {
  if (!(problem instanceof Problem)) throw problem;
  if (problem.status === 0) return t('problem.no_answer');
  const key = `problem.${problem.code}`;
  if (hasWords(key)) return t(key);
  const detail = problem.detail || problem.title;
  if (detail === '') return t('problem.other', { code: problem.code });
  return language() === 'en' ? detail : t('problem.other_told', { detail });
}
