/** Resolving conflicts: one, or all of a kind with one note. */
import { html, useState } from 'preact-htm';
import { newId, post } from '../lib/api.js';
import { Dialog } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { formatCount, hasWords, t } from '../lib/words.js';
import { decisionsFor, parcels } from './conflicts_state.js';
import { conflictWords } from './conflict_words.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {import('./control_state.js').Conflict} Conflict */
/** @typedef {import('./conflicts_state.js').Decision} Decision */

const LONGEST_MS = 30000; // five hundred people counted anew

/** @param {{control: Control, conflicts: Conflict[], onDone: (said: string) => void, onClose: () => void}} props */
export function ConflictDialog({ control, conflicts, onDone, onClose }) {
  // Made once, so that pressing again after no answer counts once.
  const [sent] = useState(() => conflicts.map(({ id }) => ({ conflict_resolution_id: newId(), conflict_id: id })));
  const [decision, setDecision] = useState(/** @type {Decision} */ ('stands'));
  const [note, setNote] = useState('');
  const { problem, isBusy, submit } = useSubmit();
  const [first] = conflicts;
  const isOne = conflicts.length === 1;
  const count = formatCount(conflicts.length);
  const needsNote = decision !== 'stands' && note.trim() === '';
  const send = () => submit(async () => {
    const said = { decision, note: note.trim() };
    if (isOne) {
      await control.withRight(() => post('/conflict-resolutions', { ...sent[0], ...said }));
      return onDone(t('control.conflicts.done_one'));
    }
    const problems = /** @type {{code?: string, detail?: string}[]} */ ([]);
    for (const parcel of parcels(sent)) {
      const body = { conflict_resolutions: parcel.map((one) => ({ ...one, ...said })) };
      const told = await control.withRight(() => post('/conflict-resolutions', body, LONGEST_MS));
      problems.push(...told.conflict_resolutions.filter((/** @type {{code?: string}} */ each) => each.code));
    }
    const did = t('control.conflicts.done', { count: formatCount(sent.length - problems.length) });
    return onDone(problems.length === 0 ? did : `${did} ${t('control.conflicts.not_done', { count: formatCount(problems.length), why: reasonOf(problems[0] ?? {}) })}`);
  });
  return html`<${Dialog} title=${isOne ? t('control.conflicts.ask_one') : t('control.conflicts.ask_all', { count })}
      confirm=${isOne ? t('control.conflicts.confirm_one') : t('control.conflicts.confirm_all', { count })} disabled=${isBusy || needsNote} onConfirm=${send} onCancel=${onClose}>
    ${isOne && first && html`<p dir="auto">${conflictWords(first, control)}</p>`}
    <fieldset class="reasons"><legend>${t('control.conflicts.decision')}</legend>
      ${decisionsFor(conflicts).map((each) => html`<label key=${each} class="reason"><input type="radio" name="decision" checked=${decision === each} onChange=${() => setDecision(each)} />
        <span>${t(meaning(each, conflicts))}</span></label>`)}</fieldset>
    <label class="input-label">${t(decision === 'stands' ? 'control.conflicts.note' : 'control.conflicts.note_needed')}
      <input value=${note} maxlength="500" autocomplete="off" aria-invalid=${problem?.field === 'note' ? 'true' : undefined} onInput=${(/** @type {any} */ event) => setNote(event.target.value)} /></label>
    ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}
  <//>`;
}

/** What a decision means for these; of several kinds in general. @param {Decision} decision @param {Conflict[]} conflicts */
function meaning(decision, conflicts) {
  const kinds = new Set(conflicts.map(({ kind }) => kind));
  const [kind] = kinds;
  const key = `control.conflicts.means.${decision}.${kind}`;
  return kinds.size === 1 && hasWords(key) ? key : `control.conflicts.means.${decision}`;
}

/** @param {{code?: string, detail?: string}} problem */
function reasonOf({ code, detail }) {
  return hasWords(`problem.${code}`) ? t(`problem.${code}`) : detail ?? code ?? '';
}
