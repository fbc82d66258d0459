import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { NOT_DECIDED, fullness, lookOf, lookOfVerdict } from '../../kiosk_ui/door/looks.js';

const VERDICTS = ['unknown_credential', 'revoked', 'cancelled', 'blocked', 'not_checked_in', 'unpaid', 'not_entitled',
  'outside_hours', 'already_in', 'hall_full', 'admitted', 'left', 'not_inside'];
const words = (code) => JSON.parse(readFileSync(new URL(`../../kiosk_ui/languages/${code}.json`, import.meta.url), 'utf8'));

test('only an admission is green', () => {
  const green = VERDICTS.filter((verdict) => lookOfVerdict(verdict).colour === 'good');

  assert.deepEqual(green, ['admitted']);
});

test('amber, blue and red never sound like an admission at the way in', () => {
  const rising = VERDICTS.filter((verdict) => lookOfVerdict(verdict).tone === 'rising');

  assert.deepEqual(rising, ['admitted', 'left']);
});

test('a word we do not know is a refusal', () => {
  assert.equal(lookOfVerdict('something_new').colour, 'bad');
});

test('no answer looks like no verdict', () => {
  assert.equal(lookOf({ kind: 'unanswered', scan_id: '1' }), NOT_DECIDED);
});

test('every verdict has a title and a detail in every language', () => {
  for (const code of ['zh-Hans', 'en']) {
    const said = words(code);
    for (const verdict of VERDICTS) {
      for (const part of ['title', 'detail']) assert.ok(said[`verdict.${verdict}.${part}`], `${code}: verdict.${verdict}.${part}`);
    }
  }
});

test('a hall is nearly full from 90 % and full at its capacity', () => {
  assert.equal(fullness(1079, 1200)?.state, 'ok');
  assert.equal(fullness(1080, 1200)?.state, 'nearly_full');
  assert.deepEqual(fullness(1300, 1200), { share: 1, state: 'full' });
  assert.equal(fullness(10, null), null);
  assert.equal(fullness(null, 1200), null);
});
