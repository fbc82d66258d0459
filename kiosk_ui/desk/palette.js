/** Everything a desk can do, found by typing: the list behind "More". */
import { html, useEffect, useRef, useState } from 'preact-htm';
import { Button } from '../lib/parts.js';
import { t } from '../lib/words.js';
import { actsFor, actsNamed } from './acts.js';

/** @typedef {import('./acts.js').Act} Act */

const MOVES = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1 });

/** @param {import('./shapes.js').Opening} props */
export function Palette({ card, onGo, onCancel }) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const dialog = useRef(/** @type {HTMLDialogElement|null} */ (null));
  const acts = actsNamed(actsFor(card), text, (act) => t(`desk.act.${act.code}`));
  useEffect(() => {
    dialog.current?.showModal();
    dialog.current?.querySelector('input')?.focus();
    return () => dialog.current?.close();
  }, []);
  useEffect(() => dialog.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }), [at]);
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    const by = MOVES[event.key];
    if (event.isComposing || (event.key !== 'Enter' && by === undefined)) return;
    event.preventDefault();
    if (by !== undefined) setAt(Math.max(0, Math.min(acts.length - 1, at + by)));
    else if (acts[at]) onGo(acts[at].code);
  };
  return html`<dialog class="dialog palette" ref=${dialog} aria-label=${t('desk.more.title')} onCancel=${(/** @type {Event} */ event) => { event.preventDefault(); onCancel(); }}>
    <div class="palette-head"><input role="combobox" aria-expanded="true" aria-controls="palette-acts" aria-activedescendant=${acts[at] ? `act-${acts[at].code}` : undefined}
        aria-label=${t('desk.more.find')} placeholder=${t('desk.more.find')} autocomplete="off" value=${text} onKeyDown=${onKey}
        onInput=${(/** @type {any} */ event) => { setText(event.target.value); setAt(0); }} />
      <${Button} kind="quiet" icon="x" label=${t('dialog.cancel')} onClick=${onCancel} /></div>
    <p class="spoken" role="status">${t('desk.more.count', { count: acts.length })}</p>
    ${acts.length === 0 && html`<p class="quiet">${t('desk.more.none', { text })}</p>`}
    <div id="palette-acts" class="palette-acts" role="listbox" aria-label=${t('desk.more.title')} tabindex="0">
      ${grouped(acts).map(([group, members]) => html`<div key=${group} role="group" aria-label=${t(`desk.more.${group}`)}>
        <h3 class="small quiet" aria-hidden="true">${group === 'badge' || group === 'arrival' ? t(`desk.more.${group}`, { name: card?.name ?? '' }) : t(`desk.more.${group}`)}</h3>
        ${members.map((act) => html`<div key=${act.code} id=${`act-${act.code}`} class="palette-act" role="option" aria-selected=${String(act === acts[at])} onClick=${() => onGo(act.code)}>
          <span>${t(`desk.act.${act.code}`)}</span>${act.keys && html`<kbd>${act.keys}</kbd>`}</div>`)}</div>`)}
    </div>
  </dialog>`;
}

/** @param {Act[]} acts @returns {[string, Act[]][]} in their order */
function grouped(acts) {
  const groups = /** @type {Map<string, Act[]>} */ (new Map());
  for (const act of acts) groups.set(act.group, [...(groups.get(act.group) ?? []), act]);
  return [...groups];
}
