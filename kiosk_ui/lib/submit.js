/** Sending a form: busy while it is under way, the problem in words when it was refused. */
import { useState } from 'preact-htm';
import { Problem } from './api.js';
import { problemWords } from './problem_words.js';

export function useSubmit() {
  const [problem, setProblem] = useState(/** @type {{field: string|null, words: string}|null} */ (null));
  const [isBusy, setBusy] = useState(false);
  /** @param {() => Promise<unknown>} act */
  const submit = async (act) => {
    setBusy(true);
    setProblem(null);
    try {
      await act();
    } catch (refused) {
      setProblem({ field: refused instanceof Problem ? refused.field : null, words: problemWords(refused) });
    }
    setBusy(false);
  };
  return { problem, isBusy, submit };
}
