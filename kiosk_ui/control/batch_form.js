/** A new batch of badges to print beforehand: whose, in which order, in which boxes; how many that makes stands below. */
import { html, useEffect, useState } from 'preact-htm';
import { newId, post } from '../lib/api.js';
import { Button, Dialog, Icon } from '../lib/parts.js';
import { problemWords } from '../lib/problem_words.js';
import { useSubmit } from '../lib/submit.js';
import { formatCount, inLanguage, t } from '../lib/words.js';
import { PrinterChoice } from './batch_acts.js';
import { whyOf } from './batch_words.js';
import { LARGEST_BOX, SORTS, changedForm, emptyForm, organisationMeant, planOf, reasonsOf, separatorsOf } from './batches_state.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {import('./batches_state.js').BatchForm} Form */
/** @typedef {import('./batches_state.js').Foreseen} Foreseen */
/** @typedef {{name: string, count: number}} Organisation */

const ASK_AFTER_MS = 250;

/** @param {{control: Control, organisations: Organisation[], onDone: (said: string) => void, onClose: () => void}} props */
export function BatchForm({ control, organisations, onDone, onClose }) {
  const [id] = useState(newId);
  const [form, setForm] = useState(emptyForm);
  const { problem, isBusy, submit } = useSubmit();
  const { foreseen, wrong } = useForeseen(form);
  const change = (/** @type {Partial<Form>} */ changes) => setForm(changedForm(form, changes));
  const write = (/** @type {keyof Form} */ name) => (/** @type {any} */ event) => change({ [name]: event.target.value });
  const plan = planOf(form);
  const needsReason = (foreseen?.again ?? 0) > 0;
  const isReady = plan !== null && form.title.trim() !== '' && (foreseen?.count ?? 0) > 0 && (!needsReason || form.reason.trim() !== '');
  const send = () => submit(async () => {
    const body = { batch_id: id, title: form.title.trim(), ...plan, printer: form.printer || null, is_held: form.is_held, reason: form.reason.trim() };
    const made = await control.withRight(() => post('/print-batches', body));
    onDone(t(form.is_held ? 'control.batches.made_held' : 'control.batches.made_now', { title: form.title.trim(), count: formatCount(made.count) }));
  });
  return html`<${Dialog} wide title=${t('control.batches.make')} confirm=${t('control.batches.confirm')} disabled=${isBusy || !isReady} onConfirm=${send} onCancel=${onClose}>
    <div class="form-grid batch-form">
      <label data-field="url">${t('control.batches.title_label')}<input dir="auto" required maxlength="100" placeholder=${t('control.batches.title_example')} value=${form.title} onInput=${write('title')} /></label>
      <label>${t('control.batches.sort')}<select value=${form.sort} onChange=${write('sort')}>
        ${SORTS.map((each) => html`<option key=${each} value=${each}>${t(`control.batches.sort_${each}`)}</option>`)}</select></label>
      <label>${t('control.batches.printer')}<${PrinterChoice} control=${control} value=${form.printer} onChange=${(/** @type {string} */ printer) => change({ printer })} /></label>
      <label>${t('control.batches.box_size')}<input type="number" inputmode="numeric" min="1" max=${LARGEST_BOX} value=${form.box_size} placeholder=${t('control.batches.no_boxes')} onInput=${write('box_size')} /></label>
      <label>${t('control.batches.separators')}<select value=${form.separators} onChange=${write('separators')}>
        ${separatorsOf(form).map((each) => html`<option key=${each} value=${each}>${t(`control.batches.separators_${each}`)}</option>`)}</select></label>
    </div>
    <${Preview} foreseen=${foreseen} wrong=${wrong} />
    ${form.printer === '' && form.box_size !== '' && html`<p class="small quiet">${t('control.batches.one_printer')}</p>`}
    <fieldset class="choices"><legend class="small">${t('control.batches.categories')}</legend>
      ${control.me.categories.map((each) => html`<label key=${each.code} class="reason"><input type="checkbox" checked=${form.categories.includes(each.code)}
        onChange=${() => change({ categories: toggled(form.categories, each.code) })} /><span>${inLanguage(each)}</span></label>`)}</fieldset>
    <${Organisations} known=${organisations} chosen=${form.organisations} onChange=${(/** @type {string[]} */ chosen) => change({ organisations: chosen })} />
    <label class="batch-tick"><input type="checkbox" checked=${form.again} onChange=${() => change({ again: !form.again })} /><span>${t('control.batches.also_again')}</span></label>
    ${needsReason && html`<label class="input-label">${t('control.batches.reason')}<input dir="auto" maxlength="200" value=${form.reason} onInput=${write('reason')} /></label>`}
    <label class="batch-tick"><input type="checkbox" checked=${form.is_held} onChange=${() => change({ is_held: !form.is_held })} /><span>${t('control.batches.hold')}</span></label>
    ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}
  <//>`;
}

/** What the batch would have, said whenever it changes. @param {{foreseen: Foreseen|null, wrong: string}} props */
function Preview({ foreseen, wrong }) {
  if (wrong) return html`<p class="input-problem" role="alert">${wrong}</p>`;
  if (foreseen === null) return html`<p class="batch-preview quiet" aria-busy="true">${t('control.batches.counting')}</p>`;
  const parts = [t('control.batches.badges', { count: formatCount(foreseen.count) }),
    foreseen.boxes > 0 ? t('control.batches.in_boxes', { count: formatCount(foreseen.boxes) }) : '',
    foreseen.separators > 0 ? t('control.batches.with_separators', { count: formatCount(foreseen.separators) }) : ''].filter(Boolean);
  return html`<div class="batch-preview" role="status"><p><${Icon} name="printer" /><b>${parts.join(' · ')}</b></p>
    ${reasonsOf(foreseen.skipped).length > 0 && html`<p class="small">${t('control.batches.without')} ${reasonsOf(foreseen.skipped).map(([reason, count]) => `${whyOf(reason)} ${formatCount(count)}`).join(' · ')}</p>`}</div>`;
}

/** Whose people: typed and chosen one by one; none are all. @param {{known: Organisation[], chosen: string[], onChange: (chosen: string[]) => void}} props */
function Organisations({ known, chosen, onChange }) {
  const [text, setText] = useState('');
  const meant = organisationMeant(text, known);
  const add = () => {
    if (meant === null) return;
    onChange([...chosen.filter((name) => name !== meant), meant]);
    setText('');
  };
  const keys = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== 'Enter' || text.trim() === '') return;
    event.preventDefault(); // else the whole form is sent
    add();
  };
  return html`<div class="batch-organisations">
    <label class="input-label">${t('control.batches.organisations')}<input dir="auto" list="batch-organisations" value=${text} placeholder=${t('control.batches.all_organisations')}
      onInput=${(/** @type {any} */ event) => setText(event.target.value)} onKeyDown=${keys} /></label>
    <datalist id="batch-organisations">${known.map(({ name, count }) => html`<option key=${name} value=${name}>${formatCount(count)}</option>`)}</datalist>
    <${Button} disabled=${meant === null} onClick=${add}>${t('control.batches.add')}<//>
    ${chosen.length > 0 && html`<ul class="batch-chosen">${chosen.map((name) => html`<li key=${name}><${Button} icon="x" label=${t('control.batches.leave_out', { organisation: name })}
      onClick=${() => onChange(chosen.filter((other) => other !== name))}><bdi>${name}</bdi><//></li>`)}</ul>`}
  </div>`;
}

/**
 * Ask what the form would make, a moment after it changed.
 * @param {Form} form
 */
function useForeseen(form) {
  const [told, setTold] = useState(/** @type {{foreseen: Foreseen|null, wrong: string}} */ ({ foreseen: null, wrong: '' }));
  const asked = JSON.stringify(planOf(form));
  useEffect(() => {
    let isStale = false;
    if (asked === 'null') {
      setTold({ foreseen: null, wrong: t('control.batches.bad_box_size', { most: LARGEST_BOX }) });
      return undefined;
    }
    const timer = setTimeout(async () => {
      try {
        const foreseen = await post('/print-batch-previews', JSON.parse(asked));
        if (!isStale) setTold({ foreseen, wrong: '' });
      } catch (problem) {
        if (!isStale) setTold({ foreseen: null, wrong: problemWords(problem) });
      }
    }, ASK_AFTER_MS);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [asked]);
  return told;
}

/** @param {string[]} list @param {string} one */
const toggled = (list, one) => (list.includes(one) ? list.filter((other) => other !== one) : [...list, one]);
