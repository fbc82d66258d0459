/** Papers for the organiser: rosters to fall back on, pre-coded badges, sign-for sheets, the settlement. */
import { html, useState } from 'preact-htm';
import { get, newId, post } from '../lib/api.js';
import { Button } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { inLanguage, t } from '../lib/words.js';
import { openPaper } from '../lib/paper.js';
import { useReading } from './reading.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {{purpose: string, name: string, name_en: string|null, signed: number, missing: number|null}} Sheet */

const BLANKS_AT_MOST = 500;
const USUAL_BLANKS = 40;

/** @param {{control: Control}} props */
export function Papers({ control }) {
  return html`<section class="control-section" aria-labelledby="section-title">
    <header class="section-head"><h1 id="section-title">${t('control.papers.title')}</h1></header>
    <p class="quiet">${t('control.papers.how')}</p>
    <${Rosters} control=${control} />
    <${Blanks} control=${control} />
    <${Sheets} control=${control} />
    <${Settlement} control=${control} />
  </section>`;
}

/** @param {{control: Control}} props */
function Rosters({ control }) {
  const zones = [{ code: 'all', words: t('control.papers.all_zones') }, ...control.me.zones.map((zone) => ({ code: zone.code, words: inLanguage(zone) }))];
  return html`<${Group} what="rosters">${zones.map(({ code, words }) => html`<${Paper} key=${code} control=${control} path=${`/rosters/${encodeURIComponent(code)}.pdf`} words=${words} />`)}<//>`;
}

/** @param {{control: Control}} props */
function Blanks({ control }) {
  const [count, setCount] = useState(String(USUAL_BLANKS));
  const [category, setCategory] = useState('');
  const { problem, isBusy, submit } = useSubmit();
  const make = () => submit(async () => {
    const body = { blank_batch_id: newId(), count: Number(count), ...(category ? { category } : {}) };
    const made = await control.withRight(() => post('/blank-batches', body));
    await control.withRight(() => openPaper(`/blank-batches/${made.blank_batch_id}.pdf`));
  });
  return html`<${Group} what="blanks">
    <label class="input-label">${t('control.papers.count')}<input type="number" min="1" max=${BLANKS_AT_MOST} value=${count} onInput=${(/** @type {any} */ event) => setCount(event.target.value)} /></label>
    <label class="input-label">${t('control.papers.category')}<select value=${category} onChange=${(/** @type {any} */ event) => setCategory(event.target.value)}>
      <option value="">${t('control.papers.any_category')}</option>${control.me.categories.map((each) => html`<option key=${each.code} value=${each.code}>${inLanguage(each)}</option>`)}</select></label>
    <${Button} icon="qr" disabled=${isBusy || !(Number(count) >= 1 && Number(count) <= BLANKS_AT_MOST)} onClick=${make}>${t('control.papers.make_blanks')}<//>
    ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}
  <//>`;
}

/** @param {{control: Control}} props */
function Sheets({ control }) {
  const [told, read] = useReading('/sign-for-sheets');
  const sheets = /** @type {{sheets: Sheet[]}|null} */ (told)?.sheets ?? null;
  const { problem, submit } = useSubmit();
  // The list names what was signed for, so it asks for the organiser's right itself.
  if (sheets === null) {
    return html`<${Group} what="sheets"><${Button} icon="person" onClick=${() => submit(() => control.withRight(async () => { await get('/sign-for-sheets'); await read(); }))}>${t('control.papers.show_sheets')}<//>
      ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}<//>`;
  }
  return html`<${Group} what="sheets">${sheets.length === 0 ? html`<p class="quiet">${t('control.papers.no_sheets')}</p>`
    : sheets.map((sheet) => html`<${Paper} key=${sheet.purpose} control=${control} path=${`/sign-for-sheets/${encodeURIComponent(sheet.purpose)}.pdf`}
      words=${`${inLanguage(sheet)} · ${t('control.papers.signed', { count: sheet.signed })}`} />`)}<//>`;
}

/** @param {{control: Control}} props */
function Settlement({ control }) {
  const [day, setDay] = useState('');
  return html`<${Group} what="settlement">
    <label class="input-label">${t('control.papers.day')}<input type="date" value=${day} onInput=${(/** @type {any} */ event) => setDay(event.target.value)} /></label>
    <${Paper} control=${control} path=${`/settlement.pdf${day ? `?day=${day}` : ''}`} words=${t(day ? 'control.papers.settlement_day' : 'control.papers.settlement_all')} />
  <//>`;
}

/** @param {{control: Control, path: string, words: string}} props */
function Paper({ control, path, words }) {
  const { problem, isBusy, submit } = useSubmit();
  return html`<span class="paper"><${Button} disabled=${isBusy} onClick=${() => submit(() => control.withRight(() => openPaper(path)))}>${words}<//>
    ${problem && html`<span class="input-problem" role="alert">${problem.words}</span>`}</span>`;
}

/** @param {{what: string, children?: import('preact-htm').Children}} props */
function Group({ what, children }) {
  return html`<section class="card papers" aria-label=${t(`control.papers.${what}`)}><h2>${t(`control.papers.${what}`)}</h2><p class="small quiet">${t(`control.papers.${what}_how`)}</p><div class="paper-acts">${children}</div></section>`;
}
