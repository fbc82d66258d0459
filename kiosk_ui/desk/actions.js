/** The right of the desk: the one action, its badge, and everything less usual. */
import { html } from 'preact-htm';
import { Button, Icon } from '../lib/parts.js';
import { t } from '../lib/words.js';
import { printErrorKey } from '../lib/print_error.js';
import { isUnpaid } from './card.js';

/** @typedef {import('./desk_state.js').DeskState} DeskState */
/** @typedef {import('./card.js').MainAction} MainAction */
/** @typedef {import('./correction.js').CorrectionKind} CorrectionKind */
/** @typedef {import('./shapes.js').PrintJob} PrintJob */
/** @typedef {'retry'|'printed'|'cancel'} Resolution */

const JOB_ICONS = {
  held: 'clock', queued: 'clock', printing: 'printer', printed: 'tick-circle',
  failed: 'bar-octagon', unconfirmed: 'warning', cancelled: 'x',
};
/** What a person may decide about a badge in this state, besides what the one action offers. */
const RESOLUTIONS = /** @type {Record<string, Resolution[]>} */ ({
  failed: ['cancel'], unconfirmed: ['printed', 'retry', 'cancel'], queued: ['cancel'],
});

/**
 * @param {{state: DeskState, main: MainAction, onAct: () => void, onCorrect: (what: CorrectionKind) => void, onNext: () => void,
 *   onResolve: (job: PrintJob, action: Resolution) => void, onWalkIn: () => void}} props
 */
export function Actions({ state, main, onAct, onCorrect, onNext, onResolve, onWalkIn }) {
  const { card, job } = state;
  if (card === null) {
    return html`<aside class="desk-acts"><${Button} icon="person" keys="F2" onClick=${onWalkIn}>${t('desk.act.walk_in')}<//></aside>`;
  }
  const isHere = card.checked_in !== null;
  return html`<aside class="desk-acts" aria-label=${t('desk.act.label')}>
    ${main === 'none' && html`<p class="quiet">${t('desk.act.none')}</p>`}
    ${main !== 'none' && main !== 'ask' && html`<div class="desk-main-act">
      <${Button} kind=${main === 'override' || main === 'unblock' ? 'plain' : 'main'} keys="Enter" disabled=${state.isBusy} onClick=${onAct}>
        ${t(`desk.act.${main}`)}<//></div>`}
    ${job && html`<${JobLine} job=${job} onResolve=${onResolve} />`}
    <div class="desk-more">
      ${isHere && !['reprint', 'print', 'retry', 'ask'].includes(main) && html`<${Button} icon="printer" keys="F4" onClick=${() => onCorrect('reprint')}>${t('desk.act.reprint')}<//>`}
      ${main !== 'next' && html`<${Button} icon="x" keys="Esc" onClick=${onNext}>${t('desk.act.close')}<//>`}
      <${Button} icon="warning" keys="F8" onClick=${() => onCorrect('lost')}>${t('desk.act.lost')}<//>
      <details class="desk-rare">
        <summary>${t('desk.act.more')}</summary>
        ${isHere && html`<${Button} icon="back" onClick=${() => onCorrect('undo')}>${t('desk.act.undo')}<//>`}
        ${isUnpaid(card) && main !== 'override' && html`<${Button} icon="check" onClick=${() => onCorrect('override')}>${t('desk.act.override')}<//>`}
        ${card.override && html`<${Button} icon="x" onClick=${() => onCorrect('take_back')}>${t('desk.act.take_back')}<//>`}
        ${card.blocked !== null
          ? main !== 'unblock' && html`<${Button} icon="check" onClick=${() => onCorrect('unblock')}>${t('desk.act.unblock')}<//>`
          : html`<${Button} icon="bar-octagon" onClick=${() => onCorrect('block')}>${t('desk.act.block')}<//>`}
        <${Button} icon="person" keys="F2" onClick=${onWalkIn}>${t('desk.act.walk_in')}<//>
      </details>
    </div>
  </aside>`;
}

/** @param {{job: PrintJob, onResolve: (job: PrintJob, action: Resolution) => void}} props */
function JobLine({ job, onResolve }) {
  return html`<div class="desk-job" data-state=${job.state} role="status">
    <p class="desk-job-state"><${Icon} name=${JOB_ICONS[job.state]} />
      <strong dir="auto">${t(job.printer ? `desk.job.${job.state}_at` : `desk.job.${job.state}`, { printer: job.printer ?? '' })}</strong></p>
    <p class="small">${t(`desk.job.${job.state}_means`)}</p>
    ${job.error && html`<p class="small quiet">${t(printErrorKey(job.error), { error: job.error })}</p>`}
    <div class="desk-job-acts">${(RESOLUTIONS[job.state] ?? []).map((action, at) => html`<${Button} key=${action}
      kind=${job.state === 'unconfirmed' && at < 2 ? 'plain' : 'quiet'} onClick=${() => onResolve(job, action)}>${t(`desk.resolve.${action}`)}<//>`)}</div>
  </div>`;
}
