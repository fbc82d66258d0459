/** Sending a form: busy while it is under way, the problem in words when it was refused. */
import { useEffect, useRef, useState } from 'preact-htm';
import { Problem } from './api.js';
import { problemWords } from './problem_words.js';

export function useSubmit() {
  const [problem, setProblem] = useState(/** @type {{field: string|null, words: string}|null} */ (null));
  const [isBusy, setBusy] = useState(false);
  const before = useRef(/** @type {Element|null} */ (null));
  // A button that was disabled while busy lost the focus: it gets it back, unless something else has it by now.
  useEffect(() => {
    if (!isBusy && before.current instanceof HTMLElement && document.activeElement === document.body) before.current.focus({ preventScroll: true });
  }, [isBusy]);
  /** @param {() => Promise<unknown>} act */
  const submit = async (act) => {
    before.current = document.activeElement;
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
