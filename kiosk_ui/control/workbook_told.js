/** What a later version of the plan changes: totals, what is refused and why, each change, who is not listed any more. */
import { html, useState } from 'preact-htm';
import { Button, Notice } from '../lib/parts.js';
import { formatCount, hasWords, language, t } from '../lib/words.js';
import { byRow, headingOf, SHOWN_AT_FIRST, totalsOf } from './workbook_state.js';

/** @typedef {import('./workbook_state.js').Change} Change */
/** @typedef {import('./workbook_state.js').Refused} Refused */

/** @param {{told: import('./workbook_state.js').Refreshed}} props */
export function RefreshTold({ told }) {
  if (told.errors.length > 0) {
    return html`<div class="workbook-told"><${Notice}>${t('control.workbook.errors', { plan: told.plan, count: formatCount(told.errors.length) })}<//>
      <${Lines} lines=${told.errors} /></div>`;
  }
  const totals = totalsOf(told);
  return html`<div class="workbook-told" role="region" aria-label=${t('control.workbook.preview')}>
    <p class="workbook-totals"><b dir="auto">${told.plan}</b>${totals.length === 0 ? html`<span>${t('control.workbook.nothing')}</span>`
      : totals.map(({ total, count }) => html`<span key=${total} data-total=${total}>${t(`control.workbook.total.${total}`, { count: formatCount(count) })}</span>`)}</p>
    <${Part} what="refused" list=${told.refused} shown=${(/** @type {Refused} */ each) => html`<${RefusedLine} refused=${each} />`} />
    <${Part} what="changes" list=${byRow(told.changes)} shown=${(/** @type {import('./workbook_state.js').Row} */ row) => html`<${RowLine} row=${row} />`} />
    <${Part} what="gone" list=${told.gone} shown=${(/** @type {import('./workbook_state.js').Gone} */ each) => html`
      <p class="row-name"><bdi>${each.name}</bdi> <span class="quiet">${each.key}</span></p>
      <p class="small quiet"><span dir="auto">${each.sheet}</span>${each.acted && html` · <b>${t(`control.workbook.acted.${each.acted}`)}</b>`}</p>`} />
    ${told.warnings.length > 0 && html`<details><summary>${t('control.workbook.warnings', { count: formatCount(told.warnings.length) })}</summary><${Lines} lines=${told.warnings} /></details>`}
  </div>`;
}

/** @param {{what: string, list: any[], shown: (each: any) => unknown}} props */
function Part({ what, list, shown }) {
  const [isWhole, setWhole] = useState(false);
  if (list.length === 0) return null;
  const part = isWhole ? list : list.slice(0, SHOWN_AT_FIRST);
  return html`<section class="workbook-part" data-part=${what}><h3>${t(`control.workbook.${what}`)}</h3>
    ${what !== 'changes' && html`<p class="small quiet">${t(`control.workbook.${what}_how`)}</p>`}
    <ul class="rows">${part.map((each, place) => html`<li key=${place} class="row workbook-row">${shown(each)}</li>`)}</ul>
    ${part.length < list.length && html`<p class="more-line"><${Button} onClick=${() => setWhole(true)}>${t('control.workbook.all', { count: formatCount(list.length) })}<//></p>`}
  </section>`;
}

/** @param {{row: import('./workbook_state.js').Row}} props */
function RowLine({ row }) {
  return html`<p class="row-name"><bdi>${row.name}</bdi> <span class="quiet">${row.key}</span></p>
    <ul class="workbook-changes">${row.changes.map((change) => html`<li key=${change.cell + change.field}><${ChangeLine} change=${change} /></li>`)}</ul>`;
}

/** @param {{change: Change}} props */
function ChangeLine({ change }) {
  const place = html`<small class="quiet workbook-cell" dir="auto">${change.sheet}!${change.cell}</small>`;
  const note = change.note && html`<small class="workbook-note">${t(`control.workbook.note.${change.note}`)}</small>`;
  if (change.what !== 'changed') return html`<b data-what=${change.what}>${t(`control.workbook.what.${change.what}`)}</b> ${place} ${note}`;
  return html`<span class="quiet">${headingOf(change, language())}</span> <s dir="auto">${change.before || t('control.workbook.empty')}</s>${' '}<span aria-hidden="true">→</span> <b dir="auto">${change.after || t('control.workbook.empty')}</b> ${place} ${note}`;
}

/** @param {{refused: Refused}} props */
function RefusedLine({ refused }) {
  const words = `control.workbook.refused.${refused.reason}`;
  return html`<p class="row-name"><bdi>${refused.name}</bdi> <span class="quiet">${refused.key}</span></p>
    <p><span class="quiet">${headingOf(refused, language())}</span> ${t('control.workbook.both', { planned: refused.planned || t('control.workbook.empty'), onsite: refused.onsite || t('control.workbook.empty') })}${' '}<small class="quiet workbook-cell" dir="auto">${refused.sheet}!${refused.cell}</small></p>
    <p class="small">${hasWords(words) ? t(words) : `${refused.why}; ${refused.todo}`}</p>`;
}

/** @param {{lines: string[]}} props */
function Lines({ lines }) {
  return html`<ul class="signs">${lines.slice(0, SHOWN_AT_FIRST).map((line, place) => html`<li key=${place} dir="auto">${line}</li>`)}
    ${lines.length > SHOWN_AT_FIRST && html`<li>${t('control.workbook.more_lines', { count: formatCount(lines.length - SHOWN_AT_FIRST) })}</li>`}</ul>`;
}
