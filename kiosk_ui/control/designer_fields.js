/** The inputs of the designer's panel: millimetres, words with fields, colours, choices. */
import { html, useEffect, useState } from 'preact-htm';
import { t } from '../lib/words.js';

/**
 * A number typed as people type it; what is no number yet changes nothing.
 * @param {{label: string, value: number|undefined, least?: number, most?: number, step?: number, placeholder?: string, onChange: (value: number|null) => void}} props
 */
export function NumberField({ label, value, least = 0, most = 1000, step = 1, placeholder, onChange }) {
  const [typed, setTyped] = useState(/** @type {string|null} */ (null));
  const input = (/** @type {any} */ event) => {
    const text = event.target.value;
    setTyped(text);
    const number = Number(text.replace(',', '.'));
    if (text.trim() === '') { if (placeholder !== undefined) onChange(null); } else if (Number.isFinite(number) && number >= least && number <= most) onChange(number);
  };
  return html`<label class="field">${label}<input type="number" inputmode="decimal" step=${step} min=${least} max=${most} placeholder=${placeholder}
    value=${typed ?? value ?? ''} onInput=${input} onBlur=${() => setTyped(null)} /></label>`;
}

/** @param {{label: string, value: string|undefined, wide?: boolean, placeholder?: string, onChange: (value: string) => void}} props */
export function WordsField({ label, value, wide, placeholder, onChange }) {
  return html`<label class="field" data-wide=${wide ? 'yes' : undefined}>${label}<input dir="auto" maxlength="500" placeholder=${placeholder} value=${value ?? ''}
    onInput=${(/** @type {any} */ event) => onChange(event.target.value)} /></label>`;
}

/**
 * @param {{label: string, value: string|number, choices: {value: string|number, words: string}[], wide?: boolean, onChange: (value: string) => void}} props
 */
export function ChoiceField({ label, value, choices, wide, onChange }) {
  return html`<label class="field" data-wide=${wide ? 'yes' : undefined}>${label}<select value=${String(value)} onChange=${(/** @type {any} */ event) => onChange(event.target.value)}>
    ${choices.map((each) => html`<option key=${each.value} value=${String(each.value)}>${each.words}</option>`)}</select></label>`;
}

/**
 * What a text says: words, and fields that are filled in for each person.
 * @param {{label: string, value: string, fields: string[], onChange: (value: string) => void}} props
 */
export function ExpressionField({ label, value, fields, onChange }) {
  return html`<label class="field" data-wide="yes">${label}<textarea dir="auto" rows="2" maxlength="2000" value=${value}
      onInput=${(/** @type {any} */ event) => onChange(event.target.value)}></textarea></label>
    <label class="field" data-wide="yes">${t('designer.insert')}<select value="" onChange=${(/** @type {any} */ event) => {
      if (event.target.value) onChange(`${value}{${event.target.value}}`);
      event.target.value = '';
    }}><option value="">${t('designer.insert_which')}</option>${fields.map((each) => html`<option key=${each} value=${each}>${fieldWords(each)}</option>`)}</select></label>`;
}

const NAMED_COLOURS = ['#000000', 'category', 'on-category'];

/** @param {{label: string, value: string, onChange: (value: string) => void}} props */
export function ColourField({ label, value, onChange }) {
  const [isOwn, setOwn] = useState(!NAMED_COLOURS.includes(value));
  useEffect(() => setOwn(!NAMED_COLOURS.includes(value)), [value]);
  const choose = (/** @type {string} */ chosen) => {
    setOwn(chosen === 'own');
    if (chosen !== 'own') onChange(chosen);
    else if (NAMED_COLOURS.includes(value)) onChange('#59636e');
  };
  return html`<${ChoiceField} label=${label} value=${isOwn ? 'own' : value} onChange=${choose}
      choices=${[...NAMED_COLOURS, 'own'].map((each) => ({ value: each, words: t(`designer.colour.${each.replace('#000000', 'black')}`) }))} />
    ${isOwn && html`<label class="field">${t('designer.colour.which')}<input type="color" value=${value.startsWith('#') ? value : '#59636e'} onInput=${(/** @type {any} */ event) => onChange(event.target.value)} /></label>`}`;
}

/** @param {string} field */
export const fieldWords = (field) => t(`designer.field.${field}`);
