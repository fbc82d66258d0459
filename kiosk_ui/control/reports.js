/** What is handed over: every list as a workbook or CSV, the certificates, and what earns credits. */
import { html, useEffect, useState } from 'preact-htm';
import { put } from '../lib/api.js';
import { openPaper } from '../lib/paper.js';
import { Button } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { formatTime, t } from '../lib/words.js';
import { useReading } from './reading.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {{file: string, operator: string|null, station: string, at: string}} Export */
/** @typedef {{reports: {name: string, tables: string[]}[], exports: Export[], settings: {credit_share: number}}} Told */

/** @param {{control: Control}} props */
export function Reports({ control }) {
  const [reading, read] = useReading('/reports');
  const told = /** @type {Told|null} */ (reading);
  return html`<section class="control-section" aria-labelledby="section-title">
    <header class="section-head"><h1 id="section-title">${t('control.reports.title')}</h1></header>
    <p class="quiet">${t('control.reports.how')}</p>
    ${told === null ? html`<p class="quiet" aria-busy="true">${t('control.reading')}</p>` : html`
      <ul class="rows books">${told.reports.map((book) => html`<${Book} key=${book.name} control=${control} book=${book} onTaken=${read} />`)}</ul>
      <${CreditShare} control=${control} share=${told.settings.credit_share} onSaved=${read} />
      <${Exports} exports=${told.exports} />`}
  </section>`;
}

/** @param {{control: Control, book: {name: string, tables: string[]}, onTaken: () => Promise<void>}} props */
function Book({ control, book, onTaken }) {
  const { problem, isBusy, submit } = useSubmit();
  const take = (/** @type {string} */ path) => void submit(async () => {
    await control.withRight(() => openPaper(path));
    await onTaken();
  });
  const name = t(`control.reports.name.${book.name}`);
  return html`<li class="row"><div class="row-words"><p class="row-name">${name}</p>
      <p class="small quiet">${t(`control.reports.what.${book.name}`)}</p>
      ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}</div>
    <div class="row-acts">
      ${book.name === 'credits' && html`<${Button} disabled=${isBusy} onClick=${() => take('/certificates.pdf')}>${t('control.reports.certificates')}<//>`}
      ${book.tables.length === 1
        ? html`<${Button} disabled=${isBusy} label=${`${name}: CSV`} onClick=${() => take(`/reports/${book.tables[0]}.csv`)}>${t('control.reports.csv')}<//>`
        : book.tables.map((table) => html`<${Button} key=${table} disabled=${isBusy}
          onClick=${() => take(`/reports/${table}.csv`)}>${t('control.reports.csv_of', { table: t(`control.reports.name.${table}`) })}<//>`)}
      <${Button} disabled=${isBusy} label=${`${name}: Excel`} onClick=${() => take(`/reports/${book.name}.xlsx`)}>${t('control.reports.xlsx')}<//>
    </div></li>`;
}

/** @param {{control: Control, share: number, onSaved: () => Promise<void>}} props */
function CreditShare({ control, share, onSaved }) {
  const [percent, setPercent] = useState(shown(share));
  const { problem, isBusy, submit } = useSubmit();
  useEffect(() => setPercent(shown(share)), [share]);
  const save = (/** @type {Event} */ event) => {
    event.preventDefault();
    void submit(async () => {
      await control.withRight(() => put('/report-settings', { credit_share: Number(percent) / 100 }));
      control.changed(t('control.reports.saved'));
      await onSaved();
    });
  };
  return html`<form class="card setting" aria-label=${t('control.reports.credit_share')} onSubmit=${save}><h2>${t('control.reports.credit_share')}</h2>
    <p class="small quiet">${t('control.reports.credit_share_how')}</p>
    <div class="form-grid"><label>${t('control.reports.percent')}<input type="number" min="1" max="100" step="1" required value=${percent}
      onInput=${(/** @type {any} */ event) => setPercent(event.target.value)} /></label></div>
    ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}
    <div><${Button} type="submit" disabled=${isBusy}>${t('control.reports.save')}<//></div>
  </form>`;
}

/** @param {{exports: Export[]}} props */
function Exports({ exports }) {
  if (exports.length === 0) return null;
  return html`<section class="card setting" aria-label=${t('control.reports.taken')}><h2>${t('control.reports.taken')}</h2>
    <ul class="rows">${exports.map(({ file, operator, station, at }) => html`<li key=${`${file} ${at}`} class="row">
      <p class="row-words row-name" dir="ltr">${file}</p><p class="small quiet" dir="auto">${[operator, station, formatTime(at)].filter(Boolean).join(' · ')}</p></li>`)}</ul>
  </section>`;
}

/** @param {number} share */
function shown(share) {
  return String(Math.round(share * 100));
}
