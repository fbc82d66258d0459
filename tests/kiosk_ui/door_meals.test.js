import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { EMPTY_DOOR, doorAfter } from '../../kiosk_ui/door/door_state.js';
import { lookOfVerdict } from '../../kiosk_ui/door/looks.js';
import { answerOf, countedIn, mealOn } from '../../kiosk_ui/door/meals_state.js';

const VERDICTS = ['unknown_voucher', 'revoked', 'cancelled', 'blocked', 'unpaid', 'wrong_meal', 'other_day', 'not_booked', 'already_redeemed', 'redeemed'];
const words = (code) => JSON.parse(readFileSync(new URL(`../../kiosk_ui/languages/${code}.json`, import.meta.url), 'utf8'));
const meal = (item, more = {}) => (
  { item, name: item, name_en: item, valid_from: '2026-12-05T04:00:00Z', is_served: false, booked: 300, redeemed: 12, ...more }
);
const told = (more = {}) => (
  { redemption_id: '1', verdict: 'redeemed', item: 'LUN5', number: 'LUN5-0007', diet: '清真', first_at: null, delegate: null, ...more }
);
const scanned = { type: 'scanned', scan: { scan_id: '1', credential: 'V', at: '2026-12-05T04:15:00Z', direction: null } };

test('a redeemed meal fills the screen with its diet, and the hall counts nobody', () => {
  const answered = { type: 'answered', scan_id: '1', answer: answerOf(told()) };
  const door = [scanned, answered].reduce(doorAfter, { ...EMPTY_DOOR, inside: 40 });

  assert.deepEqual([door.shown.verdict, door.isFull, door.inside], ['redeemed', true, 40]);
  assert.deepEqual(door.shown.meal, { item: 'LUN5', number: 'LUN5-0007', diet: '清真' });
});

test('a voucher of someone without a name stands in the list by its number', () => {
  const door = [scanned, { type: 'answered', scan_id: '1', answer: answerOf(told()) }].reduce(doorAfter, EMPTY_DOOR);

  assert.deepEqual([door.recents[0].name, door.recents[0].verdict], ['LUN5-0007', 'redeemed']);
});

test('only a redeemed meal is green, one eaten already is amber, all else is red', () => {
  const colours = Object.fromEntries(VERDICTS.map((verdict) => [verdict, lookOfVerdict(verdict).colour]));

  assert.deepEqual(VERDICTS.filter((verdict) => colours[verdict] === 'good'), ['redeemed']);
  assert.deepEqual(VERDICTS.filter((verdict) => colours[verdict] === 'warn'), ['already_redeemed']);
  assert.deepEqual(VERDICTS.filter((verdict) => lookOfVerdict(verdict).tone === 'rising'), ['redeemed']);
});

test('every verdict of a meal has a title, and every refusal a detail, in every language', () => {
  for (const code of ['zh-Hans', 'en']) {
    const said = words(code);
    for (const verdict of VERDICTS) {
      assert.ok(said[`meal.${verdict}.title`], `${code}: ${verdict}`);
      assert.ok(verdict === 'redeemed' || said[`meal.${verdict}.detail`], `${code}: ${verdict}`);
    }
  }
});

test('the meal at the top is the chosen one, or the one that is on', () => {
  const [lunch, other] = [meal('LUN5', { is_served: true }), meal('LUN6')];
  const always = meal('TEA', { is_served: true, valid_from: null });

  assert.equal(mealOn([lunch, other, always], ''), lunch);
  assert.equal(mealOn([lunch, other], 'LUN6'), other);
  assert.equal(mealOn([other, always], ''), always);
  assert.equal(mealOn([lunch, { ...other, is_served: true }], ''), null);
  assert.equal(mealOn([other], ''), null);
  assert.equal(mealOn([lunch], 'GONE'), null);
});

test('a redeemed meal is counted at once, a refused one is not', () => {
  const meals = [meal('LUN5'), meal('LUN6')];

  assert.deepEqual(countedIn(meals, answerOf(told())).map(({ redeemed }) => redeemed), [13, 12]);
  assert.equal(countedIn(meals, answerOf(told({ verdict: 'already_redeemed' }))), meals);
});
