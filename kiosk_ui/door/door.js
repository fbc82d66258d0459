/**
 * The door: one hand, one look. What it shows stands in door_state.js, how a verdict looks in looks.js, what happens to a scan in
 * door_work.js, with the server and without; here are camera, scanner, sound and hall.
 */
import { html, useEffect, useReducer, useState } from 'preact-htm';
import { keep, kept } from '../lib/address.js';
import { get } from '../lib/api.js';
import { keepAwake } from '../lib/awake.js';
import { showCalls } from '../lib/calls.js';
import { showEvacuation } from '../lib/evacuation.js';
import { Button, Icon, LanguageSwitch, StatusLine } from '../lib/parts.js';
import { ScanPicture } from '../lib/scan_picture.js';
import { start } from '../lib/station.js';
import { listenForScans } from '../lib/wedge.js';
import { inLanguage, t } from '../lib/words.js';
import { DoorAlerts } from './alerts.js';
import { EMPTY_DOOR, doorAfter } from './door_state.js';
import { BoardingButton } from './boarding.js';
import { DoorFoot } from './door_foot.js';
import { CountingOnly, HallBar, Verdict } from './door_parts.js';
import { Installed, SpaceNotice, keepInstalled } from './installed.js';
import { MealDoor } from './meals.js';
import { DoorConnection, DoorNotices, LeftScans, LetInAnyway, WaitingSheet } from './offline_parts.js';
import { OtherWindow, useOneWindow } from './one_window.js';
import { showSettings } from './settings.js';
import { SoundButton, useShown } from './sounding.js';
import { useDoorWork } from './use_door.js';

/** @typedef {import('../lib/me').Me} Me */
/** @typedef {import('../lib/me').Checkpoint} Checkpoint */

/** A door paired without a checkpoint chooses one first, and may change it. @param {{me: Me}} props */
function DoorStation({ me }) {
  const [chosen, setChosen] = useState(() => kept('checkpoint'));
  const [mode, setMode] = useState(() => kept('mode') ?? 'hall');
  const hasMeals = useHasMeals();
  useEffect(keepInstalled, []);
  const switchTo = (/** @type {'hall' | 'meals'} */ other) => {
    keep('mode', other);
    setMode(other);
  };
  const choose = (/** @type {string} */ code) => {
    keep('checkpoint', code);
    setChosen(code);
  };
  const checkpoint = me.checkpoint ?? me.checkpoints.find(({ code }) => code === chosen);
  if (mode === 'meals') return html`<${MealDoor} key=${checkpoint?.code} me=${me} checkpoint=${checkpoint ?? null} onLeave=${() => switchTo('hall')} />`;
  const onMeals = hasMeals ? () => switchTo('meals') : null;
  if (!checkpoint) return html`<${ChooseCheckpoint} me=${me} onChoose=${choose} onMeals=${onMeals} />`;
  return html`<${OneDoor} key=${checkpoint.code} me=${me} checkpoint=${checkpoint} onMeals=${onMeals} onChange=${me.checkpoint ? null : () => setChosen(null)} />`;
}

/** Whether this event has meals to redeem; until the server says so, no. */
function useHasMeals() {
  const [hasMeals, setHasMeals] = useState(false);
  useEffect(() => {
    get('/meals').then(({ meals }) => setHasMeals(meals.length > 0), () => {
      // A door without the button is a door all the same.
    });
  }, []);
  return hasMeals;
}

/** @param {{me: Me, onChoose: (code: string) => void, onMeals: (() => void) | null}} props */
function ChooseCheckpoint({ me, onChoose, onMeals }) {
  return html`<main class="choose">
    <${LanguageSwitch} />
    <h1>${t('door.choose.title')}</h1>
    <p class="quiet">${t(me.checkpoints.length ? 'door.choose.detail' : 'door.choose.none', { count: me.checkpoints.length })}</p>
    <ul>${me.checkpoints.map((each) => html`<li key=${each.code}><button type="button" onClick=${() => onChoose(each.code)}>
      <${Icon} name=${each.direction === 'out' ? 'arrow-out' : 'arrow-in'} />
      <span><b dir="auto">${inLanguage(each)}</b><small>${t(`door.direction.${each.direction}`)} · ${each.code}</small></span>
    </button></li>`)}
    ${onMeals && html`<li key=""><button type="button" onClick=${onMeals}><${Icon} name="qr" />
      <span><b>${t('door.meals.open')}</b><small>${t('door.meals.detail')}</small></span></button></li>`}</ul>
  </main>`;
}

/** @param {{me: Me, checkpoint: Checkpoint, onChange: (() => void) | null, onMeals: (() => void) | null}} props */
function OneDoor(props) {
  const { isOurs, take } = useOneWindow(props.me.station.id);
  if (isOurs === null) return html`<main class="start" aria-busy="true"></main>`;
  return isOurs ? html`<${Door} ...${props} />` : html`<${OtherWindow} onTake=${take} />`;
}

/** @param {{me: Me, checkpoint: Checkpoint, onChange: (() => void) | null, onMeals: (() => void) | null}} props */
function Door({ me, checkpoint, onChange, onMeals }) {
  const [door, send] = useReducer(doorAfter, EMPTY_DOOR);
  const [isTelling, setTelling] = useState(false);
  const hall = me.halls.find(({ code }) => code === checkpoint.hall);
  const direction = checkpoint.direction === 'both' ? door.direction : null;
  const { status, live, scan, act, letIn } = useDoorWork(me, checkpoint, send, direction);
  const overridden = (/** @type {import('./door_state.js').HallAnswer & {recorded_at: string}} */ answer) => {
    send({ type: 'scanned', scan: { scan_id: answer.scan_id, credential: '', at: answer.recorded_at, direction: null } });
    send({ type: 'answered', scan_id: answer.scan_id, answer });
  };

  useEffect(() => listenForScans(scan), [scan]);
  useEffect(keepAwake, []);
  useEffect(() => {
    get('/scans?limit=12').then(({ scans }) => send({ type: 'recents', recents: scans }), () => {
      // Only what was before: the list begins empty and the connection's state says why.
    });
  }, []);
  useShown(door, send);

  const { shown } = door;
  const unknown = shown?.kind === 'verdict' && shown.verdict === 'cant_know' && shown.local ? shown.scan_id : null;
  const going = direction ?? (checkpoint.direction === 'out' ? 'out' : 'in');
  return html`<div class="door">
    <header class="door-head">
      <${HallBar} name=${inLanguage(hall)} checkpoint=${inLanguage(checkpoint)} inside=${door.inside} capacity=${hall?.capacity ?? null} />
      <${SoundButton} />
      <${BoardingButton} checkpoint=${checkpoint} categories=${me.categories} latest=${shown && `${shown.scan_id} ${shown.kind}`} />
    </header>
    <${DoorNotices} status=${status} differences=${door.differences} onOpen=${() => setTelling(true)}><${DoorAlerts} hall=${checkpoint.hall} isLive=${live !== 'offline'} /><${SpaceNotice} /><//>
    ${status?.isFlush && html`<${CountingOnly} />`}
    ${checkpoint.direction === 'both' && html`<${DirectionChoice} direction=${door.direction} send=${send} />`}
    <${Verdict} door=${door} categories=${me.categories} onShrink=${(/** @type {string} */ scan_id) => send({ type: 'shrink', scan_id })} />
    ${unknown && html`<${LetInAnyway} direction=${going} onLetIn=${() => letIn(unknown)} />`}
    <main class="door-aim"><${ScanPicture} onRead=${scan} facing="environment" hint=${t('door.no_camera')} /></main>
    <${DoorFoot} me=${me} door=${door} onCode=${scan} onLetIn=${overridden}>
      ${onMeals && html`<${Button} kind="quiet" onClick=${onMeals}>${t('door.meals.open')}<//>`}
      ${onChange && html`<${Button} kind="quiet" onClick=${onChange}>${t('door.change')}<//>`}
    <//>
    <${StatusLine} name=${me.station.name}><${DoorConnection} status=${status} live=${live} onOpen=${() => setTelling(true)} /><//>
    ${isTelling && status && html`<${WaitingSheet} status=${status} live=${live} differences=${door.differences}
      entries=${() => new Promise((resolve) => act(({ queue }) => resolve(queue.all())))}
      onAgain=${() => act(({ queue }) => void queue.again())}
      onSeen=${() => send({ type: 'seen_differences' })} onClose=${() => setTelling(false)}><${Installed} me=${me} /><//>`}
  </div>`;
}

/** @param {{direction: import('./door_state.js').Direction, send: (action: import('./door_state.js').Action) => void}} props */
function DirectionChoice({ direction, send }) {
  return html`<div class="directions" role="group" aria-label=${t('door.direction.choose')}>
    ${/** @type {const} */ (['in', 'out']).map((each) => html`<button key=${each} type="button" data-way=${each} aria-pressed=${String(each === direction)}
      onClick=${() => send({ type: 'direction', direction: each })}><${Icon} name=${`arrow-${each}`} />${t(`door.direction.${each}`)}</button>`)}
  </div>`;
}

start(DoorStation, { theme: 'dark', Left: LeftScans });
showEvacuation();
showCalls();
showSettings();
