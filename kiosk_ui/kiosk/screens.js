/** Which screen is shown, and what a screen reader says when it appears. How each looks is in the *_screens.js beside. */
import { html } from 'preact-htm';
import { Dialog } from '../lib/parts.js';
import { formatMoney, t } from '../lib/words.js';
import { Closed } from './closed.js';
import { DirectoryCard } from './directory_card.js';
import { FormScreen, Known } from './form_screens.js';
import { deskOf, payPlace } from './places.js';
import { Fact, Proving, Tail, Typing } from './proof_screens.js';
import { Busy, Found, Owes, Printing, Refused, Take, Unprinted, refusalOf } from './said_screens.js';
import { HandOver, Waiting } from './welcome.js';

/** @typedef {import('../lib/me').Me} Me */
/** @typedef {import('./kiosk_state.js').Screen} Screen */
/** @typedef {import('./kiosk_state.js').Kiosk} KioskState */
/** @typedef {import('./kiosk_work.js').Send} Send */
/** @typedef {import('./printer_choice.js').Closure} Closure */
/**
 * @typedef {{forms: import('./form_state.js').Forms | null, hasReader: boolean, hasSlipPrinter: boolean, isPhone: boolean,
 *   others: import('./closed.js').Spoken[]}} Means what this kiosk has to offer
 */

/** @param {{me: Me, kiosk: KioskState, send: Send, closure: Closure | null, means: Means}} props */
export function ScreenOf({ me, kiosk, send, closure, means }) {
  if (closure) return html`<${Closed} key="closed" me=${me} closure=${closure} others=${means.others} />`;
  const { screen } = kiosk;
  const key = screen.at;
  const slip = { kiosk, hasSlipPrinter: means.hasSlipPrinter };
  const card = html`<${DirectoryCard} directory=${kiosk.directory} send=${send} />`;
  switch (screen.at) {
    case 'waiting': return html`<${Waiting} key=${key} me=${me} send=${send} forms=${means.forms} hasReader=${means.hasReader} isPhone=${means.isPhone} />`;
    case 'looking': return html`<${Busy} key=${key} title=${t('kiosk.looking.title')} />`;
    case 'found': return html`<${Found} key=${key} me=${me} screen=${screen} send=${send} />`;
    case 'checking_in': return html`<${Busy} key=${key} title=${t('kiosk.checking_in.title')} isLate=${screen.unanswered} />`;
    case 'printing': return html`<${Printing} key=${key} me=${me} screen=${screen}>${card}<//>`;
    case 'take': return html`<${Take} key=${key} me=${me} screen=${screen}>${card}<//>`;
    case 'unprinted': return html`<${Unprinted} key=${key} me=${me} screen=${screen} send=${send}>${card}<//>`;
    case 'refused': return html`<${Refused} key=${key} me=${me} screen=${screen} send=${send} slip=${slip} />`;
    case 'owes': return html`<${Owes} key=${key} me=${me} screen=${screen} send=${send} slip=${slip} />`;
    case 'typing': return html`<${Typing} key=${key} send=${send} />`;
    case 'tail': return html`<${Tail} key=${key} screen=${screen} send=${send} />`;
    case 'fact': return html`<${Fact} key=${key} screen=${screen} send=${send} />`;
    case 'proving': return html`<${Proving} key=${key} screen=${screen} />`;
    case 'form': return html`<${FormScreen} key=${key} me=${me} screen=${screen} send=${send} />`;
    case 'comparing': case 'registering': return html`<${Busy} key="registering" title=${t('kiosk.registering.title')} isLate=${screen.unanswered} />`;
    case 'known': return html`<${Known} key=${key} me=${me} send=${send} />`;
    case 'handing_over': return html`<${HandOver} key=${key} screen=${screen} send=${send} />`;
  }
}

/** @param {{seconds: number, send: Send}} props */
export function StillThere({ seconds, send }) {
  return html`<${Dialog} title=${t('kiosk.idle.title')} confirm=${t('kiosk.idle.stay')} cancel=${t('kiosk.idle.leave')}
      onConfirm=${() => send({ type: 'touched' })} onCancel=${() => send({ type: 'wipe' })}>
    <p class="lead">${t('kiosk.idle.detail', { seconds })}</p>
  <//>`;
}

/** What a screen reader says when a screen appears. @param {Me} me @param {Screen} screen @param {Closure | null} closure */
export function spoken(me, screen, closure) {
  if (closure) return [t('kiosk.closed.title'), t(`kiosk.closed.${closure}`), t('kiosk.closed.go_to'), deskOf(me)].join(' ');
  switch (screen.at) {
    case 'found': return [t('kiosk.found.title'), screen.person.name, screen.person.organisation ?? ''].join(' ');
    case 'refused': {
      const { title, detail, place } = refusalOf(me, screen);
      return [title, ...screen.notes, detail, ...place].join(' ');
    }
    case 'unprinted': return [t('kiosk.unprinted.title'), t(`kiosk.unprinted.${screen.why}`, { box: screen.box ?? '' }), deskOf(me)].join(' ');
    case 'owes': return [t('kiosk.owes.title'), t('kiosk.owes.due'), formatMoney(screen.owes_fen), t('kiosk.owes.pay_at'), ...payPlace(me)].join(' ');
    case 'comparing': case 'registering': return t('kiosk.registering.title');
    // A form's heading and field are read when the field takes the focus.
    case 'form': return '';
    default: return t(`kiosk.${screen.at}.title`);
  }
}
