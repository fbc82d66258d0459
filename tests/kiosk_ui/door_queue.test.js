import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileName, linesOf } from '../../kiosk_ui/door/exporting.js';
import { heldStore } from '../../kiosk_ui/door/held_store.js';
import { scanQueue } from '../../kiosk_ui/door/queue.js';
import { BATCH, replay } from '../../kiosk_ui/door/replaying.js';
import { Problem } from '../../kiosk_ui/lib/api.js';

const made = (id, more = {}) => ({
  body: { scan_id: id, credential: `CODE${id}`, checkpoint: 'MAIN-IN', scanned_at: '2026-12-05T01:00:00.000Z', ...more }, event: 'e', is_rough: false,
});
const ids = (entries) => entries.map(({ body }) => body.scan_id);

/** A server as the contract has it: answers by id, once counted; refuses a credential BAD. */
function server({ breaksAfter = Infinity, most = BATCH } = {}) {
  const counted = new Map();
  const batches = [];
  let asked = 0;
  const post = async (_path, { scans }) => {
    asked += 1;
    if (scans.length > most) throw new Problem({ status: 413, code: 'too_many_scans' });
    batches.push(scans.map(({ scan_id }) => scan_id));
    const isCut = asked > breaksAfter;
    const answers = scans.slice(0, isCut ? 2 : scans.length).map(({ scan_id, credential }) => {
      if (credential === 'BAD') return { scan_id, status: 422, code: 'malformed', detail: 'No.' };
      if (!counted.has(scan_id)) counted.set(scan_id, { scan_id, verdict: 'admitted', inside: counted.size + 1 });
      return counted.get(scan_id);
    });
    if (isCut) throw new Problem({ status: 0, code: 'no_answer' });
    return { scans: answers };
  };
  return { counted, batches, post };
}

async function queued(count, change = (each) => each) {
  const store = heldStore();
  const queue = scanQueue(store, [], () => undefined);
  for (let n = 1; n <= count; n += 1) await queue.add(change(made(String(n)), n));
  const onBatch = async ({ answered }) => queue.drop(ids(answered.map(({ entry }) => entry)));
  return { store, queue, onBatch };
}

test('a scan is written down before it is anything else, and leaves when it is answered', async () => {
  const { store, queue } = await queued(1);
  assert.deepEqual(ids(await store.scans()), ['1']);
  await queue.drop(['1']);
  assert.deepEqual([await store.scans(), queue.count()], [[], 0]);
});

test('everything goes in order, in batches the server takes', async () => {
  const { queue, onBatch } = await queued(1203);
  const { post, batches, counted } = server();
  await replay(queue, { post, onBatch });
  assert.deepEqual(batches.map(({ length }) => length), [500, 500, 203]);
  assert.deepEqual(batches.flat(), Array.from({ length: 1203 }, (_, n) => String(n + 1)));
  assert.deepEqual([queue.count(), counted.size], [0, 1203]);
});

test('a replay cut in the middle goes on, and sent twice each counts once', async () => {
  const { store, queue, onBatch } = await queued(700);
  const breaking = server({ breaksAfter: 1 });
  await assert.rejects(replay(queue, { post: breaking.post, onBatch }), { code: 'no_answer' });
  assert.equal(queue.count(), 200);
  // The page is closed meanwhile: another one takes up what is written down.
  const again = scanQueue(store, await store.scans(), () => undefined);
  const { post, counted } = server();
  for (const [id, answer] of breaking.counted) counted.set(id, answer);
  await replay(again, { post, onBatch: async ({ answered }) => again.drop(ids(answered.map(({ entry }) => entry))) });
  assert.deepEqual([again.count(), counted.size], [0, 700]);
});

test('one the server does not take is set aside with its reason and holds nobody up', async () => {
  const { queue, store, onBatch } = await queued(5, (entry, n) => (n === 2 ? made('2', { credential: 'BAD' }) : entry));
  const { post, counted } = server();
  await replay(queue, { post, onBatch });
  assert.deepEqual([queue.count(), counted.size, ids(queue.aside()), queue.aside()[0].why], [0, 4, ['2'], 'malformed']);
  assert.equal((await store.scans())[0].why, 'malformed');
  await queue.again();
  assert.deepEqual([queue.count(), queue.aside()], [1, []]);
});

test('a batch that is refused as a whole is halved until it goes', async () => {
  const { queue, onBatch } = await queued(20);
  const { post, counted } = server({ most: 3 });
  await replay(queue, { post, onBatch });
  assert.deepEqual([queue.count(), counted.size], [0, 20]);
});

test('a revoked station keeps all of its queue', async () => {
  const { queue, store, onBatch } = await queued(3);
  const post = async () => {
    throw new Problem({ status: 401, code: 'not_paired' });
  };
  await assert.rejects(replay(queue, { post, onBatch }), { code: 'not_paired' });
  assert.deepEqual([queue.count(), (await store.scans()).length], [3, 3]);
});

test('a disk that is full is told, and the scan waits in memory and is written when there is room', async () => {
  const store = heldStore();
  let isFull = true;
  const { putScans } = store;
  const tight = { ...store, isKept: true, putScans: async (entries) => {
    if (isFull) throw new DOMException('no room', 'QuotaExceededError');
    await putScans(entries);
  } };
  const queue = scanQueue(tight, [], () => undefined);
  await queue.add(made('1'));
  assert.deepEqual([queue.trouble(), queue.count(), await store.scans()], ['full', 1, []]);
  isFull = false;
  await queue.add(made('2'));
  assert.deepEqual([queue.trouble(), ids(await store.scans())], [null, ['1', '2']]);
});

test('without a database it says that nothing outlasts the page', () => {
  assert.equal(scanQueue(heldStore(), [], () => undefined).trouble(), 'closed');
});

test('the file has a line a scan, as the server takes it', async () => {
  const { queue } = await queued(2);
  const lines = linesOf(queue.all()).trimEnd().split('\n').map((line) => JSON.parse(line));
  assert.deepEqual(lines, [made('1').body, made('2').body]);
  assert.equal(fileName('door-1', 0), 'onsite-door-1-scans-1970-01-01-00-00-00.jsonl');
});
