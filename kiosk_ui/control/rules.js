/** What the organiser decides for the day: what the event watches for, what walk-ins are asked, what money costs. */
import { html, useEffect, useState } from 'preact-htm';
import { get, put } from '../lib/api.js';
import { Button } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { inLanguage, t } from '../lib/words.js';
import { DirectoryRules } from './directory_rules.js';
import { MoneyRules } from './money_rules.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {{forms: Record<string, string[]>, fields: string[], required_at_most: number, notice: string, notice_en: string, notice_version: number, kiosk_categories: string[]}} WalkInForms */

/** @param {{control: Control}} props */
export function Rules({ control }) {
  return html`<section class="control-section" aria-labelledby="section-title">
    <header class="section-head"><h1 id="section-title">${t('control.rules.title')}</h1></header>
    <${Watching} control=${control} />
    <${WalkIns} control=${control} />
    <${DirectoryRules} control=${control} />
    <${MoneyRules} control=${control} />
  </section>`;
}

/**
 * Settings of one kind: read once, changed here, saved with the right it needs.
 * @template T
 * @param {Control} control
 * @param {string} path
 */
export function useSettings(control, path) {
  const [form, setForm] = useState(/** @type {any} */ (null));
  const { problem, isBusy, submit } = useSubmit();
  useEffect(() => void submit(async () => setForm(await get(path))), [path]);
  const save = (/** @type {object} */ body) => submit(async () => {
    setForm(await control.withRight(() => put(path, body)));
    control.changed(t('control.rules.saved'));
  });
  return { form, setForm, save, problem, isBusy };
}

/** @param {{what: string, problem: {words: string}|null, isBusy: boolean, onSave: () => void, children?: import('preact-htm').Children}} props */
export function Setting({ what, problem, isBusy, onSave, children }) {
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    onSave();
  };
  return html`<form class="card setting" aria-label=${t(`control.rules.${what}`)} onSubmit=${send}><h2>${t(`control.rules.${what}`)}</h2>
    <p class="small quiet">${t(`control.rules.${what}_how`)}</p>
    ${children}
    ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}
    <div><${Button} type="submit" disabled=${isBusy}>${t('control.rules.save')}<//></div>
  </form>`;
}

/** @param {{control: Control}} props */
function Watching({ control }) {
  const { form, setForm, save, problem, isBusy } = useSettings(control, '/reception-settings');
  if (form === null) return html`<p class="quiet" aria-busy="true">${problem?.words ?? t('control.reading')}</p>`;
  const write = (/** @type {string} */ name) => (/** @type {any} */ event) => setForm({ ...form, [name]: event.target.value });
  const send = () => save({ speaker_minutes: Number(form.speaker_minutes), wait_alarm_minutes: Number(form.wait_alarm_minutes) });
  return html`<${Setting} what="watching" problem=${problem} isBusy=${isBusy} onSave=${send}><div class="form-grid">
    <label>${t('control.rules.speaker_minutes')}<input type="number" min="1" max="480" required value=${form.speaker_minutes} onInput=${write('speaker_minutes')} /></label>
    <label>${t('control.rules.wait_alarm_minutes')}<input type="number" min="1" max="120" required value=${form.wait_alarm_minutes} onInput=${write('wait_alarm_minutes')} /></label>
  </div><//>`;
}

/** @param {{control: Control}} props */
function WalkIns({ control }) {
  const { form, setForm, save, problem, isBusy } = useSettings(control, '/walk-in-forms');
  if (form === null) return html`<p class="quiet" aria-busy="true">${problem?.words ?? t('control.reading')}</p>`;
  const told = /** @type {WalkInForms} */ (form);
  const asked = told.fields.filter((field) => !['name', 'category'].includes(field));
  const write = (/** @type {string} */ name) => (/** @type {any} */ event) => setForm({ ...form, [name]: event.target.value });
  const ask = (/** @type {string} */ code, /** @type {string} */ field) => setForm({ ...form, forms: { ...told.forms, [code]: toggled(told.forms[code] ?? [], field) } });
  const send = () => save({ forms: told.forms, notice: told.notice, notice_en: told.notice_en, kiosk_categories: told.kiosk_categories });
  return html`<${Setting} what="walk_ins" problem=${problem} isBusy=${isBusy} onSave=${send}>
    <div class="setting-table" role="region" aria-label=${t('control.rules.walk_ins')} tabindex="0"><table>
      <thead><tr><th scope="col">${t('control.rules.category')}</th>${asked.map((field) => html`<th key=${field} scope="col">${t(`field.${field}`)}</th>`)}<th scope="col">${t('control.rules.at_kiosk')}</th></tr></thead>
      <tbody>${control.me.categories.map((category) => html`<tr key=${category.code}><th scope="row" dir="auto">${inLanguage(category)}</th>
        ${asked.map((field) => html`<td key=${field}><${Tick} label=${`${inLanguage(category)}: ${t(`field.${field}`)}`} on=${(told.forms[category.code] ?? []).includes(field)} onToggle=${() => ask(category.code, field)} /></td>`)}
        <td><${Tick} label=${`${inLanguage(category)}: ${t('control.rules.at_kiosk')}`} on=${told.kiosk_categories.includes(category.code)}
          onToggle=${() => setForm({ ...form, kiosk_categories: toggled(told.kiosk_categories, category.code) })} /></td></tr>`)}</tbody>
    </table></div>
    <label>${t('control.rules.notice')}<textarea rows="3" maxlength="4000" value=${told.notice} onInput=${write('notice')}></textarea></label>
    <label>${t('control.rules.notice_en')}<textarea rows="3" maxlength="4000" value=${told.notice_en} onInput=${write('notice_en')}></textarea></label>
  <//>`;
}

/** @param {{label: string, on: boolean, onToggle: () => void}} props */
function Tick({ label, on, onToggle }) {
  return html`<label class="tick"><input type="checkbox" aria-label=${label} checked=${on} onChange=${onToggle} /></label>`;
}

/** @param {string[]} list @param {string} one */
function toggled(list, one) {
  return list.includes(one) ? list.filter((each) => each !== one) : [...list, one];
}
