import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FAR_MS, median, venueClock } from '../../kiosk_ui/door/venue_clock.js';

const HOUR = 3_600_000;
const VENUE = Date.parse('2026-12-05T01:00:00Z');

/** A device whose clock is wrong by `off`, and a server whose is right. */
function device({ off = 0, kept = null } = {}) {
  const its = { ticks: 1000, off };
  const clock = venueClock({ wall: () => VENUE + its.ticks + its.off, ticks: () => its.ticks, kept });
  const hear = ({ there = 20, back = 2, wrong = 0 } = {}) => {
    const told_ms = VENUE + its.ticks + there + wrong;
    its.ticks += there + back;
    clock.hear({ came: its.ticks, told_ms });
  };
  return { its, clock, hear, venue: () => VENUE + its.ticks };
}

test('a clock three hours wrong does not spoil times', () => {
  for (const off of [-3 * HOUR, 3 * HOUR]) {
    const { clock, hear, venue } = device({ off });
    hear();
    assert.ok(Math.abs(clock.next() - venue()) <= 2);
    assert.ok(Math.abs(clock.behind() + off) <= 2);
    assert.ok(Math.abs(clock.behind()) > FAR_MS);
  }
});

test('one slow or foolish answer among five changes nothing', () => {
  const { clock, hear, venue } = device({ off: 5000 });
  [{}, {}, { there: 10, back: 900 }, { wrong: 60_000 }, {}].forEach(hear);
  assert.ok(Math.abs(clock.now() - venue()) < 5);
});

test('however slow the network is, no time is from the future', () => {
  const { clock, hear, venue } = device();
  [{ there: 800, back: 0 }, { there: 0, back: 800 }, { there: 700, back: 1 }].forEach((way) => {
    hear(way);
    assert.ok(clock.now() <= venue());
  });
});

test('what was measured holds after a reload, without the server', () => {
  const first = device({ off: 3 * HOUR });
  first.hear();
  const noted = first.clock.next();
  const again = device({ off: 3 * HOUR, kept: first.clock.kept() });
  assert.equal(again.clock.isKnown(), true);
  again.its.ticks += 5000;
  const later = again.clock.next();
  assert.ok(later > noted && Math.abs(later - again.venue()) <= 2);
});

test('times never run backwards, also where the clock was set back while the page was closed', () => {
  const first = device();
  first.hear();
  const noted = first.clock.next();
  const again = device({ off: -2 * HOUR, kept: first.clock.kept() });
  const times = [again.clock.next(), again.clock.next(), again.clock.next()];
  assert.ok(times[0] > noted && times[1] > times[0] && times[2] > times[1]);
  again.hear();
  assert.ok(Math.abs(again.clock.next() - again.venue()) <= 5);
});

test('a clock set back while the page is open changes nothing', () => {
  const { clock, hear, its, venue } = device();
  hear();
  its.off = -3 * HOUR;
  its.ticks += 1000;
  assert.ok(Math.abs(clock.next() - venue()) <= 5);
});

test('after a device has slept the next answer alone is believed', () => {
  const { clock, hear, its, venue } = device();
  hear();
  hear();
  its.off = 2 * HOUR; // the ticks stood still, or the clock was set forward
  its.ticks += 1000;
  clock.now();
  hear();
  assert.ok(Math.abs(clock.now() - venue()) <= 5);
});

test('until a server has told the time it is not known', () => {
  const { clock, hear } = device({ off: 10_000 });
  assert.equal(clock.isKnown(), false);
  hear();
  assert.equal(clock.isKnown(), true);
});

test('the median of an even number lies between', () => {
  assert.deepEqual([median([3]), median([1, 9]), median([5, 1, 9])], [3, 5, 5]);
});
