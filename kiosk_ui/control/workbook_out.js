/** What happened goes back into the workbook on the laptop: shown first, with the cells both sides changed. */
import { html, useState } from 'preact-htm';
import { Button } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { formatCount, hasWords, t } from '../lib/words.js';
import { writeBack } from './workbook_calls.js';

/** @typedef {import('./workbook_state.js').Synced} Synced */
/** @typedef {import('./workbook_state.js').SyncNote} SyncNote */

/** @param {{control: import('./control.js').Control}} props */
export function WriteBack({ control }) {
  const [told, setTold] = useState(/** @type {Synced|null} */ (null));
  const [left, setLeft] = useState(/** @type {SyncNote[]} */ ([])); // notes of the last writing
  const { problem, isBusy, submit } = useSubmit();
  const look = () => submit(async () => {
    setLeft([]);
    setTold(await control.withRight(() => writeBack(true)));
  });
  const act = () => submit(async () => {
    const done = await control.withRight(() => writeBack(false));
    setTold(null);
    setLeft(done.notes);
    control.changed(t('control.workbook.written', { count: formatCount(done.written), plan: done.plan }));
  });
  return html`<section class="card papers workbook" aria-label=${t('control.workbook.out')}>
    <h2>${t('control.workbook.out')}</h2>
    <p class="small quiet">${t('control.workbook.out_how')}</p>
    <div class="paper-acts"><${Button} disabled=${isBusy} onClick=${look}>${t('control.workbook.look')}<//>
      ${isBusy && html`<p class="quiet" role="status">${t('control.workbook.reading')}</p>`}</div>
    ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}
    ${left.length > 0 && html`<div class="workbook-told" role="region" aria-label=${t('control.workbook.notes_title')}><${Notes} notes=${left} /></div>`}
    ${told && html`<div class="workbook-told" role="region" aria-label=${t('control.workbook.out_preview')}>
      <p class="copyable"><code>${told.plan}</code></p>
      <p class="workbook-totals">${told.unchanged ? t('control.workbook.out_nothing')
        : html`<span>${t('control.workbook.cells', { count: formatCount(told.written) })}</span><span>${t('control.workbook.walk_ins', { count: formatCount(told.walk_ins) })}</span>`}</p>
      <${CheckIns} moved=${told.check_ins} />
      <${Conflicts} conflicts=${told.conflicts} />
      <${Notes} notes=${told.notes} />
      <div class="paper-acts workbook-acts">
        ${!told.unchanged && html`<${Button} kind="main" disabled=${isBusy} onClick=${act}>${t('control.workbook.write')}<//>`}
        <${Button} disabled=${isBusy} onClick=${() => setTold(null)}>${t('control.workbook.leave')}<//>
      </div></div>`}
  </section>`;
}

/** Rows nobody could be sure of, in words of this page where it has them. @param {{notes: SyncNote[]}} props */
function Notes({ notes }) {
  if (notes.length === 0) return null;
  return html`<section class="workbook-part"><h3>${t('control.workbook.notes', { count: formatCount(notes.length) })}</h3>
    <ul class="rows">${notes.map((note) => html`<li key=${note.sentence} class="row workbook-row"><p dir="auto">${wordsOf(note)}</p></li>`)}</ul></section>`;
}

/** @param {SyncNote} note */
function wordsOf({ kind, place, what, rows, sentence }) {
  const key = `control.workbook.sync_note.${kind}`;
  return hasWords(key) ? t(key, { place, what, rows }) : sentence;
}

/** @param {{moved: import('./workbook_state.js').CheckInsMoved|undefined}} props */
function CheckIns({ moved }) {
  if (!moved) return null;
  const kinds = /** @type {const} */ (['came_in', 'went_out', 'annulled', 'only_here']).filter((kind) => moved[kind] > 0);
  return kinds.length > 0 && html`<p class="workbook-totals">${kinds.map((kind) => html`<span key=${kind}>${t(`control.workbook.${kind}`, { count: formatCount(moved[kind]) })}</span>`)}</p>`;
}

/** @param {{conflicts: import('./workbook_state.js').SyncConflict[]}} props */
function Conflicts({ conflicts }) {
  if (conflicts.length === 0) return null;
  return html`<section class="workbook-part"><h3>${t('control.workbook.conflicts', { count: formatCount(conflicts.length) })}</h3>
    <p class="small quiet">${t('control.workbook.conflicts_how')}</p>
    <ul class="rows">${conflicts.map((each) => html`<li key=${each.sheet + each.cell + each.planned + each.onsite} class="row workbook-row">
      <p class="row-name" dir="auto">${each.sheet}!${each.cell}</p>
      <p dir="auto">${t('control.workbook.both', { planned: each.planned || t('control.workbook.empty'), onsite: each.onsite || t('control.workbook.empty') })}</p></li>`)}</ul></section>`;
}
