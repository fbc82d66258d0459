/** The planners' workbook at control: their later changes come in, what happened goes back; each is shown before it is done. */
import { html } from 'preact-htm';
import { t } from '../lib/words.js';
import { TakeIn } from './workbook_in.js';
import { WriteBack } from './workbook_out.js';

/** @param {{control: import('./control.js').Control}} props */
export function Workbook({ control }) {
  return html`<section class="control-section" aria-labelledby="section-title">
    <header class="section-head"><h1 id="section-title">${t('control.workbook.title')}</h1></header>
    <${TakeIn} control=${control} />
    <${WriteBack} control=${control} />
  </section>`;
}
