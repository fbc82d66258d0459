/** The stations: which are there, a new one by link or QR code, an old one revoked. */
import { html, useState } from 'preact-htm';
import { del } from '../lib/api.js';
import { Button, Dialog } from '../lib/parts.js';
import { formatTime, inLanguage, t } from '../lib/words.js';
import { inOrder, inUse } from './control_state.js';
import { Pairing } from './pairing.js';
import { Section } from './parts.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {import('./control_state.js').Station} Station */

/** @param {{control: Control}} props */
export function Stations({ control }) {
  const [isPairing, setPairing] = useState(false);
  const [leaving, setLeaving] = useState(/** @type {Station|null} */ (null));
  const stations = control.state.stations && inUse(control.state.stations, new Date().toISOString());
  const revoke = (/** @type {Station} */ { id, name }) => {
    setLeaving(null);
    void control.doing(() => del(`/stations/${encodeURIComponent(id)}`), t('control.stations.revoked', { station: name ?? id }));
  };
  const pair = html`<${Button} kind="main" icon="qr" onClick=${() => setPairing(true)}>${t('control.stations.pair')}<//>`;
  return html`<${Section} what="stations" list=${stations} action=${pair}>
      <ul class="rows">${inOrder(stations ?? []).map((station) => html`<li key=${station.id} class="row" data-gone=${station.revoked_at ? 'yes' : undefined}>
        <div class="row-words"><p class="row-name" dir="auto">${station.name ?? station.id}</p>
          <p class="small quiet">${[t(`control.role.${station.role}`), station.id, place(control, station)].filter(Boolean).join(' · ')}</p></div>
        <p class="row-state" data-state=${condition(station)}>${t(`control.stations.${condition(station)}`, { at: formatTime(station.last_seen_at) })}</p>
        ${station.revoked_at === null && html`<${Button} onClick=${() => setLeaving(station)}>${t('control.stations.revoke')}<//>`}
      </li>`)}</ul>
    <//>
    ${isPairing && html`<${Pairing} control=${control} onClose=${() => setPairing(false)} />`}
    ${leaving && html`<${Dialog} danger title=${t('control.stations.revoke_title', { station: leaving.name ?? leaving.id })} confirm=${t('control.stations.revoke')}
      onConfirm=${() => revoke(leaving)} onCancel=${() => setLeaving(null)}><p>${t(`control.stations.revoke_what${leaving.id === control.me.station.id ? '_self' : ''}`)}</p><//>`}`;
}

/** @param {Station} station */
function condition({ revoked_at, paired_at, is_connected, last_seen_at }) {
  if (revoked_at !== null) return 'is_revoked';
  if (is_connected) return 'is_connected';
  if (last_seen_at !== null) return 'is_away';
  return paired_at === null ? 'is_unpaired' : 'is_paired';
}

/** @param {Control} control @param {Station} station */
function place({ me }, { zone, checkpoint }) {
  return inLanguage(me.zones.find(({ code }) => code === zone)) || inLanguage(me.checkpoints.find(({ code }) => code === checkpoint));
}
