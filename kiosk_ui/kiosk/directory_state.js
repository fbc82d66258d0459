/**
 * The one card beside a badge that is on its way: may other participants have her contact? Pure; a part of kiosk_state.js.
 * It goes with the screens of her check-in, and neither delays nor prolongs them.
 */

/**
 * @typedef {{words: string, words_en: string, words_version: number, phone_masked: string, email_masked: string}} Question
 * @typedef {{check_in_id: string, question: Question | null, said: {id: string, agrees: boolean} | null, state: 'open' | 'keeping' | 'kept' | 'failed'}} Directory
 *   `question`: null until the server told it, and where there is nothing to ask; `said`: her last word
 * @typedef {{type: 'directory_asked', check_in_id: string, question: Question}
 *   | {type: 'directory_said', id: string, agrees: boolean}
 *   | {type: 'directory_told', id: string, state: 'kept' | 'failed'}} DirectoryAction
 */

/** Hers as long as one of these stands; they begin with her check-in. */
const BESIDE = ['printing', 'take', 'unprinted'];

/** @param {string} check_in_id @returns {Directory} */
export const directoryOf = (check_in_id) => ({ check_in_id, question: null, said: null, state: 'open' });

/**
 * @param {Directory | null} directory
 * @param {DirectoryAction} action
 * @returns {Directory | null}
 */
export function directoryAfter(directory, action) {
  if (directory === null) return null;
  switch (action.type) {
    case 'directory_asked':
      return directory.check_in_id === action.check_in_id ? { ...directory, question: action.question } : directory;
    case 'directory_said':
      return said(directory, action);
    case 'directory_told':
      return directory.said?.id === action.id ? { ...directory, state: action.state } : directory;
  }
}

/**
 * @param {Directory | null} directory
 * @param {string} at the screen shown now
 * @returns {Directory | null} what is left of it there
 */
export const directoryAt = (directory, at) => (BESIDE.includes(at) ? directory : null);

/**
 * What is sent of her last word: of phone and e-mail what stood on the card.
 * @param {Directory} directory
 */
export function wordOf({ check_in_id, question, said: word }) {
  if (question === null || word === null) return null;
  const shows = (/** @type {string} */ text) => word.agrees && text !== '';
  return {
    directory_consent_id: word.id, check_in_id, agrees: word.agrees, phone: shows(question.phone_masked), email: shows(question.email_masked),
    words_version: question.words_version,
  };
}

/** The same word again is none, unless it could not be kept. @param {Directory} directory @param {{id: string, agrees: boolean}} word @returns {Directory} */
function said(directory, { id, agrees }) {
  if (directory.question === null) return directory;
  if (directory.said?.agrees === agrees && directory.state !== 'failed') return directory;
  return { ...directory, said: { id, agrees }, state: 'keeping' };
}
