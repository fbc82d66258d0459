/** What a door tells of the scans it keeps. Pure. */

/**
 * What a door would tell now. A scan that is on its way is not one that waits.
 * @param {Pick<import('./door_life.js').Life, 'queue' | 'connection'>} life
 * @returns {{waiting: number, aside: number, alone_since: string | null}}
 */
export function stateOf({ queue, connection }) {
  return {
    waiting: queue.waiting().filter(({ body }) => body.decided).length,
    aside: queue.aside().length,
    alone_since: connection.mode === 'online' || !connection.since ? null : new Date(connection.since).toISOString(),
  };
}
