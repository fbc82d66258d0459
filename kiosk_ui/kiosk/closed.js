/** The kiosk out of order: says so in every language at once, and where to go instead. */
import { html, useEffect, useState } from 'preact-htm';
import { wordsOf } from '../lib/other_words.js';
import { Icon } from '../lib/parts.js';
import { language, languages, t } from '../lib/words.js';
import { ownZone } from './next_things.js';
import { placeOf } from './places.js';

/** @typedef {import('../lib/me').Me} Me */
/** @typedef {import('./printer_choice.js').Closure} Closure */
/** @typedef {{code: string, say: import('../lib/other_words.js').Say}} Spoken a language and its words */

/**
 * Out of order, in every language at once: nobody may have to find the switch first.
 * @param {{me: Me, closure: Closure, others: Spoken[]}} props
 */
export function Closed({ me, closure, others }) {
  return html`<section class="closed" data-closure=${closure}>
    <${Icon} name=${closure === 'offline' ? 'cloud-off' : closure === 'printer' ? 'printer' : 'bar-octagon'} />
    ${[{ code: language(), say: t }, ...others].map(({ code, say }) => html`<div key=${code} class="closed-words" lang=${code}>
      <h1>${say('kiosk.closed.title')}</h1>
      <p>${say(`kiosk.closed.${closure}`)}</p>
      <p class="closed-place">${say('kiosk.closed.go_to')} <b dir="auto">${placeIn(me, code, say)}</b></p>
      ${closure !== 'staff' && html`<p class="quiet">${say('kiosk.closed.again')}</p>`}
    </div>`)}
  </section>`;
}

/** @returns {Spoken[]} the languages that are not shown, read at once */
export function useOtherWords() {
  const [others, setOthers] = useState(/** @type {Spoken[]} */ ([]));
  const shown = language();
  useEffect(() => {
    let isStale = false;
    const codes = languages().map(({ code }) => code).filter((code) => code !== shown);
    void Promise.all(codes.map(async (code) => ({ code, say: await wordsOf(code) }))).then((found) => isStale || setOthers(found), () => {
      // No answer: the words of the language shown stand alone.
    });
    return () => {
      isStale = true;
    };
  }, [shown]);
  return others;
}

/** @param {Me} me @param {string} code @param {Spoken['say']} say @returns {string} the desks, in a language */
function placeIn(me, code, say) {
  const zone = ownZone(me);
  if (!zone) return say('kiosk.desk');
  if (code === language()) return placeOf(zone).join(t('kiosk.place_join'));
  const name = code.startsWith('zh') ? zone.name : zone.name_en || zone.name;
  return [name, ...(zone.place ? [zone.place] : [])].join(say('kiosk.place_join'));
}

