/** The parts of the door: how full the hall is, the verdict, the last scans in short, a code typed by hand. */
import { html, useEffect, useRef, useState } from 'preact-htm';
import { Dialog, Icon } from '../lib/parts.js';
import { formatCount, formatTime, inLanguage, t } from '../lib/words.js';
import { fullness, lookOf, lookOfVerdict } from './looks.js';
import { useFullAlarm } from './sounding.js';
import { wrongLength } from './typed_code.js';

/** @typedef {import('../lib/me').Me['categories']} Categories */
/** @typedef {import('../lib/me').Named} Named */

/** @param {{name: string, checkpoint: string, inside: number | null, capacity: number | null}} props */
export function HallBar({ name, checkpoint, inside, capacity }) {
  const full = fullness(inside, capacity);
  const count = inside === null ? '–' : formatCount(inside);
  useFullAlarm(full?.state ?? null);
  return html`<div class="hall" data-state=${full?.state ?? 'ok'}>
    <p class="hall-name"><b dir="auto">${name}</b>${checkpoint !== name && html`<small dir="auto">${checkpoint}</small>`}</p>
    <p class="hall-count"><span class="spoken">${t('door.inside')} </span><b>${count}</b>${capacity !== null && html`<small> / ${formatCount(capacity)}</small>`}</p>
    ${full && html`<div class="hall-bar" role="img" aria-label=${t('door.share', { percent: Math.round(full.share * 100) })}>
      <i style=${{ inlineSize: `${full.share * 100}%` }} />
    </div>`}
    <p class="hall-alarm" role="status">${full && full.state !== 'ok' && html`<${Icon} name="warning" />
      ${t(`door.hall.${full.state}`, { count: formatCount((capacity ?? 0) - (inside ?? 0)) })}`}</p>
  </div>`;
}

/** A door that lets in everyone and only counts says so, or its steward would think that rules are kept. */
export function CountingOnly() {
  return html`<p class="counting-only" role="status"><${Icon} name="warning" /><b>${t('door.flush.title')}</b><i>${t('door.flush.detail')}</i></p>`;
}

/**
 * It fills the screen while it is new, and stays as a band.
 * @param {{door: import('./door_state.js').Door, categories: Categories, onShrink: (scan_id: string) => void, items?: Named[], empty?: string}} props
 *   `items`: a dining hall's, to name the meal; `empty`: what stands there before the first scan
 */
export function Verdict({ door: { shown, isFull, latest, recents }, categories, onShrink, items = [], empty = t('door.empty') }) {
  const band = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => (shown && isFull && band.current ? aboveDialogs(band.current) : undefined), [shown, isFull]);
  if (!shown) {
    return html`<div class="verdict" ref=${band} data-colour="none" aria-live="assertive"><p class="verdict-idle">${recents.length ? t('door.ready') : empty}</p></div>`;
  }
  const { colour, sign } = lookOf(shown);
  const { title, since, detail } = wordsOf(shown);
  const isNewer = latest?.scan_id !== shown.scan_id;
  const isLocal = 'local' in shown && Boolean(shown.local);
  return html`<div class="verdict" ref=${band} data-colour=${colour} data-size=${isFull ? 'full' : 'band'} data-older=${isNewer ? 'yes' : 'no'}
      aria-live="assertive" aria-atomic="true" onClick=${() => onShrink(shown.scan_id)}>
    <${Icon} name=${sign} />
    <div class="verdict-words">
      <p class="verdict-title">${title}</p>
      ${shown.kind === 'verdict' && shown.delegate && html`<${Person} delegate=${shown.delegate} categories=${categories} />`}
      ${since && html`<p class="verdict-since"><${Icon} name="clock" />${since}</p>`}
      ${shown.kind === 'verdict' && shown.meal && html`<${MealOf} meal=${shown.meal} items=${items} />`}
      ${detail && html`<p class="verdict-detail">${detail}</p>`}
      ${isLocal && html`<p class="verdict-local"><${Icon} name="cloud-off" />${t('door.local')}</p>`}
    </div>
  </div>`;
}

/** Whoever stands at the door comes before any sheet that is open. @param {HTMLElement} verdict @returns {(() => void) | undefined} */
function aboveDialogs(verdict) {
  if (!document.querySelector('dialog[open]') || !('showPopover' in verdict)) return undefined;
  verdict.setAttribute('popover', 'manual');
  verdict.showPopover();
  return () => {
    if (verdict.matches(':popover-open')) verdict.hidePopover();
    verdict.removeAttribute('popover');
  };
}

/** Decided without the server, she may have no name here: then her category stands for her. @param {{delegate: import('./door_state.js').Delegate, categories: Categories}} props */
function Person({ delegate, categories }) {
  const category = inLanguage(categories.find(({ code }) => code === delegate.category));
  return html`<div class="verdict-person">
    ${delegate.name && html`<p class="verdict-name"><bdi>${delegate.name}</bdi></p>`}
    <p class="verdict-of">${category && html`<bdi class="verdict-category">${category}</bdi>`}
      ${delegate.organisation && html`<span> · </span><bdi class="verdict-organisation">${delegate.organisation}</bdi>`}</p>
  </div>`;
}

/** The diet first: the kitchen serves by it. @param {{meal: import('./door_state.js').Meal, items: Named[]}} props */
function MealOf({ meal, items }) {
  const name = inLanguage(items.find(({ code }) => code === meal.item));
  const paper = [name, meal.number].filter(Boolean).join(' · ');
  return html`<div class="verdict-meal">
    ${meal.diet && html`<p class="verdict-diet">${t('door.meals.diet', { diet: meal.diet })}</p>`}
    ${paper && html`<p class="verdict-paper"><bdi>${paper}</bdi></p>`}
  </div>`;
}

/** @param {import('./door_state.js').Shown} shown @returns {{title: string, since?: string, detail?: string}} */
function wordsOf(shown) {
  if (shown.kind === 'unanswered') return { title: t('door.unanswered.title'), detail: t('door.unanswered.detail') };
  if (shown.kind === 'problem') return { title: t('door.problem.title'), detail: shown.detail };
  const { verdict, meal } = shown;
  const at = formatTime(shown.first_at);
  if (meal) return { title: t(`meal.${verdict}.title`), detail: verdict === 'redeemed' ? '' : t(`meal.${verdict}.detail`, { at }) };
  const title = t(`verdict.${verdict}.title`);
  if (verdict === 'admitted') return { title };
  if (verdict === 'left') return at ? { title, since: t('door.was_in_since', { at }) } : { title };
  if (verdict === 'already_in' && at) return { title, since: t('door.in_since', { at }), detail: t('door.ask_badge') };
  return { title, detail: t(`verdict.${verdict}.detail`) };
}

/**
 * Who stands in a list: by name, or by category where the door keeps no names.
 * @param {Pick<import('./door_state.js').Recent, 'verdict' | 'name' | 'category'>} scan
 * @param {Categories} categories
 */
export function whoOf({ verdict, name, category }, categories) {
  return name || inLanguage(categories.find(({ code }) => code === category)) || t(verdict === null ? 'door.asked' : 'door.nobody');
}

/** The last few, where there is room for them. @param {{recents: import('./acts_state.js').LastScan[], categories: Categories, words?: 'verdict' | 'meal'}} props */
export function Recents({ recents, categories, words = 'verdict' }) {
  return html`<div class="recents">
    <h3>${t('door.recents', { count: recents.length })}</h3>
    <ol tabindex="0" aria-label=${t('door.recents', { count: recents.length })}>
      ${recents.map(({ scan_id, verdict, name, category, at, undone }) => {
        const { colour, sign } = lookOfVerdict(verdict);
        return html`<li key=${scan_id} data-colour=${colour} data-undone=${undone ? 'yes' : 'no'}>
          <${Icon} name=${sign} />
          <b><bdi>${whoOf({ verdict, name, category }, categories)}</bdi></b>
          <span class="recent-category" dir="auto">${inLanguage(categories.find(({ code }) => code === category))}</span>
          <span class="recent-verdict">${verdict === null ? t('door.waiting') : t(`${words}.${verdict}.title`)}</span>
          <time datetime=${at}>${formatTime(at)}</time>
        </li>`;
      })}
    </ol>
  </div>`;
}

/** @param {{eventCode: string, onCode: (code: string) => void, onCancel: () => void}} props */
export function TypedCode({ eventCode, onCode, onCancel }) {
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  const [against, setAgainst] = useState(/** @type {{has: number, wanted: number} | null} */ (null));
  const confirm = () => {
    const code = field.current?.value.trim();
    if (!code) return;
    const wrong = wrongLength(code, eventCode);
    // Said once: it may be an imported code that only begins as ours do.
    if (wrong && !against) setAgainst(wrong);
    else onCode(code);
  };
  return html`<${Dialog} title=${t('door.typed.title')} confirm=${t(against ? 'door.typed.anyway' : 'door.typed.confirm')} onConfirm=${confirm} onCancel=${onCancel}>
    <label><span class="quiet">${t('door.typed.detail')}</span>
      <input ref=${field} autofocus autocomplete="off" autocapitalize="characters" spellcheck=${false} maxlength="200" enterkeyhint="go"
        aria-invalid=${String(against !== null)} onInput=${() => setAgainst(null)} /></label>
    <p class="input-problem" role="alert">${against && t('door.typed.length', against)}</p>
  <//>`;
}
