import assert from 'node:assert/strict';
import test from 'node:test';
import {
  byCategory, callable, calledThrough, comingAt, dialled, emptySheet, nextSheet, sheetPath, spokenNumber,
} from '../../kiosk_ui/desk/no_shows_state.js';

const SHANGHAI = 'Asia/Shanghai';

/** @param {string} reg_no @param {object} [more] */
const row = (reg_no, more = {}) => /** @type {any} */ ({
  reg_no, name: reg_no, category: 'MEM', phone: '13800000001', status: 'to_call', claim: null, last_call: null, calls: 0, ...more,
});

test('the next to be called is the first with a number whom no other desk calls and nobody was through with', () => {
  const other = { station: '二号台', operator: null, is_mine: false, ends_at: '' };
  const rows = [row('A'), row('B', { phone: '' }), row('C', { claim: other }), row('D', { claim: { ...other, is_mine: true } }), row('E')];

  assert.deepEqual(callable(rows, ['A']).map(({ reg_no }) => reg_no), ['D', 'E']);
});

test('without a status chosen those are called whom nobody has called', () => {
  assert.deepEqual(calledThrough({ category: 'VIP', status: '' }), { category: 'VIP', status: 'to_call' });
  assert.equal(calledThrough({ category: '', status: 'no_answer' }).status, 'no_answer');
});

test('whom this desk is through with comes up again only in another choice', () => {
  const through = nextSheet(emptySheet(), { type: 'through', reg_no: 'A', said: null });

  assert.deepEqual(through.done, ['A']);
  assert.deepEqual(nextSheet(through, { type: 'chosen', filter: { status: 'no_answer' } }).done, []);
});

test('news of somebody who is no longer open changes nothing', () => {
  const open = nextSheet(emptySheet(), { type: 'opened', no_show: row('A'), left: 3 });

  assert.equal(nextSheet(open, { type: 'kept', no_show: row('B') }), open);
  assert.equal(nextSheet(open, { type: 'kept', no_show: row('A', { calls: 2 }) }).open?.calls, 2);
});

test('a sheet nobody may see any more is put away', () => {
  const read = nextSheet(emptySheet(), { type: 'read', sheet: /** @type {any} */ ({ no_shows: [row('A')] }) });

  assert.equal(nextSheet(read, { type: 'locked' }).sheet, null);
});

test('rows stand under their categories in the order they came in', () => {
  const found = byCategory([row('A', { category: 'VIP' }), row('B'), row('C')]);

  assert.deepEqual(found.map(([code, rows]) => [code, rows.length]), [['VIP', 1], ['MEM', 2]]);
});

test('only what was chosen is asked for', () => {
  assert.equal(sheetPath({ category: '', status: '' }), '/no-shows?limit=200');
  assert.equal(sheetPath({ category: 'A&B', status: 'coming' }, 9), '/no-shows?category=A%26B&status=coming&limit=9');
});

test('a mobile number is read out in its groups, and dialled without them', () => {
  assert.equal(spokenNumber('13800000001'), '138 0000 0001');
  assert.equal(spokenNumber('+420 601 000 003'), '+420 601 000 003');
  assert.equal(dialled('+420 601-000 003'), 'tel:+420601000003');
});

test('when she comes is the next time that the venue’s clocks show it', () => {
  const now = '2026-12-05T00:30:00Z'; // 08:30

  assert.equal(comingAt('0930', { now, timeZone: SHANGHAI }), '2026-12-05T01:30:00Z');
  assert.equal(comingAt('8:25', { now, timeZone: SHANGHAI }), '2026-12-05T00:25:00Z');
  assert.equal(comingAt('0800', { now, timeZone: SHANGHAI }), '2026-12-06T00:00:00Z');
  assert.equal(comingAt('soon', { now, timeZone: SHANGHAI }), null);
});
