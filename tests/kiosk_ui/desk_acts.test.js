import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { ACTS, actOfKey, actsFor, actsNamed } from '../../kiosk_ui/desk/acts.js';
import { card } from './desk_people.js';

const HERE = { at: '2026-11-22T00:14:00Z', zone: 'Z1', station: 'desk-2', operator: null };
const codes = (acts) => acts.map(({ code }) => code);

test('without a person only what needs nobody is offered', () => {
  const offered = actsFor(null);

  assert.ok(codes(offered).includes('walk_in'));
  assert.ok(offered.every(({ isDesks }) => isDesks));
});

test('what fits the person now is offered, and nothing else', () => {
  assert.equal(codes(actsFor(card())).includes('undo'), false);
  assert.ok(codes(actsFor(card({ checked_in: HERE }))).includes('undo'));
  assert.ok(codes(actsFor(card({ status: 'cancelled' }))).includes('restore'));
  assert.ok(codes(actsFor(card({ owes_fen: 100 }))).includes('pay'));
  assert.equal(codes(actsFor(card({ escalated: '证件不符' }))).includes('escalate'), false);
  assert.equal(codes(actsFor(card({ checked_in: HERE }))).includes('substitute'), false);
});

test('an act is found by any of its words, in either order', () => {
  const words = (act) => ({ merge: 'Merge duplicates…', lost: 'Lost badge…' })[act.code] ?? act.code;

  assert.deepEqual(codes(actsNamed(actsFor(card()), 'dupl merge', words)), ['merge']);
  assert.deepEqual(codes(actsNamed(actsFor(card()), 'F8', words)), ['lost']);
  assert.equal(actsNamed(actsFor(card()), '', words).length, actsFor(card()).length);
});

test('a shortcut opens an act only where it makes sense', () => {
  assert.equal(actOfKey('F4', card()), null);
  assert.equal(actOfKey('F4', card({ checked_in: HERE })), 'reprint');
  assert.equal(actOfKey('F2', null), 'walk_in');
});

test('no two acts share a shortcut, and each has words in both languages', () => {
  const keys = ACTS.map(({ keys }) => keys).filter(Boolean);
  const words = ['zh-Hans', 'en'].map((code) => JSON.parse(readFileSync(new URL(`../../kiosk_ui/languages/${code}.json`, import.meta.url), 'utf8')));

  assert.equal(new Set(keys).size, keys.length);
  for (const { code } of ACTS) assert.ok(words.every((each) => each[`desk.act.${code}`]), code);
});
