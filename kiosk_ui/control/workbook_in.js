/** Planners' later changes: choose the file, see exactly what it changes and what is refused, take it in. */
import { html, useState } from 'preact-htm';
import { newId } from '../lib/api.js';
import { Button } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { formatCount, t } from '../lib/words.js';
import { previewOf, sendPlan, takeIn } from './workbook_calls.js';
import { RefreshTold } from './workbook_told.js';
import { comingIn } from './workbook_state.js';

/** @typedef {import('./workbook_state.js').Refreshed} Refreshed */
/** @typedef {{told: Refreshed, which: import('./workbook_calls.js').Which, id: string}} Preview */

/** @param {{control: import('./control.js').Control}} props */
export function TakeIn({ control }) {
  const [preview, setPreview] = useState(/** @type {Preview|null} */ (null));
  const { problem, isBusy, submit } = useSubmit();
  const show = async (/** @type {import('./workbook_calls.js').Which} */ which) => setPreview({ told: await previewOf(which), which, id: newId() });
  const choose = (/** @type {any} */ event) => submit(async () => {
    const [file] = event.target.files;
    event.target.value = ''; // the same file may be chosen again once it was mended
    if (file) await control.withRight(async () => show({ upload: (await sendPlan(file)).upload }));
  });
  const look = () => submit(() => control.withRight(() => show({})));
  const act = () => submit(async () => {
    if (preview === null) return;
    const { told, which, id } = preview;
    const done = await control.withRight(() => takeIn({ refresh_id: id, mark: told.mark, ...which }));
    setPreview(null);
    control.changed(t('control.workbook.taken_in', { count: formatCount(comingIn(done)) }));
  });
  const coming = preview && preview.told.errors.length === 0 ? comingIn(preview.told) : 0;
  return html`<section class="card papers workbook" aria-label=${t('control.workbook.in')}>
    <h2>${t('control.workbook.in')}</h2>
    <p class="small quiet">${t('control.workbook.in_how')}</p>
    <div class="paper-acts">
      <label class="button workbook-file" data-busy=${isBusy ? 'yes' : undefined}>${t('control.workbook.choose')}<input class="spoken" type="file" accept=".xlsx" disabled=${isBusy} onChange=${choose} /></label>
      <${Button} disabled=${isBusy} onClick=${look}>${t('control.workbook.of_laptop')}<//>
      ${isBusy && html`<p class="quiet" role="status">${t('control.workbook.reading')}</p>`}
    </div>
    ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}
    ${preview && html`<${RefreshTold} told=${preview.told} />
      <div class="paper-acts workbook-acts">
        ${coming > 0 && html`<${Button} kind="main" disabled=${isBusy} onClick=${act}>${t('control.workbook.take_in', { count: formatCount(coming) })}<//>`}
        <${Button} disabled=${isBusy} onClick=${() => setPreview(null)}>${t('control.workbook.leave')}<//>
      </div>`}
  </section>`;
}
