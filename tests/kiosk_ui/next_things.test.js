import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextThings, zoneFor } from '../../kiosk_ui/kiosk/next_things.js';

const zone = (code, name, name_en) => ({ code, name, name_en, place: null, opens_at: null, closes_at: null });
const session = (code, starts_at, ends_at) => ({ code, name: code, name_en: code, hall: 'H1', starts_at, ends_at });
const ME = {
  station: { id: 'k', name: 'k', role: 'kiosk', zone: 'PRE', checkpoint: null },
  event: { time_zone: 'Asia/Shanghai' },
  zones: [zone('PRE', '预注册代表区', 'Pre-registered'), zone('FIN', '财务区', 'Finance'), zone('Z9', '资料发放区', null)],
  halls: [{ code: 'H1', name: '主会场', name_en: 'Main hall', capacity: null }],
  sessions: [
    session('LUN', '2026-12-05T04:00:00Z', '2026-12-05T05:30:00Z'),
    session('OPEN', '2026-12-05T00:30:00Z', '2026-12-05T01:30:00Z'),
    session('PLEN2', '2026-12-06T00:30:00Z', '2026-12-06T04:00:00Z'),
  ],
};

test('the bag comes first, then the sessions of the day in order', () => {
  const things = nextThings(ME, '2026-12-04T23:30:00Z');

  assert.deepEqual(things.map((thing) => thing.session?.code ?? thing.zone.code), ['Z9', 'OPEN', 'LUN']);
});

test('a session that is over is not told', () => {
  assert.deepEqual(nextThings(ME, '2026-12-05T06:00:00Z').map((thing) => thing.session?.code), [undefined, 'PLEN2']);
});

test('the finance desk is found by code, Chinese or English name', () => {
  assert.equal(zoneFor(ME, 'finance')?.code, 'FIN');
  assert.equal(zoneFor({ ...ME, zones: [zone('A', '财务台', null)] }, 'finance')?.code, 'A');
  assert.equal(zoneFor({ ...ME, zones: [zone('B', 'x', 'Cash desk')] }, 'finance')?.code, 'B');
  assert.equal(zoneFor({ ...ME, zones: [] }, 'finance'), null);
});
