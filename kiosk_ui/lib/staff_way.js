/** The way to the staff's sheet from every page's status line: one tap or one key. Nothing on a kiosk or a board. */
import { html } from 'preact-htm';
import { Icon } from './icons.js';
import { t } from './words.js';

export const OPENS_SHEET = 'staff-sheet'; // the event that opens it (calls.js)
export const SHEET_KEY = 'F1';
const STAFFED = ['desk', 'finance', 'door', 'host', 'control'];

export function StaffWay() {
  if (!STAFFED.includes(document.body.dataset['role'] ?? '')) return null;
  return html`<button class="staff-way" type="button" aria-keyshortcuts=${SHEET_KEY} title=${t('staff.open')} onClick=${() => document.dispatchEvent(new CustomEvent(OPENS_SHEET))}>
    <${Icon} name="call" /><span>${t('staff.open')}</span><kbd>${SHEET_KEY}</kbd></button>`;
}
