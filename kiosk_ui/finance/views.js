/** The finance page's other views by name: each fetches what it shows. */
import { InvoicesView } from './invoices_view.js';
import { PromisesView } from './promises_view.js';
import { ReceiptsView } from './receipts_view.js';
import { SettlementView } from './settlement_view.js';

/** @type {Record<string, import('preact-htm').Component<any>>} */
export const VIEWS = { invoices: InvoicesView, promises: PromisesView, receipts: ReceiptsView, settlement: SettlementView };
