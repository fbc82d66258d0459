/** Local times of the venue as `datetime-local` fields hold them, whatever time zone this computer is in. Pure. */

/**
 * @param {string|null} iso an instant
 * @param {string} zone of the venue
 * @returns {string} `2026-12-05T08:00`, empty for none
 */
export function atVenue(iso, zone) {
  if (!iso) return '';
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  }).formatToParts(new Date(iso));
  const part = (/** @type {string} */ type) => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

/**
 * @param {string} text of a field
 * @param {string} zone of the venue
 * @returns {string|null} the instant; null for an empty field
 */
export function fromVenue(text, zone) {
  if (!text) return null;
  const wanted = Date.parse(`${text}:00Z`);
  let found = wanted;
  // Twice, since the first shift may cross a change of the clocks.
  for (let round = 0; round < 2; round += 1) found += wanted - Date.parse(`${atVenue(new Date(found).toISOString(), zone)}:00Z`);
  return new Date(found).toISOString();
}
