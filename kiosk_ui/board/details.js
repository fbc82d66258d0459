/** What a number is made of, for the organiser who opened it: a sheet at the foot of the page. */
import { html, useEffect, useRef } from 'preact-htm';
import { Button } from '../lib/parts.js';
import { t } from '../lib/words.js';
import { madeOf } from './made_of.js';

/** @typedef {import('./board_state.js').BoardState} BoardState */

/** @param {{me: import('../lib/me').Me, state: BoardState, onClose: () => void}} props */
export function Details({ me, state, onClose }) {
  const { headcount, overview, opened, mode } = state;
  const sheet = useRef(/** @type {HTMLElement|null} */ (null));
  const isOpen = headcount !== null && opened !== null && mode !== 'wall';
  useEffect(() => {
    if (!isOpen) return undefined;
    const before = document.activeElement;
    sheet.current?.focus({ preventScroll: true });
    return () => (before instanceof HTMLElement ? before.focus({ preventScroll: true }) : undefined);
  }, [isOpen, opened]);
  if (!isOpen) return null;
  const close = (/** @type {KeyboardEvent} */ { key }) => key === 'Escape' && onClose();
  const tables = madeOf(opened, me, headcount, overview).filter(({ rows }) => rows.length > 0);
  return html`<aside class="details" ref=${sheet} tabindex="-1" onKeyDown=${close} aria-label=${t(`board.details.${opened}`)}>
    <header><h2>${t(`board.details.${opened}`)}</h2><${Button} kind="quiet" icon="x" label=${t('board.details.close')} onClick=${onClose} /></header>
    <div class="details-scroll">${tables.length === 0 && html`<p class="quiet">${t('board.details.nothing')}</p>`}${tables.map(({ heads, rows }) => html`<table key=${heads.join()}>
      <thead><tr>${heads.map((head) => html`<th key=${head} scope="col">${t(`board.details.${head}`)}</th>`)}</tr></thead>
      <tbody>${rows.map(([first, ...others]) => html`<tr key=${first}><th scope="row" dir="auto">${first}</th>${others.map((each) => html`<td>${each}</td>`)}</tr>`)}</tbody>
    </table>`)}</div>
  </aside>`;
}
