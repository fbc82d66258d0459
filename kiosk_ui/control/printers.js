/** The printers: how each is, found, added, changed, tried, filled, taken away. */
import { html, useState } from 'preact-htm';
import { del } from '../lib/api.js';
import { Button, Dialog } from '../lib/parts.js';
import { formatTime, t } from '../lib/words.js';
import { isInTrouble } from './control_state.js';
import { Section, stationName } from './parts.js';
import { PrinterFind } from './printer_find.js';
import { PrinterForm } from './printer_form.js';
import { PrinterSupply } from './printer_supply.js';
import { PrinterTest } from './printer_test.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {import('./control_state.js').Printer} Printer */
/**
 * @typedef {{is: 'find'} | {is: 'form', printer?: Printer, preset?: import('./printer_form.js').Preset}
 *   | {is: 'test', printer: string, warnings: import('./printer_form.js').Warning[], startsAtOnce: boolean}
 *   | {is: 'supply', printer: Printer} | {is: 'remove', printer: Printer}} Open which dialog is open
 */

/** @param {{control: Control}} props */
export function Printers({ control }) {
  const [open, setOpen] = useState(/** @type {Open|null} */ (null));
  const { printers } = control.state;
  const actions = html`<span class="row-acts"><${Button} icon="search" onClick=${() => setOpen({ is: 'find' })}>${t('control.printers.find')}<//>
    <${Button} kind="main" icon="printer" onClick=${() => setOpen({ is: 'form' })}>${t('control.printers.add')}<//></span>`;
  return html`<${Section} what="printers" list=${printers} action=${actions}>
      <ul class="rows">${(printers ?? []).map((printer) => html`<${PrinterLine} key=${printer.name} control=${control} printer=${printer} setOpen=${setOpen} />`)}</ul>
    <//>
    ${open && html`<${Opened} control=${control} open=${open} setOpen=${setOpen} />`}`;
}

/** @param {{control: Control, printer: Printer, setOpen: (open: Open) => void}} props */
function PrinterLine({ control, printer, setOpen }) {
  const isBad = isInTrouble(printer);
  const facts = [
    printer.prints.map((each) => t(`control.prints.${each}`)).join(', '),
    stockWords(printer),
    printer.station ? t('control.printers.serves', { station: stationName(control.state.stations, printer.station) }) : t('control.printers.serves_all'),
    printer.pool && t('control.printers.pool', { pool: printer.pool }),
    printer.place,
  ];
  return html`<li class="row">
    <div class="row-words"><p class="row-name" dir="auto">${printer.name}</p>
      <p class="small quiet">${facts.filter(Boolean).join(' · ')}</p>
      <p class="small quiet row-address">${printer.url}</p>
      ${isBad && printer.error && html`<p class="small" dir="auto">${printer.error}</p>`}</div>
    <div><p class="row-state" data-state=${isBad ? 'trouble' : printer.state}>${t(`control.printer.${stateWord(printer)}`)}
        ${printer.checked_at && html`<span class="small quiet"> ${formatTime(printer.checked_at)}</span>`}</p>
      ${(printer.pages_left ?? null) !== null && html`<p class="small row-state" data-state=${printer.is_low ? 'paper_low' : undefined}>${t(printer.is_low ? 'control.printers.left_low' : 'control.printers.left', { count: printer.pages_left ?? 0 })}</p>`}</div>
    <span class="row-acts">
      <${Button} onClick=${() => setOpen({ is: 'test', printer: printer.name, warnings: [], startsAtOnce: true })}>${t('control.printers.test')}<//>
      <${Button} onClick=${() => setOpen({ is: 'supply', printer })}>${t('control.printers.supply')}<//>
      <${Button} onClick=${() => setOpen({ is: 'form', printer })}>${t('control.printers.edit')}<//>
      <${Button} kind="quiet" onClick=${() => setOpen({ is: 'remove', printer })}>${t('control.printers.remove')}<//></span>
  </li>`;
}

/** @param {{control: Control, open: Open, setOpen: (open: Open|null) => void}} props */
function Opened({ control, open, setOpen }) {
  const onClose = () => setOpen(null);
  switch (open.is) {
    case 'find': return html`<${PrinterFind} control=${control} onChoose=${(/** @type {any} */ preset) => setOpen({ is: 'form', preset })} onClose=${onClose} />`;
    case 'form': return html`<${PrinterForm} control=${control} printer=${open.printer} preset=${open.preset} onClose=${onClose}
      onSaved=${(/** @type {any} */ { name, warnings }, /** @type {boolean} */ isNew) => setOpen(isNew || warnings.length > 0 ? { is: 'test', printer: name, warnings, startsAtOnce: false } : null)} />`;
    case 'test': return html`<${PrinterTest} control=${control} printer=${open.printer} warnings=${open.warnings} startsAtOnce=${open.startsAtOnce} onClose=${onClose} />`;
    case 'supply': return html`<${PrinterSupply} control=${control} printer=${open.printer} onClose=${onClose} />`;
    case 'remove': return html`<${Removal} control=${control} printer=${open.printer} onClose=${onClose} />`;
  }
}

/** @param {{control: Control, printer: Printer, onClose: () => void}} props */
function Removal({ control, printer, onClose }) {
  const remove = () => {
    onClose();
    void control.doing(() => del(`/printers/${encodeURIComponent(printer.name)}`), t('control.printers.removed', { printer: printer.name }));
  };
  return html`<${Dialog} danger title=${t('control.printers.remove_title', { printer: printer.name })} confirm=${t('control.printers.remove')}
    onConfirm=${remove} onCancel=${onClose}><p>${t('control.printers.remove_what')}</p><//>`;
}

/** Not asked yet is one thing; asked and silent, though it can answer, another. @param {Printer} printer */
function stateWord({ trouble, state }) {
  return trouble === 'unknown' ? 'offline' : trouble ?? state ?? 'unknown';
}

/** @param {Printer} printer */
function stockWords({ width_mm, height_mm }) {
  if (!width_mm) return null;
  const width = Math.round(width_mm);
  return height_mm ? t('control.printers.stock', { width, height: Math.round(height_mm) }) : t('control.printers.roll', { width });
}
