import assert from 'node:assert/strict';
import { test } from 'node:test';

import { emptyControl, inUse, isMissing, nextControl, whatNeedsAPerson } from '../../kiosk_ui/control/control_state.js';
import { policyOf, typedPolicy } from '../../kiosk_ui/control/money_rules_state.js';
import { atVenue, fromVenue } from '../../kiosk_ui/control/venue_time.js';
import { fenOf, yuanOf } from '../../kiosk_ui/lib/money.js';

/** @returns {import('../../kiosk_ui/control/control_state.js').HelpCall} */
function call(changes = {}) {
  return { id: 'c', kind: 'help', note: '', station: 'kiosk-1', station_name: '一号机', zone: null, at: '2026-12-05T00:30:00Z', answered_at: null, answered_by: null, ...changes };
}

/** @returns {import('../../kiosk_ui/control/control_state.js').Alert} */
function alert(changes = {}) {
  return {
    key: 'vip_arrived:D1', kind: 'vip_arrived', at: '2026-12-05T00:30:00Z', reg_no: 'D1', name: '甲', organisation: '', host: null, lounge: null, session: null,
    session_name: null, hall: null, starts_at: null, zone: null, wait_s: null, is_over: false, acknowledged_by: null, acknowledged_at: null, ...changes,
  };
}

/** @returns {import('../../kiosk_ui/control/control_state.js').Station} */
function phone(changes = {}) {
  return {
    id: 'kiosk-1-phone-1', name: '1', role: 'kiosk', zone: null, checkpoint: null, parent: 'kiosk-1', ends_at: '2026-12-05T01:00:00Z',
    paired_at: null, is_connected: false, last_seen_at: '2026-12-05T00:50:00Z', revoked_at: null, ...changes,
  };
}

test('who waits for a person stands before every device', () => {
  let state = emptyControl('attention');
  state = nextControl(state, { type: 'alerts', alerts: [alert(), alert({ key: 'x', is_over: true }), alert({ key: 'y', acknowledged_at: 'then' })] });
  state = nextControl(state, { type: 'calls', calls: [call(), call({ id: 'd', answered_at: 'then' })] });
  state = nextControl(state, { type: 'escalations', escalations: [{ reg_no: 'D2', name: '乙', reason: 'why', at: 'then', station: 'desk-1' }] });
  state = nextControl(state, { type: 'printers', printers: [{ name: 'p', url: '', prints: [], station: null, state: 'paper_out', trouble: 'paper_out', checked_at: null }] });

  assert.deepEqual(whatNeedsAPerson(state).map(({ kind }) => kind), ['call', 'escalation', 'alert', 'printer']);
});

test('a phone whose turn is over is neither listed nor missed', () => {
  assert.equal(isMissing(phone()), false);
  assert.equal(inUse([phone()], '2026-12-05T00:59:00Z').length, 1);
  assert.equal(inUse([phone(), phone({ id: 'k', ends_at: null })], '2026-12-05T01:00:00Z').length, 1);
});

test('hours are those of the venue wherever this computer stands', () => {
  assert.equal(atVenue('2026-12-05T00:30:00Z', 'Asia/Shanghai'), '2026-12-05T08:30');
  assert.equal(fromVenue('2026-12-05T08:30', 'Asia/Shanghai'), '2026-12-05T00:30:00.000Z');
  assert.equal(fromVenue('2026-07-01T09:00', 'Europe/Berlin'), '2026-07-01T07:00:00.000Z');
  assert.equal(fromVenue('2026-12-01T09:00', 'Europe/Berlin'), '2026-12-01T08:00:00.000Z');
  assert.equal(fromVenue('', 'Europe/Berlin'), null);
  assert.equal(atVenue(null, 'Europe/Berlin'), '');
});

test('the money policy comes back as it went out', () => {
  const policy = {
    lost_badge_fee_fen: 5000, drawer_limit_fen: 1000000, channel_fees: { wechat: 60, card: 38 },
    prices: [{ category: 'MEM', from_on: '2026-12-05', fee_fen: 220050 }],
  };

  assert.deepEqual(policyOf(typedPolicy(policy, yuanOf), fenOf), policy);
  assert.equal(typedPolicy(policy, yuanOf).channel_fees['wechat'], '0.6');
});

test('an empty policy is none, and what is no amount is not sent', () => {
  const none = { lost_badge_fee: '', drawer_limit: '', channel_fees: { wechat: '' }, prices: [] };

  assert.deepEqual(policyOf(none, fenOf), { lost_badge_fee_fen: 0, drawer_limit_fen: null, channel_fees: {}, prices: [] });
  assert.equal(policyOf({ ...none, lost_badge_fee: 'much' }, fenOf), null);
  assert.equal(policyOf({ ...none, drawer_limit: 'x' }, fenOf), null);
  assert.equal(policyOf({ ...none, channel_fees: { card: '101' } }, fenOf), null);
  assert.equal(policyOf({ ...none, prices: [{ category: 'MEM', from_on: '2026-12-05', fee: '' }] }, fenOf), null);
});
