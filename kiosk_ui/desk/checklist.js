/** The hand-outs of who is open, ticked by tapping; what must be asked first opens a dialog. */
import { html } from 'preact-htm';
import { Icon } from '../lib/parts.js';
import { formatMoney, inLanguage, t } from '../lib/words.js';
import { howFar, lineState, tapMeans } from './checklist_state.js';

/** @typedef {import('./shapes.js').ChecklistItem} ChecklistItem */

const ICONS = { to_give: 'box', part: 'box', given: 'tick-box', out: 'tick-box', none_left: 'x', over: 'x' };

/**
 * @param {{items: ChecklistItem[], isBusy: boolean, onGive: (item: ChecklistItem) => void,
 *   onAsk: (item: ChecklistItem) => void, onUndo: (item: ChecklistItem) => void}} props
 */
export function Checklist({ items, isBusy, onGive, onAsk, onUndo }) {
  if (items.length === 0) return null;
  const now = new Date().toISOString();
  const taps = { give: onGive, ask: onAsk, undo: onUndo, nothing: () => undefined };
  return html`<section class="checklist" aria-label=${t('desk.checklist.label')}>
    <h3 class="small quiet">${t('desk.checklist.far', howFar(items, now))}</h3>
    <ul>${items.map((item) => html`<li key=${item.code}><button type="button" class="check" role="checkbox"
        aria-checked=${{ given: 'true', out: 'true', part: 'mixed' }[/** @type {string} */ (lineState(item, now))] ?? 'false'}
        data-state=${lineState(item, now)} disabled=${isBusy || tapMeans(item, now) === 'nothing'} onClick=${() => taps[tapMeans(item, now)](item)}>
      <${Icon} name=${ICONS[lineState(item, now)]} />
      <span class="check-name">${inLanguage(item)}${item.gift && item.gift !== item.code && ` · ${item.gift}`}${item.per_person > 1 && ` ${item.given}/${item.per_person}`}</span>
      <span class="check-more small">${more(item, now)}</span></button></li>`)}</ul>
  </section>`;
}

/** What one line has to say beside its name. @param {ChecklistItem} item @param {string} now */
function more(item, now) {
  const state = lineState(item, now);
  if (state === 'over') return t('desk.checklist.over');
  const number = item.number ?? item.out.at(-1)?.number ?? item.vouchers.at(-1)?.number;
  if (state === 'none_left') return t('desk.checklist.none_left');
  if (state === 'out') return t('desk.checklist.out', { number: number ?? '' });
  if (state === 'given') return [number, isEaten(item) ? t('desk.checklist.redeemed') : ''].filter(Boolean).join(' · ');
  const words = item.amount_fen ? [formatMoney(item.amount_fen)] : [];
  if (item.needs_signature) words.push(t('desk.checklist.sign'));
  if (item.is_loan) words.push(t('desk.checklist.loan'));
  if (item.is_low && item.stock_left !== null) words.push(t('desk.checklist.low', { count: item.stock_left }));
  if (item.diet) words.push(item.diet);
  return words.join(' · ');
}

/** @param {ChecklistItem} item */
const isEaten = ({ vouchers }) => vouchers.length > 0 && vouchers.every(({ redeemed_at }) => redeemed_at !== null);

/**
 * The lines of a card.
 * @param {import('./shapes.js').Card} card
 * @returns {ChecklistItem[]}
 */
export function linesOf({ checklist }) {
  return checklist ?? [];
}
