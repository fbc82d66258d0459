/** The contact sheet: the lines of one's own, in their order, and the whole sheet as stations see it. */
import { html, useState } from 'preact-htm';
import { newId, post } from '../lib/api.js';
import { ContactList } from '../lib/contact_list.js';
import { readContacts, useContacts } from '../lib/contacts_kept.js';
import { Button } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { t } from '../lib/words.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {{name: string, role: string, place: string, phone: string}} Line */
/** @typedef {{lines: Line[], version: number}} Draft */

const FIELDS = /** @type {const} */ (['name', 'role', 'place', 'phone']);
const LENGTHS = { name: 60, role: 60, place: 60, phone: 40 };
const EMPTY = { name: '', role: '', place: '', phone: '' };

/** @param {{control: Control}} props */
export function Contacts({ control }) {
  const { told } = useContacts();
  const [draft, setDraft] = useState(/** @type {Draft | null} */ (null)); // null: as the server tells
  const { problem, isBusy, submit } = useSubmit();
  const kept = { version: told?.version ?? 0, lines: (told?.contacts ?? []).filter(({ kind }) => kind === 'own').map(({ name, role, place, phone }) => ({ name, role, place, phone })) };
  const { lines, version } = draft ?? kept;
  const put = (/** @type {Line[]} */ changed) => setDraft({ version, lines: changed });
  const set = (/** @type {number} */ at, /** @type {Partial<Line>} */ part) => put(lines.map((line, index) => (index === at ? { ...line, ...part } : line)));
  const swap = (/** @type {number} */ at) => put(lines.map((line, index) => (index === at ? lines[at + 1] : index === at + 1 ? lines[at] : line) ?? line));
  const save = () => submit(async () => {
    await control.withRight(() => post('/contact-sheets', { contact_sheet_id: newId(), version, lines }));
    await readContacts();
    setDraft(null);
    control.changed(t('control.contacts.saved'));
  });
  const isComplete = lines.every(({ name, phone }) => name.trim() !== '' && phone.trim() !== '');
  return html`<section class="control-section messages" aria-labelledby="section-title">
    <header class="section-head"><h1 id="section-title">${t('control.contacts.title')}</h1></header>
    <p class="quiet">${t('control.contacts.how')}</p>
    <h2>${t('control.contacts.own')}</h2>
    ${lines.length === 0 && told !== null && html`<p class="quiet">${t('control.contacts.own_empty')}</p>`}
    <ol class="own-lines">${lines.map((line, at) => html`<li key=${at} class="own-line">
      ${FIELDS.map((name) => html`<label key=${name} class="input-label">${t(`contacts.${name}`)}<input class="input" dir="auto" maxlength=${LENGTHS[name]} type=${name === 'phone' ? 'tel' : 'text'} value=${line[name]}
        onInput=${(/** @type {any} */ event) => set(at, { [name]: event.target.value })} /></label>`)}
      <span class="row-acts"><${Button} label=${t('control.contacts.up')} disabled=${at === 0} onClick=${() => swap(at - 1)}>↑<//>
        <${Button} label=${t('control.contacts.down')} disabled=${at === lines.length - 1} onClick=${() => swap(at)}>↓<//>
        <${Button} icon="x" label=${t('control.contacts.remove')} onClick=${() => put(lines.filter((_, index) => index !== at))} /></span></li>`)}</ol>
    <p class="call-send"><${Button} onClick=${() => put([...lines, EMPTY])}>${t('control.contacts.add')}<//>
      <${Button} kind="main" disabled=${isBusy || draft === null || !isComplete} onClick=${save}>${t('control.contacts.save')}<//></p>
    ${problem && html`<p class="input-problem" role="alert">${problem.words} <${Button} onClick=${() => { setDraft(null); void readContacts(); }}>${t('control.heard')}<//></p>`}
    <h2>${t('control.contacts.sheet')}</h2>
    <${ContactList} me=${control.me} />
  </section>`;
}
