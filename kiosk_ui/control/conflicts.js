/** Conflicts: what a door told a person and what the event says; each resolved by a person, once. */
import { html, useState } from 'preact-htm';
import { get } from '../lib/api.js';
import { Button, Icon } from '../lib/parts.js';
import { problemWords } from '../lib/problem_words.js';
import { formatCount, t } from '../lib/words.js';
import { ConflictDialog } from './conflict_dialog.js';
import { useConflicts } from './conflicts_reading.js';
import { CONFLICT_KINDS, KEPT_SHORT, pathOf, totalsOf } from './conflicts_state.js';
import { conflictDetail, conflictWords, resolutionWords } from './conflict_words.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {import('./control_state.js').Conflict} Conflict */
/** @typedef {import('./conflicts_state.js').Filter} Filter */

/** @param {{control: Control}} props */
export function Conflicts({ control }) {
  const [filter, setFilter] = useState(/** @type {Filter} */ ({ state: 'open', kind: null, limit: KEPT_SHORT }));
  const [asked, setAsked] = useState(/** @type {Conflict[]|null} */ (null));
  const [told, read] = useConflicts(filter, control.heard['conflicts'] ?? 0);
  const totals = told === null ? null : totalsOf(told);
  const choose = (/** @type {Partial<Filter>} */ changes) => setFilter({ ...filter, limit: KEPT_SHORT, ...changes });
  const done = (/** @type {string} */ said) => {
    setAsked(null);
    control.changed(said);
    void read();
  };
  // Those there are now: what comes while the note is typed is decided about by itself.
  const askAll = () => void get(pathOf({ ...filter, state: 'open', limit: null }))
    .then(({ conflicts }) => setAsked(conflicts))
    .catch((problem) => control.tell({ type: 'said', tone: 'bad', text: problemWords(problem) }));
  const shown = told?.conflicts ?? [];
  return html`<section class="control-section" aria-labelledby="section-title">
    <header class="section-head"><h1 id="section-title">${t('control.conflicts.title')}</h1>
      ${totals && html`<span class="quiet">${t('control.conflicts.totals', { open: formatCount(totals.open), resolved: formatCount(totals.resolved) })}</span>`}</header>
    <p class="quiet">${t('control.conflicts.how')}</p>
    <${Filters} filter=${filter} told=${told} onChoose=${choose} />
    ${filter.state === 'open' && filter.kind !== null && (told?.total ?? 0) > 1 && html`<p><${Button} onClick=${askAll}>${t('control.conflicts.resolve_all', { count: formatCount(told?.total ?? 0) })}<//></p>`}
    ${told === null ? html`<p class="quiet" aria-busy="true">${t('control.reading')}</p>`
      : shown.length === 0 ? html`<p class="control-empty">${t(totals && totals.open + totals.resolved > 0 ? 'control.conflicts.none_here' : 'control.conflicts.empty')}</p>`
      : html`<ul class="troubles conflicts">${shown.map((conflict) => html`<li key=${conflict.id} class="trouble" data-kind="conflict" data-resolved=${conflict.resolved ? 'yes' : undefined}>
          <${ConflictLine} conflict=${conflict} control=${control} onResolve=${() => setAsked([conflict])} /></li>`)}</ul>
        ${told.total > shown.length && html`<p class="more-line"><span class="quiet">${t('control.conflicts.shown', { count: formatCount(shown.length), total: formatCount(told.total) })}</span>
          <${Button} onClick=${() => setFilter({ ...filter, limit: (filter.limit ?? 0) + 5 * KEPT_SHORT })}>${t('control.conflicts.more')}<//></p>`}`}
    ${asked && asked.length > 0 && html`<${ConflictDialog} control=${control} conflicts=${asked} onDone=${done} onClose=${() => setAsked(null)} />`}
  </section>`;
}

/** @param {{filter: Filter, told: import('./conflicts_state.js').Told|null, onChoose: (changes: Partial<Filter>) => void}} props */
function Filters({ filter, told, onChoose }) {
  const counts = told?.[filter.state];
  return html`<div class="conflict-filters">
    <fieldset class="segments"><legend class="spoken">${t('control.conflicts.which')}</legend><div>${/** @type {const} */ (['open', 'resolved']).map((state) => html`
      <label key=${state} class="segment"><input type="radio" name="conflict-state" checked=${filter.state === state} onChange=${() => onChoose({ state })} />${t(`control.conflicts.${state}`)}</label>`)}</div></fieldset>
    <label class="input-label">${t('control.conflicts.kind')}<select value=${filter.kind ?? ''} onChange=${(/** @type {any} */ event) => onChoose({ kind: event.target.value || null })}>
      <option value="">${t('control.conflicts.every_kind')}</option>
      ${CONFLICT_KINDS.map((kind) => html`<option key=${kind} value=${kind}>${t('control.conflicts.kind_count', { kind: t(`control.conflicts.kind.${kind}`), count: formatCount(counts?.[kind] ?? 0) })}</option>`)}</select></label>
  </div>`;
}

/** @param {{conflict: Conflict, control: Control, onResolve?: () => void}} props `onResolve`: absent where it is only pointed to */
export function ConflictLine({ conflict, control, onResolve }) {
  return html`<${Icon} name=${conflict.resolved ? 'tick-circle' : 'warning'} />
    <div class="trouble-words">
      <p class="trouble-title" dir="auto">${conflictWords(conflict, control)}</p>
      <p class="small quiet">${conflictDetail(conflict, control)}</p>
      ${conflict.resolution && html`<p class="small" dir="auto">${resolutionWords(conflict.resolution)}</p>`}
    </div>
    <div class="trouble-acts">${onResolve ? !conflict.resolved && html`<${Button} onClick=${onResolve}>${t('control.conflicts.resolve')}<//>`
      : html`<a class="button" href="#conflicts">${t('control.conflicts.resolve')}</a>`}</div>`;
}
