import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { actFor, listed } from '../../kiosk_ui/door/acts_state.js';
import { fullness, lookOfVerdict, patternOf } from '../../kiosk_ui/door/looks.js';
import { CHOICES, settingsOf, written } from '../../kiosk_ui/door/settings_state.js';
import { wayOf } from '../../kiosk_ui/door/swipes.js';
import { markOf, wrongLength } from '../../kiosk_ui/door/typed_code.js';

const words = (code) => JSON.parse(readFileSync(new URL(`../../kiosk_ui/languages/${code}.json`, import.meta.url), 'utf8'));
const scan = (scan_id, more = {}) => ({ scan_id, verdict: 'admitted', name: '李月', category: 'MEM', at: '2026-12-05T00:30:00Z', ...more });
const RANDOM = '0123456789ABCDEFGHJKMNPQ';

test('what a steward chose is read back as it was', () => {
  const chosen = { hand: 'left', look: 'night', text: 'largest', vibration: 'off' };

  assert.deepEqual(settingsOf(written(chosen)), chosen);
});

test('settings that were never kept, or kept by something else, are the usual ones', () => {
  const usual = { hand: 'right', look: 'dark', text: 'normal', vibration: 'on' };

  for (const told of [null, '', 'not json', '7', 'null', '{"hand":"third","look":3}']) assert.deepEqual(settingsOf(told), usual, String(told));
  assert.equal(settingsOf('{"hand":"left","look":"pink"}').hand, 'left');
});

test('a device that asks for more contrast gets it until somebody chooses', () => {
  assert.equal(settingsOf(null, { wantsContrast: true }).look, 'contrast');
  assert.equal(settingsOf('{"look":"dark"}', { wantsContrast: true }).look, 'dark');
});

test('every choice has words in every language', () => {
  for (const code of ['zh-Hans', 'en']) {
    const said = words(code);
    for (const [name, choices] of Object.entries(CHOICES)) {
      assert.ok(said[`door.settings.${name}`], name);
      for (const choice of choices) assert.ok(said[`door.settings.${name}.${choice}`], choice);
    }
  }
});

test('a hall is nearly full from nine tenths on, and full at its capacity', () => {
  const states = [[89, 100], [90, 100], [99, 100], [100, 100], [120, 100]].map(([inside, capacity]) => fullness(inside, capacity)?.state);

  assert.deepEqual(states, ['ok', 'nearly_full', 'nearly_full', 'full', 'full']);
  assert.deepEqual([fullness(null, 100), fullness(5, null)], [null, null]);
});

test('what a door can not know looks like none of the verdicts', () => {
  const { colour, sign, tone } = lookOfVerdict('cant_know');

  assert.deepEqual([colour, sign, tone], ['unknown', 'help', 'low']);
});

test('a hand tells admitted, refused and attention apart', () => {
  const patterns = ['admitted', 'already_in', 'unpaid', 'cant_know'].map((verdict) => patternOf(lookOfVerdict(verdict).tone).join());

  assert.equal(new Set(patterns).size, 4);
});

test('an admission or exit can be taken back, a refusal of somebody can be let in', () => {
  const acts = (verdict, more = {}) => actFor(scan('1', { verdict, ...more }));

  assert.deepEqual(['admitted', 'left'].map((verdict) => acts(verdict)), ['undo', 'undo']);
  assert.deepEqual(['unpaid', 'already_in', 'hall_full', 'blocked'].map((verdict) => acts(verdict)), Array(4).fill('let_in'));
  assert.deepEqual([acts('not_inside'), acts(null), acts('unknown_credential', { name: null }), acts('cant_know', { name: null })], Array(4).fill(null));
  assert.deepEqual([acts('admitted', { undone: true }), acts('unpaid', { let_in: true }), actFor(undefined)], [null, null, null]);
});

test('the list holds what the page saw and what the server tells, each once, newest first', () => {
  const ours = [scan('3', { at: '2026-12-05T00:33:00Z', verdict: null, name: null }), scan('2', { at: '2026-12-05T00:32:00Z', local: true })];
  const told = [scan('2', { at: '2026-12-05T00:32:00Z' }), scan('1')];
  const found = listed(ours, told, {});

  assert.deepEqual(found.map(({ scan_id }) => scan_id), ['3', '2', '1']);
  assert.equal(found[1].local, true);
});

test('what was taken back or let in here is marked, and can not be again', () => {
  const [taken, let_in] = listed([scan('2', { at: '2026-12-05T00:31:00Z' })], [scan('1', { verdict: 'unpaid' })], { 2: 'undo', 1: 'let_in' });

  assert.deepEqual([taken.undone, let_in.let_in, actFor(taken), actFor(let_in)], [true, true, null, null]);
});

test('what another station took back is marked too', () => {
  assert.equal(listed([scan('1', { undone: false })], [scan('1', { undone: true })], {})[0].undone, true);
});

test('the list ends after fifty', () => {
  assert.equal(listed([], Array.from({ length: 80 }, (_, at) => scan(String(at))), {}).length, 50);
});

test('a typed code of ours may have blanks and small letters, and must be whole', () => {
  assert.equal(markOf('Rare-2026'), 'RAR26');
  assert.equal(wrongLength(`rar26 ${RANDOM.toLowerCase().replace(/(.{4})/g, '$1 ')}`, 'Rare-2026'), null);
  assert.deepEqual(wrongLength(`RAR26${RANDOM.slice(0, 20)}`, 'Rare-2026'), { has: 25, wanted: 29 });
  assert.deepEqual(wrongLength(`XR${RANDOM}7`, 'XR'), { has: 27, wanted: 26 });
});

test('codes that others made have lengths of their own', () => {
  assert.deepEqual([wrongLength('LUN5-0007', 'XR'), wrongLength('', 'XR'), wrongLength('12345', 'XR')], [null, null, null]);
});

test('only a long and steep way is a swipe', () => {
  const from = { x: 100, y: 500 };

  assert.equal(wayOf(from, { x: 110, y: 420 }), 'up');
  assert.equal(wayOf(from, { x: 90, y: 580 }), 'down');
  assert.deepEqual([wayOf(from, { x: 100, y: 470 }), wayOf(from, { x: 180, y: 430 })], [null, null]);
});
