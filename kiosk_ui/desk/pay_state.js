/** Taking money at a desk: what was tendered, what goes back, and whether it can be sent. Pure; amounts in fen. */
import { fenOf } from '../lib/money.js';

/** @typedef {'cash'|'wechat'|'alipay'|'card'|'transfer'} Method */
/** @typedef {{method: Method, tendered: string, reference: string}} Pay  as typed */
/** @typedef {'tendered_missing'|'tendered_unreadable'|'under_tendered'|'reference_needed'} Fault */

export const METHODS = /** @type {const} */ (['cash', 'wechat', 'alipay', 'card', 'transfer']);

/**
 * @param {Pay} pay
 * @param {number} owes_fen
 * @returns {number} what goes back to her, never below 0
 */
export function changeOf(pay, owes_fen) {
  const tendered = pay.method === 'cash' ? fenOf(pay.tendered) : null;
  return tendered === null ? 0 : Math.max(0, tendered - owes_fen);
}

/**
 * @param {Pay} pay
 * @param {number} owes_fen
 * @returns {{field: 'tendered'|'reference', fault: Fault}|null} what still stands in the way
 */
export function faultOfPay(pay, owes_fen) {
  if (pay.method !== 'cash') {
    return pay.reference.trim() === '' ? { field: 'reference', fault: 'reference_needed' } : null;
  }
  if (pay.tendered.trim() === '') return { field: 'tendered', fault: 'tendered_missing' };
  const tendered = fenOf(pay.tendered);
  if (tendered === null) return { field: 'tendered', fault: 'tendered_unreadable' };
  return tendered < owes_fen ? { field: 'tendered', fault: 'under_tendered' } : null;
}

/**
 * The part of a request that says how it was paid.
 * @param {Pay} pay
 * @returns {{method: Method, tendered_fen?: number, reference?: string}}
 */
export function paidBy(pay) {
  if (pay.method === 'cash') return { method: 'cash', tendered_fen: fenOf(pay.tendered) ?? 0 };
  return { method: pay.method, reference: pay.reference.trim() };
}
