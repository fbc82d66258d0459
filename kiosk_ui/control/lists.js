/** Reads the lists control shows, again and again, so that trouble shows without anyone asking. */
import { useCallback, useEffect } from 'preact-htm';
import { get } from '../lib/api.js';
import { CONFLICTS_AT_MOST } from './control_state.js';

/** @typedef {import('./control_state.js').ControlEvent} ControlEvent */

const READ_EVERY_MS = 4000;
export const JOB_COUNT = 60;

/**
 * @param {(event: ControlEvent) => void} tell
 * @returns {() => Promise<void>} reads everything now
 */
export function useLists(tell) {
  const readAll = useCallback(() => read(tell), []);
  useEffect(() => {
    let timer = 0;
    const again = async () => {
      await readAll();
      timer = window.setTimeout(again, READ_EVERY_MS);
    };
    void again();
    return () => clearTimeout(timer);
  }, []);
  return readAll;
}

/** @param {(event: ControlEvent) => void} tell */
async function read(tell) {
  const lists = /** @type {[string, (told: any) => ControlEvent][]} */ ([
    [`/print-jobs?limit=${JOB_COUNT}`, ({ print_jobs, counts }) => ({ type: 'jobs', jobs: print_jobs, counts })],
    ['/printers', ({ printers }) => ({ type: 'printers', printers })],
    ['/stations', ({ stations }) => ({ type: 'stations', stations })],
    [`/conflicts?state=open&limit=${CONFLICTS_AT_MOST}`, ({ conflicts, open }) => ({ type: 'conflicts', conflicts, count: totalOf(open) })],
    ['/operators', ({ operators }) => ({ type: 'operators', operators })],
    ['/checkpoints', ({ checkpoints }) => ({ type: 'checkpoints', checkpoints })],
    ['/zones', ({ zones }) => ({ type: 'zones', zones })],
    ['/help-calls', ({ help_calls }) => ({ type: 'calls', calls: help_calls })],
    ['/alerts', ({ alerts }) => ({ type: 'alerts', alerts })],
    ['/escalations', ({ escalations }) => ({ type: 'escalations', escalations })],
  ]);
  // A list that could not be read keeps what it showed; the status line says that contact is lost.
  await Promise.allSettled(lists.map(async ([path, event]) => tell(event(await get(path)))));
}

/** @param {Record<string, number>} counts */
function totalOf(counts) {
  return Object.values(counts).reduce((total, each) => total + each, 0);
}
