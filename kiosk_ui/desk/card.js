/**
 * What a card means at a desk: the lines that matter now, the one action, and what tells
 * namesakes apart. Pure; the words are keys of the language files.
 */

/** @typedef {import('./shapes.js').Hit} Hit */
/** @typedef {import('./shapes.js').Card} Card */
/** @typedef {{tone: 'bad'|'warn'|'guest'|'note', key: string, values: Record<string, string|number>}} Line */
/** @typedef {'check_in'|'print'|'reprint'|'to_finance'|'pay'|'unblock'|'clear'|'retry'|'next'|'ask'|'none'} MainAction */

export const LINE_COUNT = 3;
/** In the order in which a person tells them from each other. */
const TELLING = /** @type {const} */ (['organisation', 'position', 'phone_masked', 'latin_name']);

/**
 * At most three lines, what stops the person first.
 * @param {Card} card
 * @param {string|null} reason  verdict word of the scan that opened the card
 * @param {boolean} [isDone]  this desk has just done it, and says so itself
 * @param {string|null} [financePlace]  where the finance desk stands, if that is known; null: money is taken here
 * @returns {Line[]}
 */
export function mattersNow(card, reason, isDone = false, financePlace = '') {
  /** @type {(Line|null)[]} */
  const lines = [
    reason === 'revoked' ? line('bad', 'desk.matter.revoked') : null,
    card.status === 'cancelled' ? line('bad', 'desk.matter.cancelled') : null,
    card.blocked === null ? null : line('bad', 'desk.matter.blocked', { why: card.blocked }),
    card.escalated ? line('bad', 'desk.matter.escalated', { why: card.escalated }) : null,
    owesLine(card, financePlace),
    zoneLine(card),
    isDone ? null : boxLine(card),
    card.checked_in === null || isDone ? null : line('warn', 'desk.matter.here', {
      at: card.checked_in.at, station: card.checked_in.station_name || card.checked_in.station || '',
    }),
    guestLine(card),
    (card.duplicates ?? []).length > 0 ? line('warn', 'desk.matter.twice', { count: card.duplicates?.length ?? 0 }) : null,
    invoiceLine(card),
    ...(card.attention ?? []).map(({ text }) => line('note', 'desk.matter.note', { note: text })),
    card.note && !card.attention ? line('note', 'desk.matter.note', { note: card.note }) : null,
    card.diet ? line('note', 'desk.matter.diet', { diet: card.diet }) : null,
    card.table_no ? line('note', 'desk.matter.table', { table: card.table_no }) : null,
  ];
  return lines.filter((each) => each !== null).slice(0, LINE_COUNT);
}

/**
 * @param {Card} card
 * @param {import('./shapes.js').PrintJob|null} [job]  the badge on its way or gone wrong
 * @param {boolean} [isDone]  this desk has just done it: the next person is what comes now
 * @param {boolean} [takesMoney]  who works here may take what is owed
 * @returns {MainAction} `ask`: a person must look first, so nothing answers Enter
 */
export function mainAction(card, job = null, isDone = false, takesMoney = false) {
  if (job?.state === 'failed') return 'retry';
  if (job?.state === 'unconfirmed') return 'ask';
  if (isDone) return 'next';
  if (card.checked_in !== null && ['queued', 'printing'].includes(job?.state ?? '')) return 'next';
  if (card.status === 'cancelled') return 'none';
  if (card.checked_in !== null) return card.badge.printed_count > 0 ? 'reprint' : 'print';
  if (card.blocked !== null) return 'unblock';
  if (card.escalated) return 'clear';
  if (isUnpaid(card)) return takesMoney ? 'pay' : 'to_finance'; // a supervisor's word is the exception
  return 'check_in';
}

/**
 * Whether a supervisor's word would have to stand for a payment.
 * @param {Card} card
 */
export function isUnpaid({ owes_fen, override }) {
  return owes_fen > 0 && !override;
}

/**
 * For each hit that shares its name with another: the fields that tell it from all namesakes,
 * the best one first. Hits without a namesake are left out.
 * @param {Hit[]} hits
 * @returns {Map<string, string[]>}
 */
export function tellsApart(hits) {
  /** @type {Map<string, string[]>} */
  const telling = new Map();
  for (const hit of hits) {
    const namesakes = hits.filter((each) => each.name === hit.name && each !== hit);
    if (namesakes.length === 0) continue;
    const fields = TELLING.filter((field) => isTelling(hit, namesakes, field));
    telling.set(hit.reg_no, fields.length > 0 ? [...fields] : ['reg_no']);
  }
  return telling;
}

/**
 * @param {Hit} hit
 * @param {Hit[]} namesakes
 * @param {typeof TELLING[number]} field
 */
function isTelling(hit, namesakes, field) {
  return Boolean(hit[field]) && namesakes.every((each) => each[field] !== hit[field]);
}

/** @param {Card} card @param {string|null} place */
function owesLine(card, place) {
  const { owes_fen } = card;
  if (owes_fen <= 0) return null;
  if (card.override) return line('warn', card.account?.promise ? 'desk.matter.owes_promised' : 'desk.matter.owes_overridden', { owes_fen });
  if (place === null) return line('bad', 'desk.matter.owes_here', { owes_fen });
  return place ? line('bad', 'desk.matter.owes_at', { owes_fen, place }) : line('bad', 'desk.matter.owes', { owes_fen });
}

/** Someone whom another zone usually serves; her zone has two names, the page takes the one of its language. @param {Card} card */
function zoneLine({ right_zone, checked_in }) {
  if (!right_zone || checked_in !== null) return null;
  return line('warn', right_zone.place ? 'desk.matter.zone' : 'desk.matter.zone_only', {
    zone: right_zone.name, zone_en: right_zone.name_en || right_zone.name, place: right_zone.place ?? '',
  });
}

/** Her badge was printed beforehand and lies somewhere. @param {Card} card */
function boxLine({ badge: { lies_in } }) {
  if (!lies_in) return null;
  if (lies_in.box === null) return line('note', 'desk.matter.pre_printed');
  return line('note', lies_in.is_sure ? 'desk.matter.in_box' : 'desk.matter.perhaps_in_box', { box: lies_in.box });
}

/** A prepared invoice is handed over while she stands there. @param {Card} card */
function invoiceLine({ account }) {
  if (account?.invoice_state !== 'prepared') return null;
  return account.invoice_bag ? line('note', 'desk.matter.invoice_bag', { bag: account.invoice_bag }) : line('note', 'desk.matter.invoice');
}

/** @param {Card} card */
function guestLine({ guest }) {
  if (guest === null) return null;
  const key = guest.host ? 'desk.matter.guest_host' : 'desk.matter.guest';
  return line('guest', key, { level: guest.level ?? '', host: guest.host ?? '' });
}

/**
 * @param {Line['tone']} tone
 * @param {string} key
 * @param {Line['values']} [values]
 * @returns {Line}
 */
function line(tone, key, values = {}) {
  return { tone, key, values };
}
