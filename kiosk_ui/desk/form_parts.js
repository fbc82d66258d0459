/** What the desk's dialogs are made of: a field with its mark and its fault, reasons to tap, a box to tick, an id to send with. */
import { html, useMemo, useState } from 'preact-htm';
import { newId } from '../lib/api.js';
import { t } from '../lib/words.js';

/**
 * An id that stays the same as long as the content does: trying again after a silence counts once, and another content is
 * another act (one that was refused may have been kept under the old id).
 * @param {unknown} content
 */
export function useSentId(content) {
  return useMemo(() => newId(), [JSON.stringify(content)]);
}

/**
 * One line to type into.
 * @param {{name: string, label?: string, value: string, onInput: (text: string) => void, onLeave?: () => void, type?: string,
 *   mode?: string, required?: boolean, fault?: string|null, wide?: boolean, hint?: string, list?: string, first?: boolean, most?: number, isLocked?: boolean}} props
 *   `label`: else the words of `field.NAME`; `fault`: what is wrong, in words; `first`: typed into first, though it is not on top
 */
export function TextField({ name, label, value, onInput, onLeave, type = 'text', mode, required, fault, wide, hint, list, first, most = 200, isLocked }) {
  return html`<label class="field" data-field=${name} data-wide=${wide ? 'yes' : undefined}>
    <span>${label ?? t(`field.${name}`)}${required && html`<b class="field-mark" title=${t('field.required')}> *</b>`}</span>
    <input dir="auto" data-first=${first ? 'yes' : undefined} name=${name} type=${type} inputmode=${mode} autocomplete="off" maxlength=${most} list=${list}
      required=${required} readonly=${isLocked} aria-invalid=${String(Boolean(fault))} value=${value} placeholder=${hint}
      onInput=${(/** @type {any} */ event) => onInput(event.target.value)} onBlur=${onLeave} />
    <span class="input-problem" role="alert">${fault}</span>
  </label>`;
}

/**
 * @param {{name: string, label?: string, value: string, options: {code: string, words: string}[], onChange: (code: string) => void,
 *   required?: boolean, wide?: boolean, fault?: string|null}} props
 */
export function Choice({ name, label, value, options, onChange, required, wide, fault }) {
  return html`<label class="field" data-field=${name} data-wide=${wide ? 'yes' : undefined}>
    <span>${label ?? t(`field.${name}`)}${required && html`<b class="field-mark" title=${t('field.required')}> *</b>`}</span>
    <select name=${name} required=${required} value=${value} aria-invalid=${String(Boolean(fault))}
        onChange=${(/** @type {any} */ event) => onChange(event.target.value)}>
      <option value="" disabled>${t('field.choose')}</option>
      ${options.map(({ code, words }) => html`<option key=${code} value=${code}>${words}</option>`)}
    </select>
    <span class="input-problem" role="alert">${fault}</span>
  </label>`;
}

/**
 * A few choices side by side, one of them taken.
 * @param {{label: string, name: string, value: string, options: {code: string, words: string}[], onChange: (code: string) => void}} props
 */
export function Segments({ label, name, value, options, onChange }) {
  return html`<fieldset class="segments"><legend class="small">${label}</legend><div>
    ${options.map(({ code, words }) => html`<label key=${code} class="segment">
      <input type="radio" name=${name} checked=${value === code} onChange=${() => onChange(code)} /><span>${words}</span></label>`)}
  </div></fieldset>`;
}

/** @param {{label: unknown, checked: boolean, onChange: (checked: boolean) => void, required?: boolean}} props */
export function Tick({ label, checked, onChange, required }) {
  return html`<label class="tick"><input type="checkbox" checked=${checked} required=${required}
    onChange=${(/** @type {any} */ event) => onChange(event.target.checked)} /><span>${label}</span></label>`;
}

/**
 * Reasons for a tap, and room for another one; what is told is the sentence that stays on record.
 * @param {{codes: string[], onReason: (reason: string) => void}} props  the words are `desk.reason.*`
 */
export function Reasons({ codes, onReason }) {
  const [chosen, setChosen] = useState('');
  const choose = (/** @type {string} */ code) => {
    setChosen(code);
    onReason(code === 'other' ? '' : t(`desk.reason.${code}`));
  };
  return html`<fieldset class="reasons"><legend class="small quiet">${t('desk.correction.why')}</legend>
      ${[...codes, 'other'].map((each) => html`<label key=${each} class="reason">
        <input type="radio" name="reason" checked=${chosen === each} onChange=${() => choose(each)} />
        <span>${t(`desk.reason.${each}`)}</span></label>`)}
    </fieldset>
    ${chosen === 'other' && html`<input aria-label=${t('desk.reason.other')} maxlength="200" autofocus
      onInput=${(/** @type {any} */ event) => onReason(event.target.value.trim())} />`}`;
}

/** @param {{problem: {words: string}|null}} props */
export function Refusal({ problem }) {
  return problem && html`<p class="input-problem" role="alert">${problem.words}</p>`;
}
