/** The printers: how each is, a test page, a new one, one taken away. */
import { html, useState } from 'preact-htm';
import { del, newId, post } from '../lib/api.js';
import { Button, Dialog } from '../lib/parts.js';
import { formatTime, t } from '../lib/words.js';
import { isInTrouble } from './control_state.js';
import { Section, stationName } from './parts.js';
import { PrinterForm } from './printer_form.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {import('./control_state.js').Printer} Printer */

/** @param {{control: Control}} props */
export function Printers({ control }) {
  const [isAdding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState(/** @type {Printer|null} */ (null));
  const { printers, stations } = control.state;
  const path = (/** @type {Printer} */ { name }) => `/printers/${encodeURIComponent(name)}`;
  const remove = (/** @type {Printer} */ printer) => {
    setLeaving(null);
    void control.doing(() => del(path(printer)), t('control.printers.removed', { printer: printer.name }));
  };
  const test = (/** @type {Printer} */ printer) => {
    const job_id = newId();
    void control.doing(() => post(`${path(printer)}/tests`, { job_id }), t('control.printers.tested', { printer: printer.name }));
  };
  const add = html`<${Button} kind="main" icon="printer" onClick=${() => setAdding(true)}>${t('control.printers.add')}<//>`;
  return html`<${Section} what="printers" list=${printers} action=${add}>
      <ul class="rows">${(printers ?? []).map((printer) => html`<li key=${printer.name} class="row">
        <div class="row-words"><p class="row-name" dir="auto">${printer.name}</p>
          <p class="small quiet">${[...printer.prints.map((each) => t(`control.prints.${each}`)),
            printer.station ? t('control.printers.serves', { station: stationName(stations, printer.station) }) : t('control.printers.serves_all'), printer.place].filter(Boolean).join(' · ')}</p>
          <p class="small quiet row-address">${printer.url}</p></div>
        <p class="row-state" data-state=${isInTrouble(printer) ? 'trouble' : printer.state}>${t(`control.printer.${printer.state ?? 'unknown'}`)}
          ${printer.checked_at && html`<span class="small quiet"> ${formatTime(printer.checked_at)}</span>`}</p>
        <span class="row-acts"><${Button} onClick=${() => test(printer)}>${t('control.printers.test')}<//>
          <${Button} kind="quiet" onClick=${() => setLeaving(printer)}>${t('control.printers.remove')}<//></span>
      </li>`)}</ul>
    <//>
    ${isAdding && html`<${PrinterForm} control=${control} onClose=${() => setAdding(false)} />`}
    ${leaving && html`<${Dialog} danger title=${t('control.printers.remove_title', { printer: leaving.name })} confirm=${t('control.printers.remove')}
      onConfirm=${() => remove(leaving)} onCancel=${() => setLeaving(null)}><p>${t('control.printers.remove_what')}</p><//>`}`;
}
