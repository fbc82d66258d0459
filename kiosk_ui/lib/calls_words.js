/** A call in words: what it says in the reader's language, and whence it comes. */
import { formatTime, inLanguage, t } from './words.js';

/** @typedef {import('./calls_state.js').StationCall} StationCall */

/** @param {StationCall} call */
export const wordsOf = ({ text, text_en }) => inLanguage({ name: text, name_en: text_en });

/** Who called, and when; a reminder that came late says so. @param {StationCall} call */
export function whence({ station_name, operator, at, due_at, is_late }) {
  if (is_late) return t('calls.late', { at: formatTime(due_at) });
  if (due_at !== null) return t('calls.reminder', { at: formatTime(at) });
  return t('calls.from', { who: [station_name, operator].filter(Boolean).join(' · '), at: formatTime(at) });
}
