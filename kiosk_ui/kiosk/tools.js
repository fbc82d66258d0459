/** What is at hand on every screen of the kiosk: larger letters, the language, someone to help. */
import { html } from 'preact-htm';
import { newId } from '../lib/api.js';
import { Button, Icon, LanguageSwitch } from '../lib/parts.js';
import { t } from '../lib/words.js';
import { deskOf } from './places.js';

/** @typedef {import('./kiosk_state.js').Kiosk} KioskState */
/** @typedef {import('./kiosk_work.js').Send} Send */

/** @param {{kiosk: KioskState, send: Send, mayCall: boolean}} props */
export function Tools({ kiosk, send, mayCall }) {
  const isCalled = kiosk.help !== null && kiosk.help.state !== 'failed';
  return html`<div class="tools">
    <button class="tool" type="button" aria-pressed=${String(kiosk.isLarge)} onClick=${() => send({ type: 'larger' })}>
      <span class="letters" aria-hidden="true">A<b>A</b></span><span class="tool-words">${t('kiosk.tools.larger')}</span></button>
    <${LanguageSwitch} />
    ${mayCall && html`<button class="tool" data-kind="help" type="button" disabled=${isCalled} onClick=${() => send({ type: 'help', id: newId() })}>
      <${Icon} name="help" /><span class="tool-words">${t('kiosk.tools.help')}</span></button>`}
  </div>`;
}

/** Whether anybody has heard the call. @param {{me: import('../lib/me').Me, help: import('./kiosk_state.js').HelpCall, send: Send}} props */
export function HelpLine({ me, help: { state, desk }, send }) {
  const tone = state === 'failed' ? 'warning' : 'good';
  return html`<div class="help-line" data-state=${state} data-tone=${tone} role="status">
    <${Icon} name=${state === 'failed' ? 'warning' : state === 'coming' ? 'tick-circle' : 'clock'} />
    <p>${t(`kiosk.help.${state}`, { desk: desk ?? '', place: deskOf(me) })}</p>
    <${Button} onClick=${() => send({ type: 'help_ended' })}>${t(state === 'failed' ? 'kiosk.help.close' : 'kiosk.help.not_needed')}<//>
  </div>`;
}
