/** What a number is made of, for the organiser who opened it. */
import { html } from 'preact-htm';
import { Button } from '../lib/parts.js';
import { formatCount, formatTime, inLanguage, t } from '../lib/words.js';
import { hallLevel, missingTo, pace } from './board_state.js';
import { percent } from './percent.js';

/** @typedef {import('../lib/me').Me} Me */
/** @typedef {import('./board_state.js').BoardState} BoardState */
/** @typedef {import('./board_state.js').Headcount} Headcount */
/** @typedef {(string|number)[][]} Rows */

/** @param {{me: Me, state: BoardState, onClose: () => void}} props */
export function Details({ me, state, onClose }) {
  const { headcount, opened, mode } = state;
  if (headcount === null || opened === null || mode === 'wall') return null;
  const { heads, rows } = madeOf(opened, me, headcount);
  return html`<aside class="details" aria-label=${t(`board.details.${opened}`)}>
    <header><h2>${t(`board.details.${opened}`)}</h2><${Button} kind="quiet" icon="x" label=${t('board.details.close')} onClick=${onClose} /></header>
    <div class="details-scroll"><table>
      <thead><tr>${heads.map((head) => html`<th key=${head} scope="col">${t(`board.details.${head}`)}</th>`)}</tr></thead>
      <tbody>${rows.map(([first, ...others]) => html`<tr key=${first}><th scope="row" dir="auto">${first}</th>${others.map((each) => html`<td>${each}</td>`)}</tr>`)}</tbody>
    </table></div>
  </aside>`;
}

/**
 * @param {string} what
 * @param {Me} me
 * @param {Headcount} headcount
 * @returns {{heads: string[], rows: Rows}}
 */
function madeOf(what, me, headcount) {
  if (what === 'halls') return { heads: ['hall', 'inside', 'capacity', 'free', 'admitted', 'level'], rows: hallRows(me, headcount) };
  if (what === 'arrivals') return { heads: ['period', 'count'], rows: paceRows(headcount) };
  if (what === 'categories') return { heads: ['category', 'here', 'registered', 'missing', 'rate'], rows: categoryRows(me, headcount) };
  return { heads: ['part', 'count'], rows: totalRows(me, headcount) };
}

/** @param {Me} me @param {Headcount} headcount @returns {Rows} */
function hallRows(me, { halls }) {
  return Object.entries(halls).map(([code, { inside, capacity, admitted }]) => [
    inLanguage(me.halls.find((hall) => hall.code === code)) || code, formatCount(inside),
    capacity ? formatCount(capacity) : '–', capacity ? formatCount(Math.max(0, capacity - inside)) : '–', formatCount(admitted),
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

/** @param {Me} me @param {Headcount} headcount @returns {Rows} */
function categoryRows(me, { by_category }) {
  return me.categories.map((category) => {
    const { registered, checked_in } = by_category[category.code] ?? { registered: 0, checked_in: 0 };
    return [inLanguage(category), formatCount(checked_in), formatCount(registered), formatCount(registered - checked_in),
      registered ? percent(checked_in / registered) : '–'];
  });
}

/** @param {Me} me @param {Headcount} headcount @returns {Rows} */
function totalRows(me, headcount) {
  const { registered, checked_in, rate, vip_rate } = headcount;
  return [
    [t('board.details.here'), formatCount(checked_in)], [t('board.details.registered'), formatCount(registered)],
    [t('board.details.missing'), formatCount(registered - checked_in)], [t('board.rate.title'), percent(rate)],
    [t('board.details.to_target', { target: percent(me.event.expected_rate) }), formatCount(missingTo(headcount, me.event.expected_rate))],
    [t('board.vip.title'), percent(vip_rate)],
  ];
}
