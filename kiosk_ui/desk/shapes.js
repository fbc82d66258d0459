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
 * @property {string|null} [printer_place]
 * @property {string|null} [batch]  of many printed beforehand
 * @property {number|null} [box]
 * @property {import('../lib/print_words.js').InTrouble|null} [instead_of]
 * @property {import('../lib/print_words.js').InTrouble|null} [waits_for]
 *
 * @typedef {{level: string|null, host: string|null, lounge: string|null, session: string|null, arrives_at: string|null}} Guest
 * @typedef {{at: string, zone: string|null, station: string|null, station_name?: string, operator: string|null}} Arrival
 *
 * @typedef {{code: string, name: string, name_en: string|null, place: string|null}} Zone
 * @typedef {{owes_fen: number, credit_fen: number, promise: boolean, invoice_state: string|null, invoice_bag: string|null,
 *   deposits_fen: number}} Account
 *
 * One line of the hand-out checklist.
 * @typedef {object} ChecklistItem
 * @property {string} code
 * @property {string} name
 * @property {string|null} name_en
 * @property {string} kind
 * @property {number} per_person
 * @property {number} given
 * @property {number} left
 * @property {string|null} number
 * @property {boolean} needs_signature
 * @property {boolean} is_loan
 * @property {boolean} needs_number
 * @property {number|null} amount_fen  of a fee
 * @property {string} gift  which one, where the planners chose
 * @property {{hand_out_id: string, number: string|null, security: string|null, at: string}[]} out
 * @property {{hand_out_id: string, number: string|null, redeemed_at: string|null}[]} vouchers
 * @property {number|null} stock_left
 * @property {boolean} is_low
 * @property {string|null} diet
 * @property {string|null} valid_until
 *
 * @typedef {Hit & {
 *   zone: string|null, note: string|null, diet: string|null, table_no: string|null,
 *   due_fen: number, paid_fen: number, guest: Guest|null, checked_in: Arrival|null,
 *   blocked: string|null, override: boolean,
 *   badge: {printed_count: number, last_job: PrintJob|null, lies_in?: {box: number|null, is_sure: boolean}|null}, items: string[],
 *   account?: Account|null, checklist?: ChecklistItem[], attention?: {kind: string, text: string, operator: string|null, at: string|null}[],
 *   right_zone?: Zone|null, escalated?: string|null, group?: {organisation: string, count: number}|null, merged_into?: string|null,
 *   place?: {table_no: string, hotel: string, hotel_room: string},
 *   duplicates?: Hit[],
 *   directory?: {agrees: boolean|null, phone: boolean, email: boolean, words: string, words_en: string, words_version: number,
 *     operator: string|null, at: string|null}|null,
 * }} Card
 *
 * @typedef {{check_in_id: string, outcome: 'checked_in'|'already_checked_in'|'refused', reason: string|null,
 *   first_at: string|null, zone: string|null, print_job: string|null, notes: string[], handed_out?: string[]}} CheckInAnswer
 * @typedef {{walk_in_id: string, reg_no: string, due_fen: number, owes_fen?: number, duplicates: Hit[], print_job?: string|null,
 *   change_fen?: number, receipt?: string|number|null, released?: boolean, checked_in_at?: string|null, notes?: string[]}} WalkInAnswer
 *
 * What a dialog says when it has done its work.
 * @typedef {object} Came
 * @property {string} key  of the language files
 * @property {Record<string, string|number>} [values]
 * @property {import('./desk_state.js').Tone} [tone]  good unless told
 * @property {string} [detail]  a sentence beside it, in words already
 * @property {PrintJob|null} [job]
 * @property {string|null} [print_job]  its id, where only that is known
 * @property {string} [reg_no]  whom to show; else who is open stays
 *
 * What every dialog of the desk gets.
 * @typedef {object} Opening
 * @property {string} what  the act's code
 * @property {Card} card  who is open; null in the dialogs that need nobody
 * @property {import('../lib/me').Me} me
 * @property {import('../lib/operator.js').Operator|null} operator
 * @property {<T>(act: () => Promise<T>) => Promise<T>} withRight  asks for an operator when a right is missing
 * @property {() => void} onCancel
 * @property {(came: Came) => void} onDone
 * @property {(reg_no: string) => void} onOpen  closes and shows this person
 * @property {(what: string, more?: any) => void} onGo  closes and opens another act
 * @property {any} [more]  what the act before handed on
 */

export {};
