import assert from 'node:assert/strict';
import test from 'node:test';
import { KINDS, addressOf, countOf, isSized, readTestCode } from '../../kiosk_ui/control/printer_state.js';

const form = { way: 'network', host: '192.168.1.31', kind: 'escpos_80', width: '90', height: '130', address: '', prints: ['badge'] };

test('a printer of a known kind has an address by its host alone', () => {
  assert.equal(addressOf(form), 'tcp://192.168.1.31:9100?language=escpos&width_dots=576');
  assert.equal(addressOf({ ...form, host: ' printer.local:9101 ' }), 'tcp://printer.local:9101?language=escpos&width_dots=576');
  assert.equal(addressOf({ ...form, kind: 'zpl_300' }), 'tcp://192.168.1.31:9100?language=zpl&width_mm=90&height_mm=130&dpi=300');
  assert.equal(addressOf({ ...form, kind: 'ipp' }), 'ipp://192.168.1.31:631/ipp/print?width_mm=90&height_mm=130');
  assert.equal(addressOf({ ...form, kind: 'brother' }), 'tcp://192.168.1.31:9100?model=brother-ql&width_mm=62');
});

test('nothing is added while something is missing', () => {
  assert.equal(addressOf({ ...form, host: ' ' }), '');
  assert.equal(addressOf({ ...form, kind: 'tspl_203', width: '' }), '');
  assert.equal(addressOf({ ...form, way: 'address', address: '  ' }), '');
  assert.equal(addressOf({ ...form, width: '' }) === '', false);
  assert.ok(KINDS.every((kind) => addressOf({ ...form, kind }) !== ''));
  assert.deepEqual(KINDS.filter(isSized), ['zpl_203', 'zpl_300', 'tspl_203', 'tspl_300', 'ipp']);
});

test('receipts come out of a virtual printer as long as they are', () => {
  assert.match(addressOf({ ...form, way: 'virtual' }), /height_mm=130/u);
  assert.match(addressOf({ ...form, way: 'virtual', prints: ['badge', 'receipt'] }), /roll=true/u);
});

test('the code of a test page names its printer', () => {
  assert.deepEqual(readTestCode('ONSITE-TEST 203 dpi 1号台  Desk 1\n', '1号台 Desk 1'), { is: 'right', printer: '1号台  Desk 1', dpi: '203' });
  assert.equal(readTestCode('ONSITE-TEST 203.2 dpi Desk 2', 'Desk 1').is, 'other');
  assert.equal(readTestCode('ABCDEFGHJK', 'Desk 1').is, 'none');
});

test('a field left empty is no zero', () => {
  assert.equal(countOf(' '), null);
  assert.equal(countOf('0'), 0);
  assert.equal(countOf('250'), 250);
});
