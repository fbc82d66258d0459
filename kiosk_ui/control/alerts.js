/** Alerts: what people were told and who has seen it, from which limits, who is told of what, and the group bots. */
import { html, useState } from 'preact-htm';
import { seen, WhoHasSeen } from '../lib/alert_line.js';
import { filtered, FILTERS, maySee, stateOf } from '../lib/alert_state.js';
import { alertWords } from '../lib/alert_words.js';
import { Button, Icon } from '../lib/parts.js';
import { formatDay, formatTime, t } from '../lib/words.js';
import { AlertRules } from './alert_rules.js';
import { Bots } from './bots.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {import('../lib/alert_state.js').Alert} Alert */
/** @typedef {import('../lib/alert_state.js').Filter} Filter */

/** @param {{control: Control}} props */
export function AlertsSection({ control }) {
  const [filter, setFilter] = useState(/** @type {Filter} */ ('waiting'));
  const [kind, setKind] = useState('');
  const alerts = control.state.alerts;
  const kinds = [...new Set((alerts ?? []).map((alert) => alert.kind))].sort();
  const shown = filtered(alerts ?? [], filter, kind);
  return html`<section class="control-section" aria-labelledby="section-title">
    <header class="section-head"><h1 id="section-title">${t('control.alerts.title')}</h1>
      ${alerts && html`<span class="quiet">${t('control.count', { count: shown.length })}</span>`}</header>
    <div class="alert-filters">
      <div class="alert-states" role="group" aria-label=${t('control.alerts.filter')}>${FILTERS.map((each) => html`
        <${Button} key=${each} pressed=${each === filter} onClick=${() => setFilter(each)}>${t(`control.alerts.filter.${each}`)}<//>`)}</div>
      <label class="input-label">${t('control.alerts.kind')}<select class="input" value=${kind} onChange=${(/** @type {any} */ event) => setKind(event.target.value)}>
        <option value="">${t('control.alerts.every_kind')}</option>
        ${kinds.map((each) => html`<option key=${each} value=${each}>${t(`alert.kind.${each}`)}</option>`)}</select></label>
    </div>
    ${alerts === null ? html`<p class="quiet" aria-busy="true">${t('control.reading')}</p>`
      : shown.length === 0 ? html`<p class="control-empty">${t(`control.alerts.empty.${filter}`)}</p>`
        : html`<ul class="troubles">${shown.map((alert) => html`<${AlertRow} key=${alert.key} alert=${alert} control=${control} />`)}</ul>`}
    <${AlertRules} control=${control} />
    <${Bots} control=${control} />
  </section>`;
}

/** @param {{alert: Alert, control: Control}} props */
function AlertRow({ alert, control }) {
  const state = stateOf(alert);
  const told = [
    t(`alert.kind.${alert.kind}`), `${formatDay(alert.at)} ${formatTime(alert.at)}`,
    alert.ended_at && t('control.alerts.over_since', { at: formatTime(alert.ended_at) }),
    alert.acknowledged_by && t('control.alerts.seen_by', { name: alert.acknowledged_by, at: formatTime(alert.acknowledged_at) }),
  ];
  return html`<li class="trouble" data-kind="alert" data-level=${alert.level} data-state=${state}>
    <${Icon} name=${state === 'waiting' ? 'warning' : 'tick-circle'} />
    <div class="trouble-words"><p class="trouble-title" dir="auto">${alertWords(alert)}</p><p class="small quiet">${told.filter(Boolean).join(' · ')}</p></div>
    <div class="trouble-acts"><${SeeIt} alert=${alert} control=${control} /></div></li>`;
}

/** By whoever is signed in, else by the name that is asked. @param {{alert: Alert, control: Control}} props */
export function SeeIt({ alert, control }) {
  const [isAsking, setAsking] = useState(false);
  if (alert.acknowledged_at !== null || !maySee(alert)) return null;
  const see = () => {
    if (control.operator === null) setAsking(true);
    else void control.doing(() => seen(alert, ''), t('control.attention.seen_said'));
  };
  return html`<${Button} onClick=${see}>${t('control.attention.seen')}<//>
    ${isAsking && html`<${WhoHasSeen} alert=${alert} onCancel=${() => setAsking(false)}
      onSeen=${() => { setAsking(false); control.changed(t('control.attention.seen_said')); }} />`}`;
}
