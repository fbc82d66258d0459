/** The form of someone who was not planned: one thing a screen, large fields, what is wrong said beside it. */
import { html, useEffect, useRef } from 'preact-htm';
import { newId } from '../lib/api.js';
import { Button, Icon } from '../lib/parts.js';
import { formatMoney, hasWords, inLanguage, language, t } from '../lib/words.js';
import { isRequired, stepOf, stepsOf } from './form_state.js';
import { deskPlace } from './places.js';
import { Place } from './said_screens.js';

/** @typedef {import('../lib/me').Me} Me */
/** @typedef {import('./kiosk_state.js').Screen} Screen */
/** @typedef {import('./kiosk_work.js').Send} Send */
/** @typedef {import('./form_state.js').Form} Form */

const FORM = 'walk-in'; // its button stands below it
const KINDS = /** @type {Record<string, {type: string, inputmode: string}>} */ ({
  phone: { type: 'tel', inputmode: 'tel' },
  email: { type: 'email', inputmode: 'email' },
});

/** @param {{me: Me, screen: Screen & {at: 'form'}, send: Send}} props */
export function FormScreen({ me, screen: { form }, send }) {
  const step = stepOf(form);
  return html`<section class="asked" data-with="form" key=${form.at}>
    ${step.key === 'category' && html`<${Categories} me=${me} form=${form} send=${send} />`}
    ${step.key === 'fields' && html`<${Fields} form=${form} fields=${step.fields} send=${send} />`}
    ${step.key === 'consent' && html`<${Consent} me=${me} form=${form} send=${send} />`}
    <div class="ways">
      <${Button} kind="quiet" icon="back" onClick=${() => send({ type: 'form_back' })}>${t('kiosk.back')}<//>
      ${step.key !== 'category' && html`<button class="button" data-kind="main" type="submit" form=${FORM}>
        <span>${t(step.key === 'consent' ? 'kiosk.form.send' : 'kiosk.next_step')}</span></button>`}
    </div>
  </section>`;
}

/** @param {{form: Form}} props how far she is, as a line and in words */
function Steps({ form }) {
  const of = stepsOf(form).length;
  return html`<div class="steps">
    <p class="quiet">${t('kiosk.step', { step: form.at + 1, of })}</p>
    <span class="steps-line" aria-hidden="true">${Array.from({ length: of }, (_, at) => html`<i key=${at} data-done=${at <= form.at ? 'yes' : 'no'} />`)}</span>
  </div>`;
}

/** @param {{me: Me, form: Form, send: Send}} props */
function Categories({ me, form, send }) {
  const offered = me.categories.filter(({ code }) => form.forms.kiosk_categories.includes(code));
  return html`<div class="asked-words">
    <h1>${t('kiosk.form.category.title')}</h1>
    <p class="lead">${t('kiosk.form.category.detail')}</p>
    <div class="offers">${offered.map((each, at) => html`<button key=${each.code} class="offer" type="button" data-focus=${at === 0 ? '' : undefined}
        style=${{ '--band': each.colour }} onClick=${() => send({ type: 'form_category', category: each.code })}>
        <b dir="auto">${inLanguage(each)}</b><i>${priceOf(form, each.code)}</i></button>`)}</div>
  </div>`;
}

/** @param {{form: Form, fields: string[], send: Send}} props */
function Fields({ form, fields, send }) {
  const faulty = fields.find((field) => form.faults[field]);
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    const wanted = place.current?.querySelector(faulty ? `[name="${faulty}"]` : 'input');
    if (wanted instanceof HTMLElement) wanted.focus({ preventScroll: false });
  }, [faulty]);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    send({ type: 'form_next' });
  };
  return html`<form id=${FORM} class="asked-words" onSubmit=${submit} noValidate ref=${place}>
    <${Steps} form=${form} />
    <h1>${t(`kiosk.form.${fields[0]}.title`)}</h1>
    ${fields.map((field) => html`<${Field} key=${field} form=${form} field=${field} send=${send} />`)}
  </form>`;
}

/** @param {{form: Form, field: string, send: Send}} props */
function Field({ form, field, send }) {
  const fault = form.faults[field];
  const kind = KINDS[field] ?? { type: 'text', inputmode: 'text' };
  return html`<div class="asked-field" data-fault=${fault ? 'yes' : 'no'}>
    <label for=${`field-${field}`}>${t(`kiosk.form.${field}.label`)}${!isRequired(form, field) && html`<i class="quiet"> ${t('kiosk.form.optional')}</i>`}</label>
    <input id=${`field-${field}`} name=${field} type=${kind.type} inputmode=${kind.inputmode} value=${form.answers[field] ?? ''} maxlength="200" dir="auto"
      autocomplete="off" enterkeyhint="next" autocapitalize=${field === 'identity_number' ? 'characters' : 'off'} spellcheck=${false}
      required=${isRequired(form, field)} aria-invalid=${String(Boolean(fault))} aria-describedby=${`hint-${field}`}
      onInput=${(/** @type {any} */ event) => send({ type: 'form_typed', field, text: event.target.value })} />
    <p id=${`hint-${field}`} class=${fault ? 'mismatch' : 'hint'} role=${fault ? 'alert' : undefined}>
      ${fault && html`<${Icon} name="warning" />`}${fault ? faultWords(fault) : t(`kiosk.form.${field}.hint`)}</p>
  </div>`;
}

/** @param {{me: Me, form: Form, send: Send}} props */
function Consent({ me, form, send }) {
  const fault = form.faults['consent'] ?? Object.values(form.faults)[0];
  const category = me.categories.find(({ code }) => code === form.category);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    send({ type: 'form_sent', walk_in_id: newId() });
  };
  return html`<form id=${FORM} class="asked-words" onSubmit=${submit} noValidate>
    <${Steps} form=${form} />
    <h1>${t('kiosk.form.consent.title')}</h1>
    <p class="lead"><bdi>${form.answers['name']}</bdi> · <bdi>${inLanguage(category)}</bdi></p>
    <div class="notice-text" tabindex="0" role="region" aria-label=${t('kiosk.form.consent.notice')}>
      <h2>${t('kiosk.form.consent.notice')}</h2>
      ${noticeOf(form).split('\n').filter(Boolean).map((line, at) => html`<p key=${at}>${line}</p>`)}
    </div>
    <label class="consent" data-fault=${fault ? 'yes' : 'no'}>
      <input type="checkbox" data-focus checked=${form.hasConsent} aria-describedby="consent-fault"
        onInput=${(/** @type {any} */ event) => send({ type: 'form_consent', given: event.target.checked })} />
      <span>${t('kiosk.form.consent.agree')}</span>
    </label>
    ${form.forms.directory && html`<label class="consent" data-optional="yes">
      <input type="checkbox" checked=${form.inDirectory} onInput=${(/** @type {any} */ event) => send({ type: 'form_directory', given: event.target.checked })} />
      <span>${t('kiosk.form.directory')} <i class="quiet">${t('kiosk.form.optional')}</i>
        <small class="quiet">${language().startsWith('zh') ? form.forms.directory.words : form.forms.directory.words_en}</small></span>
    </label>`}
    ${fault && html`<p id="consent-fault" class="mismatch" role="alert"><${Icon} name="warning" />${faultWords(fault)}</p>`}
  </form>`;
}

/** Perhaps she is registered already: no names, only ways on. @param {{me: Me, send: Send}} props */
export function Known({ me, send }) {
  return html`<section class="said" data-tone="warn">
    <${Icon} name="person" />
    <h1>${t('kiosk.known.title')}</h1>
    <p class="lead">${t('kiosk.known.detail')}</p>
    <div class="choices">
      <button class="button" data-kind="main" data-focus type="button" onClick=${() => send({ type: 'no_code' })}>${t('kiosk.known.by_phone')}</button>
      <${Button} onClick=${() => send({ type: 'surely_new', walk_in_id: newId() })}>${t('kiosk.known.surely_new')}<//>
    </div>
    <${Place} label=${t('kiosk.known.or_desk')} place=${deskPlace(me)} />
    <div class="choices"><${Button} kind="quiet" icon="back" onClick=${() => send({ type: 'form_back' })}>${t('kiosk.back')}<//></div>
  </section>`;
}

/** @param {Form} form @returns {string} the notice in the language shown */
const noticeOf = ({ forms }) => (language().startsWith('zh') ? forms.notice : forms.notice_en || forms.notice);

/** @param {Form} form @param {string} code what it costs today */
function priceOf({ forms }, code) {
  const fen = forms.prices_fen[code] ?? 0;
  return fen > 0 ? formatMoney(fen) : t('kiosk.form.free');
}

/** @param {string} code */
const faultWords = (code) => (hasWords(`problem.${code}`) ? t(`problem.${code}`) : t('kiosk.form.fault'));
