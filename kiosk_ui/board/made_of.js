/** The tables behind the board's numbers: headings and rows in words, without anybody's name. */
import { formatCount, formatTime, inLanguage, t } from '../lib/words.js';
import { hallLevel, missingTo, pace } from './board_state.js';
import { percent } from './percent.js';
import { waitWords } from './wait.js';

/** @typedef {import('../lib/me').Me} Me */
/** @typedef {import('./board_state.js').Headcount} Headcount */
/** @typedef {import('./board_state.js').Overview} Overview */
/** @typedef {(string|number)[][]} Rows */
/** @typedef {{heads: string[], rows: Rows}} Table */

const ROW_MINUTES = 30;
const NOTHING = '–';

/**
 * @param {string} what
 * @param {Me} me
 * @param {Headcount} headcount
 * @param {Overview|null} overview
 * @returns {Table[]}
 */
export function madeOf(what, me, headcount, overview) {
  switch (what) {
    case 'halls': return [{ heads: ['hall', 'inside', 'capacity', 'free', 'admitted', 'level'], rows: hallRows(me, headcount) }];
    case 'arrivals': return [{ heads: ['period', 'count'], rows: paceRows(headcount) }, ...(overview ? [curveTable(overview)] : [])];
    case 'categories': return [{ heads: ['category', 'here', 'registered', 'missing', 'rate'], rows: categoryRows(me, headcount) }];
    case 'zones': return [{ heads: ['zone', 'here', 'expected', 'wait', 'queue', 'per_minute', 'stations', 'stations_needed'], rows: zoneRows(overview) }];
    case 'meals': return [{ heads: ['meal', 'from', 'booked', 'here', 'eaten', 'to_order', 'between'], rows: mealRows(overview) }];
    case 'speakers': return [{ heads: ['session', 'from', 'hall', 'speakers_in_all', 'missing'], rows: sessionRows(me, overview) }];
    case 'devices': return [{ heads: ['printer', 'state', 'place'], rows: printerRows(overview) }, { heads: ['station', 'role', 'last_heard'], rows: stationRows(overview) }];
    case 'doors': return [{ heads: ['door', 'checkpoint', 'last_heard', 'waiting', 'aside', 'told_at', 'alone_since'], rows: doorRows(overview) }];
    default: return [{ heads: ['part', 'count'], rows: totalRows(me, headcount, overview) }];
  }
}

/** @param {Me} me @param {Headcount} headcount @returns {Rows} */
function hallRows(me, { halls }) {
  return Object.entries(halls).map(([code, { inside, capacity, admitted }]) => [
    hallName(me, code), formatCount(inside),
    capacity ? formatCount(capacity) : NOTHING, capacity ? formatCount(Math.max(0, capacity - inside)) : NOTHING, formatCount(admitted),
    t(`board.level.${hallLevel(inside, capacity)}`),
  ]);
}

/** @param {Headcount} headcount @returns {Rows} */
function paceRows(headcount) {
  const { last_5, last_15, last_60, peak, peak_at } = pace(headcount);
  return [
    [t('board.details.last', { count: 5 }), formatCount(last_5)], [t('board.details.last', { count: 15 }), formatCount(last_15)],
    [t('board.details.last', { count: 60 }), formatCount(last_60)],
    ...(peak_at === null ? [] : [[t('board.details.peak', { at: formatTime(peak_at) }), formatCount(peak)]]),
  ];
}

/** The day by half hours: who came, who was planned, yesterday, and who is expected. @param {Overview} overview @returns {Table} */
function curveTable({ arrivals }) {
  const { begins_at, step_s, came, planned, yesterday, expected, low, high } = arrivals;
  const begins = Date.parse(begins_at) / 1000;
  const halves = new Map(/** @type {[number, number[]][]} */ ([]));
  came.forEach((_, index) => {
    const half = Math.floor((begins + index * step_s) / (ROW_MINUTES * 60));
    halves.set(half, [...(halves.get(half) ?? []), index]);
  });
  const minutes = step_s / 60;
  const sum = (/** @type {(number|null)[]} */ values, /** @type {number[]} */ which) => {
    const known = which.map((index) => values[index] ?? null).filter((value) => value !== null);
    return known.length ? formatCount(Math.round(known.reduce((total, each) => total + each * minutes, 0))) : NOTHING;
  };
  const rows = [...halves].map(([half, which]) => [
    formatTime(new Date(half * ROW_MINUTES * 60_000).toISOString()), sum(came, which), sum(planned, which), sum(yesterday, which),
    sum(expected, which), which.some((index) => low[index] !== null) ? `${sum(low, which)}–${sum(high, which)}` : NOTHING,
  ]);
  return { heads: ['half_hour', 'came', 'planned', 'yesterday', 'expected', 'between'], rows };
}

/** @param {Me} me @param {Headcount} headcount @returns {Rows} */
function categoryRows(me, { by_category }) {
  return me.categories.map((category) => {
    const { registered, checked_in } = by_category[category.code] ?? { registered: 0, checked_in: 0 };
    return [inLanguage(category), formatCount(checked_in), formatCount(registered), formatCount(registered - checked_in),
      registered ? percent(checked_in / registered) : NOTHING];
  });
}

/** @param {Overview|null} overview @returns {Rows} */
function zoneRows(overview) {
  return (overview?.zones ?? []).map((zone) => [
    inLanguage(zone), formatCount(zone.arrived), formatCount(zone.expected), waitWords({ ...zone, slips_out: 0 }), formatCount(zone.slips_out),
    zone.served_per_minute.toFixed(1), formatCount(zone.stations.length), zone.stations_needed === null ? NOTHING : formatCount(zone.stations_needed),
  ]);
}

/** @param {Overview|null} overview @returns {Rows} */
function mealRows(overview) {
  return (overview?.meals ?? []).map(({ valid_from, booked, here, eaten, expected, low, high, ...meal }) => [
    inLanguage(meal), formatTime(valid_from) || NOTHING, formatCount(booked), formatCount(here), formatCount(eaten), formatCount(expected),
    `${formatCount(low)}–${formatCount(high)}`,
  ]);
}

/** @param {Me} me @param {Overview|null} overview @returns {Rows} */
function sessionRows(me, overview) {
  return (overview?.sessions ?? []).map((session) => [
    inLanguage(session), formatTime(session.starts_at), hallName(me, session.hall), formatCount(session.speakers), formatCount(session.missing),
  ]);
}

/** @param {Overview|null} overview @returns {Rows} */
function printerRows(overview) {
  return (overview?.printers ?? []).map(({ name, trouble, place, pages_left }) => [
    name, trouble ? t(`printer.state.${trouble}`) : t('board.details.pages_left', { count: formatCount(pages_left ?? 0) }), place || NOTHING,
  ]);
}

/** @param {Overview|null} overview @returns {Rows} */
function stationRows(overview) {
  return (overview?.stations ?? []).map(({ name, role, last_seen_at }) => [name, t(`control.role.${role}`), formatTime(last_seen_at)]);
}

/** @param {Overview|null} overview @returns {Rows} */
function doorRows(overview) {
  return (overview?.doors ?? []).map((door) => [
    door.name, inLanguage({ name: door.checkpoint_name ?? '', name_en: door.checkpoint_name_en ?? '' }) || NOTHING,
    door.is_silent ? formatTime(door.last_heard_at) : t('board.details.heard_now'),
    door.waiting === null ? NOTHING : formatCount(door.waiting), formatCount(door.aside), formatTime(door.told_at) || NOTHING, formatTime(door.alone_since) || NOTHING,
  ]);
}

/** @param {Me} me @param {Headcount} headcount @param {Overview|null} overview @returns {Rows} */
function totalRows(me, headcount, overview) {
  const { registered, checked_in, rate, vip_rate } = headcount;
  const { expected_rate, vip_rate: vip_target } = me.event;
  return [
    [t('board.details.here'), formatCount(checked_in)], [t('board.details.registered'), formatCount(registered)],
    [t('board.details.missing'), formatCount(registered - checked_in)], [t('board.rate.title'), percent(rate)],
    [t('board.details.to_target', { target: percent(expected_rate) }), formatCount(missingTo(headcount, expected_rate))],
    [t('board.details.vip', { target: percent(vip_target) }), percent(vip_rate)],
    ...(overview ? forecastRows(overview.forecast) : []),
  ];
}

/** @param {Overview['forecast']} forecast @returns {Rows} */
function forecastRows({ expected, low, high, planned_by_now }) {
  return [
    [t('board.details.planned_by_now'), formatCount(planned_by_now)],
    [t('board.details.expected_in_the_end'), formatCount(expected)],
    [t('board.details.between'), `${formatCount(low)}–${formatCount(high)}`],
  ];
}

/** @param {Me} me @param {string} code */
function hallName(me, code) {
  return inLanguage(me.halls.find((hall) => hall.code === code)) || code;
}
