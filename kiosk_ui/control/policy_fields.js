/** The switches and numbers of a door's policy, each with what it means; for changing it and for trying it. */
import { html } from 'preact-htm';
import { Icon } from '../lib/parts.js';
import { t } from '../lib/words.js';
import { groupsOf, isNumber, isUnusual, NUMBERS, sayingOf, sayings } from './policy_state.js';

/** @typedef {import('./policy_state.js').Draft} Draft */
/** @typedef {import('./policy_state.js').Policy} Policy */
/** @typedef {Record<string, string>} Faults  words at a field */

/** @param {{policy: Policy, draft: Draft, faults: Faults, id: string, onChange: (draft: Draft) => void}} props `id` begins the ids of what is said at fields */
export function PolicyFields({ policy, draft, faults, id, onChange }) {
  return html`<div class="policy">${groupsOf(policy).map(({ group, fields }) => html`<fieldset key=${group} class="policy-group" data-group=${group}>
    <legend>${t(`control.policy.group.${group}`)}</legend>
    ${fields.map((field) => html`<${Field} key=${field} field=${field} value=${draft[field]} fault=${faults[field]} id=${`${id}-${field}`}
      onChange=${(/** @type {boolean|string} */ value) => onChange({ ...draft, [field]: value })} />`)}
  </fieldset>`)}</div>`;
}

/** @param {{field: string, value: boolean|string|undefined, fault: string|undefined, id: string, onChange: (value: boolean|string) => void}} props */
function Field({ field, value, fault, id, onChange }) {
  const means = `${id}-means`;
  const isOdd = isUnusual(field, typeof value === 'string' ? Number(value) : value);
  return html`<div class="policy-field" data-loud=${field === 'flush' && value === true ? 'yes' : undefined}>
    <label class=${isNumber(field) ? 'policy-number' : 'policy-switch'}>
      ${!isNumber(field) && html`<input type="checkbox" role="switch" checked=${value === true} aria-describedby=${means} onChange=${(/** @type {any} */ event) => onChange(event.target.checked)} />`}
      <span>${t(`control.policy.${field}`)}${isOdd && !fault && html` <span class="unusual">${t('control.policy.unusual')}</span>`}</span>
      ${isNumber(field) && html`<input inputmode="numeric" maxlength="6" value=${value} aria-describedby=${means} aria-invalid=${fault ? 'true' : undefined}
        onInput=${(/** @type {any} */ event) => onChange(event.target.value)} />`}</label>
    <p class="small quiet" id=${means}>${t(`control.policy.means.${field}`, { most: NUMBERS[field] ?? 0 })}${fault && html` <strong class="input-problem" role="alert">${fault}</strong>`}</p>
  </div>`;
}

/** A policy as sentences, what is unusual marked. @param {{policy: Policy}} props */
export function PolicySentences({ policy }) {
  return html`<ul class="sentences">${sayings(policy).map(({ field, key, count, isUnusual: isOdd, isLoud }) => html`
    <li key=${field} data-loud=${isLoud ? 'yes' : undefined} data-unusual=${isOdd ? 'yes' : undefined}><${Icon} name=${isLoud ? 'warning' : 'check'} />
      <span>${t(key, { count })}${isOdd && html` <span class="unusual">${t('control.policy.unusual')}</span>`}</span></li>`)}</ul>`;
}

/** What will hold once it is saved. @param {{policy: Policy, changes: Record<string, boolean|number>}} props */
export function WhatChanges({ policy, changes }) {
  const after = { ...policy, ...changes };
  return html`<div class="policy-after" role="status"><p><strong>${t('control.policy.after')}</strong></p>
    <ul class="signs">${Object.keys(changes).map((field) => {
      const { key, count } = sayingOf(field, after);
      return html`<li key=${field}>${t(key, { count })}</li>`;
    })}</ul>
    ${'session_windows' in changes || 'exit_at_session_end' in changes ? html`<p class="small">${t('control.policy.recounts')}</p>` : null}
  </div>`;
}
