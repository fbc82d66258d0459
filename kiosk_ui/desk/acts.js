/**
 * Everything a desk can do, in the order in which it is needed: which acts fit the person who is open, and which of them
 * answer to what was typed into the list. Pure; each act's dialog stands in `dialogs.js`, its words are `desk.act.CODE`.
 */

/** @typedef {import('./shapes.js').Card} Card */
/** @typedef {'badge'|'arrival'|'money'|'guest'|'many'|'house'} Group */
/**
 * @typedef {object} Act
 * @property {string} code
 * @property {Group} group
 * @property {string} [keys]  its shortcut
 * @property {boolean} [isDesks]  needs nobody to be open
 * @property {(card: Card) => boolean} [fits]  whether it makes sense for this person now
 */

const isHere = (/** @type {Card} */ card) => card.checked_in !== null;
const isExpected = (/** @type {Card} */ card) => card.checked_in === null && card.status !== 'cancelled';
const isGuest = (/** @type {Card} */ card) => card.guest !== null;

/** @type {readonly Act[]} */
export const ACTS = [
  { code: 'fix_name', group: 'badge', keys: 'F3' },
  { code: 'reprint', group: 'badge', keys: 'F4', fits: isHere },
  { code: 'lost', group: 'badge', keys: 'F8' },
  { code: 'bind', group: 'badge' },
  { code: 'undo', group: 'arrival', fits: isHere },
  { code: 'override', group: 'arrival', fits: (card) => card.owes_fen > 0 && !card.override },
  { code: 'take_back', group: 'arrival', fits: (card) => card.override },
  { code: 'recategorise', group: 'arrival' },
  { code: 'substitute', group: 'arrival', fits: (card) => card.checked_in === null },
  { code: 'merge', group: 'arrival' },
  { code: 'escalate', group: 'arrival', fits: (card) => !card.escalated },
  { code: 'clear', group: 'arrival', fits: (card) => Boolean(card.escalated) },
  { code: 'block', group: 'arrival', fits: (card) => card.blocked === null },
  { code: 'unblock', group: 'arrival', fits: (card) => card.blocked !== null },
  { code: 'cancel', group: 'arrival', fits: isExpected },
  { code: 'restore', group: 'arrival', fits: (card) => card.status === 'cancelled' },
  { code: 'identity', group: 'arrival' },
  { code: 'attention', group: 'arrival' },
  { code: 'call', group: 'arrival', fits: isExpected },
  { code: 'history', group: 'arrival' },
  { code: 'certificate', group: 'arrival', fits: isHere },
  { code: 'pay', group: 'money', keys: 'F7', fits: (card) => card.owes_fen > 0 },
  { code: 'invoice', group: 'money', fits: (card) => ['prepared', 'requested'].includes(card.account?.invoice_state ?? '') },
  { code: 'fee', group: 'money', fits: isGuest },
  { code: 'place_card', group: 'guest', fits: isGuest },
  { code: 'received', group: 'guest', fits: isGuest },
  { code: 'walk_in', group: 'many', keys: 'F2', isDesks: true },
  { code: 'group', group: 'many', keys: 'F6', isDesks: true },
  { code: 'pick_up', group: 'many', isDesks: true },
  { code: 'pasted', group: 'many', isDesks: true },
  { code: 'quota', group: 'many', isDesks: true },
  { code: 'no_shows', group: 'house', isDesks: true },
  { code: 'loan_return', group: 'house', isDesks: true },
  { code: 'keeping', group: 'house', isDesks: true },
  { code: 'shifts', group: 'house', isDesks: true },
  { code: 'stock', group: 'house', isDesks: true },
  { code: 'printer', group: 'house', isDesks: true },
  { code: 'back_entry', group: 'house', isDesks: true },
  { code: 'escalations', group: 'house', isDesks: true },
  { code: 'queue_slip', group: 'house', isDesks: true },
];

/**
 * @param {Card|null} card
 * @returns {Act[]} those that make sense now, the person's first
 */
export function actsFor(card) {
  return ACTS.filter((act) => act.isDesks || (card !== null && (act.fits?.(card) ?? true)));
}

/**
 * @param {Act[]} acts
 * @param {string} text  what was typed to find one
 * @param {(act: Act) => string} words  its words in the language shown
 * @returns {Act[]} those whose words hold every word typed
 */
export function actsNamed(acts, text, words) {
  const asked = text.toLowerCase().split(/\s+/).filter(Boolean);
  return acts.filter((act) => {
    const said = `${words(act)} ${act.code.replace('_', ' ')} ${act.keys ?? ''}`.toLowerCase();
    return asked.every((each) => said.includes(each));
  });
}

/**
 * The act a function key opens for who is open now.
 * @param {string} key
 * @param {Card|null} card
 */
export function actOfKey(key, card) {
  return actsFor(card).find(({ keys }) => keys === key)?.code ?? null;
}
