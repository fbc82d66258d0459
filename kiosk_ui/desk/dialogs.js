/** Which dialog an act opens. An act that is not here is done at once (`work.js`). */
import { Attention } from './attention.js';
import { BackEntry } from './back_entry.js';
import { Bind } from './bind.js';
import { Correction } from './correction.js';
import { Escalations } from './escalations.js';
import { GroupCheckIn, PickUp } from './group.js';
import { HandOut, HandOutUndo } from './hand_out.js';
import { History } from './history.js';
import { Identity } from './identity.js';
import { Keepings } from './keepings.js';
import { LoanReturn } from './loan_return.js';
import { Merge } from './merge.js';
import { NameFix } from './name_fix.js';
import { NoShows } from './no_shows.js';
import { Palette } from './palette.js';
import { Pasted } from './pasted.js';
import { PayDialog } from './pay.js';
import { PrinterChoice } from './printer_choice.js';
import { Quota } from './quota.js';
import { Recategorise } from './recategorise.js';
import { Shifts } from './shifts.js';
import { Fee, Invoice } from './signed.js';
import { Stock } from './stock.js';
import { Substitute } from './substitute.js';
import { WalkIn } from './walk_in.js';

/** @type {Record<string, import('preact-htm').Component<any>>} */
export const DIALOGS = {
  more: Palette,
  reprint: Correction, lost: Correction, undo: Correction, override: Correction, take_back: Correction, block: Correction,
  unblock: Correction, escalate: Correction, clear: Correction, cancel: Correction, restore: Correction,
  fix_name: NameFix, bind: Bind, recategorise: Recategorise, substitute: Substitute, merge: Merge, identity: Identity, attention: Attention, history: History, call: NoShows,
  pay: PayDialog, invoice: Invoice, fee: Fee,
  walk_in: WalkIn, group: GroupCheckIn, pick_up: PickUp, pasted: Pasted, quota: Quota,
  no_shows: NoShows, loan_return: LoanReturn, keeping: Keepings, shifts: Shifts, stock: Stock, printer: PrinterChoice, back_entry: BackEntry, escalations: Escalations,
  hand_out: HandOut, hand_out_undo: HandOutUndo,
};
/** Those that make no sense without a person. */
export const NEEDS_PERSON = [
  'reprint', 'lost', 'undo', 'override', 'take_back', 'block', 'unblock', 'escalate', 'clear', 'cancel', 'restore', 'fix_name', 'bind',
  'recategorise', 'substitute', 'merge', 'identity', 'attention', 'history', 'call', 'pay', 'invoice', 'hand_out', 'hand_out_undo',
];
