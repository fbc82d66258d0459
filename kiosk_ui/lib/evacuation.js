/**
 * While an evacuation runs: a red bar above everything, on every page of the staff, and behind it the list. It lives beside the
 * page, not in it: no page may forget it, and none can cover it.
 */
import { html, render, useEffect, useState } from 'preact-htm';
import { stillInside } from './evacuation_state.js';
import { EvacuationList, reasonOf } from './evacuation_list.js';
import { useEvacuation } from './evacuation_work.js';
import { FullScreen } from './full_screen.js';
import { Icon } from './parts.js';
import { play } from './sound.js';
import { formatCount, formatTime, onLanguage, t } from './words.js';

const SHAKES_MS = [400, 150, 400, 150, 400];

/** @param {{onOpen?: () => void}} [more] what a touch does where the page has a place of its own for the list */
export function showEvacuation({ onOpen } = {}) {
  const root = document.createElement('aside');
  document.body.prepend(root);
  render(html`<${Bar} onOpen=${onOpen} />`, root);
}

/** @param {{onOpen?: () => void}} props */
function Bar({ onOpen }) {
  const followed = useEvacuation();
  const [isOpen, setOpen] = useState(false);
  const [, setShown] = useState(0);
  useEffect(() => onLanguage(() => setShown((shown) => shown + 1)), []);
  const { evacuation, waiting } = followed;
  useAlarm(evacuation?.evacuation_id ?? null);
  if (!evacuation) return null;
  const { counts } = evacuation;
  const inside = stillInside(evacuation, waiting);
  return html`<button class="evacuation-bar" type="button" data-done=${inside === 0 ? 'yes' : undefined} onClick=${onOpen ?? (() => setOpen(true))}>
      <${Icon} name=${inside === 0 ? 'tick-circle' : 'warning'} />
      <span><b>${t(inside === 0 ? 'evacuation.bar_done' : 'evacuation.bar', { count: formatCount(inside) })}</b>
        <small>${counts.unnamed > 0 ? t('evacuation.bar_unnamed', { count: formatCount(counts.unnamed) }) : t('evacuation.bar_why', { reason: reasonOf(evacuation), at: formatTime(evacuation.at) })}</small></span>
      <span class="evacuation-open">${t('evacuation.open')}</span>
    </button>
    ${isOpen && html`<${Screen} followed=${{ ...followed, evacuation }} onClose=${() => setOpen(false)} />`}`;
}

/** Heard once when it begins, whatever the phone is doing. @param {string | null} evacuation_id */
function useAlarm(evacuation_id) {
  useEffect(() => {
    if (evacuation_id === null) return;
    play('alarm');
    navigator.vibrate?.(SHAKES_MS);
  }, [evacuation_id]);
}

/** @param {{followed: import('./evacuation_work.js').Followed & {evacuation: import('./evacuation_state.js').Evacuation}, onClose: () => void}} props */
function Screen({ followed, onClose }) {
  const { evacuation, waiting } = followed;
  const { people, out } = evacuation.counts;
  return html`<${FullScreen} tone="evacuation" title=${t('evacuation.bar', { count: formatCount(stillInside(evacuation, waiting)) })} label=${t('evacuation.title')}
    detail=${t('evacuation.bar_why', { reason: reasonOf(evacuation), at: formatTime(evacuation.at) })} onClose=${onClose}>
    ${people === 0 || evacuation.people.length ? html`<${EvacuationList} followed=${followed} />`
      : html`<p class="roll-empty">${t('evacuation.counts_only', { people: formatCount(people), out: formatCount(out) })}</p>`}
  <//>`;
}
