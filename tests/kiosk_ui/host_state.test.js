import assert from 'node:assert/strict';
import { test } from 'node:test';

import { byStage, emptyHost, isReached, newArrivals, nextHost, nextSession, slidesAfter, stageOf, toMeet }
  from '../../kiosk_ui/host/host_state.js';

const A1 = { code: 'A1', name: '大会', name_en: 'Plenary', hall: 'H1', starts_at: '2026-12-05T01:00:00Z', ends_at: '2026-12-05T03:00:00Z' };
const B1 = { ...A1, code: 'B1', starts_at: '2026-12-05T06:00:00Z', ends_at: '2026-12-05T08:00:00Z' };

/** @returns {import('../../kiosk_ui/host/host_state.js').Guest} */
function guest(changes = {}) {
  return {
    reg_no: 'D1', name: '甲', latin_name: '', organisation: '', position: '', level: 'A', lounge: '', sessions: [A1, B1], arrives_at: null,
    hotel: '', room: '', table_no: '', checked_in_at: null, checked_in_place: '', reception: null, slides: {}, is_missing: false,
    minutes_to_session: 30, gift: '', gift_given: false, fee_fen: null, fee_paid: false, ...changes,
  };
}

/** @returns {import('../../kiosk_ui/host/host_state.js').Alert} */
function alert(changes = {}) {
  return { key: 'vip_arrived:D1', kind: 'vip_arrived', at: '2026-12-05T00:30:00Z', reg_no: 'D1', is_over: false, acknowledged_at: null, ...changes };
}

const HERE = { checked_in_at: '2026-12-05T00:30:00Z' };

test('a guest who arrived stands before one who is missing, and both before the rest', () => {
  const guests = [guest({ reg_no: 'x' }), guest({ reg_no: 'm', is_missing: true }), guest({ reg_no: 'r', ...HERE, reception: 'received' }), guest({ reg_no: 'h', ...HERE })];

  const stages = byStage(guests).map(({ stage, guests: group }) => [stage, group.map(({ reg_no }) => reg_no).join()]);

  assert.deepEqual(stages, [['arrived', 'h'], ['missing', 'm'], ['expected', 'x'], ['received', 'r']]);
  assert.equal(stageOf(guest({ reception: 'coming' })), 'expected');
});

test('the host is called for who waits longest and nobody has gone to meet', () => {
  const guests = [guest({ ...HERE }), guest({ reg_no: 'D2', ...HERE }), guest({ reg_no: 'D3', ...HERE, reception: 'coming' })];
  const alerts = [
    alert({ at: '2026-12-05T00:40:00Z' }), alert({ key: 'vip_arrived:D2', reg_no: 'D2' }),
    alert({ key: 'vip_arrived:D3', reg_no: 'D3', at: '2026-12-05T00:10:00Z' }),
  ];

  assert.equal(toMeet({ ...emptyHost(), guests, alerts })?.guest.reg_no, 'D2');
  assert.equal(toMeet({ ...emptyHost(), guests, alerts: alerts.map((each) => ({ ...each, acknowledged_at: 'x' })) }), null);
  assert.equal(toMeet({ ...emptyHost(), guests: [guest()], alerts }), null); // taken back meanwhile
  assert.equal(toMeet(emptyHost()), null);
});

test('an arrival sounds once', () => {
  assert.equal(newArrivals([], [alert()]).length, 1);
  assert.equal(newArrivals([alert()], [alert()]).length, 0);
  assert.equal(newArrivals([], [alert({ acknowledged_at: 'x' }), alert({ key: 'k', kind: 'speaker_missing' })]).length, 0);
});

test('the next session is the first that is not over', () => {
  assert.equal(nextSession(guest(), '2026-12-05T02:59:00Z')?.code, 'A1');
  assert.equal(nextSession(guest(), '2026-12-05T03:00:00Z')?.code, 'B1');
  assert.equal(nextSession(guest(), '2026-12-06T00:00:00Z')?.code, 'B1');
  assert.equal(nextSession(guest({ sessions: [] }), '2026-12-06T00:00:00Z'), null);
});

test('tested slides are received ones, and a second tap takes one step back', () => {
  assert.equal(isReached('tested', 'received'), true);
  assert.equal(isReached('received', 'tested'), false);
  assert.equal(isReached('taken_back', 'received'), false);
  assert.equal(isReached(undefined, 'received'), false);
  assert.equal(slidesAfter(undefined, 'received'), 'received');
  assert.equal(slidesAfter('received', 'received'), 'taken_back');
  assert.equal(slidesAfter('tested', 'tested'), 'received');
  assert.equal(slidesAfter('tested', 'received'), 'received');
});

test('a card opens on a tap and closes on the next', () => {
  const open = nextHost(emptyHost(), { type: 'open', reg_no: 'D1' });

  assert.equal(open.open, 'D1');
  assert.equal(nextHost(open, { type: 'open', reg_no: 'D1' }).open, null);
  assert.equal(nextHost(nextHost(open, { type: 'said', tone: 'bad', text: 'x' }), { type: 'heard' }).said, null);
  assert.deepEqual(nextHost(open, { type: 'guests', guests: [] }).guests, []);
});
