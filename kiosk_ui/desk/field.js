/** The one field of the desk, and the hits under it. */
import { html, useEffect, useRef } from 'preact-htm';
import { Button, Icon } from '../lib/parts.js';
import { formatMoney, formatTime, inLanguage, t } from '../lib/words.js';
import { tellsApart } from './card.js';

/** @typedef {import('./desk_state.js').DeskState} DeskState */
/** @typedef {import('./shapes.js').Hit} Hit */
/** @typedef {import('../lib/me').Me} Me */

const MOVES = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1 });

/**
 * @param {{state: DeskState, me: Me, input: {current: HTMLInputElement|null}, onType: (text: string) => void,
 *   onMove: (by: number) => void, onEnter: () => void, onOpen: (reg_no: string) => void, onCamera: () => void}} props
 */
export function Field({ state, me, input, onType, onMove, onEnter, onOpen, onCamera }) {
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    const by = MOVES[event.key];
    // Enter of an input method ends a word, it does not ask.
    if (event.isComposing || (event.key !== 'Enter' && by === undefined)) return;
    event.preventDefault();
    if (by !== undefined) onMove(by);
    else if (!event.repeat) onEnter();
  };
  const isOpen = state.text.trim() !== '' && state.hits.length > 0;
  return html`<section class="desk-find" aria-label=${t('desk.field.label')}>
    <div class="desk-field">
      <${Icon} name="search" />
      <input ref=${input} type="text" role="combobox" aria-expanded=${String(isOpen)} aria-controls="desk-hits"
        aria-activedescendant=${isOpen ? `hit-${state.at}` : undefined} aria-label=${t('desk.field.label')}
        placeholder=${t('desk.field.hint')} autocomplete="off" autocapitalize="off" spellcheck=${false} enterkeyhint="search"
        value=${state.text} onKeyDown=${onKey} onInput=${(/** @type {any} */ event) => onType(event.target.value)} />
      <${Button} icon="camera" label=${t('desk.camera.title')} onClick=${onCamera} />
    </div>
    ${isOpen ? html`<${Hits} state=${state} me=${me} onOpen=${onOpen} />` : html`<${Below} state=${state} />`}
  </section>`;
}

/** What stands under the field without hits. @param {{state: DeskState}} props */
function Below({ state }) {
  if (state.text.trim() === '') {
    return state.card === null ? null : html`<p class="desk-below quiet small">${t('desk.field.next')}</p>`;
  }
  return state.isAnswered && html`<p class="desk-below" role="status">${t('desk.field.no_hits', { text: state.text.trim() })}</p>`;
}

/** @param {{state: DeskState, me: Me, onOpen: (reg_no: string) => void}} props */
function Hits({ state, me, onOpen }) {
  const telling = tellsApart(state.hits);
  const count = state.hits.length;
  return html`<p class="desk-count small quiet" role="status">
      ${t(state.hasMore ? 'desk.field.count_more' : 'desk.field.count', { count })}</p>
    <ul class="desk-hits" id="desk-hits" role="listbox" aria-label=${t('desk.field.hits')}>
      ${state.hits.map((hit, at) => html`<${HitLine} key=${hit.reg_no} hit=${hit} at=${at} isMarked=${at === state.at}
        telling=${telling.get(hit.reg_no) ?? []} me=${me} onOpen=${onOpen} />`)}
    </ul>`;
}

/** @param {{hit: Hit, at: number, isMarked: boolean, telling: string[], me: Me, onOpen: (reg_no: string) => void}} props */
function HitLine({ hit, at, isMarked, telling, me, onOpen }) {
  const line = useRef(/** @type {HTMLElement|null} */ (null));
  useEffect(() => {
    if (isMarked) line.current?.scrollIntoView({ block: 'nearest' });
  }, [isMarked]);
  const category = me.categories.find(({ code }) => code === hit.category);
  const told = (/** @type {keyof Hit} */ field) => hit[field] && html`<bdi data-tells=${telling.includes(field) ? 'apart' : undefined}>${hit[field]}</bdi>`;
  return html`<li ref=${line} id=${`hit-${at}`} class="hit" role="option" aria-selected=${String(isMarked)}
      data-status=${hit.status} style=${{ '--band': category?.colour ?? '' }} onClick=${() => onOpen(hit.reg_no)}>
    <div class="hit-name"><bdi>${hit.name}</bdi> ${hit.latin_name && html`<bdi class="quiet" data-tells=${telling.includes('latin_name') ? 'apart' : undefined}>${hit.latin_name}</bdi>`}
      <span class="hit-category">${inLanguage(category) || hit.category}</span></div>
    <div class="hit-who small">${told('organisation')} ${told('position')}</div>
    <div class="hit-who small quiet">${told('reg_no')} ${told('phone_masked')} <${HitState} hit=${hit} /></div>
  </li>`;
}

/** @param {{hit: Hit}} props */
function HitState({ hit }) {
  if (hit.status === 'cancelled') return html`<span class="hit-state" data-tone="bad">${t('desk.hit.cancelled')}</span>`;
  if (hit.checked_in_at) return html`<span class="hit-state" data-tone="warn">${t('desk.hit.here', { at: formatTime(hit.checked_in_at) })}</span>`;
  if (hit.owes_fen > 0) return html`<span class="hit-state" data-tone="bad">${t('desk.hit.owes', { amount: formatMoney(hit.owes_fen) })}</span>`;
  return null;
}
