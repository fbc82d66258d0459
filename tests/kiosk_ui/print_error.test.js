import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { printErrorKey } from '../../kiosk_ui/lib/print_error.js';

const words = JSON.parse(readFileSync(new URL('../../kiosk_ui/languages/en.json', import.meta.url), 'utf8'));

test('what a driver says about paper, cover, cable and silence is said in the page’s words', () => {
  const said = {
    'The printer at 10.0.0.9 is out of paper; put a roll in. Nothing was sent.': 'paper_out',
    'The virtual printer has its cover open; close it. Nothing was sent.': 'cover_open',
    'The printer at 10.0.0.9 reports an error; look at its lights, clear the jam, switch it off and on. Nothing was sent.': 'jam',
    'No printer at 10.0.0.9 (timed out); check its power, cable and address. Nothing was sent.': 'offline',
    'The badge was sent to 10.0.0.9, but the printer did not confirm it (it says: out of reach). Look whether it came out before printing it again.': 'unconfirmed',
    'The connection to 10.0.0.9 broke while the badge was sent (reset). Look whether it came out before printing it again.': 'unconfirmed',
    'A picture of 900 x 20 dots does not fit this printer’s page of 576 x any dots; draw it for the page.': 'page',
    'out/1.png can’t be written (no space); check the folder and the free space. Nothing was kept.': 'unwritable',
    'ValueError: 42': 'other',
  };
  for (const [error, kind] of Object.entries(said)) {
    const key = printErrorKey(error);
    assert.equal(key, `printer.error.${kind}`, error);
    assert.ok(words[key], key);
  }
});

test('one that may have come out is never said to be unsent, whatever else is named', () => {
  const key = printErrorKey('Badge was sent to P1, but the printer did not confirm it (it says: out of paper). Look whether it came out before printing it again.');

  assert.equal(key, 'printer.error.unconfirmed');
});
