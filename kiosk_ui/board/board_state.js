/**
 * What a board shows, as a pure function of what it was told. No DOM, no clock, no socket.
 */

/** @typedef {{registered: number, checked_in: number}} Share */
/** @typedef {{inside: number, capacity: number|null, admitted: number}} HallCount */
/**
 * @typedef {object} Headcount
 * @property {number} registered
 * @property {number} checked_in
 * @property {number} rate            0..1
 * @property {number} vip_rate        0..1
 * @property {Record<string, Share>} by_category
 * @property {Record<string, HallCount>} halls
 * @property {{at: string, n: number}[]} per_minute  check-ins, the last 60 minutes, gaps as 0
 * @property {string} as_of
 */
/**
 * @typedef {object} ArrivalCurves  a minute's arrivals, by steps of `step_s` seconds from `begins_at`
 * @property {string} begins_at
 * @property {number} step_s
 * @property {(number|null)[]} came
 * @property {(number|null)[]} yesterday
 * @property {number[]} planned
 * @property {(number|null)[]} expected  from the step that runs now
 * @property {(number|null)[]} low
 * @property {(number|null)[]} high
 */
/**
 * @typedef {{code: string, name: string, name_en: string, place: string, is_open: boolean, stations: {id: string, name: string}[], expected: number,
 *   arrived: number, served_per_minute: number, wait_s: number|null, wait_by: string|null, stations_needed: number|null, slips_out: number,
 *   alarm: boolean}} ZoneQueue
 */
/**
 * @typedef {{item: string, name: string, name_en: string, valid_from: string|null, valid_until: string|null, booked: number, here: number,
 *   eaten: number, expected: number, low: number, high: number}} MealForecast
 */
/**
 * @typedef {{session: string, name: string, name_en: string, hall: string, starts_at: string, speakers: number, missing: number,
 *   is_due: boolean}} NextSession
 */
/**
 * @typedef {{station: string, name: string, checkpoint_name: string|null, checkpoint_name_en: string|null, is_silent: boolean,
 *   last_heard_at: string|null, waiting: number|null, aside: number, alone_since: string|null, told_at: string|null}} DoorAlone
 */
/**
 * @typedef {object} Overview
 * @property {{expected: number, low: number, high: number, planned_by_now: number}} forecast
 * @property {ArrivalCurves} arrivals
 * @property {ZoneQueue[]} zones
 * @property {MealForecast[]} meals
 * @property {NextSession[]} sessions
 * @property {{name: string, place: string, trouble: string|null, is_low: boolean, pages_left: number|null}[]} printers
 * @property {number} printer_count
 * @property {{id: string, name: string, role: string, last_seen_at: string}[]} stations
 * @property {DoorAlone[]} doors
 * @property {string} as_of
 */
/** @typedef {'wall'|'organiser'} Mode */
/** @typedef {'dark'|'light'} Theme */
/** @typedef {{headcount: Headcount|null, overview: Overview|null, isLive: boolean, mode: Mode, theme: Theme, opened: string|null}} BoardState */
/**
 * @typedef {{type: 'headcount', headcount: Headcount}
 *   | {type: 'overview', overview: Overview}
 *   | {type: 'connection', isLive: boolean}
 *   | {type: 'mode', mode: Mode}
 *   | {type: 'theme', theme: Theme}
 *   | {type: 'opened', what: string|null}} BoardEvent
 */
/** @typedef {'unlimited'|'calm'|'near'|'full'|'over'} Level */

/** A hall this full is marked before it is a problem. */
export const NEAR_FULL = 0.9;

/**
 * @param {Mode} mode
 * @param {Theme} theme
 * @returns {BoardState}
 */
export function emptyBoard(mode, theme) {
  return { headcount: null, overview: null, isLive: false, mode, theme, opened: null };
}

/**
 * @param {BoardState} state
 * @param {BoardEvent} event
 * @returns {BoardState}
 */
export function nextBoard(state, event) {
  switch (event.type) {
    case 'headcount': return { ...state, headcount: event.headcount, isLive: true };
    case 'overview': return { ...state, overview: event.overview };
    case 'connection': return { ...state, isLive: event.isLive };
    case 'mode': return { ...state, mode: event.mode, opened: null };
    case 'theme': return { ...state, theme: event.theme };
    case 'opened': return { ...state, opened: state.opened === event.what ? null : event.what };
  }
}

/**
 * @param {number} inside
 * @param {number|null} capacity  null when the hall has no limit
 * @returns {Level}
 */
export function hallLevel(inside, capacity) {
  if (capacity === null || capacity <= 0) return 'unlimited';
  if (inside > capacity) return 'over';
  if (inside === capacity) return 'full';
  return inside >= capacity * NEAR_FULL ? 'near' : 'calm';
}

/**
 * Halls that someone must look at, the worst first.
 * @param {Headcount} headcount
 * @returns {{hall: string, level: Level, inside: number, capacity: number, over: number}[]}
 */
export function alarms(headcount) {
  const order = ['over', 'full', 'near'];
  return Object.entries(headcount.halls)
    .map(([hall, { inside, capacity }]) => ({
      hall, level: hallLevel(inside, capacity), inside, capacity: capacity ?? 0,
      over: inside - (capacity ?? 0),
    }))
    .filter(({ level }) => order.includes(level))
    .sort((one, other) => order.indexOf(one.level) - order.indexOf(other.level) || other.over - one.over);
}

/**
 * Check-ins of the last minutes, the busiest minute, and both in numbers a person can say.
 * @param {Headcount} headcount
 */
export function pace({ per_minute }) {
  const counts = per_minute.map(({ n }) => n);
  return {
    last_5: sum(counts.slice(-5)), last_15: sum(counts.slice(-15)), last_60: sum(counts),
    peak: Math.max(0, ...counts), peak_at: peakAt(per_minute),
  };
}

/**
 * How many more must come until the target is met; 0 when it is.
 * @param {Headcount} headcount
 * @param {number} target  0..1
 */
export function missingTo({ registered, checked_in }, target) {
  return Math.max(0, Math.ceil(registered * target - 1e-9) - checked_in);
}

/** @param {{at: string, n: number}[]} minutes */
function peakAt(minutes) {
  const most = Math.max(0, ...minutes.map(({ n }) => n));
  return most === 0 ? null : minutes.find(({ n }) => n === most)?.at ?? null;
}

/** @param {number[]} numbers */
function sum(numbers) {
  return numbers.reduce((total, each) => total + each, 0);
}

/**
 * The zones somebody looks at: those that expect anyone, serve or have a queue.
 * @param {Overview} overview
 */
export function zonesInUse({ zones }) {
  return zones.filter(({ expected, arrived, served_per_minute, slips_out, alarm }) => expected + arrived + served_per_minute + slips_out > 0 || alarm);
}

/**
 * The next meal: the first that is not over, as the server orders them.
 * @param {Overview} overview
 * @returns {MealForecast|null}
 */
export function nextMeal({ meals }) {
  return meals[0] ?? null;
}

/**
 * The session whose missing speakers matter first: one that should have them here by now, else the next with anyone missing.
 * @param {Overview} overview
 * @returns {NextSession|null}
 */
export function urgentSession({ sessions }) {
  const lacking = sessions.filter(({ missing }) => missing > 0);
  return lacking.find(({ is_due }) => is_due) ?? lacking[0] ?? null;
}

/**
 * How many doors are alone, and how many scans wait there as they told last.
 * @param {Overview} overview
 */
export function doorsAlone({ doors }) {
  return {
    silent: doors.filter(({ is_silent }) => is_silent).length,
    waiting: sum(doors.map(({ waiting, aside }) => (waiting ?? 0) + aside)),
    told_at: doors.map(({ told_at }) => told_at).filter((at) => at !== null).sort()[0] ?? null,
  };
}
