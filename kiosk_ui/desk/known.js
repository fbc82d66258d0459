/** People on the list who may be the one being typed in; asked before the form is sent. */
import { useEffect, useState } from 'preact-htm';
import { post } from '../lib/api.js';

/** @typedef {import('./shapes.js').Hit} Hit */

const TYPING_PAUSE_MS = 300;
const SHOWN_COUNT = 3;
const SHORTEST_PHONE = 7; // digits

/**
 * @param {Record<string, string>} answers
 * @returns {Hit[]}
 */
export function useKnown(answers) {
  const [known, setKnown] = useState(/** @type {Hit[]} */ ([]));
  const name = (answers['name'] ?? '').trim();
  const phone = (answers['phone'] ?? '').trim();
  const identity_number = (answers['identity_number'] ?? '').trim();
  useEffect(() => {
    if (name.length < 2 && phone.replace(/\D/g, '').length < SHORTEST_PHONE) return setKnown([]);
    let isStale = false;
    const timer = setTimeout(async () => {
      const body = { name, phone, ...(identity_number ? { identity_number } : {}) };
      // A warning that can't be had must not keep the form from being filled in.
      const { duplicates } = await post('/duplicates', body).catch(() => ({ duplicates: [] }));
      if (!isStale) setKnown(duplicates.slice(0, SHOWN_COUNT));
    }, TYPING_PAUSE_MS);
    return () => { isStale = true; clearTimeout(timer); };
  }, [name, phone, identity_number]);
  return known;
}
