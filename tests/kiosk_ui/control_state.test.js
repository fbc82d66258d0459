import assert from 'node:assert/strict';
import { test } from 'node:test';

import { emptyControl, inOrder, isInTrouble, nextControl, sectionOf, whatNeedsAPerson }
  from '../../kiosk_ui/control/control_state.js';
import { job } from './desk_people.js';

/** @returns {import('../../kiosk_ui/control/control_state.js').Station} */
function station(changes = {}) {
  return {
    id: 's1', name: '1 号台', role: 'desk', zone: 'Z1', checkpoint: null, paired_at: '2026-11-22T00:00:00Z',
    is_connected: true, last_seen_at: '2026-11-22T00:10:00Z', revoked_at: null, ...changes,
  };
}

/** @returns {import('../../kiosk_ui/control/control_state.js').Printer} */
function printer(changes = {}) {
  return { name: 'p1', url: 'virtual:', prints: ['badge'], station: null, state: 'ready', checked_at: null, ...changes };
}

test('failed badges stand first, then uncertain ones, then devices, then conflicts', () => {
  const state = {
    ...emptyControl('attention'),
    jobs: [job({ id: 'a', state: 'printed' }), job({ id: 'b', state: 'unconfirmed' }), job({ id: 'c', state: 'failed' })],
    printers: [printer(), printer({ name: 'p2', state: 'paper_out', trouble: 'paper_out' })],
    stations: [station(), station({ id: 's2', is_connected: false })],
    conflicts: [{ id: 'x', kind: 'admitted_twice', scan_ids: [], delegate: null, sides: [], resolved: false }],
  };

  const kinds = whatNeedsAPerson(state).map((each) => each.kind === 'job' ? each.job.id : each.kind);

  assert.deepEqual(kinds, ['c', 'b', 'printer', 'station', 'conflict']);
});

test('a quiet event needs nobody', () => {
  const state = { ...emptyControl('attention'), jobs: [], printers: [printer()], stations: [station()], conflicts: [] };

  assert.deepEqual(whatNeedsAPerson(state), []);
});

test('a station revoked, never used or without people in front of it is no trouble', () => {
  const stations = [
    station({ is_connected: false, revoked_at: '2026-11-22T00:11:00Z' }),
    station({ is_connected: false, last_seen_at: null }),
    station({ is_connected: false, role: 'board' }),
  ];

  assert.deepEqual(whatNeedsAPerson({ ...emptyControl('attention'), stations }), []);
});

test('badges that wait while there is no printer are said once', () => {
  const jobs = [job({ id: 'a' }), job({ id: 'b' })];

  const known = { ...emptyControl('attention'), jobs, printers: [] };
  const unknown = { ...emptyControl('attention'), jobs };

  assert.deepEqual(whatNeedsAPerson(known), [{ kind: 'no_printer', waiting: 2 }]);
  assert.deepEqual(whatNeedsAPerson(unknown), []);
});

test('a printer in trouble says how many badges wait for it', () => {
  const state = {
    ...emptyControl('attention'), printers: [printer({ state: 'cover_open', trouble: 'cover_open' })],
    jobs: [job({ id: 'a', printer: 'p1' }), job({ id: 'b', printer: 'p1', state: 'printing' }), job({ id: 'c', printer: 'p9' })],
  };

  const [trouble] = whatNeedsAPerson(state);

  assert.equal(trouble?.kind === 'printer' && trouble.waiting, 2);
});

test('what waits for a printer counts there, and a low roll is said', () => {
  const low = printer({ name: 'p2', pages_left: 3, is_low: true });
  const waits_for = { printer: 'p1', place: '', state: 'paper_out' };
  const state = { ...emptyControl('attention'), printers: [printer({ trouble: 'paper_out' }), low], jobs: [job({ id: 'a', state: 'queued', printer: null, waits_for })] };

  const [trouble, supply] = whatNeedsAPerson(state);

  assert.equal(trouble?.kind === 'printer' && trouble.waiting, 1);
  assert.deepEqual(supply, { kind: 'supply', printer: low });
});

test('a printer nobody has asked yet is not in trouble', () => {
  assert.equal(isInTrouble(printer({ state: 'unknown', trouble: null })), false);
  assert.equal(isInTrouble(printer({ state: 'ready', trouble: 'offline' })), true);
});

test('resolving a job moves it out of the list of troubles at once', () => {
  let state = nextControl(emptyControl('attention'), { type: 'jobs', jobs: [job({ state: 'failed' })], counts: { failed: 1 } });

  state = nextControl(state, { type: 'job', job: job({ state: 'queued' }) });

  assert.deepEqual(whatNeedsAPerson(state), []);
});

test('revoked stations stand last', () => {
  const stations = [
    station({ id: 'gone', revoked_at: '2026-11-22T00:11:00Z', role: 'board' }),
    station({ id: 'kiosk', role: 'kiosk' }), station({ id: 'desk', role: 'desk' }),
  ];

  assert.deepEqual(inOrder(stations).map(({ id }) => id), ['desk', 'kiosk', 'gone']);
});

test('an address names its section, an unknown one leads to what needs a person', () => {
  assert.equal(sectionOf('#printers'), 'printers');
  assert.equal(sectionOf('#templates/badge-90x130'), 'templates');
  assert.equal(sectionOf('#elsewhere'), 'attention');
  assert.equal(sectionOf(''), 'attention');
});

test('many alerts of a kind are one line, a few are told one by one', () => {
  const alerts = ['speaker_missing', 'speaker_missing', 'slow_zone', 'speaker_missing', 'speaker_missing'].map((kind, number) =>
    ({ kind, key: `${kind} ${number}`, at: '2026-12-05T00:30:00Z', level: 'act', acknowledged_at: null, is_over: false }));
  const state = /** @type {any} */ ({ ...emptyControl('attention'), alerts });

  assert.deepEqual(whatNeedsAPerson(state).map((each) => each.kind === 'alerts' ? [each.of, each.count] : each.kind === 'alert' && each.alert.kind),
    ['slow_zone', ['speaker_missing', 4]]);
});
