/** What kiosks ask: a new question, its kiosks, its end; and the answers against the target while they come in. */
import { html, useEffect, useState } from 'preact-htm';
import { newId, post } from '../lib/api.js';
import { Button, Dialog, Icon } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { formatCount, formatDay, formatTime, inLanguage, t } from '../lib/words.js';
import { AskDialog, Kiosks } from './ask_dialog.js';
import { Section } from './parts.js';
import { useReading } from './reading.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {{answered: number|null, satisfied: number|null, share: number|null, levels: number[]|null}} Part `null`: of too few to be told */
/** @typedef {Part & {group: string|null, name: string, name_en: string}} GroupPart */
/**
 * @typedef {Part & {id: string, text: string, text_en: string, target: number, state: 'waiting'|'open'|'closed'|'ended', opens_at: string, closes_at: string|null,
 *   ended_at: string|null, stations: string[], groups: GroupPart[], hours: (Part & {at: string})[]}} Question
 */
/** @typedef {{id: string, name: string, question_id: string|null}} Kiosk */
/** @typedef {{questions: Question[], kiosks: Kiosk[]}} Told */
/** @typedef {{act: 'ask'} | {act: 'move'|'end', question: Question}} Asked */

const LEVELS = [4, 3, 2, 1];
const OVER = ['closed', 'ended'];

/** @param {{control: Control}} props */
export function Satisfaction({ control }) {
  const [reading, read] = useReading('/questions');
  const [asked, setAsked] = useState(/** @type {Asked|null} */ (null));
  useEffect(() => void read(), [control.heard['questions']]);
  const told = /** @type {Told|null} */ (reading);
  const close = () => setAsked(null);
  const done = (/** @type {string} */ said) => {
    close();
    control.changed(said);
    void read();
  };
  const shared = { control, kiosks: told?.kiosks ?? [], onDone: done, onClose: close };
  return html`<${Section} what="satisfaction" list=${told && told.questions}
      tools=${html`<p class="quiet satisfaction-how">${t('control.satisfaction.how')}</p>`}
      action=${told && html`<${Button} kind="main" onClick=${() => setAsked({ act: 'ask' })}>${t('control.satisfaction.ask')}<//>`}>
    <ul class="questions">${(told?.questions ?? []).map((each) => html`<${Card} key=${each.id} question=${each} kiosks=${told?.kiosks ?? []} onAct=${(/** @type {'move'|'end'} */ act) => setAsked({ act, question: each })} />`)}</ul>
  <//>
  ${asked?.act === 'ask' && html`<${AskDialog} ...${shared} />`}
  ${asked?.act === 'move' && html`<${MoveDialog} ...${shared} question=${asked.question} />`}
  ${asked?.act === 'end' && html`<${EndDialog} ...${shared} question=${asked.question} />`}`;
}

/** @param {{question: Question, kiosks: Kiosk[], onAct: (act: 'move'|'end') => void}} props */
function Card({ question, kiosks, onAct }) {
  const { id, text, text_en, state, stations } = question;
  const isOver = OVER.includes(state);
  const at = stations.map((station) => kiosks.find((each) => each.id === station)?.name ?? station).join(', ');
  return html`<li class="question" data-state=${state} aria-labelledby=${`question-${id}`}>
    <div class="question-head"><h2 id=${`question-${id}`} dir="auto">${inLanguage({ name: text, name_en: text_en })}</h2>
      <p class="small quiet" dir="auto">${[stateWords(question), !isOver && (at ? t('control.satisfaction.at', { kiosks: at }) : t('control.satisfaction.nowhere'))].filter(Boolean).join(' · ')}</p></div>
    ${!isOver && html`<div class="row-acts"><${Button} onClick=${() => onAct('move')}>${t('control.satisfaction.move')}<//>
      <${Button} onClick=${() => onAct('end')}>${t('control.satisfaction.end')}<//></div>`}
    <${Result} question=${question} />
  </li>`;
}

/** @param {{question: Question}} props */
function Result({ question }) {
  const { answered, share, target, levels, groups, hours } = question;
  const isHeld = [...groups, ...hours].some((part) => part.answered !== null && part.share === null);
  const groupParts = groups.map((part) => ({ ...part, key: part.group ?? '', label: part.group === null ? t('control.satisfaction.not_said') : inLanguage(part) }));
  const hourParts = hours.map((part, at) => ({ ...part, key: part.at, label: hourWords(part.at, hours[at - 1]?.at) }));
  return html`<div class="question-result">
    <div class="question-share">${share === null
      ? html`<b>${t('control.satisfaction.answers', { count: formatCount(answered ?? 0) })}</b><p class="quiet">${[t('control.satisfaction.too_few'), t('control.satisfaction.target_is', { target: percent(target) })].join(' · ')}</p>`
      : html`<b>${percent(share)}</b><p><span>${t('control.satisfaction.satisfied')}</span> · ${t('control.satisfaction.answers', { count: formatCount(answered ?? 0) })}</p>
        <${ShareBar} share=${share} target=${target} />
        <p class="question-target" data-met=${share >= target ? 'yes' : 'no'}><${Icon} name=${share >= target ? 'tick-circle' : 'warning'} />${t(share >= target ? 'control.satisfaction.met' : 'control.satisfaction.missed', { target: percent(target) })}</p>`}</div>
    ${levels && html`<${Table} title=${t('control.satisfaction.by_level')}>${LEVELS.map((level, at) => html`<tr key=${level}><th scope="row">${t(`kiosk.asking.level.${level}`)}</th>
      <td>${formatCount(levels[at] ?? 0)}</td><td>${percent((levels[at] ?? 0) / (answered || 1))}</td></tr>`)}<//>`}
    ${groupParts.length > 0 && html`<${Table} title=${t('control.satisfaction.by_group')} head=${t('control.satisfaction.group')}><${Parts} parts=${groupParts} /><//>`}
    ${hourParts.length > 0 && html`<${Table} title=${t('control.satisfaction.by_hour')} head=${t('control.satisfaction.hour')}><${Parts} parts=${hourParts} /><//>`}
    ${isHeld && html`<p class="small quiet">${t('control.satisfaction.held_why')}</p>`}
  </div>`;
}

/** How much is satisfied, and where it should be. @param {{share: number, target: number}} props */
function ShareBar({ share, target }) {
  return html`<svg class="share-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" data-met=${share >= target ? 'yes' : 'no'}>
    <rect class="whole" width="100" height="6" /><rect class="part" width=${share * 100} height="6" /><rect class="target" x=${Math.min(target * 100, 99.4)} width="0.6" height="6" /></svg>`;
}

/** @param {{title: string, head?: string, children?: import('preact-htm').Children}} props */
function Table({ title, head, children }) {
  return html`<div class="question-table"><table><caption>${title}</caption>
    <thead class=${head ? '' : 'spoken'}><tr><th scope="col">${head ?? title}</th><th scope="col">${t('control.satisfaction.answered')}</th><th scope="col">${t('control.satisfaction.share')}</th></tr></thead>
    <tbody>${children}</tbody></table></div>`;
}

/** @param {{parts: (Part & {key: string, label: string})[]}} props */
function Parts({ parts }) {
  return html`${parts.map(({ key, label, answered, share }) => html`<tr key=${key}><th scope="row" dir="auto">${label}</th>
    <td>${answered === null ? t('control.satisfaction.few') : formatCount(answered)}</td>
    <td>${share !== null ? percent(share) : answered === null ? '—' : t('control.satisfaction.held')}</td></tr>`)}`;
}

/** @typedef {{control: Control, kiosks: Kiosk[], question: Question, onDone: (said: string) => void, onClose: () => void}} ActProps */

/** @param {ActProps} props */
function MoveDialog({ control, kiosks, question, onDone, onClose }) {
  const [question_placement_id] = useState(newId);
  const [chosen, setChosen] = useState(question.stations);
  const { problem, isBusy, submit } = useSubmit();
  const move = () => submit(async () => {
    await control.withRight(() => post('/question-placements', { question_placement_id, question_id: question.id, stations: chosen }));
    onDone(t('control.satisfaction.moved'));
  });
  return html`<${Dialog} title=${t('control.satisfaction.move_title')} confirm=${t('control.satisfaction.move_confirm')} disabled=${isBusy} onConfirm=${move} onCancel=${onClose}>
    <p dir="auto">${inLanguage({ name: question.text, name_en: question.text_en })}</p>
    <${Kiosks} kiosks=${kiosks} question=${question.id} chosen=${chosen} onChoose=${setChosen} />
    ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}
  <//>`;
}

/** @param {ActProps} props */
function EndDialog({ control, question, onDone, onClose }) {
  const [question_end_id] = useState(newId);
  const { problem, isBusy, submit } = useSubmit();
  const end = () => submit(async () => {
    await control.withRight(() => post('/question-ends', { question_end_id, question_id: question.id }));
    onDone(t('control.satisfaction.ended'));
  });
  return html`<${Dialog} title=${t('control.satisfaction.end_title')} confirm=${t('control.satisfaction.end')} danger disabled=${isBusy} onConfirm=${end} onCancel=${onClose}>
    <p dir="auto">${inLanguage({ name: question.text, name_en: question.text_en })}</p>
    <p>${t('control.satisfaction.end_detail')}</p>
    ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}
  <//>`;
}

/** @param {Question} question */
function stateWords({ state, opens_at, closes_at, ended_at }) {
  if (state === 'open') return t(closes_at ? 'control.satisfaction.state.open_until' : 'control.satisfaction.state.open', { at: moment(closes_at) });
  return t(`control.satisfaction.state.${state}`, { at: moment(state === 'waiting' ? opens_at : ended_at) });
}

/** The day stands where it is another than the line above has. @param {string} iso @param {string} [before] */
const hourWords = (iso, before) => (before && formatDay(before) === formatDay(iso) ? formatTime(iso) : moment(iso));

/** @param {string|null} iso */
const moment = (iso) => (iso ? `${formatDay(iso)} ${formatTime(iso)}` : '');

/** @param {number} share */
const percent = (share) => `${Math.round(share * 1000) / 10}%`;
