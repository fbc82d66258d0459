/** How the event is kept and until when: its last backups, one more now, and the end of personal data. */
import { html, useEffect, useState } from 'preact-htm';
import { post } from '../lib/api.js';
import { Button, Notice } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { formatCount, formatDay, formatTime, t } from '../lib/words.js';
import { useReading } from './reading.js';
import { Paths, Removed, WipeDialog } from './wipe_dialog.js';

const BYTES_IN_MB = 1_000_000;
const REASONS = ['no_backup_to', 'no_room', 'backup_failed', 'damaged_event'];

/** @typedef {import('./control.js').Control} Control */
/** @typedef {{way: 'hourly'|'elsewhere'|'told', at: string|null, path: string|null, size: number|null, failed_at: string|null, why: string|null, code: string|null}} Last */
/** @typedef {{days: number, on: string, is_over: boolean, waits_for: 'quiet'|'person'|null}} Retention */
/** @typedef {{at: string, operator: string|null, why: 'told'|'retention', removed: Record<string, number>}} Wiped */
/** @typedef {{newest_at: string|null, ways: Last[], kept: number, place: string, backup_to: string|null, retention: Retention, wiped: Wiped|null, elsewhere: string[]}} Told */

/** @param {{control: Control}} props */
export function Backups({ control }) {
  const [reading, read] = useReading('/backups');
  const { problem, isBusy, submit } = useSubmit();
  useEffect(() => void read(), [control.heard['backups'], control.heard['wiped']]);
  const told = /** @type {Told|null} */ (reading);
  const make = () => void submit(async () => {
    const after = /** @type {Told} */ (await control.withRight(() => post('/backups', {})));
    await read();
    if (after.ways.every(({ failed_at }) => failed_at === null)) control.changed(t('control.backups.made'));
  });
  return html`<section class="control-section" aria-labelledby="section-title">
    <header class="section-head"><h1 id="section-title">${t('control.backups.title')}</h1>
      <span class="section-action"><${Button} kind="main" disabled=${isBusy} onClick=${make}>${t(isBusy ? 'control.backups.making' : 'control.backups.make')}<//></span></header>
    <p class="quiet">${t('control.backups.how')}</p>
    ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}
    ${told === null ? html`<p class="quiet" aria-busy="true">${t('control.reading')}</p>` : html`
      <${State} told=${told} /><${Ending} control=${control} told=${told} onWiped=${read} />`}
  </section>`;
}

/** @param {{told: Told}} props */
function State({ told }) {
  const failures = told.ways.filter(({ failed_at }) => failed_at !== null);
  return html`<div class="card setting">
    <h2>${told.newest_at === null ? t('control.backups.none') : t('control.backups.newest', { at: dayAndTime(told.newest_at) })}</h2>
    ${failures.map(({ way, failed_at, why, code }) => html`<${Notice} key=${way}>${t('control.backups.failed', { way: t(`control.backups.way.${way}`), at: dayAndTime(failed_at ?? '') })}${' '}${REASONS.includes(code ?? '') ? t(`control.backups.why.${code}`) : html`<span dir="ltr" lang="en">${why}</span>`}<//>`)}
    ${told.newest_at !== null && html`<ul class="rows">${told.ways.filter(({ at }) => at !== null).map(({ way, at, path, size }) => html`<li key=${way} class="row"><div class="row-words">
      <p class="row-name">${t(`control.backups.way.${way}`)}</p>
      <p class="small quiet">${t('control.backups.row', { at: dayAndTime(at ?? ''), size: megabytes(size ?? 0) })}</p>
      <p class="small path" dir="ltr">${path}</p></div></li>`)}</ul>`}
    <p class="small quiet">${t('control.backups.kept', { count: formatCount(told.kept) })} <span class="path" dir="ltr">${told.place}</span></p>
    <p class="small quiet">${told.backup_to ? html`${t('control.backups.further')} <span class="path" dir="ltr">${told.backup_to}</span>` : t('control.backups.no_further')}</p>
  </div>`;
}

/** @param {{control: Control, told: Told, onWiped: () => Promise<void>}} props */
function Ending({ control, told: { retention, wiped, elsewhere }, onWiped }) {
  const [isAsking, setAsking] = useState(false);
  const on = retention.on; // with its year, which no other page needs
  const words = retention.is_over ? `control.backups.over.${retention.waits_for ?? 'soon'}` : 'control.backups.until';
  return html`<div class="card setting"><h2>${t('control.backups.retention')}</h2>
    ${wiped ? html`<p>${t(`control.backups.wiped.${wiped.why}`, { at: dayAndTime(wiped.at), who: wiped.operator ?? '' })}</p><${Removed} removed=${wiped.removed} />
        ${elsewhere.length > 0 && html`<p>${t('control.backups.yours')}</p><${Paths} paths=${elsewhere} />`}`
      : html`<p>${t(words, { on, days: formatCount(retention.days) })}</p>`}
    <p class="small quiet">${t('control.backups.before')}</p>
    <div><${Button} kind="danger" onClick=${() => setAsking(true)}>${t('control.backups.wipe')}<//></div>
    ${isAsking && html`<${WipeDialog} control=${control} onClose=${() => setAsking(false)} onWiped=${onWiped} />`}
  </div>`;
}

/** @param {string} at */
const dayAndTime = (at) => `${formatDay(at)} ${formatTime(at)}`;

/** @param {number} bytes */
const megabytes = (bytes) => formatCount(Math.max(0.1, Math.round(bytes / BYTES_IN_MB * 10) / 10));
