/** A part of the board with its title; for the organiser the title opens what the number is made of. */
import { html } from 'preact-htm';

/**
 * @param {{what: string, title: string, state: import('./board_state.js').BoardState, onOpen: (what: string) => void,
 *   children?: import('preact-htm').Children}} props
 */
export function Tile({ what, title, state, onOpen, children }) {
  const heading = state.mode === 'wall' ? title : html`<button type="button" class="tile-open" aria-expanded=${String(state.opened === what)}
    onClick=${() => onOpen(what)}>${title}</button>`;
  return html`<section class="tile" data-what=${what}><h2>${heading}</h2>${children}</section>`;
}
