/** What a steward is told beside her own hall's count, above the verdict: the most urgent alert, as it stands while there is contact. */
import { html, useEffect, useReducer } from 'preact-htm';
import { AlertLine, useAlerts } from '../lib/alert_line.js';

const OF_HALLS = ['hall_full', 'hall_nearly_full'];

/** @param {{hall: string, isLive: boolean}} props */
export function DoorAlerts({ hall, isLive }) {
  const [changes, changed] = useReducer((/** @type {number} */ count) => count + 1, 0);
  useEffect(() => {
    const hear = () => changed(undefined);
    document.addEventListener('alerts', hear);
    return () => document.removeEventListener('alerts', hear);
  }, []);
  const [alerts, ask] = useAlerts(`${changes} ${isLive}`);
  // Of its own hall the door's bar says it, by the scan.
  const others = alerts.filter(({ kind, key }) => !(OF_HALLS.includes(kind) && key === `${kind}:${hall}`));
  return isLive && html`<${AlertLine} alerts=${others} onAsk=${ask} isShown=${true} />`;
}
