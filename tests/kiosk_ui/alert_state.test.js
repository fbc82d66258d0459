import assert from 'node:assert/strict';
import { test } from 'node:test';

import { filtered, maySee, stateOf, waiting } from '../../kiosk_ui/lib/alert_state.js';

/** @param {object} changes @returns {any} */
function alert(changes = {}) {
  return { key: 'hall_full:H1', kind: 'hall_full', level: 'look', at: '2026-12-05T01:00:00Z', is_over: false, acknowledged_at: null, ...changes };
}

test('what must be done now stands before what is newer', () => {
  const newer = alert({ key: 'a', at: '2026-12-05T02:00:00Z' });
  const urgent = alert({ key: 'b', level: 'act' });

  assert.deepEqual(waiting([newer, urgent]).map(({ key }) => key), ['b', 'a']);
});

test('of equally urgent alerts the newest stands first', () => {
  const found = waiting([alert({ key: 'old' }), alert({ key: 'new', at: '2026-12-05T02:00:00Z' })]);

  assert.deepEqual(found.map(({ key }) => key), ['new', 'old']);
});

test('what was seen or is over waits for nobody', () => {
  const seen = alert({ acknowledged_at: '2026-12-05T01:01:00Z' });

  assert.deepEqual(waiting([seen, alert({ is_over: true })]), []);
  assert.equal(stateOf(seen), 'seen');
  assert.equal(stateOf(alert({ is_over: true })), 'over');
  assert.equal(stateOf(alert()), 'waiting');
});

test('an alert about somebody who is not named here is seen elsewhere', () => {
  assert.equal(maySee(alert({ key: 'vip_arrived:…' })), false);
  assert.equal(maySee(alert()), true);
});

test('a filter chooses by where an alert stands, and by kind', () => {
  const alerts = [alert({ key: 'a' }), alert({ key: 'b', kind: 'slow_zone' }), alert({ key: 'c', is_over: true })];

  assert.deepEqual(filtered(alerts, 'waiting', 'slow_zone').map(({ key }) => key), ['b']);
  assert.deepEqual(filtered(alerts, 'over', '').map(({ key }) => key), ['c']);
  assert.equal(filtered(alerts, 'all', '').length, 3);
});
