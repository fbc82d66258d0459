/** Made-up people for the desk's tests. */

/** @returns {import('../../kiosk_ui/desk/shapes.js').Hit} */
export function hit(changes = {}) {
  return {
    reg_no: 'D0001', name: '王伟', latin_name: 'Wang Wei', organisation: '第一医院', position: '主任',
    category: 'MEM', phone_masked: '138****0001', status: 'normal', checked_in_at: null, owes_fen: 0,
    ...changes,
  };
}

/** @returns {import('../../kiosk_ui/desk/shapes.js').Card} */
export function card(changes = {}) {
  return {
    ...hit(), zone: 'Z1', note: null, diet: null, table_no: null, due_fen: 0, paid_fen: 0, guest: null,
    checked_in: null, blocked: null, override: false, badge: { printed_count: 0, last_job: null },
    items: [], ...changes,
  };
}

/** @returns {import('../../kiosk_ui/desk/shapes.js').PrintJob} */
export function job(changes = {}) {
  return {
    id: 'j1', prints: 'badge', reg_no: 'D0001', state: 'queued', confirmed: false, printer: 'desk-2',
    attempts: 0, reprint_of: null, error: null, created_at: '2026-11-22T00:14:00Z', station: 'S1',
    name: '王伟', reason: null, ...changes,
  };
}

/** @returns {import('../../kiosk_ui/desk/shapes.js').ChecklistItem} */
export function item(changes = {}) {
  return {
    code: 'BAG', name: '资料袋', name_en: 'Bag', kind: 'handout', per_person: 1, given: 0, left: 1, number: null,
    needs_signature: false, needs_number: false, is_loan: false, amount_fen: null, gift: '', out: [], vouchers: [],
    stock_left: 100, is_low: false, diet: null, valid_until: null, ...changes,
  };
}
