/** Stock, loans and meals, one at a time. */
import { html, useState } from 'preact-htm';
import { Button } from '../lib/parts.js';
import { t } from '../lib/words.js';
import { LoanList } from './loans.js';
import { MealList } from './meals.js';
import { StockList } from './stock.js';

const LISTS = { stock: StockList, loans: LoanList, meals: MealList };

/** @param {{control: import('./control.js').Control}} props */
export function Materials({ control }) {
  const [shown, show] = useState(/** @type {keyof typeof LISTS} */ ('stock'));
  const chosen = /** @type {(keyof typeof LISTS)[]} */ (Object.keys(LISTS));
  return html`<div class="chips" role="group" aria-label=${t('control.materials.title')}>${chosen.map((each) => html`<${Button} key=${each} pressed=${each === shown}
      onClick=${() => show(each)}>${t(`control.${each}.title`)}<//>`)}</div>
    <${LISTS[shown]} me=${control.me} withRight=${control.withRight} />`;
}
