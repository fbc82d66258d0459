/**
 * Everything a page says, out of /ui/languages/CODE.json, and how times and money are written. The choice of language
 * belongs to the station. No text stands in code; a missing key shows itself.
 */
import { keep, kept } from './address.js';

const FOUNDING_LANGUAGES = ['zh-Hans', 'en'];
const TIMEOUT_MS = 8000;

let words = /** @type {Record<string, string>} */ ({});
let code = 'zh-Hans';
let offered = FOUNDING_LANGUAGES;
let place = { timeZone: /** @type {string | undefined} */ (undefined), currency: 'CNY' };
const listeners = /** @type {Set<() => void>} */ (new Set());

/**
 * The text of a key, with `{name}` places filled.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function t(key, values = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));
}

/** @param {string} key whether this language has words for it */
export const hasWords = (key) => key in words;

/** The code of the language shown, as in its file's name. */
export const language = () => code;

/** The languages offered, each under its own name. @returns {{code: string, name: string}[]} */
export const languages = () => offered.map((each) => ({ code: each, name: ownName(each) }));

/**
 * Show another language from now on; all listeners are told when its words are here.
 * @param {string} chosen
 */
export async function setLanguage(chosen) {
  const response = await fetch(`/ui/languages/${chosen}.json`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`no words for ${chosen}`);
  words = await response.json();
  code = chosen;
  document.documentElement.lang = chosen;
  keep('language', chosen);
  for (const tell of listeners) tell();
}

/** The language kept for this station, else the browser's, else the first offered. */
export function preferredLanguage() {
  const wanted = [kept('language'), ...navigator.languages].filter((each) => each !== null);
  for (const each of wanted) {
    const found = offered.find((ours) => ours === each || ours.split('-')[0] === each.split('-')[0]);
    if (found) return found;
  }
  return offered[0] ?? 'zh-Hans';
}

/**
 * Take the event's languages (those that have words), time zone and currency.
 * @param {{languages?: string[], time_zone?: string, currency?: string}} event
 */
export async function setEvent(event) {
  const there = await Promise.all((event.languages ?? []).map(async (each) => (await hasFile(each) ? [each] : [])));
  offered = there.flat().length ? there.flat() : FOUNDING_LANGUAGES;
  place = { timeZone: event.time_zone, currency: event.currency ?? 'CNY' };
  for (const tell of listeners) tell(); // what stands beside the page shows times too
}

/** @param {() => void} listener called when the words have changed @returns {() => void} stops it */
export function onLanguage(listener) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** @param {{name: string, name_en?: string | null} | null | undefined} item */
export function inLanguage(item) {
  if (!item) return '';
  return code.startsWith('zh') ? item.name : item.name_en || item.name;
}

/** @param {string | null | undefined} iso an instant @returns {string} hours and minutes at the venue */
export function formatTime(iso) {
  return written(iso, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** @param {string | null | undefined} iso an instant @returns {string} hours, minutes and seconds at the venue */
export function formatSeconds(iso) {
  return written(iso, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
}

/** @param {string | null | undefined} iso an instant @returns {string} month, day and weekday at the venue */
export function formatDay(iso) {
  return written(iso, { month: 'long', day: 'numeric', weekday: 'long' });
}

/** @param {number} fen hundredths of the event's currency */
export function formatMoney(fen) {
  const digits = fen % 100 === 0 ? 0 : 2;
  return new Intl.NumberFormat(code, {
    style: 'currency', currency: place.currency, currencyDisplay: 'narrowSymbol', minimumFractionDigits: digits, maximumFractionDigits: digits,
  }).format(fen / 100);
}

/** @param {number} count */
export const formatCount = (count) => new Intl.NumberFormat(code).format(count);

/** @param {string | null | undefined} iso @param {Intl.DateTimeFormatOptions} form */
function written(iso, form) {
  if (!iso) return '';
  if (place.timeZone) form.timeZone = place.timeZone;
  return new Intl.DateTimeFormat(code, form).format(new Date(iso));
}

/** @param {string} each @returns {Promise<boolean>} whether somebody has translated the pages into it */
async function hasFile(each) {
  return each === code || fetch(`/ui/languages/${each}.json`, { method: 'HEAD', signal: AbortSignal.timeout(TIMEOUT_MS) }).then(({ ok }) => ok, () => false);
}

/** @param {string} each */
function ownName(each) {
  const name = new Intl.DisplayNames([each], { type: 'language' }).of(each) ?? each;
  return name.charAt(0).toUpperCase() + name.slice(1);
}
