/** A bus, a trip, a lounge: who booked it and is not here yet. Who is scanned is not missing any more. */
import { html, useCallback, useEffect, useState } from 'preact-htm';
import { Problem, get } from '../lib/api.js';
import { isSought } from '../lib/evacuation_state.js';
import { FullScreen } from '../lib/full_screen.js';
import { Icon } from '../lib/parts.js';
import { formatCount, formatTime, inLanguage, t } from '../lib/words.js';

const READ_EVERY_MS = 10000;
const LOOK_EVERY_MS = 60000; // where nobody booked; the planners may change their list

/** @typedef {{reg_no: string, name: string, category: string, organisation: string, phone_tail: string | null}} Passenger */
/**
 * @typedef {{checkpoint: string, hall: string, expected: number | null, aboard: number, missing_count: number, unbooked_count: number,
 *   missing: Passenger[], unbooked_aboard: Passenger[], as_of: string}} Boarding
 * @typedef {import('../lib/me').Me['categories']} Categories
 */

/**
 * The way to the list, where somebody booked this checkpoint; nothing where nobody did.
 * @param {{checkpoint: import('../lib/me').Checkpoint, categories: Categories, latest: string | null}} props `latest`: the last
 *   scan that was answered; the list is read again after it
 */
export function BoardingButton({ checkpoint, categories, latest }) {
  const [isOpen, setOpen] = useState(false);
  const [boarding, lostAt] = useBoarding(checkpoint.code, latest);
  if (!boarding || boarding.expected === null) return null;
  const { aboard, expected, missing_count } = boarding;
  return html`<button class="boarding-way" type="button" data-done=${missing_count === 0 ? 'yes' : undefined} onClick=${() => setOpen(true)}>
      <${Icon} name=${missing_count === 0 ? 'tick-circle' : 'list'} /><b>${missing_count === 0 ? t('door.boarding.complete') : t('door.boarding.open', { count: formatCount(missing_count) })}</b>
      <span>${formatCount(aboard)} / ${formatCount(expected)}</span></button>
    ${isOpen && html`<${BoardingScreen} boarding=${boarding} lostAt=${lostAt} place=${inLanguage(checkpoint)} categories=${categories} onClose=${() => setOpen(false)} />`}`;
}

/** @param {string} code @param {string | null} latest @returns {[Boarding | null, string | null]} the list, and since when it could not be read */
function useBoarding(code, latest) {
  const [boarding, setBoarding] = useState(/** @type {Boarding | null} */ (null));
  const [lostAt, setLostAt] = useState(/** @type {string | null} */ (null));
  const read = useCallback(async () => {
    try {
      setBoarding(await get(`/checkpoints/${encodeURIComponent(code)}/boarding`));
      setLostAt(null);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      setLostAt((before) => before ?? new Date().toISOString());
    }
  }, [code]);
  const isBooked = boarding !== null && boarding.expected !== null;
  useEffect(() => void read(), [read]);
  useEffect(() => {
    if (isBooked) void read();
  }, [read, latest]);
  useEffect(() => {
    const timer = setInterval(read, isBooked ? READ_EVERY_MS : LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [read, isBooked]);
  return [boarding, lostAt];
}

/** @param {{boarding: Boarding, lostAt: string | null, place: string, categories: Categories, onClose: () => void}} props */
function BoardingScreen({ boarding, lostAt, place, categories, onClose }) {
  const [query, setQuery] = useState('');
  const { expected, aboard, missing, unbooked_aboard: unbooked } = boarding;
  const sought = (/** @type {Passenger[]} */ people) => people.filter((each) => isSought(each, query));
  return html`<${FullScreen} title=${place} label=${t('door.boarding.title', { place })} onClose=${onClose}
    detail=${t('door.boarding.count', { aboard: formatCount(aboard), expected: formatCount(expected ?? 0) })}>
    <div class="roll">
      ${lostAt && html`<p class="roll-trouble" role="alert"><${Icon} name="cloud-off" />${t('door.boarding.old', { at: formatTime(lostAt) })}</p>`}
      <div class="roll-tools"><input class="input" type="search" value=${query} placeholder=${t('evacuation.search')} aria-label=${t('evacuation.search')} autocomplete="off"
        onInput=${(/** @type {any} */ event) => setQuery(event.target.value)} /></div>
      <${Part} title=${t('door.boarding.missing', { count: formatCount(missing.length) })} people=${sought(missing)} categories=${categories}
        empty=${t(missing.length ? 'evacuation.nobody_found' : 'door.boarding.complete')} />
      ${unbooked.length > 0 && html`<${Part} title=${t('door.boarding.unbooked', { count: formatCount(unbooked.length) })} people=${sought(unbooked)} categories=${categories}
        empty=${t('evacuation.nobody_found')} />`}
      <p class="roll-how">${t('door.boarding.how')}</p>
    </div>
  <//>`;
}

/** @param {{title: string, people: Passenger[], categories: Categories, empty: string}} props */
function Part({ title, people, categories, empty }) {
  return html`<section class="roll-hall"><h3>${title}</h3>
    ${people.length === 0 && html`<p class="roll-empty">${empty}</p>`}
    <ul>${people.map(({ reg_no, name, category, organisation, phone_tail }) => html`<li key=${reg_no} class="roll-one">
      <${Icon} name="person" />
      <span class="roll-who"><b><bdi>${name || reg_no}</bdi></b><small>${reg_no}${organisation && ' · '}<bdi>${organisation}</bdi></small></span>
      <span class="roll-state"><b><bdi>${inLanguage(categories.find(({ code }) => code === category))}</bdi></b>
        ${phone_tail && html`<small>${t('door.boarding.phone', { tail: phone_tail })}</small>`}</span></li>`)}</ul>
  </section>`;
}
