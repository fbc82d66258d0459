/** A printer added or changed: the usual ones by what one knows of them, any other by its address. */
import { html, useEffect, useState } from 'preact-htm';
import { get, post } from '../lib/api.js';
import { Dialog } from '../lib/parts.js';
import { language, t } from '../lib/words.js';
import { useSubmit } from '../lib/submit.js';
import { inOrder } from './control_state.js';
import { BADGE_MM, KINDS, addressOf, isSized } from './printer_state.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {import('./control_state.js').Printer} Printer */
/** @typedef {{name: string, url: string|null, host: string}} Preset what a search found */
/** @typedef {{code: string, detail: string}} Warning */

const WAYS = ['network', 'virtual', 'address'];
const PRINTS = ['badge', 'receipt', 'voucher', 'label'];

/**
 * @param {{control: Control, printer?: Printer|null, preset?: Preset|null, onSaved: (printer: Printer & {warnings: Warning[]}, isNew: boolean) => void, onClose: () => void}} props
 *   `printer`: the one to change
 */
export function PrinterForm({ control, printer, preset, onSaved, onClose }) {
  const [form, setForm] = useState(() => startOf(printer, preset));
  const { problem, isBusy, submit } = useSubmit();
  const templates = useTemplates();
  const url = addressOf(form);
  const set = (/** @type {keyof typeof form} */ key) => (/** @type {any} */ event) => setForm({ ...form, [key]: event.target.value });
  const toggle = (/** @type {string} */ each) => setForm({ ...form, prints: form.prints.includes(each) ? form.prints.filter((other) => other !== each) : [...form.prints, each] });
  const name = form.name.trim();
  const send = () => submit(async () => {
    const body = { name, url, prints: form.prints, station: form.station || null, agent: printer?.agent ?? null, place: form.place.trim(), pool: form.pool.trim() || null, template: form.template || null };
    const saved = await control.withRight(() => post('/printers', body));
    control.changed(t(printer ? 'control.printers.changed' : 'control.printers.added', { printer: name }));
    onSaved(saved, !printer);
  });
  const pools = [...new Set((control.state.printers ?? []).map(({ pool }) => pool).filter(Boolean))];
  const lacks = isBusy || name === '' || url === '' || form.prints.length === 0;
  return html`<${Dialog} wide title=${printer ? t('control.printer_form.change', { printer: printer.name }) : t('control.printers.add')}
      confirm=${t(printer ? 'control.printer_form.save' : 'control.printer_form.confirm')} disabled=${lacks} onConfirm=${send} onCancel=${onClose}>
    <div class="form-grid">
      <label>${t('control.printer_form.name')}<input dir="auto" required maxlength="60" value=${form.name} disabled=${Boolean(printer)} onInput=${set('name')} /></label>
      <label>${t('control.printer_form.way')}<select value=${form.way} onChange=${set('way')}>
        ${WAYS.map((each) => html`<option key=${each} value=${each}>${t(`control.printer_form.${each}`)}</option>`)}</select></label>
      ${form.way === 'network' && html`<${NetworkFields} form=${form} set=${set} />`}
      ${form.way === 'address' && html`<label data-field="url">${t('control.printer_form.address_label')}<input data-first=${printer ? 'yes' : undefined} placeholder="usb://04b8:0e15?language=escpos" autocapitalize="none" spellcheck=${false}
        value=${form.address} onInput=${set('address')} /></label>`}
      <label>${t('control.printer_form.station')}<select value=${form.station} onChange=${set('station')}>
        <option value="">${t('control.printers.serves_all')}</option>
        ${inOrder(control.state.stations ?? []).filter(({ revoked_at, role }) => revoked_at === null && ['kiosk', 'desk', 'finance'].includes(role))
          .map((each) => html`<option key=${each.id} value=${each.id}>${each.name ?? each.id}</option>`)}</select></label>
      <label>${t('control.printer_form.place')}<input dir="auto" maxlength="80" value=${form.place} onInput=${set('place')} /></label>
      <label>${t('control.printer_form.pool')}<input dir="auto" maxlength="40" list="printer-pools" value=${form.pool} onInput=${set('pool')} aria-describedby="pool-what" /></label>
      <datalist id="printer-pools">${pools.map((pool) => html`<option key=${pool} value=${pool} />`)}</datalist>
      <label>${t('control.printer_form.template')}<select value=${form.template} disabled=${!form.prints.includes('badge')} onChange=${set('template')}>
        <option value="">${t('control.printer_form.template_any')}</option>
        ${templates.map((each) => html`<option key=${each.name} value=${each.name}>${(language() === 'en' && each.title_en) || each.title || each.name}</option>`)}</select></label>
    </div>
    <p class="small quiet" id="pool-what">${t('control.printer_form.pool_what')}</p>
    <fieldset class="choices"><legend class="small">${t('control.printer_form.prints')}</legend>
      ${PRINTS.map((each) => html`<label key=${each} class="reason"><input type="checkbox" checked=${form.prints.includes(each)} onChange=${() => toggle(each)} />
        <span>${t(`control.prints.${each}`)}</span></label>`)}</fieldset>
    ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}
  <//>`;
}

/** @param {{form: import('./printer_state.js').Form, set: (key: any) => (event: Event) => void}} props */
function NetworkFields({ form, set }) {
  return html`<label>${t('control.printer_form.host')}<input placeholder="192.168.1.31" autocapitalize="none" spellcheck=${false} value=${form.host} onInput=${set('host')} /></label>
    <label>${t('control.printer_form.kind')}<select value=${form.kind} onChange=${set('kind')}>
      ${KINDS.map((each) => html`<option key=${each} value=${each}>${t(`control.printer_form.kind.${each}`)}</option>`)}</select></label>
    ${isSized(form.kind) && ['width', 'height'].map((side) => html`<label key=${side}>${t(`control.printer_form.${side}_mm`)}
      <input type="number" inputmode="decimal" min="10" max="1000" step="0.1" value=${form[/** @type {'width'|'height'} */ (side)]} onInput=${set(side)} /></label>`)}`;
}

/** The badge templates one can set a printer to; none until they are read. */
function useTemplates() {
  const [templates, setTemplates] = useState(/** @type {{name: string, title: string, title_en: string, prints: string, has_boxes: boolean}[]} */ ([]));
  useEffect(() => {
    get('/templates').then(({ templates: all }) => setTemplates(all.filter((/** @type {any} */ each) => each.prints === 'badge' && each.has_boxes)), () => {});
  }, []);
  return templates;
}

/**
 * @param {Printer|null|undefined} printer
 * @param {Preset|null|undefined} preset
 */
function startOf(printer, preset) {
  const address = printer?.url ?? preset?.url ?? '';
  return {
    name: printer?.name ?? preset?.name ?? '',
    way: address ? 'address' : 'network',
    host: preset?.host ?? '',
    kind: 'escpos_80',
    ...BADGE_MM,
    address,
    prints: printer?.prints ?? ['badge'],
    station: printer?.station ?? '',
    place: printer?.place ?? '',
    pool: printer?.pool ?? '',
    template: printer?.template ?? '',
  };
}
