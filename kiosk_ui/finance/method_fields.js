/** By which method money goes, and the reference where one is known; the same in every dialog. */
import { html } from 'preact-htm';
import { t } from '../lib/words.js';
import { Segments, TextField } from '../desk/form_parts.js';
import { METHODS } from './finance_state.js';

/** @typedef {{method: string, reference: string}} Way */

/** @param {Way} way */
export const lacksReference = ({ method, reference }) => method !== 'cash' && reference.trim() === '';

/** @param {{way: Way, onChange: (way: Way) => void}} props */
export function MethodFields({ way, onChange }) {
  return html`<${Segments} label=${t('finance.method')} name="way" value=${way.method} options=${METHODS.map((code) => ({ code, words: t(`receipt.method.${code}`) }))}
      onChange=${(/** @type {string} */ method) => onChange({ ...way, method })} />
    ${way.method !== 'cash' && html`<${TextField} name="reference" label=${t(`finance.reference.${way.method}`)} value=${way.reference}
      onInput=${(/** @type {string} */ reference) => onChange({ ...way, reference })} />`}`;
}
