import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { isSameSpan } from '../../kiosk_ui/door/places.js';
import { insideState, isFull, settle, statelessAt } from '../../kiosk_ui/door/rules.js';

const VECTORS = JSON.parse(readFileSync(new URL('../scanner/verdicts.json', import.meta.url), 'utf8'));
const { defaults } = VECTORS;

/** @param {string | null | undefined} text an instant in ms; null for none */
const ms = (text) => (text ? Date.parse(text) : null);

/** @param {any} vector what it leaves out is a new event's, and nobody is anywhere */
function placeOf({ facts = {} }) {
  const nowhere = { inside: false, was_inside: false, inside_elsewhere: false, admitted_today: 0, admitted_this_session: 0 };
  return { ...nowhere, ...facts, admitted_at: ms(facts.admitted_at) };
}

/** @param {any} vector */
function doorOf({ facts = {}, policy = {} }) {
  return { ...defaults.policy, ...policy, inside_count: facts.inside_count ?? 0, capacity: facts.capacity ?? null };
}

test('there are several hundred vectors', () => assert.ok(VECTORS.verdicts.length >= 400));

for (const vector of VECTORS.verdicts) {
  test(`${vector.name}`, () => {
    const verdict = settle(vector.against ?? null, placeOf(vector), doorOf(vector), Date.parse(vector.at), vector.direction);
    assert.equal(verdict, vector.verdict);
  });
}

for (const { inside_count, capacity, state } of VECTORS.fullness) {
  test(`${inside_count} inside of ${capacity} is ${state}`, () => {
    assert.equal(insideState(inside_count, capacity), state);
    assert.equal(isFull(inside_count, capacity), state === 'full');
  });
}

for (const { name, stretches } of VECTORS.timetables) {
  test(`looked up: ${name}`, () => {
    const table = stretches.map((/** @type {any} */ [from, to, verdict]) => [ms(from), ms(to), verdict]);
    for (const [from, to, verdict] of table) {
      assert.equal(statelessAt(table, from ?? (to ?? 0) - 1), verdict, 'from its first instant on');
      assert.equal(statelessAt(table, (to ?? (from ?? 0) + 86_400_000) - 1), verdict, 'until just before its end');
    }
  });
}

for (const { at, zone, day } of VECTORS.days) {
  test(`${at} in ${zone} is ${day}`, () => {
    const passed = Object.entries(VECTORS.turns[zone]).filter(([, turn]) => Date.parse(String(turn)) <= Date.parse(at));
    const days = passed.map(([each]) => each);
    assert.equal(days.at(-1) ?? dayBefore(Object.keys(VECTORS.turns[zone])[0]), day);
  });
}

for (const { name, zone, first, second, session_ends, same } of VECTORS.stays) {
  test(`${name}`, () => {
    const turns = [...Object.values(VECTORS.turns[zone]), ...session_ends].map((text) => Date.parse(text)).sort((a, b) => a - b);
    assert.equal(isSameSpan(turns, Date.parse(first), Date.parse(second)), same);
  });
}

/** @param {string | undefined} day */
const dayBefore = (day) => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
