/** The way without a scan: the code typed, or four digits of the phone and one more fact. Never a list of people. */
import { html, useEffect, useRef } from 'preact-htm';
import { newId } from '../lib/api.js';
import { Button, Icon } from '../lib/parts.js';
import { t } from '../lib/words.js';
import { TAIL_LENGTH } from './proof_state.js';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** @typedef {import('./kiosk_state.js').Screen} Screen */
/** @typedef {import('./kiosk_work.js').Send} Send */

/** @param {{screen: Screen & {at: 'tail'}, send: Send}} props */
export function Tail({ screen: { digits }, send }) {
  const isWhole = digits.length === TAIL_LENGTH;
  const go = useRef(/** @type {HTMLButtonElement | null} */ (null));
  useEffect(() => {
    if (isWhole) go.current?.focus(); // Enter then goes on
  }, [isWhole]);
  return html`<section class="asked" data-with="keypad">
    <div class="asked-words">
      <p class="quiet">${t('kiosk.step', { step: 1, of: 2 })}</p>
      <h1>${t('kiosk.tail.title')}</h1>
      <p class="lead">${t('kiosk.tail.detail')}</p>
      <p class="digits" role="img" aria-label=${t('kiosk.tail.typed', { digits: [...digits].join(' ') || '–' })}>
        ${Array.from({ length: TAIL_LENGTH }, (_, at) => html`<span key=${at} data-next=${at === digits.length ? 'yes' : 'no'}>${digits[at] ?? ''}</span>`)}
      </p>
    </div>
    <div class="keypad" role="group" aria-label=${t('kiosk.tail.keypad')}>
      ${KEYS.map((digit, at) => html`<button key=${digit} type="button" data-focus=${at === 0 ? '' : undefined}
        onClick=${() => send({ type: 'digit', digit })}>${digit}</button>`)}
      <button key="erase" type="button" aria-label=${t('kiosk.tail.erase')} onClick=${() => send({ type: 'erase' })}><${Icon} name="delete" /></button>
      <button key="0" type="button" onClick=${() => send({ type: 'digit', digit: '0' })}>0</button>
      <button key="go" ref=${go} type="button" data-kind="go" aria-label=${t('kiosk.next_step')} disabled=${!isWhole}
        onClick=${() => send({ type: 'tail_done' })}><${Icon} name="check" /></button>
    </div>
    <${Ways} send=${send}>
      <${Button} kind="quiet" icon="keyboard" onClick=${() => send({ type: 'type_code' })}>${t('kiosk.tail.type_code')}<//>
    <//>
  </section>`;
}

/** @param {{screen: Screen & {at: 'fact'}, send: Send}} props */
export function Fact({ screen: { fact, left }, send }) {
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    send({ type: 'prove', challenge_id: newId() });
  };
  return html`<section class="asked">
    <form class="asked-words" onSubmit=${submit}>
      <p class="quiet">${t('kiosk.step', { step: 2, of: 2 })}</p>
      <h1>${t('kiosk.fact.title')}</h1>
      <p class="lead" id="fact-detail">${t('kiosk.fact.detail')}</p>
      ${left !== null && html`<p class="mismatch" role="alert"><${Icon} name="warning" />${t(left === 1 ? 'kiosk.fact.mismatch_last' : 'kiosk.fact.mismatch', { left })}</p>`}
      <div class="answer">
        <input data-focus value=${fact} aria-label=${t('kiosk.fact.title')} aria-describedby="fact-detail" autocomplete="off"
          autocapitalize="off" spellcheck=${false} maxlength="80" dir="auto"
          onInput=${(/** @type {any} */ event) => send({ type: 'fact_typed', fact: event.target.value })} />
        <${Button} kind="main" type="submit" disabled=${!fact.trim()}>${t('kiosk.fact.check')}<//>
      </div>
    </form>
    <${Ways} send=${send}>
      ${left !== null && html`<${Button} kind="quiet" onClick=${() => send({ type: 'no_code' })}>${t('kiosk.fact.other_phone')}<//>`}
    <//>
  </section>`;
}

/** @param {{screen: Screen & {at: 'proving'}}} props */
export function Proving({ screen: { unanswered } }) {
  return html`<section class="said" aria-busy="true">
    <span class="dots" aria-hidden="true"><i /><i /><i /></span>
    <h2>${t('kiosk.proving.title')}</h2>
    ${unanswered && html`<p class="lead">${t('kiosk.late')}</p>`}
  </section>`;
}

/** @param {{send: Send}} props */
export function Typing({ send }) {
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const typed = new FormData(/** @type {HTMLFormElement} */ (event.target)).get('code');
    send({ type: 'scanned', credential: String(typed ?? '').trim() });
  };
  return html`<section class="asked">
    <form class="asked-words" onSubmit=${submit}>
      <h1>${t('kiosk.typing.title')}</h1>
      <p class="lead">${t('kiosk.typing.detail')}</p>
      <div class="answer">
        <input data-focus name="code" aria-label=${t('kiosk.typing.title')} autocomplete="off" autocapitalize="characters" spellcheck=${false} maxlength="200" />
        <${Button} kind="main" type="submit">${t('kiosk.fact.check')}<//>
      </div>
    </form>
    <${Ways} send=${send} />
  </section>`;
}

/** @param {{send: Send, children?: import('preact-htm').Children}} props */
function Ways({ send, children }) {
  return html`<div class="ways">
    <${Button} kind="quiet" icon="back" onClick=${() => send({ type: 'wipe' })}>${t('kiosk.back')}<//>
    ${children}
  </div>`;
}
