/**
 * What a door shows: the verdict on the latest scan, the last scans, where the server said otherwise than the door had, how full
 * the hall is. Pure: no DOM, no clock, no requests. What waits for an answer is queue.js's.
 */

export const REPEAT_MS = 1000; // the same code sooner is a double trigger, not a second person; a camera's readings are told apart before
export const RECENTS = 12;
export const DIFFERENCES = 100;

/**
 * @typedef {'in' | 'out'} Direction
 * @typedef {{reg_no: string, name: string, category: string, organisation: string | null}} Delegate
 * @typedef {{scan_id: string, credential: string, at: string, direction: Direction | null}} Scan `at`: an instant
 * @typedef {{scan_id: string, verdict: string, delegate: Delegate | null, first_at: string | null, hall: string, inside: number}} HallAnswer
 * @typedef {{number: string | null, diet: string, item: string | null}} Meal what a dining hall's answer tells besides
 * @typedef {HallAnswer | {scan_id: string, verdict: string, delegate: Delegate | null, first_at: string | null, meal: Meal}} Answer
 * @typedef {Pick<import('./offline.js').Said, 'verdict' | 'category' | 'names' | 'first_at'>} Said by the door itself
 * @typedef {{scan_id: string, verdict: string, delegate: Delegate | null, first_at: string | null}} Told
 */

/**
 * @typedef {{kind: 'verdict', scan_id: string, verdict: string, delegate: Delegate | null, first_at: string | null, meal: Meal | null, local?: boolean}
 *   | {kind: 'unanswered', scan_id: string}
 *   | {kind: 'problem', scan_id: string, detail: string}} Shown `local`: decided here, and not confirmed
 * @typedef {{scan_id: string, verdict: string | null, name: string | null, category: string | null, at: string, local?: boolean}} Recent
 *   `verdict` null: no answer yet
 * @typedef {{scan_id: string, said: string, told: string, name: string | null, at: string | null}} Difference `said` here, `told` by the
 *   server; `at` null: longer ago than the last scans
 *
 * @typedef {object} Door
 * @property {Shown | null} shown
 * @property {boolean} isFull whether it still fills the screen
 * @property {Scan | null} latest
 * @property {Recent[]} recents newest first
 * @property {Difference[]} differences newest first
 * @property {Direction} direction what the steward chose; counts at a door for both only
 * @property {number | null} inside null: not told yet
 */

/**
 * @typedef {{type: 'scanned', scan: Scan}
 *   | {type: 'answered', scan_id: string, answer: Answer}
 *   | {type: 'decided', scan_id: string, said: Said}
 *   | {type: 'confirmed', answers: {told: Told, said: string | null}[]}
 *   | {type: 'unanswered', scan_id: string}
 *   | {type: 'problem', scan_id: string, detail: string}
 *   | {type: 'shrink', scan_id: string}
 *   | {type: 'recents', recents: Recent[]}
 *   | {type: 'inside', inside: number}
 *   | {type: 'seen_differences'}
 *   | {type: 'direction', direction: Direction}} Action
 */

/** @type {Door} */
export const EMPTY_DOOR = { shown: null, isFull: false, latest: null, recents: [], differences: [], direction: 'in', inside: null };

/**
 * @param {Door} door
 * @param {Action} action
 * @returns {Door}
 */
export function doorAfter(door, action) {
  switch (action.type) {
    case 'scanned':
      return scanned(door, action.scan);
    case 'answered':
      return answered(door, action.scan_id, action.answer);
    case 'decided':
      return decided(door, action.scan_id, action.said);
    case 'confirmed':
      return action.answers.reduce(confirmed, door);
    case 'unanswered':
      return unanswered(door, action.scan_id);
    case 'problem':
      return shownIfLatest(forgotten(door, action.scan_id), { kind: 'problem', scan_id: action.scan_id, detail: action.detail });
    case 'shrink':
      return door.shown?.scan_id === action.scan_id ? { ...door, isFull: false } : door;
    case 'recents':
      return { ...door, recents: merged(door.recents, action.recents) };
    case 'inside':
      return door.inside === action.inside ? door : { ...door, inside: action.inside };
    case 'seen_differences':
      return { ...door, differences: [] };
    case 'direction':
      return { ...door, direction: action.direction };
  }
}

/** @param {Scan | null} last @param {Scan} scan whether the same code was read a moment ago */
export function isRepeat(last, scan) {
  if (!last || last.credential !== scan.credential || last.direction !== scan.direction) return false;
  return Date.parse(scan.at) - Date.parse(last.at) < REPEAT_MS;
}

/** @param {string} verdict whether the person went through */
const goesThrough = (verdict) => verdict === 'admitted' || verdict === 'left';

/** @param {Door} door @param {Scan} scan @returns {Door} */
function scanned(door, scan) {
  const recent = { scan_id: scan.scan_id, verdict: null, name: null, category: null, at: scan.at };
  return { ...door, latest: scan, isFull: false, recents: [recent, ...door.recents].slice(0, RECENTS) };
}

/** @param {Door} door @param {string} scan_id @param {Answer} answer @returns {Door} */
function answered(door, scan_id, answer) {
  const { verdict, delegate, first_at } = answer;
  const meal = 'meal' in answer ? answer.meal : null;
  const inside = 'inside' in answer ? answer.inside : door.inside;
  const name = delegate?.name ?? meal?.number ?? null;
  const counted = { ...withRecent(door, scan_id, { verdict, name, category: delegate?.category ?? null }), inside };
  return shownIfLatest(counted, { kind: 'verdict', scan_id, verdict, delegate, first_at, meal });
}

/** @param {Door} door @param {string} scan_id @param {Said} said @returns {Door} */
function decided(door, scan_id, { verdict, category, names, first_at }) {
  // Where the event keeps names off doors, the category stands for the person.
  const delegate = category === null ? null : { reg_no: names?.[1] ?? '', name: names?.[0] ?? '', category, organisation: names?.[2] ?? null };
  const listed = withRecent(door, scan_id, { verdict, name: names?.[0] ?? null, category, local: true });
  const at = first_at === null ? null : new Date(first_at).toISOString();
  return shownIfLatest(listed, { kind: 'verdict', scan_id, verdict, delegate, first_at: at, meal: null, local: true });
}

/** The server has the scan now. What it says otherwise is listed, and covers nobody. @param {Door} door @param {{told: Told, said: string | null}} answer @returns {Door} */
function confirmed(door, { told: { scan_id, verdict, delegate }, said }) {
  const name = delegate?.name ?? null;
  const before = door.recents.find((each) => each.scan_id === scan_id);
  const listed = before ? withRecent(door, scan_id, { verdict, name, category: delegate?.category ?? null, local: false }) : door;
  const isOther = said !== null && goesThrough(said) !== goesThrough(verdict);
  const { shown } = listed;
  const isShown = shown?.kind === 'verdict' && shown.scan_id === scan_id;
  const sent = isShown ? { ...listed, shown: { ...shown, verdict: isOther ? shown.verdict : verdict, delegate: delegate ?? shown.delegate, local: false } } : listed;
  if (!isOther) return sent;
  const difference = { scan_id, said, told: verdict, name, at: before?.at ?? null };
  return { ...sent, differences: [difference, ...door.differences].slice(0, DIFFERENCES) };
}

/** @param {Door} door @param {string} scan_id @returns {Door} told once a scan, however often it is asked again */
function unanswered(door, scan_id) {
  const isTold = door.shown?.scan_id === scan_id;
  const isOpen = door.recents.some((each) => each.scan_id === scan_id && each.verdict === null);
  return isOpen && !isTold ? shownIfLatest(door, { kind: 'unanswered', scan_id }) : door;
}

/**
 * A late answer must not cover the person who stands at the door now.
 * @param {Door} door
 * @param {Shown} shown
 * @returns {Door}
 */
function shownIfLatest(door, shown) {
  return door.latest?.scan_id === shown.scan_id ? { ...door, shown, isFull: true } : door;
}

/** @param {Door} door @param {string} scan_id @param {Partial<Recent>} news @returns {Door} */
function withRecent(door, scan_id, news) {
  return { ...door, recents: door.recents.map((each) => (each.scan_id === scan_id ? { ...each, ...news } : each)) };
}

/** @param {Door} door @param {string} scan_id @returns {Door} the scan was not taken: it is no scan */
function forgotten(door, scan_id) {
  return { ...door, recents: door.recents.filter((each) => each.scan_id !== scan_id) };
}

/** @param {Recent[]} ours @param {Recent[]} told @returns {Recent[]} */
function merged(ours, told) {
  const known = new Set(ours.map(({ scan_id }) => scan_id));
  return [...ours, ...told.filter(({ scan_id }) => !known.has(scan_id))].slice(0, RECENTS);
}
