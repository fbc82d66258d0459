import assert from 'node:assert/strict';
import test from 'node:test';
import { byRow, comingIn, headingOf, totalsOf } from '../../kiosk_ui/control/workbook_state.js';

const change = (/** @type {Partial<import('../../kiosk_ui/control/workbook_state.js').Change>} */ told) => /** @type {import('../../kiosk_ui/control/workbook_state.js').Change} */ ({
  sheet: '代表名单', cell: 'B2', key: 'D001', name: '王明', field: 'name', heading: '姓名', heading_en: 'Name', what: 'changed', before: '', after: '', note: '', ...told,
});
const told = (/** @type {object} */ more) => /** @type {import('../../kiosk_ui/control/workbook_state.js').Refreshed} */ ({
  refresh_id: null, plan: 'plan.xlsx', changes: [], refused: [], gone: [], counts: { added: 0, changed: 0, cancelled: 0, taken_up: 0, refused: 0, gone: 0 },
  warnings: [], errors: [], unchanged: true, mark: '', ...more,
});

test('what changes in one row stands together, rows in the order told', () => {
  const rows = byRow([change({}), change({ key: 'D002', cell: 'B3' }), change({ field: 'phone', cell: 'G2' })]);

  assert.deepEqual(rows.map(({ key, changes }) => [key, changes.map(({ cell }) => cell)]), [['D001', ['B2', 'G2']], ['D002', ['B3']]]);
});

test('the same key on two sheets is two rows', () => {
  assert.equal(byRow([change({}), change({ sheet: '嘉宾' })]).length, 2);
});

test('only totals that are not zero are told, refused ones never count as coming in', () => {
  const refreshed = told({ counts: { added: 2, changed: 0, cancelled: 1, taken_up: 0, refused: 4, gone: 0 } });

  assert.deepEqual(totalsOf(refreshed), [{ total: 'added', count: 2 }, { total: 'cancelled', count: 1 }, { total: 'refused', count: 4 }]);
  assert.equal(comingIn(refreshed), 3);
});

test('a column is called as its reader calls it', () => {
  assert.equal(headingOf(change({}), 'zh-Hans'), '姓名');
  assert.equal(headingOf(change({}), 'en'), 'Name');
});
