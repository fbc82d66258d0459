import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readMe, withoutPersons } from '../../kiosk_ui/lib/kept_me.js';

const ME = { station: { id: 'door-1' }, event: { code: 'X' }, operator: { name: '主管己', roles: ['supervisor'] }, server_time: '2026-12-05T00:30:00Z' };
const AT = '2026-12-05T00:30:01Z';

test('what is kept names nobody and says since when', () => {
  const me = withoutPersons(ME, AT);

  assert.equal(me.operator, null);
  assert.equal(me.kept_at, AT);
  assert.ok(!JSON.stringify(me).includes('主管己'));
});

test('a door begins with what it was told, and with nobody else\'s', () => {
  const text = JSON.stringify(withoutPersons(ME, AT));

  assert.deepEqual(readMe(text, 'door-1'), withoutPersons(ME, AT));
  assert.equal(readMe(text, 'door-2'), null);
});

test('what is half written, empty or of another kind is nothing', () => {
  for (const text of [null, '', '{"station', 'null', '7', '{"station":{"id":"door-1"}}', JSON.stringify(ME)]) {
    assert.equal(readMe(text, 'door-1'), null, String(text));
  }
});
