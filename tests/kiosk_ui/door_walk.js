/**
 * Plays a door's life that the server has played: `node door_walk.js LIFE.json` prints, as JSON, how many scans it made and where it
 * would have said something else. The file holds steps: what a door is told (its table and policy), and scans with the server's answer.
 */
import { readFileSync } from 'node:fs';
import { countChange, insideNow, placeOf, seenAfter } from '../../kiosk_ui/door/places.js';
import { settle, statelessAt } from '../../kiosk_ui/door/rules.js';

/** @type {any} what the door was told last */
let told = null;
/** @type {Map<string | number, import('../../kiosk_ui/door/places.js').Seen>} */
const seen = new Map();
let inside = { count: 0, at: 0 };
/** @type {any[]} */
const differences = [];
let scans = 0;

/** @param {any} step */
function scan({ code, at, direction, elsewhere, verdict, first_at, inside: counted }) {
  const known = told.people[code];
  const who = known?.person ?? code;
  const before = seen.get(who) ?? null;
  const place = placeOf(before, { at, direction, calendar: told.calendar, inside_elsewhere: elsewhere });
  const inside_count = insideNow(inside.count, inside.at, { at, calendar: told.calendar });
  const against = known ? statelessAt(told.tables[known.table], at) : 'unknown_credential';
  const ours = settle(against, place, { ...told.policy, capacity: told.capacity, inside_count }, at, direction);
  const count = inside_count + countChange(place, ours);
  const after = seenAfter(before, ours, { at, calendar: told.calendar });
  if (after) seen.set(who, after);
  inside = { count, at };
  // A code nobody issued has no admission of its own to be told.
  const first = known && ours === 'admitted' ? after?.first_at : first_at;
  if (ours !== verdict || count !== counted || first !== first_at) {
    differences.push({ scan: scans, code, at, direction, event: [verdict, counted, first_at], ours: [ours, count, first], place });
  }
  scans += 1;
}

for (const step of JSON.parse(readFileSync(String(process.argv[2]), 'utf8'))) {
  if (step.told) {
    told = step.told;
    if (told.inside !== null) inside = { count: told.inside, at: told.at };
    for (const { delegate_id, ...row } of told.seen ?? []) seen.set(delegate_id, row);
  } else scan(step);
}
console.log(JSON.stringify({ scans, differences: differences.slice(0, 5), count: differences.length }));
