/** Where a delegate goes from here: what the kiosk can say out of `Me` alone. Pure. */

const FINANCE = /^fin|财务|finance|cash/i;
const MATERIALS = /^mat|资料|material/i;
const WALK_IN = /^walk|现场注册|on-site/i;
const LONGEST = 3; // things a person remembers while walking away

/** @typedef {import('../lib/me').Me} Me */
/** @typedef {Me['zones'][number]} Zone */
/**
 * @typedef {{kind: 'materials', zone: Zone} | {kind: 'session', session: Me['sessions'][number], hall: Me['halls'][number] | null}} NextThing
 */

/** @param {Me} me @param {'finance' | 'materials' | 'walk_in'} kind @returns {Zone | null} */
export function zoneFor(me, kind) {
  const sought = { finance: FINANCE, materials: MATERIALS, walk_in: WALK_IN }[kind];
  return me.zones.find(({ code, name, name_en }) => [code, name, name_en].some((each) => each && sought.test(each))) ?? null;
}

/** @param {Me} me @returns {Zone | null} the desks beside this kiosk */
export function ownZone(me) {
  return me.zones.find(({ code }) => code === me.station.zone) ?? null;
}

/**
 * The bag first, then the sessions of the next day that has any, soonest first.
 * @param {Me} me
 * @param {string} now an instant
 * @returns {NextThing[]} at most three
 */
export function nextThings(me, now) {
  const materials = zoneFor(me, 'materials');
  const ahead = me.sessions.filter(({ ends_at }) => Date.parse(ends_at) > Date.parse(now));
  ahead.sort((one, other) => Date.parse(one.starts_at) - Date.parse(other.starts_at));
  const first = ahead[0];
  const sameDay = ahead.filter(({ starts_at }) => first && dayOf(starts_at, me) === dayOf(first.starts_at, me));
  const sessions = sameDay.map((session) => (
    { kind: /** @type {const} */ ('session'), session, hall: me.halls.find(({ code }) => code === session.hall) ?? null }
  ));
  return [...(materials ? [{ kind: /** @type {const} */ ('materials'), zone: materials }] : []), ...sessions].slice(0, LONGEST);
}

/** @param {string} iso @param {Me} me @returns {string} the venue's day, for comparing */
export function dayOf(iso, me) {
  return new Intl.DateTimeFormat('en-CA', { timeZone: me.event.time_zone, dateStyle: 'short' }).format(new Date(iso));
}
