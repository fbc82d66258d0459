import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostStations } from '../../kiosk_ui/control/speakers_state.js';

const place = (id, role, name) => ({ id, role, name, zone: null, hall: null });
const PLACES = [place('host-1', 'host', '接待甲'), place('host-2', 'host', '接待乙'), place('host-3', 'host', '接待甲'), place('desk-1', 'desk', '接待甲')];

test('a host is reached at every page paired by her name, and at no desk of that name', () => {
  assert.deepEqual(hostStations(PLACES, '接待甲'), ['host-1', 'host-3']);
});

test('a guest without a host, or whose host has no page, reaches nobody', () => {
  assert.deepEqual(hostStations([...PLACES, place('host-4', 'host', '')], ''), []);
  assert.deepEqual(hostStations(PLACES, '接待丙'), []);
});
