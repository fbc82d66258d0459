/** Typing in the paper list after the server was away: number, original time, next; nobody needs the mouse. */
import { html, useEffect, useRef, useState } from 'preact-htm';
import { newId, post } from '../lib/api.js';
import { Button, Dialog } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { t } from '../lib/words.js';
import { clockTime, faultOfLine, instantOf, written } from './back_entry_state.js';
import { Refusal, TextField, Tick, useSentId } from './form_parts.js';
import { useScanTaker } from './scans.js';
import { today } from './walk_in.js';

/** @typedef {import('./back_entry_state.js').Line} Line */

/** @returns {Line} */
const emptyLine = () => ({ id: newId(), who: '', time: '', hand_out: true });

/** @param {import('./shapes.js').Opening} props */
export function BackEntry({ me, withRight, onDone, onCancel }) {
  const [day, setDay] = useState(today(me));
  const [lines, setLines] = useState(() => [emptyLine()]);
  const [answers, setAnswers] = useState(/** @type {any[]|null} */ (null));
  const { problem, isBusy, submit } = useSubmit();
  const table = useRef(/** @type {HTMLElement|null} */ (null));
  const when = { day, timeZone: me.event.time_zone, now: new Date().toISOString() };
  const filled = written(lines);
  const entries = filled.map((line) => ({
    check_in_id: line.id, reg_no: line.who.trim().toUpperCase(), at: instantOf(day, clockTime(line.time) ?? '00:00', me.event.time_zone), hand_out: line.hand_out,
  }));
  const id = useSentId(entries);
  const isReady = filled.length > 0 && filled.every((line) => faultOfLine(line, when) === null);
  const change = (/** @type {string} */ lineId, /** @type {Partial<Line>} */ part) =>
    setLines((before) => grown(before.map((line) => (line.id === lineId ? { ...line, ...part } : line))));
  useScanTaker((text) => submit(async () => {
    const { delegate } = await post('/lookups', { credential: text });
    const free = lines.find(({ who }) => who === '');
    if (free) change(free.id, { who: delegate?.reg_no ?? text });
  }));
  const send = () => submit(async () => {
    const told = await withRight(() => post('/back-entries', { back_entry_id: id, entries }));
    const left = told.entries.filter((/** @type {any} */ { outcome }) => outcome === 'refused');
    if (left.length === 0) onDone({ key: 'desk.said.back_entry', values: { count: told.entries.length }, tone: 'wait' });
    else setAnswers(told.entries);
  });
  // Enter goes on like Tab, as a scanner and a number pad do; the last field begins the next line.
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== 'Enter' || event.isComposing || event.ctrlKey) return;
    event.preventDefault();
    const inputs = [...(table.current?.querySelectorAll('input:not([type="checkbox"])') ?? [])];
    const next = inputs[inputs.indexOf(/** @type {Element} */ (event.target)) + 1];
    if (next instanceof HTMLElement) next.focus();
  };
  useEffect(() => {
    const first = table.current?.querySelector('input:not([type="checkbox"])');
    if (first instanceof HTMLElement) first.focus();
  }, []);
  return html`<${Dialog} title=${t('desk.back_entry.title')} confirm=${t('desk.back_entry.confirm', { count: filled.length })} wide
      disabled=${isBusy || !isReady} onConfirm=${send} onCancel=${onCancel}>
    <p>${t('desk.back_entry.what')}</p>
    <div class="back-day"><${TextField} name="day" type="date" label=${t('desk.back_entry.day')} value=${day} onInput=${setDay} /></div>
    <ol class="back-lines" ref=${table} onKeyDown=${onKey}>${lines.map((line, at) => html`<${BackLine} key=${line.id} line=${line} at=${at} when=${when}
      answer=${answers?.find(({ check_in_id }) => check_in_id === line.id)} onChange=${(/** @type {Partial<Line>} */ part) => change(line.id, part)} />`)}</ol>
    <p class="small quiet">${t('desk.back_entry.keys')}</p>
    <${Refusal} problem=${problem} />
  <//>`;
}

/** @param {{line: Line, at: number, when: any, answer: any, onChange: (part: Partial<Line>) => void}} props */
function BackLine({ line, at, when, answer, onChange }) {
  const fault = line.time.length > 2 && line.who !== '' ? faultOfLine(line, when) : null;
  const refused = answer?.outcome === 'refused' ? t(`desk.refused.${answer.reason ?? 'other'}`, { name: answer.name ?? line.who }) : '';
  return html`<li class="back-line" data-outcome=${answer?.outcome}>
    <span class="quiet">${at + 1}</span>
    <input dir="auto" aria-label=${t('desk.back_entry.who', { at: at + 1 })} placeholder=${t('desk.back_entry.who_hint')} maxlength="200" value=${line.who}
      onInput=${(/** @type {any} */ event) => onChange({ who: event.target.value })} />
    <input aria-label=${t('desk.back_entry.time', { at: at + 1 })} placeholder="0814" inputmode="numeric" maxlength="5" value=${line.time}
      onInput=${(/** @type {any} */ event) => onChange({ time: event.target.value })} />
    <${Tick} label=${t('desk.back_entry.hand_out')} checked=${line.hand_out} onChange=${(/** @type {boolean} */ hand_out) => onChange({ hand_out })} />
    ${(fault || refused) && html`<span class="input-problem small" role="alert">${refused || t(`desk.back_entry.${fault?.fault}`)}</span>`}
  </li>`;
}

/** There is always an empty line to go on with. @param {Line[]} lines */
function grown(lines) {
  return lines.at(-1)?.who === '' ? lines : [...lines, emptyLine()];
}
