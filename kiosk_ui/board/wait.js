/** How a zone's wait is said: in minutes, or that it is closed or was not measured. */
import { formatCount, t } from '../lib/words.js';

const MINUTE_S = 60;

/** @param {import('./board_state.js').ZoneQueue} zone */
export function waitWords({ wait_s, is_open, slips_out }) {
  if (wait_s === null) return t(is_open ? 'board.zones.no_wait_known' : 'board.zones.closed');
  const wait = wait_s < MINUTE_S ? t('board.zones.wait_short') : t('board.zones.wait', { minutes: formatCount(Math.round(wait_s / MINUTE_S)) });
  return slips_out > 0 ? t('board.zones.wait_queue', { wait, count: formatCount(slips_out) }) : wait;
}
