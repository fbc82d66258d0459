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
/** @typedef {'wall'|'organiser'} Mode */
/** @typedef {'dark'|'light'} Theme */
/** @typedef {{headcount: Headcount|null, isLive: boolean, mode: Mode, theme: Theme, opened: string|null}} BoardState */
/**
 * @typedef {{type: 'headcount', headcount: Headcount}
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
  return { headcount: null, isLive: false, mode, theme, opened: null };
}

/**
 * @param {BoardState} state
 * @param {BoardEvent} event
 * @returns {BoardState}
 */
export function nextBoard(state, event) {
  switch (event.type) {
    case 'headcount': return { ...state, headcount: event.headcount, isLive: true };
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
 * The arrivals as uPlot takes them: seconds since 1970, check-ins in that minute.
 * @param {Headcount} headcount
 * @returns {[number[], number[]]}
 */
export function curve({ per_minute }) {
  return [per_minute.map(({ at }) => Date.parse(at) / 1000), per_minute.map(({ n }) => n)];
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
