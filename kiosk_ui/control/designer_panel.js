/** What is said of the chosen box, or of the template as a whole where none is chosen, in fields to type in. */
import { html } from 'preact-htm';
import { Button } from '../lib/parts.js';
import { inLanguage, t } from '../lib/words.js';
import { boundsOf, boxAt, boxesOf, KINDS, leastOf, rounded, withBounds } from './designer_boxes.js';
import { boxWords } from './designer_canvas.js';
import { ChoiceField, ColourField, ExpressionField, fieldWords, NumberField, WordsField } from './designer_fields.js';

/** @typedef {import('./designer_state.js').Design} Design */
/** @typedef {import('./designer_boxes.js').Place} Place */
/** @typedef {(event: import('./designer_state.js').DesignEvent) => void} Act */
/** @typedef {{me: import('../lib/me').Me, fields: string[], pictures: string[]}} Known */

const PRINTS = ['badge', 'receipt', 'voucher', 'label', 'list', 'certificate'];
const TURNS = [0, 90, 180, 270];

/** @param {{design: Design, act: Act, known: Known}} props */
export function BoxPanel({ design, act, known }) {
  const { chosen, document } = design;
  const box = boxAt(document, chosen);
  if (!chosen || !box) return null;
  const set = (/** @type {string} */ key) => (/** @type {unknown} */ value) => act({ type: 'set', key, value });
  const turned = ['text', 'picture'].includes(chosen.kind);
  return html`<section class="card panel-part" aria-label=${boxWords(chosen, box)}>
    <h2 dir="auto">${boxWords(chosen, box)}</h2>
    <div class="panel-fields">
      ${chosen.kind === 'text' && html`<${ExpressionField} label=${t('designer.says')} value=${box['text'] ?? ''} fields=${known.fields} onChange=${set('text')} />`}
      ${chosen.kind === 'qr' && html`<${WordsField} wide label=${t('designer.code_says')} value=${box['text'] ?? '{credential}'} onChange=${set('text')} />`}
      ${chosen.kind === 'picture' && html`<${ChoiceField} wide label=${t('designer.file')} value=${box['file']} onChange=${set('file')}
        choices=${[...new Set([box['file'], ...known.pictures])].map((each) => ({ value: each, words: each }))} />
        <${ChoiceField} label=${t('designer.fit')} value=${box['fit'] ?? 'contain'} onChange=${set('fit')} choices=${words('fit', ['contain', 'cover'])} />`}
      <${PlaceFields} design=${design} act=${act} />
      ${chosen.kind === 'text' && html`<${TextFields} box=${box} set=${set} />`}
      ${chosen.kind === 'line' && html`<${NumberField} label=${t('designer.thickness')} value=${box['thickness_mm'] ?? 0.25} least=${0.05} most=${20} step=${0.05} onChange=${set('thickness_mm')} />
        <${ChoiceField} label=${t('designer.dashed')} value=${box['dashed'] ? 'yes' : 'no'} onChange=${(/** @type {string} */ value) => set('dashed')(value === 'yes' ? true : null)} choices=${words('dashed', ['no', 'yes'])} />`}
      ${['text', 'fill', 'line'].includes(chosen.kind) && html`<${ColourField} label=${t('designer.colour')} value=${box['colour'] ?? '#000000'} onChange=${set('colour')} />`}
      ${turned && html`<${ChoiceField} label=${t('designer.turn')} value=${box['turn'] ?? 0} onChange=${(/** @type {string} */ value) => set('turn')(Number(value) || null)}
        choices=${TURNS.map((each) => ({ value: each, words: `${each}°` }))} />`}
    </div>
    <${WhenFields} box=${box} known=${known} set=${set} />
    ${chosen.kind === 'text' && html`<${OverField} design=${design} box=${box} set=${set} />`}
    <div class="panel-acts">
      <${Button} onClick=${() => act({ type: 'double' })}>${t('designer.double')}<//>
      <${Button} onClick=${() => act({ type: 'raise', by: 1 })}>${t('designer.forward')}<//>
      <${Button} onClick=${() => act({ type: 'raise', by: -1 })}>${t('designer.backward')}<//>
      <${Button} icon="delete" onClick=${() => act({ type: 'remove' })}>${t('designer.remove')}<//>
      <${Button} kind="quiet" onClick=${() => act({ type: 'choose', place: null })}>${t('designer.done')}<//>
    </div>
  </section>`;
}

/** @param {{design: Design, act: Act}} props */
function PlaceFields({ design, act }) {
  const { chosen, document } = design;
  const box = boxAt(document, chosen);
  if (!chosen || !box) return null;
  const bounds = boundsOf(box);
  const change = (/** @type {'x'|'y'|'width'|'height'} */ side) => (/** @type {number|null} */ mm) => {
    if (mm === null) return;
    const wanted = { ...bounds, [side]: rounded(mm) };
    if (chosen.kind === 'qr' && side === 'width') wanted.height = wanted.width;
    if (chosen.kind === 'qr' && side === 'height') wanted.width = wanted.height;
    const next = withBounds(box, wanted);
    act({ type: 'place', place: chosen, bounds: boundsOf(next), gesture: `typed ${chosen.kind} ${chosen.index} ${side}` });
  };
  const least = chosen.kind === 'line' ? 0 : Math.min(leastOf(document, chosen.kind), 1);
  return html`<${NumberField} label=${t('designer.x')} value=${bounds.x} step=${0.1} onChange=${change('x')} />
    <${NumberField} label=${t('designer.y')} value=${bounds.y} step=${0.1} onChange=${change('y')} />
    <${NumberField} label=${t('designer.width')} value=${bounds.width} least=${least} step=${0.1} onChange=${change('width')} />
    <${NumberField} label=${t('designer.height')} value=${bounds.height} least=${least} step=${0.1} onChange=${change('height')} />`;
}

/** @param {{box: Record<string, any>, set: (key: string) => (value: unknown) => void}} props */
function TextFields({ box, set }) {
  return html`<${NumberField} label=${t('designer.size')} value=${box['size_mm']} least=${0.5} most=${200} step=${0.1} onChange=${set('size_mm')} />
    <${NumberField} label=${t('designer.lines')} value=${box['lines'] ?? 1} least=${1} most=${10} onChange=${(/** @type {number|null} */ value) => set('lines')(value === null ? null : Math.round(value))} />
    <${NumberField} label=${t('designer.wrap_below')} value=${box['wrap_below_mm'] ?? 0} most=${200} step=${0.1} onChange=${set('wrap_below_mm')} />
    <${NumberField} label=${t('designer.least')} value=${box['least_mm'] ?? 1.9} most=${200} step=${0.1} onChange=${set('least_mm')} />
    <${ChoiceField} label=${t('designer.weight')} value=${box['weight'] ?? 'regular'} onChange=${set('weight')} choices=${words('weight', ['regular', 'bold'])} />
    <${ChoiceField} label=${t('designer.align')} value=${box['align'] ?? 'center'} onChange=${set('align')} choices=${words('align', ['left', 'center', 'right'])} />
    <${ChoiceField} label=${t('designer.valign')} value=${box['valign'] ?? 'middle'} onChange=${set('valign')} choices=${words('valign', ['top', 'middle', 'bottom'])} />`;
}

/** Under which conditions a box stands. @param {{box: Record<string, any>, known: Known, set: (key: string) => (value: unknown) => void}} props */
function WhenFields({ box, known, set }) {
  const when = box['when'] ?? {};
  const change = (/** @type {string} */ key, /** @type {unknown} */ value) => {
    const { [key]: _, ...rest } = when;
    const isEmpty = value === '' || (Array.isArray(value) && value.length === 0);
    const next = isEmpty ? rest : { ...rest, [key]: value };
    set('when')(Object.keys(next).length ? next : null);
  };
  return html`<details class="fold" open=${Object.keys(when).length > 0}><summary>${t('designer.when')}</summary>
    <div class="panel-fields">
      <${ChoiceField} wide label=${t('designer.when_has')} value=${when.has ?? ''} onChange=${(/** @type {string} */ value) => change('has', value)}
        choices=${[{ value: '', words: t('designer.always') }, ...known.fields.map((each) => ({ value: each, words: fieldWords(each) }))]} />
      <${ChoiceField} wide label=${t('designer.when_language')} value=${when.language ?? ''} onChange=${(/** @type {string} */ value) => change('language', value)}
        choices=${[{ value: '', words: t('designer.always') }, ...words('language', ['zh', 'en'])]} />
      <${Categories} label=${t('designer.when_category')} chosen=${when.category ?? []} me=${known.me} onChange=${(/** @type {string[]} */ value) => change('category', value)} />
    </div></details>`;
}

/** @param {{design: Design, box: Record<string, any>, set: (key: string) => (value: unknown) => void}} props */
function OverField({ design, box, set }) {
  const others = [...new Set(boxesOf(design.document, design.side).filter(({ place, box: other }) => place.kind === 'text' && other !== box)
    .map(({ box: other }) => other['name'] || /^\{(\w+)\}$/.exec(other['text'] ?? '')?.[1]).filter(Boolean))];
  return html`<div class="panel-fields"><${ChoiceField} wide label=${t('designer.over')} value=${box['over'] ?? ''} onChange=${set('over')}
    choices=${[{ value: '', words: t('designer.over_none') }, ...[...new Set([...(box['over'] ? [box['over']] : []), ...others])].map((each) => ({ value: each, words: each }))]} /></div>`;
}

/** @param {{design: Design, act: Act, known: Known}} props */
export function WholePanel({ design, act, known }) {
  const { document } = design;
  const set = (/** @type {string} */ key) => (/** @type {unknown} */ value) => act({ type: 'set_all', key, value });
  return html`<section class="card panel-part" aria-label=${t('designer.whole')}>
    <h2>${t('designer.whole')}</h2>
    <div class="panel-fields">
      <${WordsField} wide label=${t('designer.title')} value=${document['title']} onChange=${set('title')} />
      <${WordsField} wide label=${t('designer.title_en')} value=${document['title_en']} onChange=${set('title_en')} />
      <${ChoiceField} wide label=${t('designer.prints')} value=${document['prints'] ?? 'badge'} onChange=${set('prints')} choices=${PRINTS.map((each) => ({ value: each, words: t(`designer.prints.${each}`) }))} />
      <${NumberField} label=${t('designer.stock_width')} value=${document['width_mm']} least=${10} step=${0.5} onChange=${(/** @type {number|null} */ value) => value !== null && set('width_mm')(value)} />
      ${document['height_mm'] !== undefined && html`<${NumberField} label=${t('designer.stock_height')} value=${document['height_mm']} least=${10} step=${0.5} onChange=${(/** @type {number|null} */ value) => value !== null && set('height_mm')(value)} />`}
      <${Categories} label=${t('designer.for_categories')} chosen=${document['for_categories'] ?? []} me=${known.me} onChange=${set('for_categories')} />
    </div>
    <h3>${t('designer.boxes')}</h3>
    <ul class="panel-boxes">${KINDS.flatMap((kind) => boxesOf(document, design.side).filter(({ place }) => place.kind === kind)).map(({ place, box }) => html`<li key=${`${place.kind}${place.index}`}>
      <button type="button" class="panel-box" onClick=${() => act({ type: 'choose', place })}><bdi>${boxWords(place, box)}</bdi></button></li>`)}</ul>
  </section>`;
}

/** @param {{label: string, chosen: string[], me: import('../lib/me').Me, onChange: (codes: string[]) => void}} props */
function Categories({ label, chosen, me, onChange }) {
  const toggle = (/** @type {string} */ code) => onChange(chosen.includes(code) ? chosen.filter((each) => each !== code) : [...chosen, code]);
  return html`<fieldset class="panel-categories" data-wide="yes"><legend>${label}</legend>${me.categories.map((each) => html`<label key=${each.code}>
    <input type="checkbox" checked=${chosen.includes(each.code)} onChange=${() => toggle(each.code)} /><span>${inLanguage(each)}</span></label>`)}</fieldset>`;
}

/** @param {string} what @param {string[]} values */
const words = (what, values) => values.map((value) => ({ value, words: t(`designer.${what}.${value}`) }));
