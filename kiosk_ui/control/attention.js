/** What needs a person, each with what it means and what can be done about it here. */
import { html } from 'preact-htm';
import { Icon } from '../lib/parts.js';
import { printErrorKey } from '../lib/print_error.js';
import { supplyWords } from '../lib/print_words.js';
import { formatCount, formatTime, t } from '../lib/words.js';
import { whatNeedsAPerson } from './control_state.js';
import { ConflictLine } from './conflicts.js';
import { JobActions } from './jobs.js';
import { personOf, stationName } from './parts.js';
import { SeeIt } from './alerts.js';
import { alertWords, CallActions, callWords } from './waiting.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {import('./control_state.js').Trouble} Trouble */

/** @param {{control: Control}} props */
export function Attention({ control }) {
  const { state, isOffline } = control;
  const troubles = whatNeedsAPerson(state);
  const isKnown = state.jobs !== null && state.printers !== null && state.stations !== null;
  return html`<section class="control-section">
    <header class="section-head"><h1>${t('control.attention.title')}</h1>
      ${troubles.length > 0 && html`<span class="quiet">${t('control.count', { count: troubles.length })}</span>`}</header>
    ${troubles.length === 0 && html`<div class="all-well" data-known=${isKnown && !isOffline ? 'yes' : 'no'}>${isKnown && !isOffline && html`<${Icon} name="tick-circle" />`}
      <p>${t(!isKnown ? 'control.reading' : isOffline ? 'control.attention.empty_before' : 'control.attention.empty')}</p></div>`}
    <ul class="troubles">${troubles.map((trouble) => html`<li key=${keyOf(trouble)} class="trouble" data-kind=${trouble.kind}>
      <${TroubleLine} trouble=${trouble} control=${control} /></li>`)}</ul>
  </section>`;
}

/** @param {{trouble: Trouble, control: Control}} props */
function TroubleLine({ trouble, control }) {
  switch (trouble.kind) {
    case 'job': return html`<${Line} title=${jobTitle(trouble.job, control)} detail=${t(`control.attention.${trouble.job.state}_means`)}
      told=${[trouble.job.error && t(printErrorKey(trouble.job.error), { error: trouble.job.error }), t('control.jobs.asked_by', { station: trouble.job.station_name || stationName(control.state.stations, trouble.job.station), at: formatTime(trouble.job.created_at) })].filter(Boolean).join(' · ')}>
      <${JobActions} control=${control} job=${trouble.job} /><//>`;
    case 'printer': return html`<${Line} title=${t(`control.attention.printer.${trouble.printer.trouble}`, { printer: trouble.printer.name })}
      detail=${trouble.waiting > 0 ? t('control.attention.waiting', { count: trouble.waiting }) : ''}>
      <a class="button" href="#printers">${t('control.attention.to_printers')}</a><//>`;
    case 'supply': return html`<${Line} title=${supplyWords(trouble.printer) ?? ''} detail=${t('control.attention.supply_means')}>
      <a class="button" href="#printers">${t('control.attention.to_printers')}</a><//>`;
    case 'no_printer': return html`<${Line} title=${t('control.attention.no_printer', { count: trouble.waiting })}
      detail=${t('control.attention.no_printer_means')}><a class="button" href="#printers">${t('control.attention.to_printers')}</a><//>`;
    case 'station': return html`<${Line} title=${t('control.attention.station', { station: trouble.station.name ?? trouble.station.id })}
      detail=${t('control.attention.station_means', { at: formatTime(trouble.station.last_seen_at) })}>
      <a class="button" href="#stations">${t('control.attention.to_stations')}</a><//>`;
    case 'conflict': return html`<${ConflictLine} conflict=${trouble.conflict} control=${control} />`;
    case 'conflicts': return html`<${Line} title=${t('control.attention.conflicts', { count: formatCount(trouble.count) })} detail=${t('control.attention.conflicts_means')}>
      <a class="button" href="#conflicts">${t('control.attention.to_conflicts')}</a><//>`;
    case 'call': return html`<${Line} ...${callWords(trouble.call)}><${CallActions} call=${trouble.call} control=${control} /><//>`;
    case 'alert': return html`<${Line} ...${alertWords(trouble.alert, control)}><${SeeIt} alert=${trouble.alert} control=${control} /><//>`;
    case 'alerts': return html`<${Line} title=${t('control.attention.alerts', { kind: t(`alert.kind.${trouble.of}`), count: formatCount(trouble.count) })} detail="">
      ${trouble.of === 'speaker_missing' ? html`<a class="button" href="#speakers">${t('control.attention.to_speakers')}</a>`
        : html`<a class="button" href="#alerts">${t('control.attention.to_alerts')}</a>`}<//>`;
    case 'escalation': return html`<${Line} title=${t('control.attention.escalation', { name: trouble.escalation.name ?? t('control.jobs.somebody') })}
      detail=${trouble.escalation.reason} told=${[stationName(control.state.stations, trouble.escalation.station), formatTime(trouble.escalation.at)].join(' · ')} />`;
  }
}

/** @param {{title: string, detail: string, told?: string, children?: import('preact-htm').Children}} props */
function Line({ title, detail, told, children }) {
  return html`<${Icon} name="warning" />
    <div class="trouble-words"><p class="trouble-title" dir="auto">${title}</p>${detail && html`<p>${detail}</p>`}${told && html`<p class="small quiet">${told}</p>`}</div>
    <${Acts}>${children}<//>`;
}

/** @param {{children?: import('preact-htm').Children}} props */
function Acts({ children }) {
  return html`<div class="trouble-acts">${children}</div>`;
}

/** @param {import('./control_state.js').PrintJob} job @param {Control} control */
function jobTitle(job, control) {
  return t(`control.attention.${job.state}`, { name: personOf(job, control), printer: job.printer ?? t('control.jobs.no_printer') });
}

/** @param {Trouble} trouble */
function keyOf(trouble) {
  switch (trouble.kind) {
    case 'job': return trouble.job.id;
    case 'printer': return `printer ${trouble.printer.name}`;
    case 'supply': return `supply ${trouble.printer.name}`;
    case 'station': return trouble.station.id;
    case 'conflict': return trouble.conflict.id;
    case 'no_printer':
    case 'conflicts': return trouble.kind;
    case 'call': return trouble.call.id;
    case 'alerts': return `alerts ${trouble.of}`;
    case 'alert': return `${trouble.alert.key} ${trouble.alert.at}`;
    case 'escalation': return `held ${trouble.escalation.reg_no ?? ''} ${trouble.escalation.at}`;
  }
}
