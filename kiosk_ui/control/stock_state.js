/** Stock as control shows it: piles by item, and between which places things may be carried. Pure. */

/**
 * @typedef {{item: string, name: string, name_en: string, pile: string, pile_name: string, count: number, low_count: number, is_low: boolean, given: number}} Pile
 * @typedef {{item: string, name: string, name_en: string, piles: Pile[], left: number, given: number, isLow: boolean}} ItemStock
 * @typedef {{id: string, name: string|null, role: string, revoked_at: string|null}} Station
 */

export const STORE = '';
export const OUTSIDE = 'outside'; // no station's id: those have a number

const GIVES_OUT = ['desk', 'finance'];

/** @param {Pile[]} piles in the planners' order @returns {ItemStock[]} */
export function byItem(piles) {
  const found = /** @type {Map<string, Pile[]>} */ (new Map());
  for (const pile of piles) found.set(pile.item, [...found.get(pile.item) ?? [], pile]);
  return [...found.values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const { item, name, name_en } = first;
    const total = (/** @type {'count'|'given'} */ what) => own.reduce((sum, pile) => sum + pile[what], 0);
    return [{ item, name, name_en, piles: own, left: total('count'), given: total('given'), isLow: own.some(({ is_low }) => is_low) }];
  });
}

/**
 * The desks that can have a pile: those at work, and those that still have one.
 * @param {Station[]} stations
 * @param {Pile[]} piles
 */
export function desksOf(stations, piles) {
  const inUse = new Set(piles.map(({ pile }) => pile));
  return stations.filter(({ id, role, revoked_at }) => GIVES_OUT.includes(role) && (revoked_at === null || inUse.has(id)));
}

/**
 * What a move is sent as; null until it can be sent.
 * @param {{item: string, from: string, to: string, count: string, reason: string}} form
 */
export function moveOf({ item, from, to, count, reason }) {
  const number = Number(count);
  if (!item || from === to || !Number.isInteger(number) || number < 1) return null;
  if ([from, to].includes(OUTSIDE) && reason.trim() === '') return null;
  const pile = (/** @type {string} */ place) => place === OUTSIDE ? null : place;
  return { item, from: pile(from), to: pile(to), count: number, reason: reason.trim() };
}
