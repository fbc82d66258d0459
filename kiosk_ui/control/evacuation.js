/** Evacuation: begin it, see who is still inside, print the list, end it; and those there were. */
import { html, useEffect, useState } from 'preact-htm';
import { newId, post } from '../lib/api.js';
import { EvacuationList, reasonOf } from '../lib/evacuation_list.js';
import { stillInside } from '../lib/evacuation_state.js';
import { readEvacuation, useEvacuation } from '../lib/evacuation_work.js';
import { Button, Dialog, Icon } from '../lib/parts.js';
import { problemWords } from '../lib/problem_words.js';
import { useSubmit } from '../lib/submit.js';
import { formatCount, formatDay, formatTime, t } from '../lib/words.js';
import { openPaper } from '../lib/paper.js';
import { useReading } from './reading.js';

const REASONS = ['fire', 'power', 'drill', 'other'];

/** @typedef {import('./control.js').Control} Control */
/** @typedef {import('../lib/evacuation_state.js').Evacuation} Evacuation */
/** @typedef {Pick<Evacuation, 'evacuation_id' | 'reason' | 'at' | 'ended_at' | 'started_by' | 'counts'>} Past */

/** @param {{control: Control}} props */
export function EvacuationSection({ control }) {
  const followed = useEvacuation();
  const [told, read] = useReading('/evacuations');
  const [asked, setAsked] = useState(/** @type {'start' | 'end' | null} */ (null));
  const { evacuation } = followed;
  useEffect(() => void readEvacuation(), [control.seesPersons]); // names come and go with who is signed in
  const done = (/** @type {string} */ said) => {
    setAsked(null);
    control.changed(said);
    void readEvacuation();
    void read();
  };
  const close = () => setAsked(null);
  return html`<section class="control-section evacuation" aria-labelledby="section-title">
    <header class="section-head"><h1 id="section-title">${t('control.evacuation.title')}</h1>
      <span class="section-action">${followed.isKnown && !evacuation && html`<${Button} kind="danger" icon="warning" onClick=${() => setAsked('start')}>${t('control.evacuation.start')}<//>`}</span></header>
    ${!followed.isKnown ? html`<p class="quiet" aria-busy="true">${t('control.reading')}</p>` : !evacuation ? html`<p class="quiet">${t('control.evacuation.how')}</p>`
      : html`<${Running} followed=${{ ...followed, evacuation }} control=${control} onEnd=${() => setAsked('end')} />`}
    <${History} past=${/** @type {{evacuations: Past[]} | null} */ (told)?.evacuations.filter(({ ended_at }) => ended_at !== null) ?? null} control=${control} />
    ${asked === 'start' && html`<${Start} control=${control} onDone=${done} onClose=${close} />`}
    ${asked === 'end' && evacuation && html`<${End} control=${control} evacuation=${evacuation} inside=${stillInside(evacuation, followed.waiting)} onDone=${done} onClose=${close} />`}
  </section>`;
}

/** @param {{followed: import('../lib/evacuation_work.js').Followed & {evacuation: Evacuation}, control: Control, onEnd: () => void}} props */
function Running({ followed, control, onEnd }) {
  const { evacuation, waiting } = followed;
  const { people, unnamed } = evacuation.counts;
  const inside = stillInside(evacuation, waiting);
  const figures = /** @type {const} */ ([['inside', inside], ['out', people - inside], ['unnamed', unnamed]]);
  return html`<div class="evacuation-now" data-done=${inside === 0 ? 'yes' : undefined}>
      <p dir="auto">${t('control.evacuation.running', { reason: reasonOf(evacuation), at: formatTime(evacuation.at), by: evacuation.started_by })}</p>
      <dl>${figures.map(([what, count]) => html`<div key=${what} data-what=${what}><dt>${t(`control.evacuation.${what}`)}</dt><dd>${formatCount(count)}</dd></div>`)}</dl>
      <div class="evacuation-acts"><${Button} icon="tick-box" onClick=${() => void print(evacuation.evacuation_id, control)}>${t('control.evacuation.print')}<//>
        <${Button} onClick=${onEnd}>${t('control.evacuation.end')}<//></div>
    </div>
    ${control.seesPersons || people === 0 ? html`<${EvacuationList} followed=${followed} />` : html`<p class="roll-empty">${t('control.evacuation.names')}</p>`}`;
}

/** @param {string} id @param {Control} control */
function print(id, control) {
  return control.withRight(() => openPaper(`/evacuations/${id}/list.pdf`))
    .catch((problem) => control.tell({ type: 'said', tone: 'bad', text: problemWords(problem) }));
}

/**
 * A reason, and then the question once more: a page that empties a building is not one touch away.
 * @param {{control: Control, onDone: (said: string) => void, onClose: () => void}} props
 */
function Start({ control, onDone, onClose }) {
  const [kind, setKind] = useState('');
  const [text, setText] = useState('');
  const [isSure, setSure] = useState(false);
  const [evacuation_id] = useState(newId);
  const { problem, isBusy, submit } = useSubmit();
  const reason = kind === 'other' ? text.trim() : kind;
  const begin = () => submit(async () => {
    await control.withRight(() => post('/evacuations', { evacuation_id, reason }));
    onDone(t('control.evacuation.started'));
  });
  if (isSure) {
    return html`<${Dialog} key="sure" title=${t('control.evacuation.start_title')} confirm=${t('control.evacuation.start_confirm')} danger disabled=${isBusy} onConfirm=${begin} onCancel=${onClose}>
      <p dir="auto">${t('control.evacuation.start_detail', { reason: reasonOf({ reason }) })}</p>
      <p class="input-problem" role="alert">${problem?.words}</p><//>`;
  }
  return html`<${Dialog} key="why" title=${t('control.evacuation.start')} confirm=${t('control.evacuation.start')} danger disabled=${reason === ''} onConfirm=${() => setSure(true)} onCancel=${onClose}>
    <p>${t('control.evacuation.how')}</p>
    <fieldset class="reasons"><legend>${t('control.evacuation.why')}</legend>
      ${REASONS.map((each) => html`<label key=${each} class="reason"><input type="radio" name="why" checked=${kind === each} onChange=${() => setKind(each)} />${t(`evacuation.reason.${each}`)}</label>`)}
    </fieldset>
    ${kind === 'other' && html`<label class="input-label">${t('control.evacuation.reason_text')}<input class="input" maxlength="200" value=${text} onInput=${(/** @type {any} */ event) => setText(event.target.value)} /></label>`}
  <//>`;
}

/** @param {{control: Control, evacuation: Evacuation, inside: number, onDone: (said: string) => void, onClose: () => void}} props */
function End({ control, evacuation: { evacuation_id }, inside, onDone, onClose }) {
  const [evacuation_end_id] = useState(newId);
  const { problem, isBusy, submit } = useSubmit();
  const end = () => submit(async () => {
    await control.withRight(() => post('/evacuation-ends', { evacuation_end_id, evacuation_id }));
    onDone(t('control.evacuation.ended'));
  });
  return html`<${Dialog} title=${t('control.evacuation.end_title')} confirm=${t('control.evacuation.end_confirm')} danger disabled=${isBusy} onConfirm=${end} onCancel=${onClose}>
    <p>${t('control.evacuation.end_detail', { count: formatCount(inside) })}</p>
    <p class="input-problem" role="alert">${problem?.words}</p><//>`;
}

/** @param {{past: Past[] | null, control: Control}} props */
function History({ past, control }) {
  if (past === null) return null;
  return html`<h2 class="evacuation-before">${t('control.evacuation.before')}</h2>
    ${past.length === 0 && html`<p class="control-empty">${t('control.evacuation.none_before')}</p>`}
    <ul class="rows">${past.map(({ evacuation_id, reason, at, ended_at, started_by, counts }) => html`<li key=${evacuation_id} class="row">
      <${Icon} name="check" />
      <div class="row-words"><p class="row-name" dir="auto">${reasonOf({ reason })}</p>
        <p class="small quiet">${formatDay(at)} ${formatTime(at)}–${formatTime(ended_at)} · <bdi>${started_by}</bdi></p>
        <p class="small">${t(counts.unnamed ? 'control.evacuation.past_unnamed' : 'control.evacuation.past', { out: formatCount(counts.out), people: formatCount(counts.people), unnamed: formatCount(counts.unnamed) })}</p></div>
      <${Button} icon="tick-box" onClick=${() => void print(evacuation_id, control)}>${t('control.evacuation.print')}<//></li>`)}</ul>`;
}
