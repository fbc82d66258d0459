/** Where this desk's badges come out: beside it, or at a printer of the pool ("collect at 3") when it roves the queue. */
import { html, useEffect, useState } from 'preact-htm';
import { keep, kept } from '../lib/address.js';
import { get, put } from '../lib/api.js';
import { Dialog } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { t } from '../lib/words.js';
import { Refusal } from './form_parts.js';

/** @typedef {import('./own_printer.js').OwnPrinter} Printer */

/** @param {import('./shapes.js').Opening} props */
export function PrinterChoice({ withRight, onDone, onCancel }) {
  const [printers, setPrinters] = useState(/** @type {Printer[]|null} */ (null));
  const [chosen, setChosen] = useState('');
  const { problem, isBusy, submit } = useSubmit();
  useEffect(() => void submit(async () => {
    const told = await get('/printers');
    setPrinters(told.printers.filter((/** @type {Printer} */ { prints }) => prints.includes('badge')));
    setChosen(kept('printer') ?? '');
  }), []);
  const send = () => submit(async () => {
    await withRight(() => put('/stations/current/printer', { printer: chosen || null }));
    keep('printer', chosen);
    onDone({ key: chosen ? 'desk.said.printer' : 'desk.said.printer_any', values: { printer: chosen }, tone: 'wait' });
  });
  return html`<${Dialog} title=${t('desk.printer.title')} confirm=${t('desk.printer.confirm')} disabled=${isBusy || printers === null} onConfirm=${send} onCancel=${onCancel}>
    <p>${t('desk.printer.what')}</p>
    <fieldset class="reasons"><legend class="spoken">${t('desk.printer.title')}</legend>
      <label class="reason"><input type="radio" name="printer" checked=${chosen === ''} onChange=${() => setChosen('')} /><span>${t('desk.printer.any')}</span></label>
      ${printers?.map((each) => html`<label key=${each.name} class="reason"><input type="radio" name="printer" checked=${chosen === each.name} onChange=${() => setChosen(each.name)} />
        <span><bdi>${each.name}</bdi> <span class="quiet small">${[each.place, t(`printer.state.${each.state}`)].filter(Boolean).join(' · ')}</span></span></label>`)}
    </fieldset>
    <${Refusal} problem=${problem} />
  <//>`;
}
