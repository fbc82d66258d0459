/** Changing what a door insists on: nothing holds until it is saved; for this door or all of its hall. */
import { html, useState } from 'preact-htm';
import { put } from '../lib/api.js';
import { Button } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { t } from '../lib/words.js';
import { PolicyFields, WhatChanges } from './policy_fields.js';
import { changesOf, draftOf, faultsOf, NUMBERS } from './policy_state.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {import('./control_state.js').Checkpoint} Checkpoint */

/**
 * @param {{control: Control, checkpoint: Checkpoint, hall: string, others: Checkpoint[], onSaved: (isForAll: boolean, changes: Record<string, boolean|number>) => void, onCancel: () => void}} props
 *   `others`: the hall's other doors that go in; `hall`: its name
 */
export function PolicyForm({ control, checkpoint, hall, others, onSaved, onCancel }) {
  const { policy } = checkpoint;
  const [draft, setDraft] = useState(() => draftOf(policy));
  const [isForAll, setForAll] = useState(false);
  const { problem, isBusy, submit } = useSubmit();
  const changes = changesOf(draft, policy);
  const wrong = faultsOf(draft);
  const faults = Object.fromEntries(Object.entries(wrong).map(([field, fault]) => [field, t(`control.policy.${fault}`, { most: NUMBERS[field] ?? 0 })]));
  const isAtField = problem !== null && problem.field !== null && problem.field in draft;
  const said = isAtField ? { ...faults, [problem.field ?? '']: problem.words } : faults;
  const canSave = Object.keys(wrong).length === 0 && Object.keys(changes).length > 0 && !isBusy;
  const save = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!canSave) return;
    const path = isForAll ? `/halls/${encodeURIComponent(checkpoint.hall)}/policy` : `/checkpoints/${encodeURIComponent(checkpoint.code)}/policy`;
    void submit(async () => {
      await control.withRight(() => put(path, changes));
      onSaved(isForAll, changes);
    });
  };
  return html`<form class="policy-form" onSubmit=${save}>
    <${PolicyFields} policy=${policy} draft=${draft} faults=${said} id=${`policy-${checkpoint.code}`} onChange=${setDraft} />
    ${others.length > 0 && html`<label class="tick-line"><input type="checkbox" checked=${isForAll} onChange=${(/** @type {any} */ event) => setForAll(event.target.checked)} />
      <span>${t('control.checkpoints.for_all', { hall, count: others.length })}</span></label>`}
    ${Object.keys(changes).length > 0 && html`<${WhatChanges} policy=${policy} changes=${changes} />`}
    ${problem && !isAtField && html`<p class="input-problem" role="alert">${problem.words}</p>`}
    <div class="policy-acts">
      <${Button} kind="main" type="submit" disabled=${!canSave}>${t('control.checkpoints.save')}<//>
      <${Button} kind="quiet" onClick=${onCancel}>${t('dialog.cancel')}<//>
      ${Object.keys(changes).length === 0 && Object.keys(wrong).length === 0 && html`<span class="small quiet">${t('control.checkpoints.nothing_yet')}</span>`}
    </div>
  </form>`;
}
