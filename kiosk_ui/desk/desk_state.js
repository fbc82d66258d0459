/**
 * What a desk shows, as a pure function of what happened there. No DOM, no clock, no fetch:
 * `desk.js` tells events, this says the next state. What a card means stands in `card.js`.
 */

/** @typedef {import('./shapes.js').Hit} Hit */
/** @typedef {import('./shapes.js').Card} Card */
/** @typedef {import('./shapes.js').PrintJob} PrintJob */
/** @typedef {'good'|'wait'|'warn'|'bad'} Tone */
/** @typedef {Record<string, string|number>} Values */
/** @typedef {{tone: Tone, key: string, values: Values, detail?: string}} Outcome */
/** @typedef {{reg_no: string, name: string, tone: Tone, key: string}} Recent */

/**
 * @typedef {object} DeskState
 * @property {string} text            what stands in the field
 * @property {number} asked           number of the newest question; an answer to an older one is stale
 * @property {boolean} isAnswered     the hits belong to the text in the field
 * @property {Hit[]} hits
 * @property {boolean} hasMore
 * @property {number} at              the marked hit, -1 without hits
 * @property {Card|null} card
 * @property {string|null} credential the scanned text that opened the card, null when it was found by search
 * @property {string|null} reason     verdict word of the scan that opened the card
 * @property {boolean} isBusy
 * @property {PrintJob|null} job      the badge of the open card that is on its way or went wrong
 * @property {PrintJob[]} awaited     badges still on their way, also of people who were open before
 * @property {Outcome|null} outcome
 * @property {Recent[]} recent        the last five, newest first, one line a person
 */

/**
 * @typedef {{type: 'typed', text: string}
 *   | {type: 'found', asked: number, hits: Hit[], more: boolean}
 *   | {type: 'moved', by: number}
 *   | {type: 'opened', card: Card, credential: string|null, reason: string|null}
 *   | {type: 'refreshed', card: Card}
 *   | {type: 'acting'}
 *   | {type: 'idle'}
 *   | {type: 'done', outcome: Outcome, reg_no?: string, name?: string}
 *   | {type: 'job_moved', job: PrintJob}
 *   | {type: 'said', outcome: Outcome}
 *   | {type: 'remembered', recent: Recent[]}
 *   | {type: 'cleared'}} DeskEvent
 */

export const RECENT_COUNT = 5;
export const JOB_ENDS = ['printed', 'failed', 'unconfirmed', 'cancelled'];
const TROUBLE_KEYS = ['desk.job.failed', 'desk.job.unconfirmed'];
/** Ours are 25 to 29 characters without a blank; nobody types a name or number that long in one word. */
const CREDENTIAL_LENGTH = 20;

/** @returns {DeskState} */
export function emptyDesk() {
  return {
    text: '', asked: 0, isAnswered: false, hits: [], hasMore: false, at: -1, card: null,
    credential: null, reason: null, isBusy: false, job: null, awaited: [], outcome: null, recent: [],
  };
}

/**
 * @param {DeskState} state
 * @param {DeskEvent} event
 * @returns {DeskState}
 */
export function nextDesk(state, event) {
  switch (event.type) {
    case 'typed': return typed(state, event.text);
    case 'found': return found(state, event);
    case 'moved': return { ...state, at: moved(state, event.by) };
    case 'opened': return opened(state, event);
    case 'refreshed': return refreshed(state, event.card);
    case 'acting': return { ...state, isBusy: true, outcome: null };
    case 'idle': return { ...state, isBusy: false };
    case 'done': return done(state, event);
    case 'job_moved': return jobMoved(state, event.job);
    case 'said': return { ...state, isBusy: false, outcome: event.outcome };
    case 'remembered': return { ...state, recent: remembered(state.recent, event.recent) };
    case 'cleared': return freshFrom(state);
  }
}

/**
 * What Enter does in the field as it stands.
 * @param {DeskState} state
 * @returns {{type: 'open', reg_no: string}|{type: 'look_up', text: string}|{type: 'act'}|{type: 'nothing'}}
 */
export function enterMeans(state) {
  const text = state.text.trim();
  if (text === '') return state.card === null ? { type: 'nothing' } : { type: 'act' };
  const hit = state.isAnswered ? state.hits[state.at] : undefined;
  if (hit === undefined || isCredentialLike(text)) return { type: 'look_up', text };
  return { type: 'open', reg_no: hit.reg_no };
}

/** @param {string} text */
export function isCredentialLike(text) {
  return text.length >= CREDENTIAL_LENGTH && /^[\x21-\x7e]+$/.test(text) && !text.includes('@');
}

/**
 * The newest person in the foot whose badge needs someone.
 * @param {DeskState} state
 */
export function badgeInTrouble({ recent, card }) {
  return recent.find(({ key, reg_no }) => TROUBLE_KEYS.includes(key) && reg_no !== card?.reg_no) ?? null;
}

/** @param {PrintJob} job */
export function hasEnded(job) {
  return JOB_ENDS.includes(job.state);
}

/**
 * @param {DeskState} state
 * @param {string} text
 * @returns {DeskState}
 */
function typed(state, text) {
  const isEmpty = text.trim() === '';
  return {
    ...state, text, asked: state.asked + 1, isAnswered: false,
    hits: isEmpty ? [] : state.hits, hasMore: isEmpty ? false : state.hasMore,
    at: isEmpty ? -1 : state.at,
  };
}

/**
 * @param {DeskState} state
 * @param {{asked: number, hits: Hit[], more: boolean}} event
 * @returns {DeskState}
 */
function found(state, { asked, hits, more }) {
  if (asked !== state.asked) return state;
  return { ...state, isAnswered: true, hits, hasMore: more, at: hits.length > 0 ? 0 : -1 };
}

/**
 * @param {DeskState} state
 * @param {number} by
 */
function moved(state, by) {
  return Math.max(Math.min(state.at + by, state.hits.length - 1), state.hits.length > 0 ? 0 : -1);
}

/**
 * @param {DeskState} state
 * @param {{card: Card, credential: string|null, reason: string|null}} event
 * @returns {DeskState}
 */
function opened(state, { card, credential, reason }) {
  const job = waitingFor(card);
  const awaited = job === null ? state.awaited : nowAwaited(state.awaited, job);
  return { ...freshFrom(state), card, credential, reason, job, awaited };
}

/**
 * Nobody is open; what outlives a person stays.
 * @param {DeskState} state
 * @returns {DeskState}
 */
function freshFrom({ asked, recent, awaited }) {
  return { ...emptyDesk(), asked: asked + 1, recent, awaited };
}

/**
 * A badge that was still on its way, or went wrong, when the card was opened.
 * @param {Card} card
 */
function waitingFor(card) {
  const job = card.badge.last_job;
  // What a batch prints beforehand nobody waits for here: checking in says where it lies, or prints it.
  return job !== null && !job.batch && job.state !== 'printed' && job.state !== 'cancelled' ? job : null;
}

/**
 * @param {DeskState} state
 * @param {Card} card
 * @returns {DeskState}
 */
function refreshed(state, card) {
  return state.card?.reg_no === card.reg_no ? { ...state, card } : state;
}

/**
 * @param {DeskState} state
 * @param {{outcome: Outcome, reg_no?: string, name?: string}} event
 * @returns {DeskState}
 */
function done(state, { outcome, reg_no, name }) {
  const next = { ...state, isBusy: false, outcome };
  if (reg_no === undefined || name === undefined) return next;
  const line = { reg_no, name, tone: outcome.tone, key: outcome.key };
  const others = state.recent.filter((each) => each.reg_no !== reg_no);
  return { ...next, recent: [line, ...others].slice(0, RECENT_COUNT) };
}

/**
 * What was done since the page was opened comes first, and before it what the server remembers.
 * @param {Recent[]} done
 * @param {Recent[]} before
 */
function remembered(done, before) {
  const others = before.filter(({ reg_no }) => done.every((each) => each.reg_no !== reg_no));
  return [...done, ...others].slice(0, RECENT_COUNT);
}

/**
 * @param {DeskState} state
 * @param {PrintJob} job
 * @returns {DeskState}
 */
function jobMoved(state, job) {
  const recent = state.recent.map((line) =>
    line.reg_no === job.reg_no && hasEnded(job) ? { ...line, ...recentWord(job) } : line);
  const next = { ...state, recent, awaited: nowAwaited(state.awaited, job) };
  if (state.card?.reg_no !== job.reg_no) return next;
  const isTrouble = !job.batch && (job.state === 'failed' || job.state === 'unconfirmed');
  return { ...next, job, outcome: isTrouble ? badgeSaid(job) : state.outcome };
}

/**
 * "Checked in" must not go on shining in green over a badge that did not come.
 * @param {PrintJob} job
 * @returns {Outcome}
 */
function badgeSaid(job) {
  return { tone: job.state === 'failed' ? 'bad' : 'warn', key: `desk.said.badge_${job.state}`, values: { name: job.name ?? '' } };
}

/**
 * @param {PrintJob[]} awaited
 * @param {PrintJob} job
 */
function nowAwaited(awaited, job) {
  const others = awaited.filter(({ id }) => id !== job.id);
  return hasEnded(job) ? others : [...others, job];
}

/**
 * @param {PrintJob} job
 * @returns {{tone: Tone, key: string}}
 */
function recentWord(job) {
  const tone = job.state === 'printed' ? 'good' : job.state === 'failed' ? 'bad' : 'warn';
  return { tone, key: `desk.job.${job.state}` };
}
