/** Whether a code typed by hand can be one of the event's own: how long those are, and how they are read. Pure. */

const RANDOM_LENGTH = 24; // characters after the event's mark, as in onsite/registration/credentials.py
const MARK_LENGTH = 5;

/** The way ours are read: no case, no blanks, O as 0, I and L as 1. @param {string} text */
export const asOurs = (text) => text.replace(/[\s-]+/g, '').toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1');

/** What every code of this event begins with. @param {string} eventCode */
export function markOf(eventCode) {
  const plain = asOurs(eventCode.replace(/[^A-Za-z0-9]/g, '')) || asOurs('EVENT');
  return plain.length <= MARK_LENGTH ? plain : plain.slice(0, 3) + plain.slice(-2);
}

/**
 * Whether a typed code begins as ours do and is too short or too long. Imported codes and vouchers have lengths of their own.
 * @param {string} typed
 * @param {string} eventCode
 * @returns {{has: number, wanted: number} | null} characters, without blanks; null: nothing against it
 */
export function wrongLength(typed, eventCode) {
  const [code, mark] = [asOurs(typed), markOf(eventCode)];
  const wanted = mark.length + RANDOM_LENGTH;
  return code.startsWith(mark) && code.length !== wanted ? { has: code.length, wanted } : null;
}
