/** The kiosk's first screen, and the one that leads on to the delegate's own phone. */
import { html } from 'preact-htm';
import { newId } from '../lib/api.js';
import { Icon } from '../lib/parts.js';
import { formatTime, t } from '../lib/words.js';
import { zoneFor } from './next_things.js';
import { written } from './places.js';
import { Busy } from './said_screens.js';

/** @typedef {import('../lib/me').Me} Me */
/** @typedef {import('./kiosk_state.js').Screen} Screen */
/** @typedef {import('./kiosk_work.js').Send} Send */
/** @typedef {import('./form_state.js').Forms} Forms */

/** @param {{me: Me, send: Send, forms: Forms | null, hasReader: boolean, isPhone: boolean}} props */
export function Waiting({ me, send, forms, hasReader, isPhone }) {
  const walkIn = zoneFor(me, 'walk_in');
  const mayRegister = forms !== null && forms.kiosk_categories.length > 0;
  return html`<section class="welcome">
    <div class="welcome-words">
      <h1>${t('kiosk.waiting.title')}</h1>
      <p class="also" lang=${t('kiosk.also.language')}>${t('kiosk.waiting.also')}</p>
    </div>
    <p class="lead">${t('kiosk.waiting.detail')}</p>
    ${hasReader && html`<p class="reader"><${Icon} name="card" /><span>${t('kiosk.waiting.card')}</span></p>`}
    <div class="ways">
      <${Way} icon="keyboard" title=${t('kiosk.waiting.no_code')} detail=${t('kiosk.waiting.no_code_how')} onClick=${() => send({ type: 'no_code' })} />
      ${mayRegister && html`<${Way} icon="person" title=${t('kiosk.waiting.register_here')} detail=${t('kiosk.waiting.register_how')}
        onClick=${() => send({ type: 'register', forms })} />`}
      ${!isPhone && html`<${Way} icon="phone" title=${t('kiosk.waiting.on_phone')} detail=${t('kiosk.waiting.on_phone_how')}
        onClick=${() => send({ type: 'hand_over', hand_over_id: newId() })} />`}
    </div>
    ${!mayRegister && walkIn && html`<p class="quiet">${t('kiosk.waiting.register', { place: written(walkIn) })}</p>`}
  </section>`;
}

/** @param {{icon: string, title: string, detail: string, onClick: () => void}} props */
function Way({ icon, title, detail, onClick }) {
  return html`<button class="way" type="button" onClick=${onClick}><${Icon} name=${icon} /><span><b>${title}</b><i>${detail}</i></span></button>`;
}

/** @param {{screen: Screen & {at: 'handing_over'}, send: Send}} props */
export function HandOver({ screen: { link }, send }) {
  if (!link) return html`<${Busy} title=${t('kiosk.handing_over.title')} />`;
  return html`<section class="said" data-with="code">
    <img class="code" src=${`data:image/svg+xml,${encodeURIComponent(link.qr_svg)}`} alt=${t('kiosk.handing_over.code')} />
    <div class="news">
      <h1>${t('kiosk.handing_over.title')}</h1>
      <ol class="how"><li>${t('kiosk.handing_over.network')}</li><li>${t('kiosk.handing_over.scan')}</li><li>${t('kiosk.handing_over.badge')}</li></ol>
      <p class="quiet">${t('kiosk.handing_over.until', { at: formatTime(link.ends_at) })}</p>
      <div class="choices"><button class="button" data-kind="main" data-focus type="button" onClick=${() => send({ type: 'wipe' })}>${t('kiosk.done')}</button></div>
    </div>
  </section>`;
}
