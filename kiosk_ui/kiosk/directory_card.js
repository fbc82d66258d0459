/** The card about the directory: the question, what would stand there of her, two equal answers. */
import { html } from 'preact-htm';
import { newId } from '../lib/api.js';
import { Icon } from '../lib/parts.js';
import { language, t } from '../lib/words.js';

/** @param {{directory: import('./directory_state.js').Directory | null, send: import('./kiosk_work.js').Send}} props */
export function DirectoryCard({ directory, send }) {
  if (!directory?.question) return null;
  const { question, said, state } = directory;
  const shown = [t('kiosk.directory.always'), question.phone_masked, question.email_masked].filter(Boolean);
  return html`<section class="directory" aria-label=${t('kiosk.directory.label')}>
    <h2>${language().startsWith('zh') ? question.words : question.words_en}</h2>
    <p class="quiet directory-shows"><span>${t('kiosk.directory.shows')}</span>${shown.map((each) => html` <bdi key=${each}>${each}</bdi>`)}</p>
    <div class="directory-answers">${[true, false].map((agrees) => html`<button key=${String(agrees)} class="button" type="button" aria-pressed=${String(said?.agrees === agrees)}
      onClick=${() => send({ type: 'directory_said', id: newId(), agrees })}>
      ${said?.agrees === agrees && html`<${Icon} name="check" />`}<span>${t(agrees ? 'kiosk.directory.yes' : 'kiosk.directory.no')}</span></button>`)}</div>
    <p class="directory-told" role="status">${said && t(state === 'failed' ? 'kiosk.directory.failed' : said.agrees ? 'kiosk.directory.agreed' : 'kiosk.directory.declined')}</p>
  </section>`;
}
