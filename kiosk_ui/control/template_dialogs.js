/** A template's file taken in, and a copy under another name. */
import { html, useRef, useState } from 'preact-htm';
import { get } from '../lib/api.js';
import { Dialog } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { t } from '../lib/words.js';
import { placeWords } from './designer_findings.js';
import { keepTemplate, pathOf, TemplateRefused } from './template_calls.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {import('./template_calls.js').Mistake} Mistake */

const DESIGNED = '#templates/';

/** @param {{control: Control, names: string[], etags: Record<string, string>, onClose: () => void}} props */
export function ImportTemplate({ control, names, etags, onClose }) {
  const [name, setName] = useState('');
  const [source, setSource] = useState('');
  const [mistakes, setMistakes] = useState(/** @type {Mistake[]} */ ([]));
  const nameField = useRef(/** @type {HTMLInputElement|null} */ (null));
  const { problem, isBusy, submit } = useSubmit();
  const take = async (/** @type {any} */ event) => {
    const [file] = event.target.files;
    if (!file) return;
    setMistakes([]);
    setSource(await file.text());
    setName(file.name.replace(/\.toml$/i, ''));
    nameField.current?.focus(); // Enter on the file's own field would ask for another file
  };
  const keep = () => submit(async () => {
    setMistakes([]);
    try {
      await control.withRight(() => keepTemplate(name.trim(), { source, etag: etags[name.trim()] ?? null }));
    } catch (refused) {
      if (refused instanceof TemplateRefused) setMistakes(refused.problems);
      throw refused;
    }
    control.changed(t('templates.imported', { name: name.trim() }));
    onClose();
  });
  return html`<${Dialog} title=${t('templates.import')} confirm=${t('templates.import_confirm')} disabled=${isBusy || name.trim() === '' || source === ''} onConfirm=${keep} onCancel=${onClose}>
    <label class="field">${t('templates.file')}<input type="file" accept=".toml,application/toml,text/plain" onChange=${take} /></label>
    <${NameField} name=${name} names=${names} onName=${setName} field=${nameField} />
    ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}
    ${mistakes.length > 0 && html`<ul class="mistakes">${mistakes.map(({ place, message }) => html`<li key=${place + message}>${place && `${placeWords(place)}: `}<span lang="en">${message}</span></li>`)}</ul>`}
  <//>`;
}

/** @param {{control: Control, line: {name: string}, title: string, names: string[], onClose: () => void}} props */
export function CopyTemplate({ control, line, title, names, onClose }) {
  const [name, setName] = useState(freeName(line.name, names));
  const { problem, isBusy, submit } = useSubmit();
  const isTaken = names.includes(name.trim());
  const keep = () => submit(async () => {
    const { source } = await get(pathOf(line.name));
    await control.withRight(() => keepTemplate(name.trim(), { source, etag: null }));
    control.changed(t('templates.copied', { name: name.trim() }));
    onClose();
    location.hash = DESIGNED + encodeURIComponent(name.trim());
  });
  return html`<${Dialog} title=${t('templates.copy_title', { name: title })} confirm=${t('templates.copy')} disabled=${isBusy || name.trim() === '' || isTaken} onConfirm=${keep} onCancel=${onClose}>
    <${NameField} name=${name} names=${names} onName=${setName} />
    ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}
  <//>`;
}

/** @param {{name: string, names: string[], onName: (name: string) => void, field?: {current: HTMLInputElement|null}}} props */
function NameField({ name, names, onName, field }) {
  return html`<label class="field">${t('templates.name')}<input dir="auto" required maxlength="60" ref=${field} value=${name} onInput=${(/** @type {any} */ event) => onName(event.target.value)} /></label>
    ${names.includes(name.trim()) && html`<p class="small quiet" role="status">${t('templates.name_taken', { name: name.trim() })}</p>`}`;
}

/** @param {string} name @param {string[]} names */
function freeName(name, names) {
  let number = 2;
  while (names.includes(`${name}-${number}`)) number += 1;
  return `${name}-${number}`;
}
