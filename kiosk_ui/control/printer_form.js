/** Adding a printer: the usual ones by what one knows of them, any other by its address. */
import { html, useState } from 'preact-htm';
import { post } from '../lib/api.js';
import { Dialog } from '../lib/parts.js';
import { t } from '../lib/words.js';
import { useSubmit } from '../lib/submit.js';
import { inOrder } from './control_state.js';

/** @typedef {import('./control.js').Control} Control */

const WAYS = ['network', 'virtual', 'address'];
const PRINTS = ['badge', 'receipt', 'voucher', 'label'];
/** An 80 mm ESC/POS printer at 203 dpi prints 576 dots, a 58 mm one 384. */
const WIDTHS_DOTS = ['576', '384'];
const VIRTUAL = 'virtual:?width_mm=90&height_mm=130&dpi=300';
/** Receipts and vouchers are as long as what stands on them. */
const VIRTUAL_ROLL = 'virtual:?width_dots=576&dpi=203&one_bit=true&roll=true';

/** @param {{control: Control, onClose: () => void}} props */
export function PrinterForm({ control, onClose }) {
  const [way, setWay] = useState('network');
  const [name, setName] = useState('');
  const [host, setHost] = useState('');
  const [width, setWidth] = useState('576');
  const [address, setAddress] = useState('');
  const [prints, setPrints] = useState(['badge']);
  const [station, setStation] = useState('');
  const [place, setPlace] = useState('');
  const { problem, isBusy, submit } = useSubmit();
  const url = way === 'virtual' ? (prints.some((each) => ['receipt', 'voucher'].includes(each)) ? VIRTUAL_ROLL : VIRTUAL) : way === 'address' ? address.trim() : networkAddress(host, width);
  const send = () => submit(async () => {
    await control.withRight(() => post('/printers', { name: name.trim(), url, prints, ...(station ? { station } : {}), ...(place.trim() ? { place: place.trim() } : {}) }));
    control.changed(t('control.printers.added', { printer: name.trim() }));
    onClose();
  });
  const chosen = (/** @type {(value: string) => void} */ set) => (/** @type {any} */ event) => set(event.target.value);
  const toggle = (/** @type {string} */ each) => setPrints(prints.includes(each) ? prints.filter((other) => other !== each) : [...prints, each]);
  return html`<${Dialog} title=${t('control.printers.add')} confirm=${t('control.printer_form.confirm')}
      disabled=${isBusy || name.trim() === '' || url === '' || prints.length === 0} onConfirm=${send} onCancel=${onClose}>
    <div class="form-grid">
      <label>${t('control.printer_form.name')}<input dir="auto" required maxlength="60" value=${name} onInput=${chosen(setName)} /></label>
      <label>${t('control.printer_form.way')}<select value=${way} onChange=${chosen(setWay)}>
        ${WAYS.map((each) => html`<option key=${each} value=${each}>${t(`control.printer_form.${each}`)}</option>`)}</select></label>
      ${way === 'network' && html`<label>${t('control.printer_form.host')}<input placeholder="192.168.1.31" value=${host} onInput=${chosen(setHost)} /></label>
        <label>${t('control.printer_form.width')}<select value=${width} onChange=${chosen(setWidth)}>
          ${WIDTHS_DOTS.map((each) => html`<option key=${each} value=${each}>${t(`control.printer_form.dots_${each}`)}</option>`)}</select></label>`}
      ${way === 'address' && html`<label data-field="url">${t('control.printer_form.address_label')}<input placeholder="tcp://192.168.1.31:9100?language=escpos&width_dots=576"
        value=${address} onInput=${chosen(setAddress)} /></label>`}
      <label data-field="url">${t('control.printer_form.station')}<select value=${station} onChange=${chosen(setStation)}>
        <option value="">${t('control.printers.serves_all')}</option>
        ${inOrder(control.state.stations ?? []).filter(({ revoked_at, role }) => revoked_at === null && ['kiosk', 'desk', 'finance'].includes(role))
          .map((each) => html`<option key=${each.id} value=${each.id}>${each.name ?? each.id}</option>`)}</select></label>
      <label>${t('control.printer_form.place')}<input dir="auto" maxlength="100" value=${place} onInput=${chosen(setPlace)} /></label>
    </div>
    <fieldset class="choices"><legend class="small">${t('control.printer_form.prints')}</legend>
      ${PRINTS.map((each) => html`<label key=${each} class="reason"><input type="checkbox" checked=${prints.includes(each)} onChange=${() => toggle(each)} />
        <span>${t(`control.prints.${each}`)}</span></label>`)}</fieldset>
    ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}
  <//>`;
}

/**
 * @param {string} host  a name or address, with its port or without
 * @param {string} width
 */
function networkAddress(host, width) {
  const given = host.trim();
  if (given === '') return '';
  return `tcp://${/:\d+$/.test(given) ? given : `${given}:9100`}?language=escpos&width_dots=${width}`;
}
