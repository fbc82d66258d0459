/** One person being called: her name, the number in large digits, what matters, and five keys for what came of it. */
import { html, useEffect, useRef, useState } from 'preact-htm';
import { listenForLoneKeys } from '../lib/lone_keys.js';
import { Button, Icon } from '../lib/parts.js';
import { formatDay, formatMoney, formatTime, inLanguage, t } from '../lib/words.js';
import { TextField } from './form_parts.js';
import { comingAt, dialled, OUTCOMES, spokenNumber } from './no_shows_state.js';

const SETTLED_MS = 400; // a key pressed twice must not be the next person's outcome

/** @typedef {import('./no_shows_state.js').CallOutcome} CallOutcome */

/**
 * @param {{row: import('./no_shows_state.js').NoShow, me: import('../lib/me').Me, isSending: boolean,
 *   onNote: (outcome: CallOutcome, more: {coming_at: string|null, note: string}) => void}} props
 *   `isSending`: what came of it is on its way; what is typed now would be lost with her
 */
export function NoShowCall({ row, me, isSending, onNote }) {
  const [note, setNote] = useState('');
  const [time, setTime] = useState('');
  const [isSettled, setSettled] = useState(false);
  const part = useRef(/** @type {HTMLElement|null} */ (null));
  const coming_at = comingAt(time, { now: new Date().toISOString(), timeZone: me.event.time_zone });
  const isFault = time.trim() !== '' && coming_at === null;
  const say = (/** @type {CallOutcome} */ outcome) => {
    if (!isSettled || isSending || (outcome === 'coming' && isFault)) return;
    onNote(outcome, { coming_at: outcome === 'coming' ? coming_at : null, note: note.trim() });
  };
  useEffect(() => {
    part.current?.querySelector('h3')?.focus();
    const timer = setTimeout(() => setSettled(true), SETTLED_MS);
    return () => clearTimeout(timer);
  }, []);
  useDigits(part, (digit) => {
    const outcome = OUTCOMES[digit - 1];
    if (outcome) say(outcome);
  });
  const category = me.categories.find(({ code }) => code === row.category);
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement && event.target.name === 'coming_at') say('coming');
  };
  return html`<section class="no-show" data-settled=${isSettled ? 'yes' : undefined} aria-busy=${String(isSending)} ref=${part} onKeyDown=${onKey}>
    <div class="person-band" style=${{ '--band': category?.colour ?? '' }}><span>${inLanguage(category)}</span><span class="person-number">${row.reg_no}</span></div>
    <h3 class="no-show-name" tabindex="-1"><bdi>${row.name}</bdi> ${row.latin_name && html`<bdi class="quiet no-show-latin">${row.latin_name}</bdi>`}</h3>
    <p><bdi>${row.organisation}</bdi>${row.position && html` · <bdi>${row.position}</bdi>`}</p>
    ${row.phone
      ? html`<a class="no-show-phone" href=${dialled(row.phone)}><bdi dir="ltr">${spokenNumber(row.phone)}</bdi></a>`
      : html`<p class="no-show-phone quiet">${t('desk.no_shows.no_number')}</p>`}
    <${Matters} row=${row} />
    <div class="no-show-more"><${TextField} name="note" label=${t('desk.no_shows.note')} value=${note} isLocked=${isSending} onInput=${setNote} />
      <${TextField} name="coming_at" label=${t('desk.no_shows.coming_at')} value=${time} mode="numeric" most=${5} hint="0930" isLocked=${isSending} onInput=${setTime}
        fault=${isFault ? t('desk.back_entry.time_unreadable') : null} /></div>
    <div class="no-show-outcomes" role="group" aria-label=${t('desk.no_shows.outcomes')}>${OUTCOMES.map((outcome, at) => html`<${Button} key=${outcome}
      keys=${String(at + 1)} disabled=${outcome === 'coming' && isFault} onClick=${() => say(outcome)}>${t(`desk.no_shows.status.${outcome}`)}<//>`)}</div>
  </section>`;
}

/** @param {{row: import('./no_shows_state.js').NoShow}} props */
function Matters({ row }) {
  const lines = [
    row.guest_level !== null && { tone: 'guest', words: guestWords(row) },
    row.owes_fen > 0 && { tone: 'bad', words: t('desk.no_shows.owes', { amount: formatMoney(row.owes_fen) }) },
    row.last_call && { tone: 'note', words: lastWords(row) },
  ].filter((each) => each !== false && each !== null);
  return lines.length > 0 && html`<ul class="matters">${lines.map((each, at) => html`<li key=${at} class="matter" data-tone=${each.tone}>
    <${Icon} name=${each.tone === 'note' ? 'clock' : 'person'} /><span dir="auto">${each.words}</span></li>`)}</ul>`;
}

/** @param {import('./no_shows_state.js').NoShow} row */
function guestWords({ guest_level, speaks_in }) {
  const today = formatDay(new Date().toISOString());
  const speaks = speaks_in.map((each) => {
    const day = formatDay(each.starts_at);
    return t(day === today ? 'desk.no_shows.speaks' : 'desk.no_shows.speaks_on', { session: inLanguage(each), at: formatTime(each.starts_at), day });
  });
  return [t('desk.matter.guest', { level: guest_level ?? '' }), ...speaks].join(' · ');
}

/** @param {import('./no_shows_state.js').NoShow} row */
export function lastWords({ last_call, calls }) {
  if (last_call === null) return '';
  const { outcome, at, coming_at, note, operator, station } = last_call;
  const said = coming_at ? t('desk.no_shows.coming_about', { at: formatTime(coming_at) }) : t(`desk.no_shows.status.${outcome}`);
  return [t('desk.no_shows.last', { at: formatTime(at), said, count: calls }), operator ?? station, note].filter(Boolean).join(' · ');
}

/**
 * A digit pressed by itself, outside of a field.
 * @param {{current: HTMLElement|null}} part
 * @param {(digit: number) => void} onDigit
 */
function useDigits(part, onDigit) {
  const latest = useRef(onDigit);
  latest.current = onDigit;
  useEffect(() => listenForLoneKeys(({ key, target }) => {
    const isTyped = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
    const isOpen = part.current?.closest('dialog')?.contains(/** @type {Node} */ (target));
    if (!isTyped && isOpen && /^[1-5]$/.test(key)) latest.current(Number(key));
  }), []);
}
