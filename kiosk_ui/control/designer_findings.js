/** What is wrong with a template, and whom it does not fit: in words, each leading to its box and its person. */
import { html } from 'preact-htm';
import { Icon } from '../lib/parts.js';
import { t } from '../lib/words.js';

/** @typedef {import('./template_calls.js').Mistake} Mistake */
/** @typedef {import('./template_calls.js').Misfit} Misfit */
/** @typedef {import('./template_calls.js').Checked} Checked */
/** @typedef {import('./designer_boxes.js').Place} Place */

const SHOWN = 40;

/**
 * @param {{mistakes: Mistake[], checked: Checked|null, isOld: boolean, onPlace: (place: Place) => void, onPerson: (misfit: Misfit) => void}} props
 */
export function Findings({ mistakes, checked, isOld, onPlace, onPerson }) {
  return html`<section class="card panel-part findings" aria-label=${t('designer.findings')} aria-busy=${String(isOld)}>
    ${mistakes.length > 0 && html`<h2 class="findings-bad"><${Icon} name="warning" />${t('designer.mistakes', { count: mistakes.length })}</h2>
      <ul>${mistakes.map(({ place, message }) => html`<li key=${place + message}><${Told} place=${place} onPlace=${onPlace}>${place ? `${placeWords(place)}: ` : ''}<span lang="en">${message}</span><//></li>`)}</ul>`}
    ${checked !== null && mistakes.length === 0 && (checked.misfit_count === 0
      ? html`<h2 class="findings-good" role="status"><${Icon} name="tick-circle" />${t('designer.all_fit', { count: checked.checked })}</h2>`
      : html`<h2 class="findings-warn" role="status"><${Icon} name="warning" />${t('designer.some_misfit', { people: checked.people_count, count: checked.checked })}</h2>
        <ul>${checked.misfits.slice(0, SHOWN).map((misfit) => html`<li key=${`${misfit.reg_no}${misfit.place}${misfit.why}`}>
          <button type="button" class="finding" onClick=${() => { onPerson(misfit); toPlace(misfit.place, onPlace); }}>
            <bdi>${misfit.name ?? t('designer.somebody')}</bdi>${misfit.reg_no && html` <span class="quiet small">${misfit.reg_no}</span>`}<br />
            <span class="small">${misfitWords(misfit)}</span></button></li>`)}</ul>
        ${checked.misfit_count > SHOWN && html`<p class="small quiet">${t('designer.more_misfits', { count: checked.misfit_count - SHOWN })}</p>`}`)}
    ${checked === null && mistakes.length === 0 && html`<p class="quiet" role="status">${t('designer.trying')}</p>`}
  </section>`;
}

/** @param {{place: string, onPlace: (place: Place) => void, children?: import('preact-htm').Children}} props */
function Told({ place, onPlace, children }) {
  if (!placeOf(place)) return html`<p class="finding">${children}</p>`;
  return html`<button type="button" class="finding" onClick=${() => toPlace(place, onPlace)}>${children}</button>`;
}

/** @param {Misfit} misfit */
export function misfitWords({ why, place, characters, text }) {
  const words = { place: placeWords(place), characters: characters.join(' '), text: text ?? '' };
  return t(`designer.misfit.${why}`, words);
}

/** @param {string} place  such as `text 3` */
export function placeWords(place) {
  const found = placeOf(place);
  return found ? t('designer.place', { kind: t(`designer.kind.${found.kind}`), number: found.index + 1 }) : place;
}

/** @param {string} place @param {(place: Place) => void} onPlace */
function toPlace(place, onPlace) {
  const found = placeOf(place);
  if (found) onPlace(found);
}

/** @param {string} place @returns {Place|null} */
function placeOf(place) {
  const [, kind, number] = /^(fill|picture|line|qr|text) (\d+)/.exec(place) ?? [];
  return kind && number ? { kind: /** @type {import('./designer_boxes.js').Kind} */ (kind), index: Number(number) - 1 } : null;
}
