/** The last five at the foot of the desk, each opened again by a tap. */
import { html } from 'preact-htm';
import { Icon } from '../lib/parts.js';
import { t } from '../lib/words.js';

const TONE_ICONS = { good: 'tick-circle', wait: 'check', warn: 'clock', bad: 'bar-octagon' };

/** @param {{recent: import('./desk_state.js').Recent[], onOpen: (reg_no: string) => void}} props */
export function Recents({ recent, onOpen }) {
  if (recent.length === 0) return null;
  return html`<nav class="desk-recents" aria-label=${t('desk.recent.label', { count: recent.length })}>
    <h3 class="small quiet">${t('desk.recent.label', { count: recent.length })}</h3>
    <ol>${recent.map((each) => html`<li key=${each.reg_no}><button type="button" class="recent" data-tone=${each.tone} onClick=${() => onOpen(each.reg_no)}>
      <${Icon} name=${TONE_ICONS[each.tone]} /><bdi class="recent-name">${each.name}</bdi>
      <span class="recent-word small">${t(`${each.key}.short`)}</span></button></li>`)}</ol>
  </nav>`;
}
