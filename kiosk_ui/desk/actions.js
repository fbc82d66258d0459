/** The right of the desk: the one action, its badge, the hand-outs, and the way to everything less usual. */
import { html } from 'preact-htm';
import { printErrorKey } from '../lib/print_error.js';
import { detourWords } from '../lib/print_words.js';
import { Button, Icon } from '../lib/parts.js';
import { t } from '../lib/words.js';
import { Checklist, linesOf } from './checklist.js';

/** @typedef {import('./desk_state.js').DeskState} DeskState */
/** @typedef {import('./card.js').MainAction} MainAction */
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
/** Where a person has to decide, and Enter only opens the question. */
const QUESTIONS = ['unblock', 'clear'];
const WITHOUT_PERSON = ['walk_in', 'group'];
const KEYS = /** @type {Record<string, string>} */ ({ walk_in: 'F2', fix_name: 'F3', reprint: 'F4', group: 'F6', pay: 'F7', lost: 'F8' });

/**
 * @param {{state: DeskState, main: MainAction, onAct: () => void, onGo: (code: string, more?: any) => void, onNext: () => void,
 *   onGive: (item: import('./shapes.js').ChecklistItem) => void, onResolve: (job: PrintJob, action: Resolution) => void}} props
 */
export function Actions({ state, main, onAct, onGo, onNext, onGive, onResolve }) {
  const { card, job } = state;
  const act = (/** @type {string} */ code, /** @type {string} */ icon) =>
    html`<${Button} key=${code} icon=${icon} keys=${KEYS[code]} onClick=${() => onGo(code)}>${t(`desk.act.${code}`)}<//>`;
  const more = html`<${Button} keys="F9" onClick=${() => onGo('more')}>${t('desk.act.more')}<//>`;
  if (card === null) {
    return html`<aside class="desk-acts" aria-label=${t('desk.act.label')}>
      <div class="desk-main-act desk-thumb"><${Button} kind="main" icon="camera" onClick=${() => onGo('camera')}>${t('desk.camera.title')}<//></div>
      ${WITHOUT_PERSON.map((code) => act(code, 'person'))}${more}</aside>`;
  }
  const isHere = card.checked_in !== null;
  return html`<aside class="desk-acts" aria-label=${t('desk.act.label')}>
    ${main === 'none' && html`<p class="quiet">${t('desk.act.none')}</p>`}
    ${main !== 'none' && main !== 'ask' && html`<div class="desk-main-act">
      <${Button} kind=${QUESTIONS.includes(main) ? 'plain' : 'main'} keys="Enter" disabled=${state.isBusy} onClick=${onAct}>
        ${t(main === 'check_in' && card.right_zone ? 'desk.act.check_in_here' : `desk.act.${main}`)}<//></div>`}
    ${job && html`<${JobLine} job=${job} onResolve=${onResolve} />`}
    <${Checklist} items=${linesOf(card)} isBusy=${state.isBusy} onGive=${onGive}
      onAsk=${(/** @type {any} */ item) => (item.kind === 'fee' ? onGo('fee', { item, amount_fen: item.amount_fen }) : onGo('hand_out', item))}
      onUndo=${(/** @type {any} */ item) => onGo('hand_out_undo', item)} />
    <div class="desk-more">
      ${card.owes_fen > 0 && main !== 'pay' && act('pay', 'check')}
      ${['pay', 'to_finance'].includes(main) && act('override', 'person')}
      ${act('fix_name', 'person')}
      ${isHere && !['reprint', 'print', 'retry', 'ask'].includes(main) && act('reprint', 'printer')}
      ${act('lost', 'warning')}
      <div class="desk-last">${more}${main !== 'next' && html`<${Button} keys="Esc" onClick=${onNext}>${t('desk.act.close')}<//>`}</div>
    </div>
  </aside>`;
}

/** @param {{job: PrintJob, onResolve: (job: PrintJob, action: Resolution) => void}} props */
function JobLine({ job, onResolve }) {
  const detour = detourWords(job);
  const where = [job.printer, job.printer_place && `(${job.printer_place})`].filter(Boolean).join(' ');
  return html`<div class="desk-job" data-state=${job.state} role="status">
    <p class="desk-job-state"><${Icon} name=${JOB_ICONS[job.state]} />
      <strong dir="auto">${t(job.printer ? `desk.job.${job.state}_at` : `desk.job.${job.state}`, { printer: where })}</strong></p>
    <p class="small">${detour ?? boxWords(job) ?? t(`desk.job.${job.state}_means`)}</p>
    ${job.error && !job.waits_for && html`<p class="small quiet">${t(printErrorKey(job.error), { error: job.error })}</p>`}
    <div class="desk-job-acts">${(RESOLUTIONS[job.state] ?? []).map((action, at) => html`<${Button} key=${action}
      kind=${job.state === 'unconfirmed' && at < 2 ? 'plain' : 'quiet'} onClick=${() => onResolve(job, action)}>${t(`desk.resolve.${action}`)}<//>`)}</div>
  </div>`;
}

/** A badge printed beforehand is not at the printer. @param {import('./shapes.js').PrintJob} job */
function boxWords({ batch, box, state }) {
  if (!batch || state !== 'printed') return null;
  return box ? t('desk.job.in_box', { box }) : t('desk.job.pre_printed');
}
