/**
 * What a door insists on: its fields in groups, as typed, what would change, and which sentences say it. Pure: keys of
 * words, no words. What the server has besides is shown nowhere.
 */

/** @typedef {Record<string, unknown>} Policy as the server tells it */
/** @typedef {Record<string, boolean|string>} Draft  switches, and numbers as typed */
/** @typedef {{field: string, key: string, count: number, isUnusual: boolean, isLoud: boolean}} Saying */

/** In the order in which a door asks; what only counts stands last and apart. */
export const GROUPS = [
  { group: 'who', fields: ['payment_required', 'check_in_first'] },
  { group: 'when', fields: ['session_windows', 'grace_minutes', 'hours', 'exit_at_session_end'] },
  { group: 'often', fields: ['re_entry', 'limit_per_day', 'limit_per_session', 'anti_passback_minutes'] },
  { group: 'halls', fields: ['one_hall', 'refuse_when_full'] },
  { group: 'offline', fields: ['offline_names'] },
  { group: 'crowd', fields: ['flush'] },
];

/** The most that each number may be; all are whole, from 0 on. @type {Record<string, number>} */
export const NUMBERS = { grace_minutes: 180, limit_per_day: 100, limit_per_session: 100, anti_passback_minutes: 1440 };

/** A new event's. @type {Record<string, boolean|number>} */
const USUAL = { payment_required: true, re_entry: true, grace_minutes: 30 };
const LOUD = ['flush'];
const TRIABLE = ['payment_required', 'check_in_first', 'session_windows', 'grace_minutes', 'hours', 'flush'];
/** Said also where it is as usual: people ask about it. */
const ALWAYS_SAID = ['payment_required', 're_entry', 'refuse_when_full'];

/**
 * The groups with the fields that this server has.
 * @param {Policy} policy
 */
export function groupsOf(policy) {
  return GROUPS.map(({ group, fields }) => ({ group, fields: fields.filter((field) => field in policy) }))
    .filter(({ fields }) => fields.length > 0);
}

/**
 * The part of a policy that can be tried beforehand: the rest depends on who is in the hall then.
 * @param {Policy} policy
 * @returns {Policy}
 */
export function triable(policy) {
  return Object.fromEntries(Object.entries(policy).filter(([field]) => TRIABLE.includes(field)));
}

/** @param {string} field */
export const isNumber = (field) => field in NUMBERS;

/**
 * @param {Policy} policy
 * @returns {Draft}
 */
export function draftOf(policy) {
  return Object.fromEntries(groupsOf(policy).flatMap(({ fields }) => fields)
    .map((field) => [field, isNumber(field) ? String(policy[field]) : policy[field] === true]));
}

/**
 * The fields whose number is none, or too large.
 * @param {Draft} draft
 * @returns {Record<string, 'not_whole'|'too_large'>}
 */
export function faultsOf(draft) {
  const faults = /** @type {Record<string, 'not_whole'|'too_large'>} */ ({});
  for (const [field, typed] of Object.entries(draft)) {
    if (typeof typed !== 'string') continue;
    const number = numberOf(typed);
    if (number === null) faults[field] = 'not_whole';
    else if (number > (NUMBERS[field] ?? 0)) faults[field] = 'too_large';
  }
  return faults;
}

/**
 * What a draft would change, as the server takes it; fields with a fault are left out.
 * @param {Draft} draft
 * @param {Policy} policy
 * @returns {Record<string, boolean|number>}
 */
export function changesOf(draft, policy) {
  const faults = faultsOf(draft);
  return Object.fromEntries(Object.entries(draft).filter(([field]) => !(field in faults))
    .map(([field, typed]) => /** @type {[string, boolean|number]} */ ([field, typeof typed === 'string' ? numberOf(typed) ?? 0 : typed]))
    .filter(([field, wanted]) => wanted !== policy[field]));
}

/**
 * A policy in sentences: what holds that is worth saying, the loud first.
 * @param {Policy} policy
 * @returns {Saying[]}
 */
export function sayings(policy) {
  const fields = groupsOf(policy).flatMap((each) => each.fields);
  return fields.filter((field) => isWorthSaying(field, policy)).map((field) => sayingOf(field, policy))
    .sort((one, other) => Number(other.isLoud) - Number(one.isLoud));
}

/**
 * One field in a sentence, whatever its value.
 * @param {string} field
 * @param {Policy} policy
 * @returns {Saying}
 */
export function sayingOf(field, policy) {
  const value = policy[field];
  const count = isNumber(field) ? Number(value) : field === 'session_windows' ? Number(policy['grace_minutes'] ?? USUAL['grace_minutes']) : 0;
  const isOn = isNumber(field) ? count > 0 : value === true;
  return { field, key: `control.policy.says.${field}.${isOn ? 'yes' : 'no'}`, count, isUnusual: isUnusual(field, value), isLoud: isOn && LOUD.includes(field) };
}

/** @param {string} field @param {unknown} value */
export function isUnusual(field, value) {
  return value !== (USUAL[field] ?? (isNumber(field) ? 0 : false));
}

/** @param {string} field @param {Policy} policy */
function isWorthSaying(field, policy) {
  if (field === 'grace_minutes') return false; // said with the session windows
  return ALWAYS_SAID.includes(field) || isUnusual(field, policy[field]);
}

/** @param {string} typed @returns {number|null} null when it is no whole number; an empty field is 0 */
function numberOf(typed) {
  const plain = typed.normalize('NFKC').trim();
  return plain === '' ? 0 : /^\d{1,6}$/.test(plain) ? Number(plain) : null;
}
