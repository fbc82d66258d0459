/**
 * Shapes the server answers a desk with, as `docs/architecture.md` names them. Types only.
 *
 * @typedef {object} Hit
 * @property {string} reg_no
 * @property {string} name
 * @property {string|null} latin_name
 * @property {string|null} organisation
 * @property {string|null} position
 * @property {string} category
 * @property {string|null} phone_masked
 * @property {string} status
 * @property {string|null} checked_in_at
 * @property {number} owes_fen
 *
 * @typedef {object} PrintJob
 * @property {string} id
 * @property {string} prints
 * @property {string|null} reg_no
 * @property {'held'|'queued'|'printing'|'printed'|'failed'|'unconfirmed'|'cancelled'} state
 * @property {boolean} confirmed
 * @property {string|null} printer
 * @property {number} attempts
 * @property {string|null} reprint_of
 * @property {string|null} error
 * @property {string} created_at
 * @property {string|null} station
 * @property {string} [station_name]
 * @property {string|null} name
 * @property {string|null} reason
 *
 * @typedef {{level: string|null, host: string|null, lounge: string|null, session: string|null, arrives_at: string|null}} Guest
 * @typedef {{at: string, zone: string|null, station: string|null, station_name?: string, operator: string|null}} Arrival
 *
 * @typedef {Hit & {
 *   zone: string|null, note: string|null, diet: string|null, table_no: string|null,
 *   due_fen: number, paid_fen: number, guest: Guest|null, checked_in: Arrival|null,
 *   blocked: string|null, override: boolean,
 *   badge: {printed_count: number, last_job: PrintJob|null}, items: string[],
 * }} Card
 *
 * @typedef {{check_in_id: string, outcome: 'checked_in'|'already_checked_in'|'refused', reason: string|null,
 *   first_at: string|null, zone: string|null, print_job: string|null, notes: string[]}} CheckInAnswer
 * @typedef {{walk_in_id: string, reg_no: string, due_fen: number, duplicates: Hit[]}} WalkInAnswer
 */

export {};
