/** What a simulation asks and what its answer comes to. Pure. */
import { atVenue, fromVenue } from './venue_time.js';

/** @typedef {{verdict: string, count: number, categories: Record<string, number>, examples: {reg_no: string, name: string, category: string}[]}} Share */
/** @typedef {{checkpoint: string, at: string, people: number, by_verdict: Share[], passed_over: string[], is_counting_only: boolean}} Simulation */

const DAY_MS = 24 * 3600 * 1000;
const DAYS_AT_MOST = 31;
const MORNING = '09:00';

/**
 * The event's days.
 * @param {{starts_on: string, ends_on: string}} event
 * @returns {string[]} `2026-12-05`
 */
export function daysOf({ starts_on, ends_on }) {
  const first = Date.parse(`${starts_on}T00:00:00Z`);
  const count = Math.min(DAYS_AT_MOST, Math.max(1, Math.round((Date.parse(`${ends_on}T00:00:00Z`) - first) / DAY_MS) + 1));
  return Array.from({ length: count }, (_, n) => new Date(first + n * DAY_MS).toISOString().slice(0, 10));
}

/**
 * Where asking begins: now, on a day of the event; else its first morning.
 * @param {{starts_on: string, ends_on: string, time_zone: string}} event
 * @param {string} now an instant
 * @returns {{day: string, time: string}}
 */
export function firstMoment(event, now) {
  const [day = '', time = ''] = atVenue(now, event.time_zone).split('T');
  const days = daysOf(event);
  return days.includes(day) ? { day, time } : { day: days[0] ?? event.starts_on, time: MORNING };
}

/**
 * @param {string} day
 * @param {string} time
 * @param {string} zone of the venue
 * @returns {string|null} the instant; null while there is no time
 */
export function instantOf(day, time, zone) {
  return /^\d\d:\d\d$/.test(time) ? fromVenue(`${day}T${time}`, zone) : null;
}

/**
 * How many get in, and the refusals, the commonest first.
 * @param {Simulation} simulation
 * @returns {{admitted: Share|null, refused: Share[]}}
 */
export function sortedShares({ by_verdict }) {
  return {
    admitted: by_verdict.find(({ verdict }) => verdict === 'admitted') ?? null,
    refused: by_verdict.filter(({ verdict }) => verdict !== 'admitted').sort((one, other) => other.count - one.count),
  };
}
