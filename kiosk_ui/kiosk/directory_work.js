/** What the kiosk asks of the server for the card about the directory: the question, and keeping each word, in order. */
import { useEffect, useRef } from 'preact-htm';
import { Problem, get, post } from '../lib/api.js';
import { wordOf } from './directory_state.js';

const AGAIN_MS = 1500; // after no answer, with the same id
const GIVE_UP_MS = 25000;

/** @typedef {import('./directory_state.js').Directory} Directory */
/** @typedef {import('./kiosk_work.js').Send} Send */

/**
 * A word outlives the screen it was given on: it is kept although the next person stands there.
 * @param {Directory | null} directory
 * @param {Send} send
 */
export function useDirectory(directory, send) {
  const before = useRef(Promise.resolve());
  const check_in_id = directory?.check_in_id;
  useEffect(() => {
    if (check_in_id === undefined) return;
    get(`/directory-questions/${check_in_id}`).then(
      ({ question }) => question && send({ type: 'directory_asked', check_in_id, question }),
      () => undefined, // no answer: nobody is asked
    );
  }, [check_in_id]);
  useEffect(() => {
    const word = directory === null ? null : wordOf(directory);
    if (word === null) return;
    // One after the other: the last word is the one that holds.
    before.current = before.current.then(async () => {
      const state = await kept(word);
      send({ type: 'directory_told', id: word.directory_consent_id, state });
    });
  }, [directory?.said?.id]);
}

/** @param {object} word @returns {Promise<'kept' | 'failed'>} */
async function kept(word) {
  const begun = performance.now();
  for (;;) {
    try {
      await post('/directory-consents', word);
      return 'kept';
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.status !== 0 || performance.now() - begun > GIVE_UP_MS) return 'failed';
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}
