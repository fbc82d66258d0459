/** The operators: who may sign in and do what, a new one, a new PIN. */
import { html, useState } from 'preact-htm';
import { post, put } from '../lib/api.js';
import { Button, Dialog } from '../lib/parts.js';
import { t } from '../lib/words.js';
import { useSubmit } from '../lib/submit.js';
import { Section } from './parts.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {import('./control_state.js').Operator} Operator */

const ROLES = ['organiser', 'supervisor', 'desk', 'finance', 'door', 'technician'];
const PIN_LENGTH = 4;

/** @param {{control: Control}} props */
export function Operators({ control }) {
  const [isAdding, setAdding] = useState(false);
  const [renewing, setRenewing] = useState(/** @type {Operator|null} */ (null));
  const { operators } = control.state;
  const add = html`<${Button} kind="main" icon="person" onClick=${() => setAdding(true)}>${t('control.operators.add')}<//>`;
  return html`<${Section} what="operators" list=${operators} action=${add}>
      <ul class="rows">${(operators ?? []).map((operator) => html`<li key=${operator.name} class="row">
        <div class="row-words"><p class="row-name" dir="auto">${operator.name}</p>
          <p class="small quiet">${operator.roles.map((role) => t(`control.operator.${role}`)).join(' · ')}</p></div>
        <p class="row-state" data-state=${condition(operator)}>${t(`control.operators.${condition(operator)}`)}</p>
        <${Button} onClick=${() => setRenewing(operator)}>${t(operator.may_sign_in ? 'control.operators.renew' : 'control.operators.give')}<//>
      </li>`)}</ul>
    <//>
    ${isAdding && html`<${Add} control=${control} onClose=${() => setAdding(false)} />`}
    ${renewing && html`<${NewPin} control=${control} operator=${renewing} onClose=${() => setRenewing(null)} />`}`;
}

/** @param {Operator} operator */
function condition({ may_sign_in, is_locked }) {
  if (is_locked) return 'is_locked';
  return may_sign_in ? 'may_sign_in' : 'has_no_pin';
}

/** @param {{control: Control, onClose: () => void}} props */
function Add({ control, onClose }) {
  const [name, setName] = useState('');
  const [roles, setRoles] = useState(/** @type {string[]} */ ([]));
  const [pin, setPin] = useState('');
  const { problem, isBusy, submit } = useSubmit();
  const send = () => submit(async () => {
    await control.withRight(() => post('/operators', { name: name.trim(), roles, pin }));
    control.changed(t('control.operators.added', { name: name.trim() }));
    onClose();
  });
  const toggle = (/** @type {string} */ role) => setRoles(roles.includes(role) ? roles.filter((each) => each !== role) : [...roles, role]);
  return html`<${Dialog} title=${t('control.operators.add')} confirm=${t('control.operators.confirm')}
      disabled=${isBusy || name.trim() === '' || roles.length === 0 || pin.length < PIN_LENGTH} onConfirm=${send} onCancel=${onClose}>
    <div class="form-grid">
      <label>${t('control.operators.name')}<input dir="auto" required maxlength="60" value=${name} onInput=${(/** @type {any} */ event) => setName(event.target.value)} /></label>
      <${Pin} pin=${pin} onInput=${setPin} />
    </div>
    <fieldset class="choices"><legend class="small">${t('control.operators.roles')}</legend>
      ${ROLES.map((role) => html`<label key=${role} class="reason"><input type="checkbox" checked=${roles.includes(role)} onChange=${() => toggle(role)} />
        <span>${t(`control.operator.${role}`)}<span class="small quiet choice-means">${t(`control.operator.${role}_may`)}</span></span></label>`)}</fieldset>
    ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}
  <//>`;
}

/** @param {{control: Control, operator: Operator, onClose: () => void}} props */
function NewPin({ control, operator, onClose }) {
  const [pin, setPin] = useState('');
  const { problem, isBusy, submit } = useSubmit();
  const send = () => submit(async () => {
    await control.withRight(() => put(`/operators/${encodeURIComponent(operator.name)}/pin`, { pin }));
    control.changed(t('control.operators.renewed', { name: operator.name }));
    onClose();
  });
  return html`<${Dialog} title=${t('control.operators.renew_title', { name: operator.name })} confirm=${t('control.operators.renew')}
      disabled=${isBusy || pin.length < PIN_LENGTH} onConfirm=${send} onCancel=${onClose}>
    <p>${t('control.operators.renew_what')}</p>
    <${Pin} pin=${pin} onInput=${setPin} />
    ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}
  <//>`;
}

/** @param {{pin: string, onInput: (pin: string) => void}} props */
function Pin({ pin, onInput }) {
  return html`<label class="input-label">${t('control.operators.pin', { count: PIN_LENGTH })}<input type="password" inputmode="numeric" autocomplete="new-password" maxlength="64"
    value=${pin} onInput=${(/** @type {any} */ event) => onInput(event.target.value)} /></label>`;
}
