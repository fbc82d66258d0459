/** Registering someone who was not planned, with a warning when the list seems to know her. */
import { html, useEffect, useMemo, useState } from 'preact-htm';
import { get, newId, post } from '../lib/api.js';
import { Dialog } from '../lib/parts.js';
import { formatMoney, inLanguage, t } from '../lib/words.js';
import { useSubmit } from '../lib/submit.js';
import { searchPath } from './work.js';

/** @typedef {import('../lib/me').Me} Me */
/** @typedef {import('./shapes.js').Hit} Hit */

const FIELDS = /** @type {const} */ (['name', 'latin_name', 'organisation', 'phone', 'email']);
const TYPING_PAUSE_MS = 300;
const SHOWN_COUNT = 3;

/**
 * @param {{me: Me, withRight: <T>(act: () => Promise<T>) => Promise<T>, onCancel: () => void, onOpen: (reg_no: string) => void,
 *   onDone: (answer: import('./shapes.js').WalkInAnswer, name: string) => void}} props
 */
export function WalkIn({ me, withRight, onCancel, onOpen, onDone }) {
  const [form, setForm] = useState(/** @type {Record<string, string>} */ ({}));
  const { problem, isBusy, submit } = useSubmit();
  // Another content needs another id: one that was refused may have been kept with the old one.
  const id = useMemo(() => newId(), [JSON.stringify(form)]);
  const known = useKnown(form['name'] ?? '', form['phone'] ?? '');
  const name = (form['name'] ?? '').trim();
  const send = () => submit(async () => {
    const filled = Object.fromEntries(Object.entries(form).map(([key, value]) => [key, value.trim()]).filter(([, value]) => value));
    onDone(await withRight(() => post('/walk-ins', { walk_in_id: id, ...filled })), name);
  });
  const set = (/** @type {string} */ field) => (/** @type {any} */ event) => setForm({ ...form, [field]: event.target.value });
  return html`<${Dialog} title=${t('desk.walk_in.title')} confirm=${t('desk.walk_in.confirm')}
      disabled=${isBusy || name === '' || !form['category']} onConfirm=${send} onCancel=${onCancel}>
    <div class="form-grid">
      ${FIELDS.map((field) => html`<label key=${field} data-field=${field}>${t(`desk.walk_in.${field}`)}
        <input dir="auto" type=${field === 'email' ? 'email' : field === 'phone' ? 'tel' : 'text'} autocomplete="off" maxlength="200"
          autofocus=${field === 'name'} required=${field === 'name'} aria-invalid=${String(problem?.field === field)}
          value=${form[field] ?? ''} onInput=${set(field)} /></label>`)}
      <label data-field="category">${t('desk.walk_in.category')}
        <select required value=${form['category'] ?? ''} onChange=${set('category')}>
          <option value="" disabled>${t('desk.walk_in.choose')}</option>
          ${me.categories.map((each) => html`<option key=${each.code} value=${each.code}>${inLanguage(each)}${each.fee_fen > 0 ? ` · ${formatMoney(each.fee_fen)}` : ''}</option>`)}
        </select></label>
    </div>
    ${known.length > 0 && html`<${Known} known=${known} onOpen=${onOpen} />`}
    ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}
  <//>`;
}

/** @param {{known: Hit[], onOpen: (reg_no: string) => void}} props */
function Known({ known, onOpen }) {
  return html`<div class="known" role="status">
    <p><strong>${t('desk.walk_in.known', { count: known.length })}</strong></p>
    <ul>${known.map((hit) => html`<li key=${hit.reg_no}><button type="button" class="known-hit" onClick=${() => onOpen(hit.reg_no)}>
      <bdi>${hit.name}</bdi> <bdi class="quiet">${hit.organisation}</bdi> <bdi class="quiet">${hit.phone_masked}</bdi></button></li>`)}</ul>
  </div>`;
}

/**
 * People on the list who may be the one in front of the desk: of this name, or with this phone's last four.
 * @param {string} name
 * @param {string} phone
 */
function useKnown(name, phone) {
  const [known, setKnown] = useState(/** @type {Hit[]} */ ([]));
  const tail = phone.replace(/\D/g, '').slice(-4);
  useEffect(() => {
    let isStale = false;
    const questions = [name.trim().length > 1 ? name : '', phone.replace(/\D/g, '').length >= 7 ? tail : ''].filter((each) => each !== '');
    const timer = setTimeout(async () => {
      const answers = await Promise.all(questions.map((each) => get(searchPath(each)).catch(() => ({ delegates: [] }))));
      if (isStale) return;
      const hits = /** @type {Hit[]} */ (answers.flatMap(({ delegates }) => delegates));
      setKnown([...new Map(hits.map((hit) => [hit.reg_no, hit])).values()].slice(0, SHOWN_COUNT));
    }, TYPING_PAUSE_MS);
    return () => { isStale = true; clearTimeout(timer); };
  }, [name, tail]);
  return known;
}
