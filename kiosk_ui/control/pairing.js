/** Making a station: what it does and where, then its link, once. */
import { html, useState } from 'preact-htm';
import { post } from '../lib/api.js';
import { Dialog } from '../lib/parts.js';
import { inLanguage, t } from '../lib/words.js';
import { useSubmit } from '../lib/submit.js';
import { inUse } from './control_state.js';
import { SvgPicture } from './parts.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {{station: string, token: string, url: string, qr_svg: string}} Paired */

const ROLES = ['kiosk', 'desk', 'finance', 'host', 'door', 'board', 'control', 'print-agent', 'camera-agent', 'reader-agent'];
const ZONED = ['kiosk', 'desk', 'finance'];
const READ_FOR = ['kiosk', 'desk', 'finance'];
const AT_A_DOOR = ['door', 'camera-agent'];
const AGENTS = ['print-agent', 'camera-agent', 'reader-agent'];
const COMMANDS = /** @type {Record<string, string>} */ ({ 'print-agent': 'print-agent', 'camera-agent': 'camera --source 0', 'reader-agent': 'card-reader --reader zkteco' });

/** @param {{control: Control, onClose: () => void}} props */
export function Pairing({ control, onClose }) {
  const [paired, setPaired] = useState(/** @type {(Paired & {role: string, name: string})|null} */ (null));
  if (paired !== null) return html`<${Link} paired=${paired} onClose=${onClose} />`;
  return html`<${Form} control=${control} onClose=${onClose} onPaired=${(/** @type {any} */ told) => {
    setPaired(told);
    control.changed(t('control.stations.made', { station: told.station }));
  }} />`;
}

/** @param {{control: Control, onClose: () => void, onPaired: (paired: Paired & {role: string, name: string}) => void}} props */
function Form({ control, onClose, onPaired }) {
  const [role, setRole] = useState('desk');
  const [zone, setZone] = useState('');
  const [checkpoint, setCheckpoint] = useState('');
  const [name, setName] = useState('');
  const [at, setAt] = useState('');
  const readFor = inUse(control.state.stations ?? [], new Date().toISOString()).filter((each) => READ_FOR.includes(each.role) && each.revoked_at === null && !each.parent);
  const { problem, isBusy, submit } = useSubmit();
  const { zones, checkpoints } = control.me;
  const send = () => submit(async () => {
    const body = {
      role, ...(name.trim() ? { name: name.trim() } : {}),
      ...(ZONED.includes(role) && zone ? { zone } : {}), ...(AT_A_DOOR.includes(role) && checkpoint ? { checkpoint } : {}),
      ...(role === 'reader-agent' ? { at: at || readFor[0]?.id || '' } : {}),
    };
    onPaired({ ...await control.withRight(() => post('/stations', body)), role, name: name.trim() });
  });
  const chosen = (/** @type {(value: string) => void} */ set) => (/** @type {any} */ event) => set(event.target.value);
  return html`<${Dialog} title=${t('control.stations.pair')} confirm=${t('control.pairing.confirm')} disabled=${isBusy} onConfirm=${send} onCancel=${onClose}>
    <div class="form-grid">
      <label>${t('control.pairing.role')}<select value=${role} onChange=${chosen(setRole)}>
        ${ROLES.map((each) => html`<option key=${each} value=${each}>${t(`control.role.${each}`)}</option>`)}</select></label>
      <label>${t('control.pairing.name')}<input dir="auto" maxlength="60" value=${name} onInput=${chosen(setName)} /></label>
      ${ZONED.includes(role) && html`<label>${t('control.pairing.zone')}<select value=${zone} onChange=${chosen(setZone)}>
        <option value="">${t('control.pairing.any_zone')}</option>${zones.map((each) => html`<option key=${each.code} value=${each.code}>${inLanguage(each)}</option>`)}</select></label>`}
      ${AT_A_DOOR.includes(role) && html`<label>${t('control.pairing.checkpoint')}<select value=${checkpoint} onChange=${chosen(setCheckpoint)}>
        <option value="">${t('control.pairing.any_checkpoint')}</option>${checkpoints.map((each) => html`<option key=${each.code} value=${each.code}>${inLanguage(each)}</option>`)}</select></label>`}
      ${role === 'reader-agent' && html`<label>${t('control.pairing.at')}<select value=${at || readFor[0]?.id} onChange=${chosen(setAt)}>
        ${readFor.map((each) => html`<option key=${each.id} value=${each.id}>${each.name ?? each.id}</option>`)}</select></label>`}
    </div>
    <p class="small quiet">${t(`control.pairing.does.${role}`)}</p>
    ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}
  <//>`;
}

/** @param {{paired: Paired & {role: string, name: string}, onClose: () => void}} props */
function Link({ paired, onClose }) {
  const command = `onsite ${COMMANDS[paired.role]} --server ${new URL(paired.url).origin} --token ${paired.token}`;
  const isAgent = AGENTS.includes(paired.role);
  return html`<${Dialog} title=${t('control.pairing.made', { station: paired.name || paired.station })} confirm=${t('control.pairing.done')} cancel=${t('control.pairing.close')}
      onConfirm=${onClose} onCancel=${onClose}>
    ${isAgent ? html`<p>${t('control.pairing.agent_how')}</p><p class="copyable"><code>${command}</code></p>`
      : html`<p>${t('control.pairing.how')}</p><${SvgPicture} svg=${paired.qr_svg} label=${t('control.pairing.qr', { station: paired.station })} />
        <p class="copyable"><code>${paired.url}</code></p>`}
    <p class="small quiet">${t(isAgent ? 'control.pairing.token_once' : 'control.pairing.once')}</p>
  <//>`;
}
