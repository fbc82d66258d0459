/** Per category: how many of how many. */
import { html } from 'preact-htm';
import { formatCount, inLanguage, t } from '../lib/words.js';
import { Tile } from './tile.js';

/** @typedef {import('../lib/me').Me} Me */
/** @typedef {import('./board_state.js').BoardState} BoardState */

const MANY = 6;

/** @param {{me: Me, state: BoardState, onOpen: (what: string) => void}} props */
export function Categories({ me, state, onOpen }) {
  const shares = state.headcount?.by_category ?? {};
  const known = me.categories.filter(({ code }) => (shares[code]?.registered ?? 0) > 0);
  return html`<${Tile} what="categories" title=${t('board.categories.title')} state=${state} onOpen=${onOpen}>
    <ul class="categories" tabindex="0" aria-label=${t('board.categories.title')} data-many=${known.length > MANY ? 'yes' : 'no'}>${known.map((category) => {
      const { registered, checked_in } = shares[category.code] ?? { registered: 0, checked_in: 0 };
      return html`<li key=${category.code} class="category" style=${{ '--band': category.colour, '--rate': registered ? checked_in / registered : 0 }}>
        <span class="category-name" dir="auto">${inLanguage(category)}</span>
        <span class="category-count"><strong>${formatCount(checked_in)}</strong><span class="quiet"> / ${formatCount(registered)}</span></span>
        <span class="category-bar" aria-hidden="true"></span></li>`;
    })}</ul>
  <//>`;
}
