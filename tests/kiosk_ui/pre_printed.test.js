import assert from 'node:assert/strict';
import { test } from 'node:test';

import { mattersNow } from '../../kiosk_ui/desk/card.js';
import { emptyDesk, nextDesk } from '../../kiosk_ui/desk/desk_state.js';
import { WAITING, kioskAfter } from '../../kiosk_ui/kiosk/kiosk_state.js';
import { card, job } from './desk_people.js';

/** @param {object} lies_in */
const lying = (lies_in) => card({ badge: { printed_count: 1, last_job: null, lies_in } });
const PERSON = { name: '王*明', organisation: '中南**医院', category: 'MEM' };
const CAME = { outcome: 'checked_in', reason: null, first_at: null, print_job: 'job-1', notes: [] };

/** @param {object} answer */
function atKiosk(answer) {
  /** @type {any[]} */
  const actions = [
    { type: 'scanned', credential: 'XR01' }, { type: 'looked_up', reason: null, person: PERSON }, { type: 'accepted', check_in_id: 'c' },
    { type: 'checked_in', answer: { ...CAME, ...answer }, hasPrinter: true },
  ];
  return actions.reduce((kiosk, action) => kioskAfter(kiosk, action), WAITING).screen;
}

test('a desk sees in which box a badge lies, until it has said so itself', () => {
  assert.deepEqual(mattersNow(lying({ box: 4, is_sure: true }), null), [{ tone: 'note', key: 'desk.matter.in_box', values: { box: 4 } }]);
  assert.equal(mattersNow(lying({ box: 4, is_sure: false }), null)[0]?.key, 'desk.matter.perhaps_in_box');
  assert.equal(mattersNow(lying({ box: null, is_sure: true }), null)[0]?.key, 'desk.matter.pre_printed');
  assert.deepEqual(mattersNow(lying({ box: 4, is_sure: true }), null, true), []);
});

test('a kiosk sends her to the desk for a badge that lies there, and waits for no printer', () => {
  assert.deepEqual(atKiosk({ pre_printed: { box: 4 } }), { at: 'unprinted', person: PERSON, why: 'in_box', box: 4 });
  assert.deepEqual(atKiosk({ pre_printed: { box: null } }), { at: 'unprinted', person: PERSON, why: 'ready' });
  assert.equal(/** @type {any} */ (atKiosk({})).at, 'printing');
});

test('no desk waits for what a batch prints beforehand', () => {
  for (const state of ['held', 'queued', 'failed', 'unconfirmed']) {
    const person = card({ badge: { printed_count: 0, last_job: job({ state, batch: 'b1' }) } });

    const desk = nextDesk(emptyDesk(), { type: 'opened', card: person, credential: null, reason: null });

    assert.equal(desk.job, null);
    assert.deepEqual(desk.awaited, []);
  }
});

test('a badge that perhaps lies in a box does not undo what the desk has just said', () => {
  const said = /** @type {const} */ ({ tone: 'good', key: 'desk.said.checked_in', values: {} });
  const opened = nextDesk(emptyDesk(), { type: 'opened', card: card(), credential: null, reason: null });
  const done = nextDesk(opened, { type: 'done', outcome: said, reg_no: 'D0001', name: '王伟' });

  const desk = nextDesk(done, { type: 'job_moved', job: job({ state: 'unconfirmed', batch: 'b1', box: 4 }) });

  assert.deepEqual(desk.outcome, said);
});
