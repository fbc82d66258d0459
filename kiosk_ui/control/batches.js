/** Badges printed before anyone stands there: how far each batch is, what needs a hand, and what may be done. */
import { html, useState } from 'preact-htm';
import { get, newId, post } from '../lib/api.js';
import { Button, Icon } from '../lib/parts.js';
import { printErrorKey } from '../lib/print_error.js';
import { problemWords } from '../lib/problem_words.js';
import { formatCount, formatDay, formatTime, hasWords, t } from '../lib/words.js';
import { BatchAct } from './batch_acts.js';
import { BatchForm } from './batch_form.js';
import { whyOf } from './batch_words.js';
import { actionsOf, reasonsOf, shareOf } from './batches_state.js';
import { openPaper } from '../lib/paper.js';
import { Section } from './parts.js';
import { useReading } from './reading.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {import('./batches_state.js').Batch} Batch */
/** @typedef {import('./batches_state.js').BatchCard} BatchCard */
/** @typedef {import('./batches_state.js').Action} Action */

const TELLING = ['printed', 'queued', 'held', 'failed', 'unconfirmed', 'cancelled', 'taken_out'];
const STAND_ICONS = { paused: 'clock', printing: 'printer', needs_a_person: 'warning', done: 'tick-circle', cancelled: 'x' };

/** @param {{control: Control}} props */
export function Batches({ control }) {
  const [told, read] = useReading('/print-batches');
  const [making, setMaking] = useState(/** @type {{organisations: {name: string, count: number}[]}|null} */ (null));
  const [asked, setAsked] = useState(/** @type {{batch: Batch, action: Action}|null} */ (null));
  const batches = /** @type {{print_batches: Batch[]}|null} */ (told)?.print_batches ?? null;
  const done = (/** @type {string} */ said) => {
    setMaking(null);
    setAsked(null);
    control.changed(said);
    void read();
  };
  const act = (/** @type {Batch} */ batch, /** @type {Action} */ action) => {
    if (action !== 'pause' && action !== 'resume') return setAsked({ batch, action });
    const body = { batch_act_id: newId(), action };
    void control.doing(async () => {
      await post(`/print-batches/${batch.batch_id}/acts`, body);
      await read();
    }, t(`control.batches.did_${action}`, { title: batch.title }));
  };
  // The form shows whom it would print for, so who opens it has the right to.
  const begin = async () => {
    try {
      setMaking(await control.withRight(() => get('/print-batch-choices')));
    } catch (problem) {
      control.tell({ type: 'said', tone: 'bad', text: problemWords(problem) });
    }
  };
  const make = html`<${Button} kind="main" icon="printer" onClick=${begin}>${t('control.batches.make')}<//>`;
  return html`<${Section} what="batches" list=${batches} action=${make} tools=${html`<p class="quiet batches-how">${t('control.batches.how')}</p>`}>
      <ul class="batches">${(batches ?? []).map((batch) => html`<${One} key=${batch.batch_id} batch=${batch} control=${control} onAct=${act} />`)}</ul>
    <//>
    ${making && html`<${BatchForm} control=${control} organisations=${making.organisations} onDone=${done} onClose=${() => setMaking(null)} />`}
    ${asked && html`<${BatchAct} control=${control} batch=${asked.batch} action=${asked.action} onDone=${done} onClose=${() => setAsked(null)} />`}`;
}

/** @param {{batch: Batch, control: Control, onAct: (batch: Batch, action: Action) => void}} props */
function One({ batch, control, onAct }) {
  const [isOpen, setOpen] = useState(false);
  const { counts, stands } = batch;
  const left = Object.values(batch.skipped).reduce((sum, each) => sum + each, 0);
  const hasMore = left > 0 || (counts['failed'] ?? 0) > 0 || (counts['unconfirmed'] ?? 0) > 0;
  const print = () => void control.withRight(() => openPaper(`/print-batches/${batch.batch_id}/pick-list.pdf`))
    .catch((problem) => control.tell({ type: 'said', tone: 'bad', text: problemWords(problem) }));
  return html`<li class="card batch" data-stands=${stands}>
    <header><h2 dir="auto">${batch.title}</h2>
      <p class="batch-stands"><${Icon} name=${STAND_ICONS[stands]} />${t(`control.batches.stands.${stands}`)}</p></header>
    <div class="batch-bar" role="progressbar" aria-label=${batch.title} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(shareOf(batch) * 100)}>
      <i style=${{ inlineSize: `${shareOf(batch) * 100}%` }} /></div>
    <p class="batch-counts"><b>${t('control.batches.so_far', { printed: formatCount(counts['printed'] ?? 0), count: formatCount(batch.count) })}</b>
      ${TELLING.slice(1).filter((state) => counts[state]).map((state) => html`<span key=${state} data-state=${state}>${t(`control.batches.count_${state}`, { count: formatCount(counts[state] ?? 0) })}</span>`)}</p>
    <p class="small quiet">${[t('control.batches.made', { day: formatDay(batch.at), at: formatTime(batch.at), operator: batch.operator ?? '' }), t(`control.batches.sort_${batch.sort}`),
      batch.boxes > 0 ? t('control.batches.boxes', { count: batch.boxes, size: batch.box_size ?? '' }) : '',
      batch.printer ?? t('control.batches.any_printer'), nextOf(batch)].filter(Boolean).join(' · ')}</p>
    ${batch.waits_for && html`<p class="batch-waits"><${Icon} name="warning" />${t('control.batches.waits', {
      printer: batch.waits_for.printer, state: t(hasWords(`control.printer.${batch.waits_for.state}`) ? `control.printer.${batch.waits_for.state}` : 'control.printer.error') })}</p>`}
    <div class="batch-acts">${actionsOf(batch).map((action, at) => html`<${Button} key=${action} kind=${at === 0 && action === 'resume' ? 'main' : action === 'cancel' ? 'quiet' : 'plain'}
        onClick=${() => onAct(batch, action)}>${t(`control.batches.${action}`)}<//>`)}
      <${Button} icon="tick-box" onClick=${print}>${t('control.batches.pick_list')}<//>
      ${hasMore && html`<${Button} pressed=${String(isOpen)} onClick=${() => setOpen(!isOpen)}>${t(isOpen ? 'control.batches.less' : 'control.batches.more', { count: left })}<//>`}</div>
    ${isOpen && html`<${More} batch=${batch} control=${control} />`}
  </li>`;
}

/** Where a batch is now. @param {Batch} batch */
function nextOf({ next_position, box_size }) {
  if (next_position === null) return '';
  if (box_size === null) return t('control.batches.next', { position: next_position });
  return t('control.batches.next_in_box', { position: next_position, box: Math.ceil(next_position / box_size) });
}

/** What needs a hand, and who was left out and why. @param {{batch: Batch, control: Control}} props */
function More({ batch, control }) {
  const [told] = useReading(`/print-batches/${batch.batch_id}`);
  const card = /** @type {BatchCard|null} */ (told);
  if (card === null) return html`<p class="quiet" aria-busy="true">${t('control.reading')}</p>`;
  return html`<div class="batch-more">
    ${card.troubles.length > 0 && html`<h3>${t('control.batches.troubles')}</h3>
      <ul class="batch-list">${card.troubles.map((one) => html`<li key=${one.print_job}><b>${placeOf(one)}</b> <bdi>${one.name ?? ''}</bdi> <span class="quiet">${one.reg_no ?? ''}</span>
        <span class="batch-why">${t(`control.job.${one.state}`)}${one.error && ` · ${t(printErrorKey(one.error), { error: one.error })}`}</span></li>`)}</ul>
      <p class="small quiet">${t('control.batches.troubles_how')}</p>`}
    ${reasonsOf(card.skipped).map(([reason, count]) => html`<${LeftOut} key=${reason} reason=${reason} count=${count} people=${card.left_out.filter((one) => one.reason === reason)} sees=${control.seesPersons} />`)}
  </div>`;
}

/** @param {import('./batches_state.js').BatchTrouble} trouble */
function placeOf({ position, box }) {
  return box === null ? t('control.batches.place', { position }) : t('control.batches.place_in_box', { position, box });
}

/** @param {{reason: string, count: number, people: {reg_no: string, name: string}[], sees: boolean}} props */
function LeftOut({ reason, count, people, sees }) {
  return html`<h3>${t('control.batches.left_out', { why: whyOf(reason), count })}</h3>
    ${sees ? html`<ul class="batch-list" data-people="yes" tabindex="0" aria-label=${whyOf(reason)}>${people.map((one) => html`<li key=${one.reg_no}><bdi>${one.name}</bdi> <span class="quiet">${one.reg_no}</span></li>`)}</ul>`
      : html`<p class="small quiet">${t('control.batches.names_hidden')}</p>`}`;
}
