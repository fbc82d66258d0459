/** One line of alerts: halls that are full, as counted this moment, and the most urgent of what else the event noticed. */
import { html } from 'preact-htm';
import { AlertLine, useAlerts } from '../lib/alert_line.js';
import { Icon } from '../lib/parts.js';
import { formatCount, inLanguage, t } from '../lib/words.js';
import { alarms } from './board_state.js';

const HALLS_SHOWN = 2;
const OF_HALLS = ['hall_full', 'hall_nearly_full']; // of a hall that is full the board says itself, at once

/**
 * @param {{me: import('../lib/me').Me, headcount: import('./board_state.js').Headcount, changes: string}} props `changes`: another one
 *   whenever alerts should be asked for again
 */
export function Alerts({ me, headcount, changes }) {
  const [alerts, ask] = useAlerts(changes);
  const halls = alarms(headcount).filter(({ level }) => level !== 'near');
  const others = alerts.filter(({ kind }) => halls.length === 0 || !OF_HALLS.includes(kind));
  if (halls.length + others.length === 0) return null;
  return html`<div class="board-alerts">
    ${halls.slice(0, HALLS_SHOWN).map(({ hall, level, inside, capacity, over }) => html`<p key=${hall} class="board-alert" data-level=${level} role="alert">
      <${Icon} name="warning" />${t(`board.alert.${level}`, {
        hall: inLanguage(me.halls.find(({ code }) => code === hall)) || hall,
        inside: formatCount(inside), capacity: formatCount(capacity), over: formatCount(over),
      })}</p>`)}
    ${halls.length > HALLS_SHOWN && html`<p class="board-alert-more">${t('board.alert.more', { count: halls.length - HALLS_SHOWN })}</p>`}
    <${AlertLine} alerts=${others} onAsk=${ask} isShown=${true} />
  </div>`;
}
