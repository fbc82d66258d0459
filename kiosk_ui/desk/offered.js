/** Sums worth a tap beside the field for the cash that was handed over: first exactly what is due, named as that. */
import { html } from 'preact-htm';
import { offeredFor, yuanOf } from '../lib/money.js';
import { Button } from '../lib/parts.js';
import { formatMoney, t } from '../lib/words.js';

/**
 * @param {{fen: number, field: string, onTake: (tendered: string) => void}} props
 *   `field`: the name of the input it fills; the cursor goes back there, so that Enter takes the money
 */
export function Offered({ fen, field, onTake }) {
  const take = (/** @type {Event} */ event, /** @type {number} */ sum) => {
    onTake(yuanOf(sum));
    const input = /** @type {HTMLButtonElement} */ (event.currentTarget).form?.elements.namedItem(field);
    // On a touch screen a keyboard would slide over the sum.
    if (input instanceof HTMLInputElement && matchMedia('(hover: hover)').matches) input.focus();
  };
  return html`${offeredFor(fen).map((sum) => html`<${Button} key=${sum} onClick=${(/** @type {Event} */ event) => take(event, sum)}>
    ${sum === fen ? t('finance.exact', { amount: formatMoney(sum) }) : formatMoney(sum)}<//>`)}`;
}
