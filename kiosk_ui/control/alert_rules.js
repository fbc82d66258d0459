/** From which limits there are alerts, and who is told of each kind: on which pages, and whether the groups are. */
import { html } from 'preact-htm';
import { t } from '../lib/words.js';
import { Setting, useSettings } from './rules.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {{kind: string, level: string, is_on: boolean, roles: string[], tells_bots: boolean, at_most: string[], may_tell_bots: boolean}} Rule */

const ROLES = ['desk', 'finance', 'control', 'host', 'board', 'door'];
/** The least and the most each limit may be. @type {Record<string, [number, number]>} */
const LIMITS = {
  hall_percent: [1, 100], attendance_percent: [1, 100], silent_seconds: [30, 3600], clock_seconds: [5, 3600], backup_hours: [1, 48], digest_hours: [0, 24],
};

/** @param {{control: Control}} props */
export function AlertRules({ control }) {
  const { form, setForm, save, problem, isBusy } = useSettings(control, '/alert-settings');
  if (form === null) return html`<p class="quiet" aria-busy="true">${problem?.words ?? t('control.reading')}</p>`;
  const limit = (/** @type {string} */ name) => (/** @type {any} */ event) => setForm({ ...form, limits: { ...form.limits, [name]: event.target.value } });
  const change = (/** @type {string} */ kind, /** @type {Partial<Rule>} */ changes) =>
    setForm({ ...form, rules: form.rules.map((/** @type {Rule} */ rule) => rule.kind === kind ? { ...rule, ...changes } : rule) });
  const send = () => save({
    ...Object.fromEntries(Object.keys(LIMITS).map((name) => [name, Number(form.limits[name])])),
    rules: form.rules.map((/** @type {Rule} */ { kind, is_on, roles, tells_bots }) => ({ kind, is_on, roles, tells_bots })),
  });
  return html`<${Setting} what="alerts" problem=${problem} isBusy=${isBusy} onSave=${send}>
    <div class="form-grid">${Object.entries(LIMITS).map(([name, [least, most]]) => html`
      <label key=${name}>${t(`control.alerts.limit.${name}`)}<input type="number" inputmode="numeric" required min=${least} max=${most} value=${form.limits[name]} onInput=${limit(name)} /></label>`)}</div>
    <p class="small quiet">${t('control.alerts.other_limits')}</p>
    <div class="setting-table" role="region" aria-label=${t('control.rules.alerts')} tabindex="0"><table>
      <thead><tr><th scope="col">${t('control.alerts.kind')}</th><th scope="col">${t('control.alerts.is_on')}</th>
        ${ROLES.map((role) => html`<th key=${role} scope="col">${t(`control.role.${role}`)}</th>`)}<th scope="col">${t('control.alerts.groups')}</th></tr></thead>
      <tbody>${form.rules.map((/** @type {Rule} */ rule) => html`<${RuleRow} key=${rule.kind} rule=${rule} onChange=${change} />`)}</tbody>
    </table></div>
  <//>`;
}

/** @param {{rule: Rule, onChange: (kind: string, changes: Partial<Rule>) => void}} props */
function RuleRow({ rule, onChange }) {
  const { kind, is_on, roles, tells_bots, at_most, may_tell_bots } = rule;
  const named = t(`alert.kind.${kind}`);
  const tick = (/** @type {string} */ what, /** @type {boolean} */ checked, /** @type {() => void} */ act, mayBe = true) => html`<td>${mayBe
    ? html`<label class="tick"><input type="checkbox" aria-label=${`${named}: ${what}`} checked=${checked} onChange=${act} /></label>`
    : html`<span class="quiet" aria-label=${t('control.alerts.never')}>–</span>`}</td>`;
  const turned = (/** @type {string} */ role) => roles.includes(role) ? roles.filter((each) => each !== role) : [...roles, role];
  return html`<tr><th scope="row">${named}</th>
    ${tick(t('control.alerts.is_on'), is_on, () => onChange(kind, { is_on: !is_on }))}
    ${ROLES.map((role) => tick(t(`control.role.${role}`), roles.includes(role), () => onChange(kind, { roles: turned(role) }), at_most.includes(role)))}
    ${tick(t('control.alerts.groups'), tells_bots, () => onChange(kind, { tells_bots: !tells_bots }), may_tell_bots)}</tr>`;
}
