/**
 * The contact sheet as the server last told it, kept in this browser: whom to ring matters most when the server is away. A
 * browser that is not this station any more forgets it.
 */
import { useEffect, useState } from 'preact-htm';
import { keep, kept } from './address.js';
import { Problem, get } from './api.js';
import { readKept } from './contacts_state.js';

const NAME = 'contacts';
const READ_EVERY_MS = 600000; // ten minutes; a change is told at once

/** @typedef {import('./contacts_state.js').Contact} Contact */
/** @typedef {import('./contacts_state.js').Told} Told */
/** @typedef {{told: Told | null, isOld: boolean}} Sheet `isOld`: the server does not answer now */

let state = /** @type {Sheet} */ ({ told: readKept(kept(NAME)), isOld: false });
const listeners = /** @type {Set<(sheet: Sheet) => void>} */ (new Set());

/** Keep it new as long as the page is open. */
export function followContacts() {
  for (const kind of ['contacts', 'connected', 'wiped']) document.addEventListener(kind, () => void readContacts());
  document.addEventListener('unpaired', () => {
    keep(NAME, '');
    change({ told: null, isOld: false });
  });
  setInterval(readContacts, READ_EVERY_MS);
  void readContacts();
}

/** Read it now. */
export async function readContacts() {
  try {
    const told = await get('/contacts');
    keep(NAME, JSON.stringify(told));
    change({ told, isOld: false });
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    change({ ...state, isOld: true });
  }
}

/** @returns {Sheet} */
export function useContacts() {
  const [shown, setShown] = useState(state);
  useEffect(() => {
    listeners.add(setShown);
    void readContacts();
    return () => void listeners.delete(setShown);
  }, []);
  return shown;
}

/** @param {Sheet} sheet */
function change(sheet) {
  state = sheet;
  for (const tell of listeners) tell(state);
}
