/** The call sheet: who has not come, by category, to be called one after another. Who is open stands in `no_show_call.js`. */
import { html, useEffect, useRef } from 'preact-htm';
import { Button, Icon, Notice } from '../lib/parts.js';
import { formatCount, formatTime, inLanguage, t } from '../lib/words.js';
import { lastWords, NoShowCall } from './no_show_call.js';
import { byCategory, spokenNumber, STATUSES } from './no_shows_state.js';
import { useNoShows } from './no_shows_work.js';

const MOVES = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1 });

/** @param {import('./shapes.js').Opening} props */
export function NoShows({ what, card, me, withRight, onCancel }) {
  const work = useNoShows(withRight, what === 'call' ? card.reg_no : null);
  const { state } = work;
  const dialog = useRef(/** @type {HTMLDialogElement|null} */ (null));
  useEffect(() => {
    dialog.current?.showModal();
    return () => dialog.current?.close();
  }, []);
  const isOpen = state.open !== null;
  useEffect(() => {
    if (!isOpen) /** @type {HTMLElement|null|undefined} */ (dialog.current?.querySelector('[data-kind="main"], .notice button'))?.focus();
  }, [isOpen, state.sheet === null, state.isLocked]);
  const back = () => (isOpen ? work.goBack() : onCancel());
  return html`<dialog class="dialog no-shows" data-wide="yes" ref=${dialog} aria-label=${t('desk.no_shows.title')}
      onCancel=${(/** @type {Event} */ event) => { event.preventDefault(); back(); }}>
    <header class="no-shows-head"><h2>${t('desk.no_shows.title')}</h2>
      ${isOpen && html`<span class="quiet" role="status">${work.isSending ? t('desk.no_shows.sending') : t('desk.no_shows.left', { count: formatCount(state.left) })}</span>`}
      <span class="no-shows-ways">${isOpen && html`<${Button} onClick=${work.skip}>${t('desk.no_shows.skip')}<//>
        <${Button} kind="quiet" keys="Esc" onClick=${work.goBack}>${t('desk.no_shows.back')}<//>`}
        ${!isOpen && html`<${Button} kind="quiet" icon="x" label=${t('desk.history.close')} onClick=${onCancel} />`}</span></header>
    ${state.said && html`<p class="no-shows-said" data-tone=${state.said.tone} role="status"><${Icon} name=${state.said.tone === 'good' ? 'tick-circle' : 'warning'} />
      <span dir="auto">${t(state.said.key, state.said.values)}</span>
      ${state.said.reg_no && html`<${Button} kind="quiet" onClick=${() => work.open(state.said?.reg_no ?? '')}>${t('desk.no_shows.change')}<//>`}</p>`}
    ${state.open !== null
      ? html`<${NoShowCall} key=${state.open.reg_no} row=${state.open} me=${me} isSending=${work.isSending} onNote=${work.note} />`
      : html`<${List} work=${work} me=${me} />`}
  </dialog>`;
}

/** @param {{work: ReturnType<typeof useNoShows>, me: import('../lib/me').Me}} props */
function List({ work, me }) {
  const { sheet, isLocked, filter } = work.state;
  if (isLocked) return html`<${Notice} tone="warning" action=${t('desk.sign_in.title')} onAction=${work.signIn}>${t('desk.no_shows.locked')}<//>`;
  if (sheet === null) return html`<p class="quiet" aria-busy="true">${t('desk.reading')}</p>`;
  const named = (/** @type {string} */ code) => inLanguage(me.categories.find((each) => each.code === code)) || code;
  const all = sheet.by_category.reduce((sum, { count }) => sum + count, 0);
  const ways = (sheet.by_status[filter.status || 'to_call'] ?? 0) > 0;
  return html`<p class="no-shows-counts" role="status">${t('desk.no_shows.counts', {
      count: formatCount(all), to_call: formatCount(sheet.by_status['to_call'] ?? 0), coming: formatCount(sheet.by_status['coming'] ?? 0), not_coming: formatCount(sheet.by_status['not_coming'] ?? 0),
    })}</p>
    <div class="no-shows-filters">
      <${Filter} label=${t('desk.no_shows.category')} value=${filter.category} onChange=${(/** @type {string} */ category) => work.tell({ type: 'chosen', filter: { category } })}
        options=${sheet.by_category.map(({ category, count }) => ({ code: category, words: t('desk.no_shows.option', { what: named(category), count: formatCount(count) }) }))} />
      <${Filter} label=${t('desk.no_shows.status_label')} value=${filter.status} onChange=${(/** @type {string} */ status) => work.tell({ type: 'chosen', filter: { status } })}
        options=${STATUSES.map((code) => ({ code, words: t('desk.no_shows.option', { what: t(`desk.no_shows.status.${code}`), count: formatCount(sheet.by_status[code] ?? 0) }) }))} />
      <${Button} kind="main" keys="Enter" disabled=${!ways} onClick=${work.next}>${t('desk.no_shows.next')}<//>
    </div>
    ${sheet.count === 0 && html`<p class="quiet">${t(all === 0 ? 'desk.no_shows.none' : 'desk.no_shows.none_such')}</p>`}
    ${sheet.count > sheet.no_shows.length && html`<p class="small quiet">${t('desk.no_shows.shown', { shown: formatCount(sheet.no_shows.length), count: formatCount(sheet.count) })}</p>`}
    <div class="no-shows-list" onKeyDown=${walk}>${byCategory(sheet.no_shows).map(([code, rows]) => html`<section key=${code} aria-label=${named(code)}>
      <h3 class="small quiet">${named(code)}</h3>
      <ul>${rows.map((row) => html`<${Row} key=${row.reg_no} row=${row} onOpen=${work.open} />`)}</ul></section>`)}</div>`;
}

/** @param {{label: string, value: string, options: {code: string, words: string}[], onChange: (code: string) => void}} props */
function Filter({ label, value, options, onChange }) {
  return html`<label class="field"><span>${label}</span><select value=${value} onChange=${(/** @type {any} */ event) => onChange(event.target.value)}>
    <option value="">${t('desk.no_shows.all')}</option>
    ${options.map(({ code, words }) => html`<option key=${code} value=${code}>${words}</option>`)}</select></label>`;
}

/** @param {{row: import('./no_shows_state.js').NoShow, onOpen: (reg_no: string) => void}} props */
function Row({ row, onOpen }) {
  const calling = row.claim !== null && !row.claim.is_mine ? row.claim : null;
  const coming = row.last_call?.coming_at;
  const said = coming ? t('desk.no_shows.coming_about', { at: formatTime(coming) }) : t(`desk.no_shows.status.${row.status}`);
  return html`<li><button type="button" class="no-shows-row" data-status=${row.status} disabled=${calling !== null} title=${lastWords(row) || undefined} onClick=${() => onOpen(row.reg_no)}>
    <span class="no-shows-name"><bdi>${row.name}</bdi></span><span class="quiet no-shows-organisation"><bdi>${row.organisation}</bdi></span>
    <span class="no-shows-number">${row.phone ? html`<bdi dir="ltr">${spokenNumber(row.phone)}</bdi>` : t('desk.no_shows.no_number')}</span>
    <span class="no-shows-status">${calling ? t('desk.no_shows.calling', { station: calling.station }) : said}</span></button></li>`;
}

/** Up and down go from row to row. @param {KeyboardEvent} event */
function walk(event) {
  const by = MOVES[event.key];
  const list = /** @type {HTMLElement} */ (event.currentTarget);
  const rows = /** @type {HTMLElement[]} */ ([...list.querySelectorAll('button:enabled')]);
  const next = by && rows[rows.indexOf(/** @type {HTMLElement} */ (event.target)) + by];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
