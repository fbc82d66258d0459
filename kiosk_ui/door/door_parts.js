/** The parts of the door: how full the hall is, the verdict, the last scans, a code typed by hand. */
import { html, useRef } from 'preact-htm';
import { Dialog, Icon } from '../lib/parts.js';
import { formatCount, formatTime, inLanguage, t } from '../lib/words.js';
import { fullness, lookOf, lookOfVerdict } from './looks.js';

/** @typedef {import('../lib/me').Me['categories']} Categories */
/** @typedef {import('../lib/me').Named} Named */

/** @param {{name: string, checkpoint: string, inside: number | null, capacity: number | null}} props */
export function HallBar({ name, checkpoint, inside, capacity }) {
  const full = fullness(inside, capacity);
  const count = inside === null ? '–' : formatCount(inside);
  return html`<div class="hall" data-state=${full?.state ?? 'free'}>
    <p class="hall-name"><b dir="auto">${name}</b><small dir="auto">${checkpoint}</small></p>
    <p class="hall-count"><span class="spoken">${t('door.inside')} </span><b>${count}</b>${capacity !== null && html`<small> / ${formatCount(capacity)}</small>`}</p>
    ${full && html`<div class="hall-bar" role="img" aria-label=${t('door.share', { percent: Math.round(full.share * 100) })}>
      <i style=${{ inlineSize: `${full.share * 100}%` }} />
    </div>`}
    ${full && full.state !== 'free' && html`<p class="hall-alarm" role="status"><${Icon} name="warning" />${t(`door.hall.${full.state}`)}</p>`}
  </div>`;
}

/**
 * It fills the screen while it is new, and stays as a band.
 * @param {{door: import('./door_state.js').Door, categories: Categories, onShrink: (scan_id: string) => void, items?: Named[], empty?: string}} props
 *   `items`: a dining hall's, to name the meal; `empty`: what stands there before the first scan
 */
export function Verdict({ door: { shown, isFull, latest, recents }, categories, onShrink, items = [], empty = t('door.empty') }) {
  if (!shown) {
    return html`<div class="verdict" data-colour="none" aria-live="assertive"><p class="verdict-idle">${recents.length ? t('door.ready') : empty}</p></div>`;
  }
  const { colour, sign } = lookOf(shown);
  const { title, detail } = wordsOf(shown);
  const isNewer = latest?.scan_id !== shown.scan_id;
  return html`<div class="verdict" data-colour=${colour} data-size=${isFull ? 'full' : 'band'} data-older=${isNewer ? 'yes' : 'no'}
      aria-live="assertive" onClick=${() => onShrink(shown.scan_id)}>
    <${Icon} name=${sign} />
    <div class="verdict-words">
      <p class="verdict-title">${title}</p>
      ${shown.kind === 'verdict' && shown.delegate && html`<${Person} delegate=${shown.delegate} categories=${categories} />`}
      ${shown.kind === 'verdict' && shown.meal && html`<${MealOf} meal=${shown.meal} items=${items} />`}
      ${detail && html`<p class="verdict-detail">${detail}</p>`}
    </div>
  </div>`;
}

/** @param {{delegate: import('./door_state.js').Delegate, categories: Categories}} props */
function Person({ delegate, categories }) {
  const category = inLanguage(categories.find(({ code }) => code === delegate.category));
  return html`<div class="verdict-person">
    <p class="verdict-name"><bdi>${delegate.name}</bdi></p>
    <p class="verdict-of"><bdi>${category}</bdi>${delegate.organisation && html`<span> · </span><bdi>${delegate.organisation}</bdi>`}</p>
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

/** @param {import('./door_state.js').Shown} shown */
function wordsOf(shown) {
  if (shown.kind === 'unanswered') return { title: t('door.unanswered.title'), detail: t('door.unanswered.detail') };
  if (shown.kind === 'problem') return { title: t('door.problem.title'), detail: shown.detail };
  const at = formatTime(shown.first_at);
  if (shown.meal) {
    const detail = shown.verdict === 'redeemed' ? '' : t(`meal.${shown.verdict}.detail`, { at });
    return { title: t(`meal.${shown.verdict}.title`), detail };
  }
  const title = t(`verdict.${shown.verdict}.title`);
  if (shown.verdict === 'already_in' && shown.first_at) return { title, detail: t('door.first_at', { at }) };
  const needsNoWords = shown.verdict === 'admitted' || shown.verdict === 'left';
  return { title, detail: needsNoWords ? '' : t(`verdict.${shown.verdict}.detail`) };
}

/** @param {{recents: import('./door_state.js').Recent[], categories: Categories, words?: 'verdict' | 'meal'}} props */
export function Recents({ recents, categories, words = 'verdict' }) {
  return html`<div class="recents">
    <h3>${t('door.recents', { count: recents.length })}</h3>
    <ol>
      ${recents.map(({ scan_id, verdict, name, category, at }) => {
        const { colour, sign } = lookOfVerdict(verdict);
        return html`<li key=${scan_id} data-colour=${colour}>
          <${Icon} name=${sign} />
          <b><bdi>${name ?? t(verdict === null ? 'door.asked' : 'door.nobody')}</bdi></b>
          <span class="recent-category" dir="auto">${inLanguage(categories.find(({ code }) => code === category))}</span>
          <span class="recent-verdict">${verdict === null ? t('door.waiting') : t(`${words}.${verdict}.title`)}</span>
          <time datetime=${at}>${formatTime(at)}</time>
        </li>`;
      })}
    </ol>
  </div>`;
}

/** @param {{onCode: (code: string) => void, onCancel: () => void}} props */
export function TypedCode({ onCode, onCancel }) {
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  const confirm = () => {
    const code = field.current?.value.trim();
    if (code) onCode(code);
  };
  return html`<${Dialog} title=${t('door.typed.title')} confirm=${t('door.typed.confirm')} onConfirm=${confirm} onCancel=${onCancel}>
    <label><span class="quiet">${t('door.typed.detail')}</span>
      <input ref=${field} autofocus autocomplete="off" autocapitalize="characters" spellcheck=${false} maxlength="200" /></label>
  <//>`;
}
