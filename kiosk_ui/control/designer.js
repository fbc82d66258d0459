/** The designer: one template on its stock, changed by hand or by keys, seen as the server draws it for the hardest names. */
import { html, useEffect, useMemo, useReducer, useRef, useState } from 'preact-htm';
import { stationId } from '../lib/address.js';
import { get } from '../lib/api.js';
import { Button, Dialog, Notice } from '../lib/parts.js';
import { problemWords } from '../lib/problem_words.js';
import { useSubmit } from '../lib/submit.js';
import { t } from '../lib/words.js';
import { hasBack } from './designer_boxes.js';
import { Canvas } from './designer_canvas.js';
import { Findings } from './designer_findings.js';
import { BoxPanel, WholePanel } from './designer_panel.js';
import { useCheck, useMistakes, usePreview } from './designer_preview.js';
import { isChanged, nextDesign, opened } from './designer_state.js';
import { AddPicture } from './designer_pictures.js';
import { exportTemplate, keepTemplate, pathOf, TemplateRefused } from './template_calls.js';
import { titleOf } from './template_words.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {import('./template_calls.js').Template} Template */
/** @typedef {import('./template_calls.js').Mistake} Mistake */
/** @typedef {{kind: string, name: string, reg_no: string|null}} Sample */

const PREVIEW_DPI = 160;
const LIST = '#templates';
/** @type {import('./designer_boxes.js').Kind[]} */
const ADDED = ['text', 'qr', 'fill', 'line'];

/** @param {{control: Control, name: string, fields: string[]}} props */
export function Designer({ control, name, fields }) {
  const [template, setTemplate] = useState(/** @type {Template|null} */ (null));
  const { problem, submit } = useSubmit();
  const read = () => submit(async () => setTemplate(await get(pathOf(name))));
  useEffect(() => void read(), [name]);
  if (problem) return html`<${Notice} action=${t('designer.back')} onAction=${() => { location.hash = LIST; }}>${problem.words}<//>`;
  if (template === null) return html`<p class="quiet" aria-busy="true">${t('control.reading')}</p>`;
  if (template.document === null) return html`<${Notice} action=${t('designer.back')} onAction=${() => { location.hash = LIST; }}>${t('designer.not_readable', { name })}<//>`;
  return html`<${Drawing} key=${`${name} ${template.etag}`} control=${control} template=${template} document=${template.document} fields=${fields} onOther=${setTemplate} />`;
}

/** @param {{control: Control, template: Template, document: import('./designer_boxes.js').Document, fields: string[], onOther: (template: Template) => void}} props */
function Drawing({ control, template, document, fields, onOther }) {
  const draft = useMemo(() => draftOf(template.name), []);
  const [design, act] = useReducer(nextDesign, opened(document, draft ? draft.etag : template.etag, draft?.document ?? null));
  const [samples, setSamples] = useState(/** @type {Sample[]} */ ([]));
  const [person, setPerson] = useState(/** @type {Sample|null} */ (null));
  const [isOneBit, setOneBit] = useState(false);
  const [pictures, setPictures] = useState(/** @type {string[]} */ ([]));
  const [refused, setRefused] = useState(/** @type {Mistake[]} */ ([]));
  const [isConflict, setConflict] = useState(false);
  const { problem, isBusy, submit } = useSubmit();
  const shown = person ?? samples[0] ?? null;
  const whose = shown === null ? null : shown.reg_no ? { reg_no: shown.reg_no } : { sample: shown.kind };
  const look = { name: template.name, document: design.document };
  const { address, mistakes } = usePreview(whose && { ...look, ...whose, side: design.side, dpi: PREVIEW_DPI, one_bit: isOneBit });
  const toMend = useMistakes(look);
  const { checked, isOld } = useCheck(design.document['height_mm'] === undefined || design.document['table'] ? null : look);
  const changed = isChanged(design);
  useDraft(template.name, design, changed);
  useEffect(() => { void readKnown(control.seesPersons, setSamples, setPictures); setPerson(null); }, [control.seesPersons]);
  useEffect(() => setRefused([]), [design.document]);

  const save = (/** @type {string|null} */ etag = design.etag) => submit(async () => {
    try {
      const kept = await control.withRight(() => keepTemplate(template.name, { document: design.document, etag }));
      act({ type: 'saved', etag: kept.etag, document: kept.document ?? design.document });
      setConflict(false);
      control.changed(t('designer.saved', { name: template.name }));
    } catch (told) {
      if (told instanceof TemplateRefused && told.code === 'changed_meanwhile') return setConflict(true);
      if (told instanceof TemplateRefused && told.problems.length > 0) setRefused(told.problems);
      throw told;
    }
  });
  const found = refused.length > 0 ? refused : mistakes.length > 0 ? mistakes : toMend;
  const wrong = new Set([...found.map(({ place }) => place), ...(isOld ? [] : (checked?.misfits ?? []).map(({ place }) => place))]);
  useKeys({ act, save: () => { if (changed && !isBusy) void save(); } });
  const hasBoxes = design.document['height_mm'] !== undefined && !design.document['table'];
  const known = { me: control.me, fields, pictures };
  return html`<section class="designer" aria-labelledby="designer-title">
    <header class="designer-head">
      <${Button} kind="quiet" icon="back" onClick=${() => { location.hash = LIST; }}>${t('designer.back')}<//>
      <h1 id="designer-title" dir="auto">${titleOf({ name: template.name, title: design.document['title'], title_en: design.document['title_en'] })}</h1>
      <span class="designer-state small quiet" role="status">${changed ? t('designer.unsaved') : t('designer.is_saved')}</span>
      <span class="designer-acts">
        <${Button} disabled=${design.past.length === 0} onClick=${() => act({ type: 'undo' })} keys="Ctrl Z">${t('designer.undo')}<//>
        <${Button} disabled=${design.future.length === 0} onClick=${() => act({ type: 'redo' })} keys="Ctrl Y">${t('designer.redo')}<//>
        <${Button} disabled=${changed} onClick=${() => submit(() => exportTemplate(template.name))}>${t('templates.export')}<//>
        <${Button} kind="main" disabled=${!changed || isBusy} onClick=${() => save()} keys="Ctrl S">${t('designer.save')}<//>
      </span>
    </header>
    ${problem && html`<${Notice}>${problem.words}<//>`}
    <div class="designer-tools">
      <label class="field">${t('designer.person')}<select value=${shown ? keyOf(shown) : ''} onChange=${(/** @type {any} */ event) => setPerson(samples.find((each) => keyOf(each) === event.target.value) ?? null)}>
        ${[...samples, ...(person && !samples.some((each) => keyOf(each) === keyOf(person)) ? [person] : [])].map((each) => html`<option key=${keyOf(each)} value=${keyOf(each)}>${t(`designer.sample.${each.kind}`)} · ${each.name}</option>`)}</select></label>
      ${hasBoxes && html`<div class="field" role="group" aria-label=${t('designer.side')}><span aria-hidden="true">${t('designer.side')}</span><span class="tool-row">
        ${/** @type {const} */ (['front', 'back']).map((side) => html`<${Button} key=${side} pressed=${design.side === side} onClick=${() => act({ type: 'side', side })}>${t(`designer.side.${side}`)}<//>`)}</span></div>`}
      <div class="field" role="group" aria-label=${t('designer.as')}><span aria-hidden="true">${t('designer.as')}</span><span class="tool-row">
        <${Button} pressed=${!isOneBit} onClick=${() => setOneBit(false)}>${t('designer.in_colour')}<//><${Button} pressed=${isOneBit} onClick=${() => setOneBit(true)}>${t('designer.one_bit')}<//></span></div>
      ${hasBoxes && html`<div class="field" role="group" aria-label=${t('designer.add')}><span aria-hidden="true">${t('designer.add')}</span><span class="tool-row">
        ${ADDED.map((kind) => html`<${Button} key=${kind} onClick=${() => act({ type: 'add', kind })}>${t(`designer.kind.${kind}`)}<//>`)}
        <${AddPicture} control=${control} pictures=${pictures} onPictures=${setPictures} onAdd=${(/** @type {string} */ file) => act({ type: 'add', kind: 'picture', file })} /></span></div>`}
    </div>
    <div class="designer-body">
      <div class="designer-look">
        ${!hasBoxes ? html`<div class="strip-look" tabindex="0"><p class="quiet">${t('designer.no_boxes')}</p>${address && html`<img class="strip-picture" src=${address} alt=${t('designer.preview')} />`}</div>`
          : html`<${Canvas} design=${design} act=${act} address=${address} wrong=${wrong} faded=${mistakes.length > 0} />`}
        <p id="designer-keys" class="small quiet" hidden=${!hasBoxes}>${t(design.side === 'back' && !hasBack(design.document) ? 'designer.empty_back' : 'designer.keys')}</p>
      </div>
      <div class="designer-panel">
        ${design.chosen ? html`<${BoxPanel} key=${`${design.chosen.kind}${design.chosen.index}`} design=${design} act=${act} known=${known} />` : html`<${WholePanel} design=${design} act=${act} known=${known} />`}
        ${(hasBoxes || found.length > 0) && html`<${Findings} mistakes=${found} checked=${checked} isOld=${isOld} onPlace=${(/** @type {import('./designer_boxes.js').Place} */ place) => { act({ type: 'side', side: design.document[place.kind]?.[place.index]?.side ?? 'front' }); act({ type: 'choose', place }); }}
          onPerson=${(/** @type {import('./template_calls.js').Misfit} */ { reg_no, name, why }) => { if (reg_no && name) setPerson({ kind: why, name, reg_no }); }} />`}
      </div>
    </div>
    <p class="designer-small">${t('designer.small_screen')}</p>
    ${isConflict && html`<${Conflict} name=${template.name} onMine=${save} onTheirs=${onOther} onCancel=${() => setConflict(false)} />`}
  </section>`;
}

/**
 * Somebody else saved meanwhile; nothing is lost until one of the two is chosen.
 * @param {{name: string, onMine: (etag: string|null) => void, onTheirs: (template: Template) => void, onCancel: () => void}} props
 */
function Conflict({ name, onMine, onTheirs, onCancel }) {
  const [problem, setProblem] = useState('');
  const read = async (/** @type {(theirs: Template) => void} */ use) => {
    try {
      use(await get(pathOf(name)));
    } catch (told) {
      setProblem(problemWords(told));
    }
  };
  return html`<${Dialog} title=${t('designer.conflict', { name })} confirm=${t('designer.conflict_mine')} danger onConfirm=${() => read(({ etag }) => onMine(etag))} onCancel=${onCancel}>
    <p>${t('designer.conflict_what')}</p>
    <${Button} onClick=${() => read((theirs) => { forgetDraft(name); onTheirs(theirs); })}>${t('designer.conflict_theirs')}<//>
    ${problem && html`<p class="input-problem" role="alert">${problem}</p>`}
  <//>`;
}

/** @param {{act: (event: import('./designer_state.js').DesignEvent) => void, save: () => void}} keys */
function useKeys(keys) {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const pressed = (/** @type {KeyboardEvent} */ event) => {
      if (!(event.ctrlKey || event.metaKey) || globalThis.document.querySelector('dialog[open]')) return;
      const key = event.key.toLowerCase();
      const does = key === 's' ? latest.current.save : key === 'y' || (key === 'z' && event.shiftKey) ? () => latest.current.act({ type: 'redo' })
        : key === 'z' ? () => latest.current.act({ type: 'undo' }) : key === 'd' ? () => latest.current.act({ type: 'double' }) : null;
      if (!does) return;
      event.preventDefault();
      does();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);
}

/** What was not saved is there again after a reload, and after looking at something else. @param {string} name @param {import('./designer_state.js').Design} design @param {boolean} changed */
function useDraft(name, design, changed) {
  useEffect(() => {
    if (changed) sessionStorage.setItem(draftKey(name), JSON.stringify({ document: design.document, etag: design.etag }));
    else forgetDraft(name);
  }, [design.document, changed]);
}

/** @param {string} name */
const draftKey = (name) => `onsite-${stationId()}-template-${name}`;

/** @param {string} name */
const forgetDraft = (name) => sessionStorage.removeItem(draftKey(name));

/** @param {string} name @returns {{document: import('./designer_boxes.js').Document, etag: string|null}|null} */
function draftOf(name) {
  const kept = sessionStorage.getItem(draftKey(name));
  return kept === null ? null : JSON.parse(kept);
}

/** @param {boolean} _seesPersons  the names are others then @param {(samples: Sample[]) => void} setSamples @param {(pictures: string[]) => void} setPictures */
async function readKnown(_seesPersons, setSamples, setPictures) {
  const [samples, pictures] = await Promise.allSettled([get('/templates/samples'), get('/template-pictures')]);
  if (samples.status === 'fulfilled') setSamples(samples.value.samples);
  if (pictures.status === 'fulfilled') setPictures(pictures.value.pictures.map((/** @type {{name: string}} */ { name }) => name));
}

/** @param {Sample} sample */
const keyOf = ({ kind, reg_no }) => reg_no ?? kind;
