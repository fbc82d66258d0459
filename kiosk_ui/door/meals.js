/** A door that serves a dining hall: vouchers and badges are redeemed, each meal once. */
import { html, useCallback, useEffect, useReducer, useRef, useState } from 'preact-htm';
import { keep, kept } from '../lib/address.js';
import { Problem, get, newId } from '../lib/api.js';
import { keepAwake } from '../lib/awake.js';
import { connectLive } from '../lib/live.js';
import { Button, StatusLine } from '../lib/parts.js';
import { ScanPicture } from '../lib/scan_picture.js';
import { listenForScans } from '../lib/wedge.js';
import { formatCount, inLanguage, t } from '../lib/words.js';
import { DoorFoot } from './door_foot.js';
import { Verdict } from './door_parts.js';
import { EMPTY_DOOR, doorAfter, isRepeat } from './door_state.js';
import { sendRedemption } from './redeeming.js';
import { countedIn, mealOn } from './meals_state.js';
import { SoundButton, useShown } from './sounding.js';

const COUNT_EVERY_MS = 8000;

/** @typedef {import('../lib/me').Me} Me */
/** @typedef {import('./meals_state.js').Meal} Meal */

/** @param {{me: Me, checkpoint: import('../lib/me').Checkpoint | null, onLeave: () => void}} props */
export function MealDoor({ me, checkpoint, onLeave }) {
  const [door, send] = useReducer(doorAfter, EMPTY_DOOR);
  const [connection, setConnection] = useState(/** @type {import('../lib/live.js').Connection | null} */ (null));
  const [item, setItem] = useState(() => kept('meal') ?? '');
  const [meals, setMeals] = useMeals(checkpoint?.code ?? null);
  const scan = useCodes(checkpoint?.code ?? null, item, useCallback((/** @type {import('./door_state.js').Action} */ action) => {
    send(action);
    if (action.type === 'answered') setMeals((counted) => countedIn(counted, action.answer));
  }, []));
  useEffect(() => connectLive(() => undefined, setConnection), []);
  useEffect(() => listenForScans(scan), [scan]);
  useEffect(keepAwake, []);
  useShown(door, send);
  const choose = (/** @type {string} */ code) => {
    keep('meal', code);
    setItem(code);
  };
  return html`<div class="door">
    <header class="door-head">
      <${MealBar} meal=${mealOn(meals, item)} place=${checkpoint ? inLanguage(checkpoint) : t('door.meals.title')} />
      <${SoundButton} />
    </header>
    ${meals.length > 1 && html`<${MealChoice} meals=${meals} item=${item} onChoose=${choose} />`}
    <${Verdict} door=${door} categories=${me.categories} items=${me.items} empty=${t('door.meals.empty')}
      onShrink=${(/** @type {string} */ scan_id) => send({ type: 'shrink', scan_id })} />
    <main class="door-aim"><${ScanPicture} onRead=${scan} facing="environment" hint=${t('door.no_camera')} /></main>
    <${DoorFoot} me=${me} door=${door} words="meal" onCode=${scan}>
      <${Button} kind="quiet" icon="back" onClick=${onLeave}>${t('door.meals.close')}<//>
    <//>
    <${StatusLine} name=${me.station.name} connection=${connection && { ...connection, waiting: door.recents.filter(({ verdict }) => verdict === null).length }} />
  </div>`;
}

/** @param {string | null} checkpoint @returns {[Meal[], (change: (meals: Meal[]) => Meal[]) => void]} */
function useMeals(checkpoint) {
  const [meals, setMeals] = useState(/** @type {Meal[]} */ ([]));
  useEffect(() => {
    const read = () => get(`/meals${checkpoint ? `?checkpoint=${encodeURIComponent(checkpoint)}` : ''}`).then((told) => setMeals(told.meals), (problem) => {
      if (!(problem instanceof Problem)) throw problem; // else the counts stay as they were, and the status line says why
    });
    void read();
    const timer = setInterval(read, COUNT_EVERY_MS);
    return () => clearInterval(timer);
  }, [checkpoint]);
  return [meals, setMeals];
}

/**
 * @param {string | null} checkpoint
 * @param {string} item
 * @param {(action: import('./door_state.js').Action) => void} send
 * @returns {(credential: string) => void}
 */
function useCodes(checkpoint, item, send) {
  const last = useRef(/** @type {import('./door_state.js').Scan | null} */ (null));
  return useCallback((/** @type {string} */ credential) => {
    const scan = { scan_id: newId(), credential, at: new Date().toISOString(), direction: null };
    if (isRepeat(last.current, scan)) return;
    last.current = scan;
    send({ type: 'scanned', scan });
    void sendRedemption(scan, { checkpoint, item }, send);
  }, [checkpoint, item]);
}

/** @param {{meal: Meal | null, place: string}} props */
function MealBar({ meal, place }) {
  const share = meal && meal.booked > 0 ? Math.min(1, meal.redeemed / meal.booked) : 0;
  return html`<div class="hall" data-state="ok">
    <p class="hall-name"><b dir="auto">${meal ? inLanguage(meal) : t('door.meals.none_now')}</b><small dir="auto">${place}</small></p>
    ${meal && html`<p class="hall-count"><span class="spoken">${t('door.meals.eaten')} </span><b>${formatCount(meal.redeemed)}</b><small> / ${formatCount(meal.booked)}</small></p>
      <div class="hall-bar" data-plain="yes" role="img" aria-label=${t('control.meals.share', { percent: Math.round(share * 100) })}><i style=${{ inlineSize: `${share * 100}%` }} /></div>`}
  </div>`;
}

/** @param {{meals: Meal[], item: string, onChoose: (item: string) => void}} props */
function MealChoice({ meals, item, onChoose }) {
  return html`<div class="meal-choice"><label>${t('door.meals.which')}
    <select value=${item} onChange=${(/** @type {any} */ event) => onChoose(event.target.value)}>
      <option value="">${t('door.meals.by_itself')}</option>
      ${meals.map((meal) => html`<option key=${meal.item} value=${meal.item}>${inLanguage(meal)}</option>`)}
    </select></label></div>`;
}
