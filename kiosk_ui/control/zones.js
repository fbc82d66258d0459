/** The zones as they run: hours and places, queues measured, and what is changed on the day. */
import { html, useState } from 'preact-htm';
import { put } from '../lib/api.js';
import { Button, Dialog, Icon } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { formatCount, formatTime, inLanguage, t } from '../lib/words.js';
import { atVenue, fromVenue } from './venue_time.js';
import { Section } from './parts.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {import('./control_state.js').Zone} Zone */

const SECONDS = 60; // a minute

/** @param {{control: Control}} props */
export function Zones({ control }) {
  const [changing, setChanging] = useState(/** @type {Zone|null} */ (null));
  const { zones } = control.state;
  return html`<${Section} what="zones" list=${zones}>
      <p class="quiet">${t('control.zones.how')}</p>
      <ul class="zones">${(zones ?? []).map((zone) => html`<${ZoneCard} key=${zone.code} zone=${zone} control=${control} onChange=${() => setChanging(zone)} />`)}</ul>
    <//>
    ${changing && html`<${ZoneForm} zone=${changing} control=${control} onClose=${() => setChanging(null)} />`}`;
}

/** @param {{zone: Zone, control: Control, onChange: () => void}} props */
function ZoneCard({ zone, control, onChange }) {
  const categories = zone.categories.map((code) => inLanguage(control.me.categories.find((each) => each.code === code)) || code);
  return html`<li class="card zone" data-alarm=${zone.alarm ? 'yes' : undefined}>
    <header><h2 dir="auto">${inLanguage(zone)}</h2><span class="row-state" data-state=${zone.is_open ? 'is_connected' : ''}>${t(zone.is_open ? 'control.zones.open' : 'control.zones.closed')}</span></header>
    <p class="small quiet" dir="auto">${[zone.place, hours(zone), categories.join(', '), zone.is_strict && t('control.zones.strict')].filter(Boolean).join(' · ')}</p>
    <p class="zone-wait">${zone.alarm && html`<${Icon} name="warning" />`}<b>${wait(zone)}</b>
      <span class="small quiet">${zone.wait_by && t(`control.zones.by_${zone.wait_by}`)}</span></p>
    <dl class="zone-facts">
      <div><dt class="small quiet">${t('control.zones.arrived')}</dt><dd>${t('control.zones.of', { count: formatCount(zone.arrived), all: formatCount(zone.expected) })}</dd></div>
      <div><dt class="small quiet">${t('control.zones.served')}</dt><dd>${zone.served_per_minute}</dd></div>
      <div><dt class="small quiet">${t('control.zones.service')}</dt><dd>${zone.service_s === null ? '–' : t('control.zones.seconds', { count: zone.service_s })}</dd></div>
      <div><dt class="small quiet">${t('control.zones.stations')}</dt><dd>${zone.stations.length}${zone.stations_needed !== null && zone.stations_needed > zone.stations.length
        ? html` <strong class="zone-short">${t('control.zones.needed', { count: zone.stations_needed })}</strong>` : ''}</dd></div>
    </dl>
    <${Button} onClick=${onChange} label=${t('control.zones.change_of', { zone: inLanguage(zone) })}>${t('control.zones.change')}<//>
  </li>`;
}

/** @param {Zone} zone */
function wait({ wait_s }) {
  if (wait_s === null) return t('control.zones.wait_unknown');
  return wait_s < SECONDS ? t('control.zones.wait_short') : t('control.zones.wait', { count: Math.round(wait_s / SECONDS) });
}

/** @param {Zone} zone */
function hours({ opens_at, closes_at }) {
  return opens_at || closes_at ? `${formatTime(opens_at) || '…'}–${formatTime(closes_at) || '…'}` : t('control.zones.always');
}

/** @param {{zone: Zone, control: Control, onClose: () => void}} props */
function ZoneForm({ zone, control, onClose }) {
  const { time_zone } = control.me.event;
  const [form, setForm] = useState({
    place: zone.place, is_strict: zone.is_strict, opens_at: atVenue(zone.opens_at, time_zone), closes_at: atVenue(zone.closes_at, time_zone),
  });
  const { problem, isBusy, submit } = useSubmit();
  const write = (/** @type {'place'|'opens_at'|'closes_at'} */ name) => (/** @type {any} */ event) => setForm({ ...form, [name]: event.target.value });
  const send = () => submit(async () => {
    const body = { place: form.place, is_strict: form.is_strict, opens_at: fromVenue(form.opens_at, time_zone), closes_at: fromVenue(form.closes_at, time_zone) };
    await control.withRight(() => put(`/zones/${encodeURIComponent(zone.code)}`, body));
    control.changed(t('control.zones.changed', { zone: inLanguage(zone) }));
    onClose();
  });
  return html`<${Dialog} title=${t('control.zones.change_of', { zone: inLanguage(zone) })} confirm=${t('control.zones.save')} disabled=${isBusy} onConfirm=${send} onCancel=${onClose}>
    <div class="zone-form">
      <label>${t('control.zones.place')}<input dir="auto" maxlength="200" value=${form.place} onInput=${write('place')} /></label>
      <label>${t('control.zones.opens_at')}<input type="datetime-local" value=${form.opens_at} onInput=${write('opens_at')} /></label>
      <label>${t('control.zones.closes_at')}<input type="datetime-local" value=${form.closes_at} onInput=${write('closes_at')} /></label>
    </div>
    <p class="small quiet">${t('control.zones.hours_how', { zone: time_zone })}</p>
    <label class="rule"><input type="checkbox" checked=${form.is_strict} onChange=${(/** @type {any} */ event) => setForm({ ...form, is_strict: event.target.checked })} />
      <span>${t('control.zones.strict_how')}</span></label>
    ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}
  <//>`;
}
