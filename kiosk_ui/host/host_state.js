/**
 * What a host's phone shows, as a pure function of what the server told: her guests in the order in which
 * they need her. No DOM, no clock, no fetch.
 */

/** @typedef {{code: string, name: string, name_en: string|null, hall: string, starts_at: string, ends_at: string}} GuestSession */
/**
 * @typedef {object} Guest
 * @property {string} reg_no
 * @property {string} name
 * @property {string} latin_name
 * @property {string} organisation
 * @property {string} position
 * @property {string} level
 * @property {string} lounge
 * @property {GuestSession[]} sessions
 * @property {string|null} arrives_at
 * @property {string} hotel
 * @property {string} room
 * @property {string} table_no
 * @property {string|null} checked_in_at
 * @property {string} checked_in_place
 * @property {'coming'|'received'|null} reception
 * @property {Record<string, string>} slides
 * @property {boolean} is_missing
 * @property {number|null} minutes_to_session
 * @property {string} gift
 * @property {boolean} gift_given
 * @property {number|null} fee_fen
 * @property {boolean} fee_paid
 */
/** @typedef {import('../lib/alert_state.js').Alert} Alert */
/** @typedef {'arrived'|'missing'|'expected'|'received'} Stage */
/** @typedef {{guests: Guest[]|null, alerts: Alert[], open: string|null, said: {tone: 'good'|'bad', text: string}|null}} HostState */
/**
 * @typedef {{type: 'guests', guests: Guest[]}
 *   | {type: 'alerts', alerts: Alert[]}
 *   | {type: 'open', reg_no: string|null}
 *   | {type: 'said', tone: 'good'|'bad', text: string}
 *   | {type: 'heard'}} HostEvent
 */

/** In the order in which they need her. @type {Stage[]} */
export const STAGES = ['arrived', 'missing', 'expected', 'received'];
const STEPS = ['received', 'tested'];

/** @returns {HostState} */
export function emptyHost() {
  return { guests: null, alerts: [], open: null, said: null };
}

/**
 * @param {HostState} state
 * @param {HostEvent} event
 * @returns {HostState}
 */
export function nextHost(state, event) {
  switch (event.type) {
    case 'guests': return { ...state, guests: event.guests };
    case 'alerts': return { ...state, alerts: event.alerts };
    case 'open': return { ...state, open: state.open === event.reg_no ? null : event.reg_no };
    case 'said': return { ...state, said: { tone: event.tone, text: event.text } };
    case 'heard': return { ...state, said: null };
  }
}

/**
 * Where a guest is on her way to her seat.
 * @param {Guest} guest
 * @returns {Stage}
 */
export function stageOf({ checked_in_at, reception, is_missing }) {
  if (reception === 'received') return 'received';
  if (checked_in_at !== null) return 'arrived';
  return is_missing ? 'missing' : 'expected';
}

/**
 * The guests by stage, each stage in the server's order; empty stages are left out.
 * @param {Guest[]} guests
 * @returns {{stage: Stage, guests: Guest[]}[]}
 */
export function byStage(guests) {
  return STAGES.map((stage) => ({ stage, guests: guests.filter((guest) => stageOf(guest) === stage) }))
    .filter((group) => group.guests.length > 0);
}

/**
 * The guest who arrived and whom nobody has said to meet yet: the longest waiting first.
 * @param {HostState} state
 * @returns {{guest: Guest, alert: Alert}|null}
 */
export function toMeet({ guests, alerts }) {
  const waiting = alerts.filter(({ kind, acknowledged_at }) => kind === 'vip_arrived' && acknowledged_at === null)
    .sort((one, other) => one.at.localeCompare(other.at));
  for (const alert of waiting) {
    const guest = guests?.find(({ reg_no }) => reg_no === alert.reg_no);
    if (guest && guest.checked_in_at !== null && guest.reception === null) return { guest, alert };
  }
  return null;
}

/**
 * The keys of arrivals that this phone has not sounded for yet.
 * @param {Alert[]} before
 * @param {Alert[]} now
 */
export function newArrivals(before, now) {
  const known = new Set(before.map(({ key }) => key));
  return now.filter(({ key, kind, acknowledged_at }) => kind === 'vip_arrived' && acknowledged_at === null && !known.has(key));
}

/**
 * Her next session: the first that is not over, else the last.
 * @param {Guest} guest
 * @param {string} now an instant
 * @returns {GuestSession|null}
 */
export function nextSession({ sessions }, now) {
  return sessions.find(({ ends_at }) => Date.parse(ends_at) > Date.parse(now)) ?? sessions.at(-1) ?? null;
}

/** @param {string|undefined} now how far the slides are @param {string} step */
export function isReached(now, step) {
  return STEPS.indexOf(now ?? '') >= STEPS.indexOf(step);
}

/**
 * What a tap on a step means: reached it, or the step before when it was reached already.
 * @param {string|undefined} now
 * @param {string} step
 */
export function slidesAfter(now, step) {
  if (now !== step) return step;
  return step === 'tested' ? 'received' : 'taken_back';
}
