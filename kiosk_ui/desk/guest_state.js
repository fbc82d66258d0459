/** What the host's list knows of one guest: her sessions, her slides, gift and fee. */
import { get } from '../lib/api.js';

/**
 * @typedef {object} HostGuest
 * @property {string} reg_no
 * @property {string|null} host
 * @property {string|null} host_phone
 * @property {string|null} lounge
 * @property {{code: string, name: string, name_en: string, hall: string, starts_at: string}[]} sessions
 * @property {string|null} hotel
 * @property {string|null} room
 * @property {string|null} table_no
 * @property {string|null} reception  coming or received
 * @property {Record<string, string>} slides  session -> received, tested or taken_back
 * @property {number|null} fee_fen
 * @property {boolean} fee_paid
 */

/**
 * @param {string} reg_no
 * @returns {Promise<HostGuest|null>} null for who is no guest
 */
export async function guestOf(reg_no) {
  const { guests } = await get('/guests');
  return guests.find((/** @type {HostGuest} */ each) => each.reg_no === reg_no) ?? null;
}
