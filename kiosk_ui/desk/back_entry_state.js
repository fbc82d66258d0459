/**
 * Typing in what was written on paper while the server was away: lines with a number and the original time. Pure. The day
 * is the venue's; times are typed as 0814, 814 or 8:14.
 */

/** @typedef {{id: string, who: string, time: string, hand_out: boolean}} Line  as typed */
/** @typedef {'who_missing'|'time_unreadable'|'time_ahead'} Fault */

/**
 * @param {string} text
 * @returns {string|null} HH:MM, null when it is no time
 */
export function clockTime(text) {
  const plain = text.normalize('NFKC').trim();
  const parts = /^(\d{1,2})[:.](\d{2})$/.exec(plain) ?? /^(\d{1,2})(\d{2})$/.exec(plain);
  if (!parts) return null;
  const [hours, minutes] = [Number(parts[1]), Number(parts[2])];
  return hours > 23 || minutes > 59 ? null : `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

/**
 * The instant of a clock time on a day of the venue.
 * @param {string} day  YYYY-MM-DD
 * @param {string} time  HH:MM
 * @param {string} timeZone
 * @returns {string} RFC 3339, in UTC
 */
export function instantOf(day, time, timeZone) {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  // The zone's offset at about that moment; near a change of clocks a second look settles it.
  let instant = asUtc - offsetAt(asUtc, timeZone);
  instant = asUtc - offsetAt(instant, timeZone);
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}

/**
 * @param {Line} line
 * @param {{day: string, timeZone: string, now: string}} when
 * @returns {{field: 'who'|'time', fault: Fault}|null}
 */
export function faultOfLine(line, { day, timeZone, now }) {
  if (line.who.trim() === '') return { field: 'who', fault: 'who_missing' };
  const time = clockTime(line.time);
  if (time === null) return { field: 'time', fault: 'time_unreadable' };
  return instantOf(day, time, timeZone) > now ? { field: 'time', fault: 'time_ahead' } : null;
}

/** @param {Line[]} lines @returns {Line[]} without those nothing was typed into */
export function written(lines) {
  return lines.filter(({ who, time }) => who.trim() !== '' || time.trim() !== '');
}

/** @param {number} instant @param {string} timeZone @returns {number} ms east of UTC */
function offsetAt(instant, timeZone) {
  const form = new Intl.DateTimeFormat('en-CA', {
    timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
  });
  const part = Object.fromEntries(form.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  return Date.parse(`${part['year']}-${part['month']}-${part['day']}T${part['hour']}:${part['minute']}:${part['second']}Z`) - instant;
}
