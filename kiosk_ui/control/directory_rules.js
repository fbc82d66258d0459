/** Whether participants are asked for the directory, in which words, and how many have said what. */
import { html } from 'preact-htm';
import { formatCount, t } from '../lib/words.js';
import { Setting, useSettings } from './rules.js';

/** @typedef {{asked: boolean, words: string, words_en: string, agreed: number, declined: number}} DirectorySettings */

/** @param {{control: import('./control.js').Control}} props */
export function DirectoryRules({ control }) {
  const { form, setForm, save, problem, isBusy } = useSettings(control, '/directory-settings');
  if (form === null) return html`<p class="quiet" aria-busy="true">${problem?.words ?? t('control.reading')}</p>`;
  const told = /** @type {DirectorySettings} */ (form);
  const write = (/** @type {string} */ name) => (/** @type {any} */ event) => setForm({ ...form, [name]: event.target.value });
  const send = () => save({ asked: told.asked, words: told.words, words_en: told.words_en });
  return html`<${Setting} what="directory" problem=${problem} isBusy=${isBusy} onSave=${send}>
    <p class="small">${t('control.rules.directory_counts', { agreed: formatCount(told.agreed), declined: formatCount(told.declined) })}</p>
    <label class="tick"><input type="checkbox" checked=${told.asked} onChange=${(/** @type {any} */ event) => setForm({ ...form, asked: event.target.checked })} />
      <span>${t('control.rules.directory_asked')}</span></label>
    <label>${t('control.rules.directory_words')}<textarea rows="2" maxlength="300" required value=${told.words} onInput=${write('words')}></textarea></label>
    <label>${t('control.rules.directory_words_en')}<textarea rows="2" maxlength="300" required value=${told.words_en} onInput=${write('words_en')}></textarea></label>
  <//>`;
}
