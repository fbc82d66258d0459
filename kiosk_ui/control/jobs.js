/** Print jobs with their pictures, and what a person may decide about one. */
import { html, useEffect, useState } from 'preact-htm';
import { get, newId, post } from '../lib/api.js';
import { Button } from '../lib/parts.js';
import { printErrorKey } from '../lib/print_error.js';
import { detourWords } from '../lib/print_words.js';
import { formatSeconds, t } from '../lib/words.js';
import { BadgePicture } from './badge_picture.js';
import { MoveJob } from './jobs_move.js';
import { JOB_COUNT } from './lists.js';
import { personOf, Section, stationName } from './parts.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {import('./control_state.js').PrintJob} PrintJob */

const STATES = ['failed', 'unconfirmed', 'queued', 'printing', 'printed', 'held', 'cancelled'];
const ACTIONS = /** @type {Record<string, ('retry'|'printed'|'cancel'|'hold'|'release'|'move')[]>} */ ({
  failed: ['retry', 'printed', 'move', 'cancel'], unconfirmed: ['printed', 'retry', 'move', 'cancel'],
  queued: ['move', 'hold', 'cancel'], held: ['release', 'move', 'cancel'],
});

/** @param {{control: Control}} props */
export function Jobs({ control }) {
  const { state } = control;
  const [filter, setFilter] = useState('');
  const filtered = useFiltered(filter, state.jobs);
  const list = filter === '' ? state.jobs : filtered;
  const total = Object.values(state.job_counts).reduce((sum, each) => sum + each, 0);
  const chips = html`<div class="chips" role="group" aria-label=${t('control.jobs.filter')}>
      <${Button} pressed=${String(filter === '')} onClick=${() => setFilter('')}>${t('control.jobs.all')} ${total}<//>
      ${STATES.filter((each) => state.job_counts[each]).map((each) => html`<${Button} key=${each} pressed=${String(filter === each)}
        onClick=${() => setFilter(each)}>${t(`control.job.${each}`)} ${state.job_counts[each]}<//>`)}
    </div>`;
  return html`<${Section} what="jobs" list=${list} tools=${chips}>
      <ul class="jobs">${(list ?? []).map((job) => html`<${Job} key=${job.id} job=${job} control=${control} />`)}</ul>
      ${(list?.length ?? 0) >= JOB_COUNT && html`<p class="quiet">${t('control.jobs.cut', { count: JOB_COUNT })}</p>`}
    <//>`;
}

/** @param {{job: PrintJob, control: Control}} props */
function Job({ job, control }) {
  const who = personOf(job, control);
  const detour = detourWords(job);
  return html`<li class="card job" data-state=${job.state}>
    <${BadgePicture} job=${job.id} label=${t('control.jobs.picture', { name: who })} />
    <div class="job-words">
      <p class="job-name"><bdi>${who}</bdi> <span class="quiet">${job.reg_no}</span></p>
      <p><span class="job-state" data-state=${job.state}>${t(job.state === 'printed' && !job.confirmed ? 'control.job.printed_unasked' : `control.job.${job.state}`)}</span>
        ${job.printer && html` <bdi class="quiet">${job.printer}</bdi>`}</p>
      <p class="small quiet">${t('control.jobs.asked_by', { station: job.station_name || stationName(control.state.stations, job.station), at: formatSeconds(job.created_at) })}
        ${job.attempts > 1 && ` · ${t('control.jobs.attempts', { count: job.attempts })}`}${job.reason && ` · ${job.reason}`}</p>
      ${detour && html`<p class="small" dir="auto">${detour}</p>`}
      ${job.error && !job.waits_for && html`<p class="small job-error">${t(printErrorKey(job.error), { error: job.error })}</p>`}
      <div class="job-acts"><${JobActions} control=${control} job=${job} /></div>
    </div>
  </li>`;
}

/** @param {{control: Control, job: PrintJob}} props */
export function JobActions({ control, job }) {
  const [isMoving, setMoving] = useState(false);
  const decide = (/** @type {string} */ action, /** @type {{printer?: string}} */ more = {}) => control.doing(async () => {
    const decided = await post(`/print-jobs/${job.id}/resolutions`, { resolution_id: newId(), action, ...more });
    control.tell({ type: 'job', job: decided });
  }, t(`control.jobs.done_${action}`, { name: personOf(job, control), printer: more.printer ?? '' }));
  const move = (/** @type {string} */ printer) => {
    setMoving(false);
    void decide('move', { printer });
  };
  return html`${(ACTIONS[job.state] ?? []).map((action, at) => html`<${Button} key=${action} kind=${job.state === 'failed' && at === 0 ? 'main' : 'plain'}
    onClick=${() => action === 'move' ? setMoving(true) : void decide(action)}>${t(`control.jobs.${action}`)}<//>`)}
    ${isMoving && html`<${MoveJob} job=${job} control=${control} onMove=${move} onClose=${() => setMoving(false)} />`}`;
}

/**
 * The jobs of one state, read again whenever the others were.
 * @param {string} filter
 * @param {PrintJob[]|null} cause
 */
function useFiltered(filter, cause) {
  const [found, setFound] = useState(/** @type {{filter: string, jobs: PrintJob[]}|null} */ (null));
  useEffect(() => {
    if (filter === '') return undefined;
    let isStale = false;
    get(`/print-jobs?state=${filter}&limit=${JOB_COUNT}`).then(
      ({ print_jobs }) => { if (!isStale) setFound({ filter, jobs: print_jobs }); },
      () => undefined, // what was shown stays; the status line tells of lost contact
    );
    return () => { isStale = true; };
  }, [filter, cause]);
  return found?.filter === filter ? found.jobs : null;
}
