/** What each screen of the kiosk looks like: one thing to read, one main action, where to go next. */
import { html } from 'preact-htm';
import { newId } from '../lib/api.js';
import { Button, Dialog, Icon, Notice } from '../lib/parts.js';
import { formatDay, formatTime, hasWords, inLanguage, t } from '../lib/words.js';
import { dayOf, nextThings, ownZone, zoneFor } from './next_things.js';
import { Fact, Proving, Tail, Typing } from './proof_screens.js';

/** @typedef {import('../lib/me').Me} Me */
/** @typedef {import('./kiosk_state.js').Screen} Screen */
/** @typedef {import('./kiosk_work.js').Send} Send */
/** @typedef {{name: string, state: string, isTrouble: boolean} | null} Printer */

/** @param {{me: Me, screen: Screen, send: Send, isClosed: boolean, printer: Printer}} props */
export function ScreenOf({ me, screen, send, isClosed, printer }) {
  if (isClosed) return html`<${Closed} me=${me} key="closed" />`;
  const key = screen.at;
  switch (screen.at) {
    case 'waiting': return html`<${Waiting} key=${key} me=${me} send=${send} printer=${printer} />`;
    case 'looking': return html`<${Busy} key=${key} title=${t('kiosk.looking.title')} />`;
    case 'found': return html`<${Found} key=${key} me=${me} screen=${screen} send=${send} />`;
    case 'checking_in': return html`<${Busy} key=${key} title=${t('kiosk.checking_in.title')} isLate=${screen.unanswered} />`;
    case 'printing': return html`<${Printing} key=${key} me=${me} screen=${screen} />`;
    case 'take': return html`<${Take} key=${key} me=${me} screen=${screen} />`;
    case 'unprinted': return html`<${Unprinted} key=${key} me=${me} screen=${screen} send=${send} />`;
    case 'refused': return html`<${Refused} key=${key} me=${me} screen=${screen} send=${send} />`;
    case 'typing': return html`<${Typing} key=${key} send=${send} />`;
    case 'tail': return html`<${Tail} key=${key} screen=${screen} send=${send} />`;
    case 'fact': return html`<${Fact} key=${key} screen=${screen} send=${send} />`;
    case 'proving': return html`<${Proving} key=${key} screen=${screen} />`;
  }
}

/** @param {{me: Me, send: Send, printer: Printer}} props */
function Waiting({ me, send, printer }) {
  const walkIn = zoneFor(me, 'walk_in');
  return html`<section class="welcome">
    <div>
      <h1>${t('kiosk.waiting.title')}</h1>
      <p class="also" lang=${t('kiosk.also.language')}>${t('kiosk.waiting.also')}</p>
    </div>
    <p class="lead">${t('kiosk.waiting.detail')}</p>
    ${printer?.isTrouble && html`<${Notice} tone="warning">${t('kiosk.waiting.printer_trouble', { place: deskOf(me) })}<//>`}
    <div class="ways">
      <${Button} kind="plain" icon="person" onClick=${() => send({ type: 'no_code' })}>${t('kiosk.waiting.no_code')}<//>
    </div>
    ${walkIn && html`<p class="quiet">${t('kiosk.waiting.register', { place: written(walkIn) })}</p>`}
  </section>`;
}

/** @param {{me: Me}} props */
function Closed({ me }) {
  return html`<section class="said" data-tone="bad">
    <${Icon} name="cloud-off" />
    <h1>${t('kiosk.closed.title')}</h1>
    <p class="also" lang=${t('kiosk.also.language')}>${t('kiosk.closed.also')}</p>
    <p class="lead">${t('kiosk.closed.detail', { place: deskOf(me) })}</p>
  </section>`;
}

/** @param {{title: string, isLate?: boolean}} props */
export function Busy({ title, isLate }) {
  return html`<section class="said" aria-busy="true">
    <span class="dots" aria-hidden="true"><i /><i /><i /></span>
    <h2>${title}</h2>
    ${isLate && html`<p class="lead">${t('kiosk.late')}</p>`}
  </section>`;
}

/** @param {{me: Me, screen: Screen & {at: 'found'}, send: Send}} props */
function Found({ me, screen: { person }, send }) {
  return html`<section class="said">
    <h2>${t('kiosk.found.title')}</h2>
    <${Person} me=${me} person=${person} />
    <div class="choices">
      <${Button} onClick=${() => send({ type: 'wipe' })}>${t('kiosk.found.not_me')}<//>
      <button class="button" data-kind="main" data-focus type="button" onClick=${() => send({ type: 'accepted', check_in_id: newId() })}>
        <${Icon} name="check" /><span>${t('kiosk.found.me')}</span>
      </button>
    </div>
  </section>`;
}

/** @param {{me: Me, person: import('./kiosk_state.js').Person}} props */
function Person({ me, person }) {
  const category = me.categories.find(({ code }) => code === person.category);
  return html`<div class="person">
    <p class="person-name" dir="auto">${person.name}</p>
    ${person.organisation && html`<p class="person-of" dir="auto">${person.organisation}</p>`}
    ${category && html`<p class="person-category" dir="auto" style=${{ '--band': category.colour }}>${inLanguage(category)}</p>`}
  </div>`;
}

/** @param {{me: Me, screen: Screen & {at: 'printing'}}} props */
function Printing({ me, screen: { printer } }) {
  return html`<section class="said">
    <${Icon} name="printer" />
    <h1>${t('kiosk.printing.title')}</h1>
    <p class="lead">${t(printer ? 'kiosk.printing.from' : 'kiosk.printing.detail', { printer: printer ?? '' })}</p>
    <span class="progress" aria-hidden="true" />
    <${Next} me=${me} />
  </section>`;
}

/** @param {{me: Me, screen: Screen & {at: 'take'}}} props */
function Take({ me, screen: { printer } }) {
  return html`<section class="said" data-tone="good">
    <${Icon} name="tick-circle" />
    <h1>${t('kiosk.take.title')}</h1>
    <p class="lead">${t(printer ? 'kiosk.take.from' : 'kiosk.take.detail', { printer: printer ?? '' })}</p>
    <${Next} me=${me} />
    <span class="progress" data-runs="out" aria-hidden="true" />
  </section>`;
}

/** @param {{me: Me}} props */
function Next({ me }) {
  const now = new Date().toISOString();
  const things = nextThings(me, now);
  if (!things.length) return null;
  const first = things.find((thing) => thing.kind === 'session')?.session.starts_at;
  const isLater = first && dayOf(first, me) !== dayOf(now, me);
  return html`<div class="next">
    <h3>${isLater ? t('kiosk.next.title_on', { day: formatDay(first) }) : t('kiosk.next.title')}</h3>
    <ol>
      ${things.map((thing) => (thing.kind === 'materials'
        ? html`<li key="materials"><b>${t('kiosk.next.bag')}</b><span dir="auto">${written(thing.zone)}</span></li>`
        : html`<li key=${thing.session.code}><b>${formatTime(thing.session.starts_at)}</b>
            <span><bdi>${inLanguage(thing.session)}</bdi>${thing.hall && html`<i><bdi>${inLanguage(thing.hall)}</bdi></i>`}</span></li>`))}
    </ol>
  </div>`;
}

/** @param {{me: Me, screen: Screen & {at: 'unprinted'}, send: Send}} props */
function Unprinted({ me, screen, send }) {
  return html`<section class="said" data-tone="warn">
    <${Icon} name="printer" />
    <h1>${t('kiosk.unprinted.title')}</h1>
    <p class="lead">${t(`kiosk.unprinted.${screen.why}`)}</p>
    <${Place} label=${t('kiosk.go_to')} place=${deskPlace(me)} />
    <${Done} send=${send} />
  </section>`;
}

/** @param {{me: Me, screen: Screen & {at: 'refused'}, send: Send}} props */
function Refused({ me, screen, send }) {
  const { title, detail, tone, icon, place } = refusalOf(me, screen);
  return html`<section class="said" data-tone=${tone}>
    <${Icon} name=${icon} />
    <h1>${title}</h1>
    ${screen.notes.map((note) => html`<p class="note" key=${note}>${note}</p>`)}
    <p class="lead">${detail}</p>
    <${Place} label=${t('kiosk.go_to')} place=${place} />
    <${Done} send=${send} />
  </section>`;
}

/** @param {{label: string, place: string[]}} props */
function Place({ label, place: [name, where] }) {
  return html`<p class="place"><span>${label}</span><b dir="auto">${name}</b>${where && html`<b dir="auto">${where}</b>`}</p>`;
}

/** @param {{send: Send}} props */
function Done({ send }) {
  return html`<div class="choices"><button class="button" data-kind="main" data-focus type="button" onClick=${() => send({ type: 'wipe' })}>
    ${t('kiosk.done')}</button></div>`;
}

/** @param {{seconds: number, send: Send}} props */
export function StillThere({ seconds, send }) {
  return html`<${Dialog} title=${t('kiosk.idle.title')} confirm=${t('kiosk.idle.stay')} cancel=${t('kiosk.idle.leave')}
      onConfirm=${() => send({ type: 'touched' })} onCancel=${() => send({ type: 'wipe' })}>
    <p class="lead">${t('kiosk.idle.detail', { seconds })}</p>
  <//>`;
}

/** What a screen reader says when a screen appears. @param {Me} me @param {Screen} screen @param {boolean} isClosed */
export function spoken(me, screen, isClosed) {
  if (isClosed) return `${t('kiosk.closed.title')} ${t('kiosk.closed.detail', { place: deskOf(me) })}`;
  if (screen.at === 'found') return [t('kiosk.found.title'), screen.person.name, screen.person.organisation ?? ''].join(' ');
  if (screen.at === 'refused') {
    const { title, detail, place } = refusalOf(me, screen);
    return [title, ...screen.notes, detail, ...place].join(' ');
  }
  if (screen.at === 'unprinted') return [t('kiosk.unprinted.title'), t(`kiosk.unprinted.${screen.why}`), deskOf(me)].join(' ');
  return t(`kiosk.${screen.at}.title`);
}

/** @param {Me} me @param {Screen & {at: 'refused'}} screen */
function refusalOf(me, { reason, first_at }) {
  const known = hasWords(`kiosk.refused.${reason}.title`) ? reason : 'other';
  const isHere = reason === 'already_checked_in';
  const finance = zoneFor(me, 'finance');
  return {
    title: t(`kiosk.refused.${known}.title`),
    detail: t(`kiosk.refused.${known}.detail`, { at: formatDayTime(first_at, me) }),
    tone: isHere ? 'warn' : 'bad',
    icon: isHere ? 'clock' : 'bar-octagon',
    place: reason === 'unpaid' && finance ? placeOf(finance) : deskPlace(me),
  };
}

/** @param {string | null} iso @param {Me} me @returns {string} the time, with its day when that was not today */
function formatDayTime(iso, me) {
  if (!iso) return '';
  return dayOf(iso, me) === dayOf(new Date().toISOString(), me) ? formatTime(iso) : `${formatDay(iso)} ${formatTime(iso)}`;
}

/** @param {Me} me @returns {string[]} where people help, beside this kiosk: its name and, where known, its place */
function deskPlace(me) {
  const zone = ownZone(me);
  return zone ? placeOf(zone) : [t('kiosk.desk')];
}

/** @param {Me} me */
const deskOf = (me) => deskPlace(me).join(t('kiosk.place_join'));

/** @param {import('./next_things.js').Zone} zone */
const written = (zone) => placeOf(zone).join(t('kiosk.place_join'));

/** @param {import('./next_things.js').Zone} zone @returns {string[]} */
const placeOf = (zone) => (zone.place ? [inLanguage(zone), zone.place] : [inLanguage(zone)]);
