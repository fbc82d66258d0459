/** The kiosk's screens that tell one thing: who she is, her badge, what is in the way, and where to go with it. */
import { html } from 'preact-htm';
import { newId } from '../lib/api.js';
import { Button, Icon } from '../lib/parts.js';
import { formatDay, formatMoney, formatTime, hasWords, inLanguage, t } from '../lib/words.js';
import { dayOf, nextThings, zoneFor } from './next_things.js';
import { deskPlace, payPlace, written, zonePlace } from './places.js';

/** @typedef {import('../lib/me').Me} Me */
/** @typedef {import('./kiosk_state.js').Screen} Screen */
/** @typedef {import('./kiosk_work.js').Send} Send */
/** @typedef {{kiosk: import('./kiosk_state.js').Kiosk, hasSlipPrinter: boolean}} SlipWay whether a slip can be had, and where it is */

/** @param {{title: string, isLate?: boolean}} props */
export function Busy({ title, isLate }) {
  return html`<section class="said" aria-busy="true">
    <span class="dots" aria-hidden="true"><i /><i /><i /></span>
    <h1>${title}</h1>
    ${isLate && html`<p class="lead">${t('kiosk.late')}</p>`}
  </section>`;
}

/** @param {{me: Me, screen: Screen & {at: 'found'}, send: Send}} props */
export function Found({ me, screen: { person }, send }) {
  return html`<section class="said">
    <h1 class="question">${t('kiosk.found.title')}</h1>
    <${Person} me=${me} person=${person} />
    <div class="choices">
      <button class="button" data-kind="main" data-focus type="button" onClick=${() => send({ type: 'accepted', check_in_id: newId() })}>
        <${Icon} name="check" /><span>${t('kiosk.found.me')}</span>
      </button>
      <${Button} onClick=${() => send({ type: 'wipe' })}>${t('kiosk.found.not_me')}<//>
    </div>
  </section>`;
}

/** @param {{me: Me, person: import('./kiosk_state.js').Person}} props */
function Person({ me, person }) {
  const category = me.categories.find(({ code }) => code === person.category);
  return html`<div class="person" style=${{ '--band': category?.colour ?? 'transparent' }}>
    <p class="person-name" data-length=${person.name.length > 12 ? 'long' : 'short'} dir="auto">${person.name}</p>
    ${person.organisation && html`<p class="person-of" dir="auto">${person.organisation}</p>`}
    ${category && html`<p class="person-category" dir="auto">${inLanguage(category)}</p>`}
  </div>`;
}

/** @param {{me: Me, screen: Screen & {at: 'printing'}, children?: unknown}} props `children`: what is asked meanwhile */
export function Printing({ me, screen: { printer, person, detour }, children }) {
  return html`<section class="said" data-with="next">
    <div class="news">
      <${Icon} name="printer" />
      <h1>${t('kiosk.printing.title')}</h1>
      <p class="lead" dir="auto">${detour ?? t(printer ? 'kiosk.printing.from' : 'kiosk.printing.detail', { printer: printer ?? '' })}</p>
      <span class="progress" aria-hidden="true" />
    </div>
    <div class="beside"><${Next} me=${me} person=${person} />${children}</div>
  </section>`;
}

/** @param {{me: Me, screen: Screen & {at: 'take'}, children?: unknown}} props */
export function Take({ me, screen: { printer, person, detour }, children }) {
  return html`<section class="said" data-tone="good" data-with="next">
    <div class="news">
      <${Icon} name="tick-circle" />
      <h1>${t('kiosk.take.title')}</h1>
      <p class="lead" dir="auto">${detour ?? t(printer ? 'kiosk.take.from' : 'kiosk.take.detail', { printer: printer ?? '' })}</p>
      <span class="progress" data-runs="out" aria-hidden="true" />
    </div>
    <div class="beside"><${Next} me=${me} person=${person} />${children}</div>
  </section>`;
}

/** @param {{me: Me, person: import('./kiosk_state.js').Person}} props */
function Next({ me, person }) {
  const now = new Date().toISOString();
  const things = nextThings(me, now);
  if (!things.length && !person.guest) return null;
  const first = things.find((thing) => thing.kind === 'session')?.session.starts_at;
  const isLater = first && dayOf(first, me) !== dayOf(now, me);
  return html`<div class="next">
    <h2>${isLater ? t('kiosk.next.title_on', { day: formatDay(first) }) : t('kiosk.next.title')}</h2>
    <ol>
      ${person.guest && html`<${Received} me=${me} guest=${person.guest} />`}
      ${things.map((thing) => (thing.kind === 'materials'
        ? html`<li key="materials"><b>${t('kiosk.next.bag')}</b><span dir="auto">${written(thing.zone)}</span></li>`
        : html`<li key=${thing.session.code}><b>${formatTime(thing.session.starts_at)}</b>
            <span><bdi>${inLanguage(thing.session)}</bdi>${thing.hall && html`<i><bdi>${inLanguage(thing.hall)}</bdi></i>`}</span></li>`))}
    </ol>
  </div>`;
}

/** @param {{me: Me, guest: {host: string, lounge: string}}} props who comes for a guest, and where she may sit down */
function Received({ me, guest: { host, lounge } }) {
  const hall = me.halls.find(({ code }) => code === lounge);
  return html`${host && html`<li key="host"><b>${t('kiosk.next.host')}</b><span>${t('kiosk.next.host_comes', { host })}</span></li>`}
    ${lounge && html`<li key="lounge"><b>${t('kiosk.next.lounge')}</b><span><bdi>${hall ? inLanguage(hall) : lounge}</bdi></span></li>`}`;
}

/** @param {{me: Me, screen: Screen & {at: 'unprinted'}, send: Send, children?: unknown}} props */
export function Unprinted({ me, screen, send, children }) {
  const isReady = screen.why === 'in_box' || screen.why === 'ready';
  return html`<section class="said" data-tone=${isReady ? 'good' : 'warn'}>
    <${Icon} name=${isReady ? 'tick-circle' : 'printer'} />
    <h1>${t('kiosk.unprinted.title')}</h1>
    <p class="lead">${t(`kiosk.unprinted.${screen.why}`, { box: screen.box ?? '' })}</p>
    <${Place} label=${t('kiosk.go_to')} place=${deskPlace(me)} />
    ${children}
    <div class="choices"><${Done} send=${send} /></div>
  </section>`;
}

/** @param {{me: Me, screen: Screen & {at: 'refused'}, send: Send, slip: SlipWay}} props */
export function Refused({ me, screen, send, slip }) {
  const { title, detail, tone, icon, place } = refusalOf(me, screen);
  return html`<section class="said" data-tone=${tone}>
    <${Icon} name=${icon} />
    <h1>${title}</h1>
    ${screen.notes.map((note) => html`<p class="sum" key=${note}>${note}</p>`)}
    <p class="lead">${detail}</p>
    <${Place} label=${t('kiosk.go_to')} place=${place} />
    <div class="choices"><${Done} send=${send} /><${SlipButton} slip=${slip} zone=${zoneOf(me, screen.reason)} send=${send} /></div>
  </section>`;
}

/** Someone new who has to pay first. @param {{me: Me, screen: Screen & {at: 'owes'}, send: Send, slip: SlipWay}} props */
export function Owes({ me, screen, send, slip }) {
  return html`<section class="said" data-tone="good">
    <${Icon} name="tick-circle" />
    <h1>${t('kiosk.owes.title')}</h1>
    <div class="facts">
      <p class="place"><span>${t('kiosk.owes.due')}</span><b>${formatMoney(screen.owes_fen)}</b></p>
      <${Place} label=${t('kiosk.owes.pay_at')} place=${payPlace(me)} />
      <p class="place"><span>${t('kiosk.owes.number')}</span><b>${screen.reg_no}</b></p>
    </div>
    <p class="lead">${t('kiosk.owes.detail')}</p>
    <div class="choices"><${Done} send=${send} /><${SlipButton} slip=${slip} zone=${zoneOf(me, 'unpaid')} send=${send} /></div>
  </section>`;
}

/** @param {{slip: SlipWay, zone: string | null, send: Send}} props */
function SlipButton({ slip: { kiosk, hasSlipPrinter }, zone, send }) {
  if (!hasSlipPrinter || !zone) return null;
  const state = kiosk.slip?.state ?? 'none';
  if (state === 'asked' || state === 'printed') return html`<p class="slip-said" role="status"><${Icon} name="printer" />${t(`kiosk.slip.${state}`, { number: kiosk.slip?.number ?? '' })}</p>`;
  return html`${state === 'failed' && html`<p class="slip-said" role="alert"><${Icon} name="warning" />${t('kiosk.slip.failed')}</p>`}
    <${Button} icon="printer" onClick=${() => send({ type: 'slip', id: newId(), zone })}>${t(state === 'failed' ? 'kiosk.slip.again' : 'kiosk.slip.print')}<//>`;
}

/** @param {{label: string, place: string[]}} props */
export function Place({ label, place: [name, where] }) {
  return html`<p class="place"><span>${label}</span><b dir="auto">${name}</b>${where && html`<b dir="auto">${where}</b>`}</p>`;
}

/** @param {{send: Send}} props */
export function Done({ send }) {
  return html`<button class="button" data-kind="main" data-focus type="button" onClick=${() => send({ type: 'wipe' })}>${t('kiosk.done')}</button>`;
}

/** @param {Me} me @param {Screen & {at: 'refused'}} screen */
export function refusalOf(me, { reason, first_at, person }) {
  const known = hasWords(`kiosk.refused.${reason}.title`) ? reason : 'other';
  const isHere = reason === 'already_checked_in';
  return {
    title: t(`kiosk.refused.${known}.title`),
    detail: t(`kiosk.refused.${known}.detail`, { at: formatDayTime(first_at, me) }),
    tone: isHere ? 'warn' : 'bad',
    icon: isHere ? 'clock' : 'bar-octagon',
    place: reason === 'unpaid' ? payPlace(me) : reason === 'other_zone' ? zonePlace(me, person?.category ?? '') : deskPlace(me),
  };
}

/** @param {Me} me @param {string} reason @returns {string | null} the zone whose queue leads on */
const zoneOf = (me, reason) => (reason === 'unpaid' ? zoneFor(me, 'finance')?.code : null) ?? me.station.zone;

/** @param {string | null} iso @param {Me} me @returns {string} the time, with its day when that was not today */
function formatDayTime(iso, me) {
  if (!iso) return '';
  return dayOf(iso, me) === dayOf(new Date().toISOString(), me) ? formatTime(iso) : `${formatDay(iso)} ${formatTime(iso)}`;
}
