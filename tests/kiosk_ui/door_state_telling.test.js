import assert from 'node:assert/strict';
import { test } from 'node:test';

import { stateOf } from '../../kiosk_ui/door/state_to_tell.js';

const SINCE = Date.parse('2026-12-05T00:14:00Z');

/** @param {object} changes @returns {any} */
function life({ waiting = /** @type {object[]} */ ([]), aside = /** @type {object[]} */ ([]), mode = 'online', since = SINCE }) {
  return { queue: { waiting: () => waiting.map((body) => ({ body })), aside: () => aside }, connection: { mode, since } };
}

test('what a door decided alone waits, and what is on its way does not', () => {
  const state = stateOf(life({ waiting: [{ decided: {} }, {}, { decided: {} }], aside: [{}], mode: 'returning' }));

  assert.deepEqual(state, { waiting: 2, aside: 1, alone_since: '2026-12-05T00:14:00.000Z' });
});

test('a door in contact is not alone, nor is one that never knew since when', () => {
  assert.equal(stateOf(life({})).alone_since, null);
  assert.equal(stateOf(life({ mode: 'offline', since: 0 })).alone_since, null);
});
