/** The dialogs of the finance page by what opens them. Each is told whom it is about and tells what came of it. */
import { ChargeDialog } from './charge_dialog.js';
import { CloseDrawer, OpenDrawer } from './drawer.js';
import { CopyDialog, RefundDialog, ReverseDialog } from './going_back.js';
import { InvoiceDialog } from './invoice_dialog.js';
import { DepositDialog, PayOutDialog } from './pay_out_dialog.js';
import { PromiseDialog } from './promise_dialog.js';

/** @type {Record<string, import('preact-htm').Component<any>>} */
export const DIALOGS = {
  open_drawer: OpenDrawer,
  close_drawer: CloseDrawer,
  refund: RefundDialog,
  reverse: ReverseDialog,
  copy: CopyDialog,
  charge: ChargeDialog,
  deposit: DepositDialog,
  pay_out: PayOutDialog,
  invoice: InvoiceDialog,
  promise: PromiseDialog,
};
