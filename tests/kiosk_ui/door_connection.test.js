import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answered, begun, lost, returned } from '../../kiosk_ui/door/connection.js';

const T = Date.parse('2026-12-05T01:00:00Z');

test('one missing answer takes the door offline, one good one brings it back', () => {
  const gone = lost(begun(0), T);
  assert.deepEqual([gone.mode, gone.since], ['offline', T]);
  const back = answered(gone);
  assert.equal(back.mode, 'returning');
  assert.deepEqual([returned(back, T + 5000).mode, returned(back, T + 5000).since], ['online', T + 5000]);
});

test('the time it began offline stays until it is back', () => {
  const gone = lost(lost(begun(0), T), T + 9000);
  assert.equal(gone.since, T);
  assert.equal(lost(answered(gone), T + 10_000).since, T);
});

test('a server that goes again at once is believed more slowly each time', () => {
  let connection = begun(0);
  const needed = [];
  for (let n = 0; n < 5; n += 1) {
    connection = lost(connection, T + n * 1000);
    needed.push(connection.needed);
    while (connection.mode === 'offline') connection = answered(connection);
    connection = returned(connection, T + n * 1000 + 500);
  }
  assert.deepEqual(needed, [1, 2, 4, 8, 8]);
  assert.equal(lost(connection, T + 60_000).needed, 1);
});

test('an answer while online changes nothing', () => {
  const online = begun(0);
  assert.equal(answered(online), online);
});
