import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forgetIfWiped } from '../../kiosk_ui/door/forgetting.js';
import { heldStore } from '../../kiosk_ui/door/held_store.js';
import { scanQueue } from '../../kiosk_ui/door/queue.js';

const WIPED_AT = '2027-03-06T04:00:00.000Z';
globalThis.location = /** @type {any} */ ({ pathname: '/s/door-1/' });

/** @param {string | null} wiped_at */
async function door(wiped_at) {
  const store = heldStore();
  await store.keep('roster MAIN-IN', { names: ['王明'] });
  const queue = scanQueue(store, [], () => undefined);
  let begun = 0;
  const life = /** @type {any} */ ({ store, queue, local: { roster: { small: { wiped_at } } }, isClosed: false });
  return { life, store, queue, look: () => forgetIfWiped(life, () => { begun += 1; }), begun: () => begun };
}

const scan = { body: { scan_id: 'a', credential: 'CODE', checkpoint: 'MAIN-IN', scanned_at: WIPED_AT }, event: 'e', is_rough: false };

test('a door whose event was not wiped forgets nothing', async () => {
  const { look, store, begun } = await door(null);
  assert.equal(await look(), false);
  assert.ok(await store.told('roster MAIN-IN'));
  assert.equal(begun(), 0);
});

test('a wiped door forgets the roster and begins anew, once for each wipe', async () => {
  const { look, store, begun } = await door(WIPED_AT);
  assert.equal(await look(), true);
  assert.equal(await store.told('roster MAIN-IN'), undefined);
  assert.equal(await look(), false);
  assert.equal(begun(), 1);
});

test('scans that wait are sent first, and only then is it forgotten', async () => {
  const { look, store, queue, begun } = await door(WIPED_AT);
  await queue.add(scan);
  assert.equal(await look(), false);
  assert.equal((await store.scans()).length, 1);
  await queue.drop(['a'], [{ scan_id: 'a', who: 12, verdict: 'admitted', at: 1, answered_at: 1 }]);
  assert.equal(await look(), true);
  assert.deepEqual([await store.scans(), await store.moves(), begun()], [[], [], 1]);
});

test('what was set aside goes too', async () => {
  const { look, store, queue } = await door(WIPED_AT);
  await queue.add({ ...scan, why: 'id_reused' });
  assert.equal(await look(), true);
  assert.deepEqual(await store.scans(), []);
});
