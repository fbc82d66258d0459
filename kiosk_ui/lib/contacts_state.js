/** The contact sheet as it is kept. Pure: no DOM, no storage, no requests. */

/** @typedef {{kind: 'own' | 'staff' | 'host', name: string, role: string, roles: string[], place: string, zone: string | null, phone: string}} Contact */
/** @typedef {{contacts: Contact[], version: number, as_of: string}} Told */

/** @param {string | null} text as it was kept @returns {Told | null} */
export function readKept(text) {
  try {
    const told = JSON.parse(text ?? 'null');
    return Array.isArray(told?.contacts) && told.as_of ? told : null;
  } catch {
    return null; // Half written: the server will tell anew.
  }
}
