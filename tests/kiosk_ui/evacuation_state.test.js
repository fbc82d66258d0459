import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byHall, isSought, joined, linesOf, marked, stillInside } from '../../kiosk_ui/lib/evacuation_state.js';

const person = (reg_no, more = {}) => ({
  reg_no, name: `Name ${reg_no}`, organisation: 'East Hospital', hall: 'H1', since: '2026-12-05T00:30:00Z', is_out: false, marked_by: null, at: null, ...more,
});
const mark = (reg_no, is_out = true, more = {}) => ({ evacuation_mark_id: `${reg_no} ${is_out}`, evacuation_id: 'E1', reg_no, is_out, ...more });
const hall = (code, more = {}) => ({ hall: code, name: code, name_en: code, people: 1, out: 0, inside: 1, unnamed: 0, ...more });
const evacuation = (...people) => ({
  evacuation_id: 'E1', reason: 'Smoke', at: '', ended_at: null, started_by: '', halls: [hall('H1'), hall('DIN')], people,
  counts: { people: people.length, out: 0, inside: people.length, unnamed: 0 },
});

test('a mark shows at once, and says that the server does not know yet', () => {
  const [one, two] = linesOf(evacuation(person('D1'), person('D2')), [mark('D1')]);

  assert.deepEqual([one.is_out, one.isWaiting], [true, true]);
  assert.deepEqual([two.is_out, two.isWaiting], [false, false]);
});

test('the last of several marks of one person is what is shown', () => {
  const [one] = linesOf(evacuation(person('D1')), [mark('D1'), mark('D1', false)]);

  assert.deepEqual([one.is_out, one.isWaiting], [false, true]);
});

test('a mark of an evacuation that is over changes nothing in this one', () => {
  const [one] = linesOf(evacuation(person('D1')), [mark('D1', true, { evacuation_id: 'E0' })]);

  assert.deepEqual([one.is_out, one.isWaiting], [false, false]);
});

test('who was marked lately is put into the list, and a list that does not fit is asked for anew', () => {
  const known = evacuation(person('D1'), person('D2'));
  const told = (more = {}, ...people) => ({ ...evacuation(...people), counts: { people: 2, out: 1, inside: 1, unnamed: 0, ...more } });
  const out = person('D2', { is_out: true });

  assert.deepEqual(joined(known, told({}, out)).people, [known.people[0], out]);
  assert.equal(joined(known, told({ out: 2 }, out)), null); // another mark was missed
  assert.equal(joined(known, told({ people: 3 }, out)), null);
  assert.equal(joined({ ...known, evacuation_id: 'E0' }, told({}, out)), null);
  assert.equal(joined(null, told({}, out)), null);
});

test('still inside are those nobody has seen outside, here or elsewhere', () => {
  const found = evacuation(person('D1'), person('D2', { is_out: true }), person('D3'));

  assert.equal(stillInside(found, []), 2);
  assert.equal(stillInside(found, [mark('D1'), mark('D2', false)]), 2);
  assert.equal(stillInside({ ...evacuation(), counts: { people: 9, out: 2, inside: 7, unnamed: 0 } }, []), 7);
});

test('the mark under way stays first, and one not sent yet gives way to the next of the same person', () => {
  const queue = [mark('D1'), mark('D2'), mark('D3'), mark('D2', false), mark('D1', false)].reduce(marked, []);

  assert.deepEqual(queue.map(({ evacuation_mark_id }) => evacuation_mark_id), ['D1 true', 'D3 true', 'D2 false', 'D1 false']);
});

test('a person is found by any parts of name, number and organisation, in any case', () => {
  const found = person('D7', { name: 'Šárka Nováková', organisation: '华东大学' });

  for (const query of ['', '  ', 'nov', 'd7', '华东', 'ŠÁRKA 华东']) assert.ok(isSought(found, query), query);
  for (const query of ['xu', 'd8', 'nov 华西']) assert.ok(!isSought(found, query), query);
});

test('halls stand in the planners order, people by name, and an empty hall is left out', () => {
  const lines = linesOf(evacuation(person('D1', { name: 'b' }), person('D2', { name: 'a' }), person('D3', { hall: 'DIN' })), []);

  assert.deepEqual(byHall([hall('DIN'), hall('LNG'), hall('H1')], lines, 'en').map(({ hall: at, lines: of }) => [at.hall, of.map(({ reg_no }) => reg_no)]), [
    ['DIN', ['D3']], ['H1', ['D2', 'D1']],
  ]);
});
