import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WAITING, kioskAfter } from '../../kiosk_ui/kiosk/kiosk_state.js';
import { chosenPrinters, closureOf } from '../../kiosk_ui/kiosk/printer_choice.js';

const PERSON = { name: '王*明', organisation: '中南**医院', category: 'VIP' };
const CARD = { id: 'read-1', outcome: 'found', reg_no: 'D001', delegate: PERSON };

/** @param {...object} actions */
const after = (...actions) => actions.reduce((kiosk, action) => kioskAfter(kiosk, action), WAITING);
const called = { type: 'help', id: 'help-1' };
const coming = { type: 'help_told', state: 'coming', desk: 'desk-2' };
const scanned = { type: 'scanned', credential: 'CODE' };
const printer = (more) => ({ name: 'A', prints: ['badge'], station: null, state: 'ready', ...more });

test('an ID card leads to "that\'s me", proved by the reading', () => {
  const { screen } = after({ type: 'card_read', reading: CARD });

  assert.deepEqual(screen, { at: 'found', by: { reg_no: 'D001', challenge_id: 'read-1' }, person: PERSON });
});

test('a card that nobody or several have leads on without a name', () => {
  const read = (outcome) => after({ type: 'card_read', reading: { ...CARD, outcome, reg_no: null, delegate: null } }).screen;

  assert.deepEqual([read('unknown').reason, read('several').reason], ['unknown_card', 'escalated']);
});

test('a card does not push aside a check-in on its way', () => {
  const busy = after(scanned);

  assert.equal(kioskAfter(busy, { type: 'card_read', reading: CARD }), busy);
});

test('a guest is told who receives her until she has her badge', () => {
  const guest = { host: '接待甲', lounge: '贵宾室' };
  const answer = { outcome: 'checked_in', reason: null, first_at: null, print_job: 'job-1', notes: [] };
  const kiosk = after({ type: 'card_read', reading: { ...CARD, delegate: { ...CARD.delegate, guest } } }, { type: 'accepted', check_in_id: 'check-1' }, { type: 'checked_in', answer, hasPrinter: true });

  assert.deepEqual(kiosk.screen.person.guest, guest);
  assert.deepEqual(kioskAfter(kiosk, { type: 'job_seen', state: 'printed', printer: 'A' }).screen.person.guest, guest);
});

test('somebody is called once, and says who comes', () => {
  const kiosk = after(called, { type: 'help', id: 'help-2' }, coming);

  assert.deepEqual(kiosk.help, { id: 'help-1', state: 'coming', desk: 'desk-2' });
});

test('the call stays while she goes on, and is taken back when she leaves', () => {
  assert.equal(after(called, coming, scanned).help.id, 'help-1');
  assert.equal(after(called, coming, scanned, { type: 'wipe' }).help, null);
});

test('a call that did not go through can be tried again', () => {
  const kiosk = after(called, { type: 'help_told', state: 'failed', desk: null }, { type: 'help', id: 'help-2' });

  assert.deepEqual(kiosk.help, { id: 'help-2', state: 'calling', desk: null });
});

test('one slip a person, unless it did not print', () => {
  const asked = after({ type: 'slip', id: 'slip-1', zone: 'FIN' });
  const again = { type: 'slip', id: 'slip-2', zone: 'FIN' };

  assert.equal(kioskAfter(asked, again).slip.id, 'slip-1');
  assert.equal(kioskAfter(kioskAfter(asked, { type: 'slip_told', state: 'failed', number: null }), again).slip.id, 'slip-2');
});

test('the next person finds no slip and small letters again', () => {
  const kiosk = after({ type: 'larger' }, { type: 'slip', id: 'slip-1', zone: 'FIN' });

  assert.equal(kiosk.isLarge, true);
  assert.deepEqual(kioskAfter(kiosk, { type: 'wipe' }), WAITING);
});

test('larger letters stay from screen to screen', () => {
  assert.equal(after({ type: 'larger' }, scanned, { type: 'looked_up', reason: null, person: PERSON }).isLarge, true);
});

test('a printer that stops while it prints is said, never waited for', () => {
  const answer = { outcome: 'checked_in', reason: null, first_at: null, print_job: 'job-1', notes: [] };
  const printing = after(scanned, { type: 'looked_up', reason: null, person: PERSON }, { type: 'accepted', check_in_id: 'c' }, { type: 'checked_in', answer, hasPrinter: true });

  assert.equal(kioskAfter(printing, { type: 'printer_stopped' }).screen.why, 'stopped');
});

test('a zone that serves only its own says so with the person kept', () => {
  const { screen } = after(scanned, { type: 'looked_up', reason: null, person: PERSON }, { type: 'accepted', check_in_id: 'c' }, { type: 'problem', reason: 'other_zone' });

  assert.deepEqual([screen.reason, screen.person], ['other_zone', PERSON]);
});

test('its own printer comes before one for all', () => {
  assert.equal(chosenPrinters([printer({}), printer({ name: 'B', station: 'kiosk-1' })], 'kiosk-1').badge.name, 'B');
});

test('a kiosk is closed only when no printer can take its badges', () => {
  const down = printer({ name: 'B', station: 'kiosk-1', state: 'paper_out', trouble: 'paper_out' });

  assert.equal(chosenPrinters([down, printer({})], 'kiosk-1').badge.isTrouble, false);
  assert.equal(chosenPrinters([down, printer({ station: 'kiosk-2' })], 'kiosk-1').badge.isTrouble, true);
});

test('a kiosk stays open while another printer of the pool holds the same stock', () => {
  const stock = { pool: 'hall', width_mm: 90, height_mm: 130 };
  const down = printer({ name: 'B', station: 'kiosk-1', trouble: 'paper_out', ...stock });
  const isTrouble = (more) => chosenPrinters([down, printer({ station: 'desk-1', ...stock, ...more })], 'kiosk-1').badge.isTrouble;

  assert.equal(isTrouble({}), false);
  for (const more of [{ pool: null }, { pool: 'foyer' }, { height_mm: 134 }, { height_mm: null }, { trouble: 'offline' }, { prints: ['label'] }]) assert.equal(isTrouble(more), true);
});

test('a badge that comes out elsewhere says where as long as it matters', () => {
  const answer = { outcome: 'checked_in', reason: null, first_at: null, print_job: 'j', notes: [] };
  const printing = after(scanned, { type: 'looked_up', reason: null, person: PERSON }, { type: 'accepted', check_in_id: 'c' }, { type: 'checked_in', answer, hasPrinter: true });
  const detour = 'B: out of paper. It comes out at A.';

  const there = kioskAfter(printing, { type: 'job_seen', state: 'printing', printer: 'A', detour });
  assert.equal(there.screen.detour, detour);
  assert.equal(kioskAfter(there, { type: 'job_seen', state: 'printing', printer: 'A', detour }).screen, there.screen);
  assert.equal(kioskAfter(there, { type: 'job_seen', state: 'printed', printer: 'A', detour }).screen.detour, detour);
  assert.equal('detour' in kioskAfter(there, { type: 'job_seen', state: 'printed', printer: 'A', detour: null }).screen, false);
});

test('slips are offered only where a printer makes them', () => {
  const slips = printer({ prints: ['voucher'], station: 'kiosk-1' });

  assert.equal(chosenPrinters([slips], 'kiosk-1').hasSlipPrinter, true);
  assert.equal(chosenPrinters([slips], 'kiosk-2').hasSlipPrinter, false);
  assert.equal(chosenPrinters([{ ...slips, state: 'offline', trouble: 'offline' }], 'kiosk-1').hasSlipPrinter, false);
});

test('what staff decided stands before what happened', () => {
  assert.equal(closureOf({ isTaken: true, isOffline: true, isPrinterDown: true }), 'staff');
  assert.equal(closureOf({ isTaken: false, isOffline: true, isPrinterDown: true }), 'offline');
  assert.equal(closureOf({ isTaken: false, isOffline: false, isPrinterDown: true }), 'printer');
  assert.equal(closureOf({ isTaken: false, isOffline: false, isPrinterDown: false }), null);
});
