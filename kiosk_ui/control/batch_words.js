/** Why somebody is left out of a batch, in words. */
import { hasWords, t } from '../lib/words.js';

/** @param {string} reason */
export function whyOf(reason) {
  return t(hasWords(`control.batches.why.${reason}`) ? `control.batches.why.${reason}` : 'control.batches.why.other');
}
