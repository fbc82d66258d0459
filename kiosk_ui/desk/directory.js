/** Whether who is open stands in the directory, changed by one tap; what is shown of her likewise. */
import { html } from 'preact-htm';
import { newId, post } from '../lib/api.js';
import { Button } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { formatTime, language, t } from '../lib/words.js';
import { Refusal } from './form_parts.js';

/** @typedef {{agrees: boolean, phone: boolean, email: boolean}} Word */
const PARTS = /** @type {const} */ (['phone', 'email']);

/**
 * @param {{card: import('./shapes.js').Card, withRight: <T>(act: () => Promise<T>) => Promise<T>, onChanged: (reg_no: string) => Promise<void>}} props
 *   `onChanged`: reads the card again
 */
export function DirectoryPart({ card, withRight, onChanged }) {
  const { problem, isBusy, submit } = useSubmit();
  const told = card.directory;
  if (!told) return null;
  const say = (/** @type {Word} */ word) => submit(async () => {
    await withRight(() => post('/directory-consents', { directory_consent_id: newId(), reg_no: card.reg_no, words_version: told.words_version, ...word }));
    await onChanged(card.reg_no);
  });
  const answer = (/** @type {boolean} */ agrees) => () => told.agrees !== agrees && say({ agrees, phone: agrees, email: agrees });
  const toggle = (/** @type {'phone' | 'email'} */ part) => () => say({ agrees: true, phone: told.phone, email: told.email, [part]: !told[part] });
  return html`<section class="directory" aria-label=${t('desk.directory.label')}>
    <p><span class="quiet small">${t('desk.directory.label')}</span> <strong>${t(`desk.directory.${told.agrees === null ? 'not_asked' : told.agrees ? 'yes' : 'no'}`)}</strong>
      ${told.at && html` <bdi class="quiet small">${[formatTime(told.at), told.operator].filter(Boolean).join(' · ')}</bdi>`}</p>
    ${told.agrees === null && html`<p class="small">${language().startsWith('zh') ? told.words : told.words_en}</p>`}
    <div class="directory-acts">
      <${Button} disabled=${isBusy} pressed=${told.agrees === true} onClick=${answer(true)}>${t('desk.directory.put_in')}<//>
      <${Button} disabled=${isBusy} pressed=${told.agrees === false} onClick=${answer(false)}>${t('desk.directory.leave_out')}<//>
      ${told.agrees && html`<span class="quiet small">${t('desk.directory.with')}</span>${PARTS.map((part) => html`<${Button} key=${part} kind="plain" disabled=${isBusy}
        pressed=${told[part]} onClick=${toggle(part)}>${t(`desk.directory.${part}`)}<//>`)}`}
    </div>
    <${Refusal} problem=${problem} />
  </section>`;
}
