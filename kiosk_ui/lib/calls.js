/**
 * What other stations tell this one: a bar above the page, on every page of the staff, and behind it the sheet with whom to
 * ring, calling others and noting an incident. It lives beside the page: it takes no focus, and the page below gives it room.
 */
import { html, render, useEffect, useState } from 'preact-htm';
import { onTop } from './calls_state.js';
import { whence, wordsOf } from './calls_words.js';
import { hear, useStationCalls } from './calls_work.js';
import { followContacts } from './contacts_kept.js';
import { Button, Icon } from './parts.js';
import { StaffSheet } from './staff_sheet.js';
import { OPENS_SHEET, SHEET_KEY } from './staff_way.js';
import { onLanguage, t } from './words.js';

/** @typedef {import('./calls_state.js').StationCall} StationCall */

/** A board shows calls and answers none; it has no sheet: everybody reads it. */
const isBoard = () => document.body.dataset['role'] === 'board';

export function showCalls() {
  const root = document.createElement('aside');
  root.className = 'calls-place';
  document.getElementById('app')?.before(root);
  render(html`<${Calls} />`, root);
  if (!isBoard()) followContacts();
}

function Calls() {
  const { calls } = useStationCalls();
  const [open, setOpen] = useState(/** @type {import('./staff_sheet.js').Part | null} */ (null));
  const [, setShown] = useState(0);
  useEffect(() => onLanguage(() => setShown((shown) => shown + 1)), []);
  useEffect(() => (isBoard() ? undefined : listen(() => setOpen((part) => part ?? 'contacts'))), []);
  const call = onTop(calls);
  return html`${call && html`<${Bar} key=${call.id} call=${call} others=${calls.length - 1} onOpen=${() => setOpen('calls')} />`}
    ${open && html`<${StaffSheet} part=${open} onPart=${setOpen} onClose=${() => setOpen(null)} />`}`;
}

/** One key on every page, and the button in its status line. @param {() => void} onOpen @returns {() => void} stops */
function listen(onOpen) {
  const pressed = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== SHEET_KEY || event.repeat) return;
    event.preventDefault();
    onOpen();
  };
  document.addEventListener('keydown', pressed);
  document.addEventListener(OPENS_SHEET, onOpen);
  return () => {
    document.removeEventListener('keydown', pressed);
    document.removeEventListener(OPENS_SHEET, onOpen);
  };
}

/** @param {{call: StationCall, others: number, onOpen: () => void}} props */
function Bar({ call, others, onOpen }) {
  const words = html`<b dir="auto">${wordsOf(call)}</b><small>${[whence(call), others > 0 && t('calls.more', { count: others })].filter(Boolean).join(' · ')}</small>`;
  if (isBoard()) return html`<div class="calls-bar" role="status"><${Icon} name="bell" /><div class="calls-words">${words}</div></div>`;
  return html`<div class="calls-bar" role="status" data-asks=${call.needs_answer ? 'yes' : undefined}>
    <${Icon} name="bell" />
    <button class="calls-words" type="button" onClick=${onOpen}>${words}</button>
    <${Button} onClick=${() => void hear(call.id)}>${t('calls.heard')}<//>
  </div>`;
}
