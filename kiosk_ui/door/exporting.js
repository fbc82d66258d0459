/**
 * The scans of a door as a file: JSON lines, each exactly as POST /scans takes one (`{"scans":[...]}` for up to 500), so that
 * they reach the event also when this device never can again.
 */

/** @param {import('./queue.js').Entry[]} entries @returns {string} one line each, in order */
export const linesOf = (entries) => entries.map(({ body }) => `${JSON.stringify(body)}\n`).join('');

/** @param {string} station @param {number} at ms @returns {string} */
export const fileName = (station, at) => `onsite-${station}-scans-${new Date(at).toISOString().slice(0, 19).replace(/[:T]/g, '-')}.jsonl`;

/**
 * Hand the scans to the person at the device.
 * @param {import('./queue.js').Entry[]} entries
 * @param {string} station
 */
export function exportScans(entries, station) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([linesOf(entries)], { type: 'application/jsonl' }));
  link.download = fileName(station, Date.now());
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
