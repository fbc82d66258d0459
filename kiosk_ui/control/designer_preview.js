/**
 * What the server makes of a template while it is being changed: its picture, and whom it does not fit. The
 * last answer stands until the next is ready to be shown, so nothing flickers; an older one never comes after.
 */
import { useEffect, useRef, useState } from 'preact-htm';
import { Problem } from '../lib/api.js';
import { drawn, TemplateRefused, triedOnEveryone } from './template_calls.js';

const DRAW_AFTER_MS = 150;
const TRY_AFTER_MS = 700;

/** @typedef {import('./template_calls.js').Mistake} Mistake */
/** @typedef {import('./template_calls.js').Checked} Checked */

/**
 * @param {object|null} wanted  the body of a preview; null draws nothing
 * @returns {{address: string, mistakes: Mistake[]}} an object address, empty before the first picture; what keeps it from being drawn
 */
export function usePreview(wanted) {
  const [shown, setShown] = useState(/** @type {{address: string, mistakes: Mistake[]}} */ ({ address: '', mistakes: [] }));
  const address = useRef('');
  useEffect(() => () => URL.revokeObjectURL(address.current), []);
  useLatest(wanted, DRAW_AFTER_MS, async (body, stop, isStill) => {
    const picture = URL.createObjectURL(await drawn(body, stop));
    await ready(picture);
    if (!isStill()) return URL.revokeObjectURL(picture);
    URL.revokeObjectURL(address.current);
    address.current = picture;
    setShown({ address: picture, mistakes: [] });
  }, (mistakes) => setShown((before) => ({ ...before, mistakes })));
  return shown;
}

/**
 * The mistakes of the template itself, told at once.
 * @param {object} wanted  a template
 * @returns {Mistake[]}
 */
export function useMistakes(wanted) {
  const [told, setTold] = useState(/** @type {Mistake[]} */ ([]));
  useLatest({ ...wanted, only_problems: true }, DRAW_AFTER_MS, async (body, stop, isStill) => {
    const { problems } = await triedOnEveryone(body, stop);
    if (isStill()) setTold(problems);
  }, setTold);
  return told;
}

/**
 * @param {object|null} wanted  the body of a check; null checks nothing
 * @returns {{checked: Checked|null, isOld: boolean}} null before the first answer; old while the next is on its way
 */
export function useCheck(wanted) {
  const [told, setTold] = useState(/** @type {{checked: Checked|null, of: string}} */ ({ checked: null, of: '' }));
  useLatest(wanted, TRY_AFTER_MS, async (body, stop, isStill) => {
    const checked = await triedOnEveryone(body, stop);
    if (isStill()) setTold({ checked, of: JSON.stringify(body) });
  }, () => undefined);
  return { checked: told.checked, isOld: told.of !== JSON.stringify(wanted) };
}

/**
 * Ask after a pause, and forget every answer but that to the last question.
 * @param {object|null} wanted
 * @param {number} pauseMs
 * @param {(body: object, stop: AbortSignal, isStill: () => boolean) => Promise<void>} act
 * @param {(mistakes: Mistake[]) => void} refused
 */
function useLatest(wanted, pauseMs, act, refused) {
  const question = wanted && JSON.stringify(wanted);
  useEffect(() => {
    if (question === null || wanted === null) return undefined;
    const stop = new AbortController();
    let isStill = true;
    const timer = setTimeout(async () => {
      try {
        await act(wanted, stop.signal, () => isStill);
      } catch (problem) {
        if (!(problem instanceof Problem)) throw problem;
        if (isStill && problem instanceof TemplateRefused) refused(problem.problems);
      }
    }, pauseMs);
    return () => {
      isStill = false;
      clearTimeout(timer);
      stop.abort();
    };
  }, [question]);
}

/** Read and decoded, so that it is there in the moment it is shown. @param {string} address */
async function ready(address) {
  const image = new Image();
  image.src = address;
  await image.decode().catch(() => undefined);
}
