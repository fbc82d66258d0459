/**
 * Plays what doors were told: `node door_roster_play.js TOLD.json`. The file holds, for each door, a whole roster, differences in
 * their order and the whole one at the end, and codes to look up with instants. Prints, as JSON, for each door whether the
 * differences came to the whole one, and for each code what the roster says at its instants.
 */
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { findPerson, loadRoster, packed, rosterAfter, stretchesOf } from '../../kiosk_ui/door/roster.js';
import { statelessAt } from '../../kiosk_ui/door/rules.js';

/** @param {any} door */
async function played({ first, changes, last, asked }) {
  let roster = loadRoster(first);
  for (const told of changes) roster = told.hashes === undefined ? rosterAfter(roster, told) : loadRoster(told, roster);
  const said = [];
  for (const { code, at } of asked) {
    const found = await findPerson(roster, code);
    said.push(at.map((/** @type {number} */ each) => (found ? statelessAt(stretchesOf(roster, found.profile), each) : 'unknown_credential')));
  }
  return { isSame: isDeepStrictEqual(packed(roster), packed(loadRoster(last))), said };
}

const doors = JSON.parse(readFileSync(String(process.argv[2]), 'utf8'));
console.log(JSON.stringify(await Promise.all(doors.map(played))));
