/** Twenty names out of a chat: pasted, shown as they were understood, put right, and registered together. */
import { html, useState } from 'preact-htm';
import { post } from '../lib/api.js';
import { Button, Dialog } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { inLanguage, t } from '../lib/words.js';
import { Choice, Refusal, Tick, useSentId } from './form_parts.js';

/** @typedef {{name: string, organisation?: string, phone?: string, position?: string, duplicates?: any[], line?: number, repeats_line?: number|null}} Line */

const COLUMNS = /** @type {const} */ (['name', 'organisation', 'phone']);

/** @param {import('./shapes.js').Opening} props */
export function Pasted({ me, withRight, onDone, onCancel }) {
  const [text, setText] = useState('');
  const [lines, setLines] = useState(/** @type {Line[]|null} */ (null));
  const [problems, setProblems] = useState(/** @type {any[]} */ ([]));
  const [category, setCategory] = useState('');
  const [prints, setPrints] = useState(true);
  const { problem, isBusy, submit } = useSubmit();
  const filled = (lines ?? []).filter(({ name }) => name.trim() !== '')
    .map(({ name, organisation = '', phone = '', position = '' }) => ({ name, organisation, phone, position }));
  const id = useSentId([filled, category, prints]);
  const read = () => submit(async () => {
    const told = await post('/pasted-names', { text });
    setLines(told.lines);
    setProblems(told.problems);
  });
  const send = () => submit(async () => {
    const told = await withRight(() => post('/walk-in-batches', { walk_in_batch_id: id, category, lines: filled, print: prints }));
    onDone({ key: 'desk.said.pasted', values: { count: told.people?.length ?? filled.length }, detail: (told.notes ?? []).join(' '), tone: 'wait' });
  });
  const set = (/** @type {number} */ at, /** @type {string} */ column) => (/** @type {any} */ event) =>
    setLines((lines ?? []).map((line, each) => (each === at ? { ...line, [column]: event.target.value } : line)));
  if (lines === null) {
    return html`<${Dialog} title=${t('desk.pasted.title')} confirm=${t('desk.pasted.read')} wide disabled=${isBusy || text.trim() === ''} onConfirm=${read} onCancel=${onCancel}>
      <label class="field"><span>${t('desk.pasted.paste')}</span>
        <textarea rows="10" dir="auto" value=${text} placeholder=${t('desk.pasted.example')} onInput=${(/** @type {any} */ event) => setText(event.target.value)}></textarea></label>
      <${Refusal} problem=${problem} />
    <//>`;
  }
  return html`<${Dialog} title=${t('desk.pasted.title')} confirm=${t('desk.pasted.confirm', { count: filled.length })} wide
      disabled=${isBusy || category === '' || filled.length === 0} onConfirm=${send} onCancel=${onCancel}>
    <p>${t('desk.pasted.check', { count: filled.length })}</p>
    ${problems.length > 0 && html`<div class="known"><p><strong>${t('desk.pasted.problems', { count: problems.length })}</strong></p>
      <ul>${problems.map((each) => html`<li key=${each.line}><bdi>${each.text}</bdi> <span class="quiet small">${t(`desk.pasted.problem.${each.code}`)}</span></li>`)}</ul></div>`}
    <table class="sheet"><thead><tr>${COLUMNS.map((column) => html`<th key=${column} class="small">${t(`field.${column}`)}</th>`)}<th></th></tr></thead>
      <tbody>${lines.map((line, at) => html`<tr key=${at}>${COLUMNS.map((column) => html`<td key=${column}>
        <input dir="auto" aria-label=${`${t(`field.${column}`)} ${at + 1}`} maxlength="200" value=${line[column] ?? ''} onInput=${set(at, column)} /></td>`)}
        <td>${(line.duplicates?.length ?? 0) > 0 && html`<span class="people-why small">${t('desk.pasted.known')}</span>`}
          ${lines.some((each) => each.line === line.repeats_line) && html`<span class="people-why small">${t('desk.pasted.repeated')}</span>`}
          <${Button} kind="quiet" icon="x" label=${t('desk.pasted.drop', { name: line.name })} onClick=${() => setLines(lines.filter((_, each) => each !== at))} /></td></tr>`)}</tbody></table>
    <${Choice} name="category" value=${category} required onChange=${setCategory} fault=${problem?.field === 'category' ? problem.words : null}
      options=${me.categories.map((each) => ({ code: each.code, words: inLanguage(each) }))} />
    <${Tick} label=${t('desk.pasted.print')} checked=${prints} onChange=${setPrints} />
    <${Button} kind="quiet" icon="back" onClick=${() => setLines(null)}>${t('desk.pasted.again')}<//>
    ${problem?.field !== 'category' && html`<${Refusal} problem=${problem} />`}
  <//>`;
}
