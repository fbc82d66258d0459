/**
 * What the server tells a finance desk, as types.
 *
 * @typedef {{id: string, at: string, kind: string, amount_fen: number, reason: string, cashier: string|null, reversed: boolean}} Charge
 * @typedef {{method: string, amount_fen: number, tendered_fen: number, change_fen: number, reference: string}} PaidLine
 * @typedef {{id: string, at: string, payer: string, total_fen: number, share_fen: number, lines: PaidLine[], receipt: number|null,
 *   cashier: string|null, reversed: boolean, refunded_fen: number}} Payment
 * @typedef {{id: string, at: string, payment_id: string|null, method: string, amount_fen: number, reason: string,
 *   receipt: number|null, cashier: string|null, reversed: boolean}} Refund
 * @typedef {{id: string, at: string, item: string, amount_fen: number, method: string, held_fen: number, reversed: boolean}} Deposit
 * @typedef {{id: string, at: string, kind: string, receiver: string, amount_fen: number, method: string, reason: string,
 *   returned_fen: number, reversed: boolean}} PayOut
 * @typedef {{state: string, next: string[], title: string, tax_number: string, email: string, bag: string, warnings: string[],
 *   history: {id: string, at: string, state: string, operator: string|null, note: string}[]}} Invoice
 * @typedef {{id: string, at: string, amount_fen: number, payer: string, settled: boolean}} Promised
 * @typedef {{reg_no: string, name: string, latin_name: string, organisation: string, category: string, due_fen: number,
 *   paid_fen: number, planned_fen: {due_fen: number, paid_fen: number}, owes_fen: number, credit_fen: number, charges: Charge[],
 *   payments: Payment[], refunds: Refund[], deposits: Deposit[], pay_outs: PayOut[], lecture_fee_fen: number|null,
 *   lecture_fee_paid_fen: number, promise: Promised|null, invoice: Invoice}} Account
 * @typedef {{id: string, drawer: string, cashier: string, opened_at: string, float_fen: number, takings_count: number,
 *   over_limit: boolean}} Drawer
 * @typedef {{payment_id: string, total_fen: number, change_fen: number, receipt: number, print_job: string|null,
 *   owes: Record<string, number>, warnings: string[]}} PaymentAnswer
 * @typedef {{counted_fen: number, expected_fen: number, difference_fen: number}} Closing
 * @typedef {<T>(act: () => Promise<T>) => Promise<T>} WithRight
 */
export {};
