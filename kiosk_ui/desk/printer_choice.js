/** Where this desk's badges come out: beside it, or at a printer of the pool ("collect at 3") when it roves the queue. */
import { html, useEffect, useState } from 'preact-htm';
import { keep, kept } from '../lib/address.js';
import { get, put } from '../lib/api.js';
import { Dialog } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { t } from '../lib/words.js';
import { Refusal } from './form_parts.js';
import { servingPrinter } from './own_printer.js';

const WARN_AT = 20; // badges left on a roll, where nobody said otherwise

/** @typedef {import('./own_printer.js').OwnPrinter} Printer */

/** @param {import('./shapes.js').Opening} props */
export function PrinterChoice({ me, withRight, onDone, onCancel }) {
  const [printers, setPrinters] = useState(/** @type {Printer[]|null} */ (null));
  const [chosen, setChosen] = useState('');
  const [pages, setPages] = useState('');
  const serving = servingPrinter(printers ?? [], me.station.id, chosen);
  const { problem, isBusy, submit } = useSubmit();
  useEffect(() => void submit(async () => {
    const told = await get('/printers');
    setPrinters(told.printers.filter((/** @type {Printer} */ { prints }) => prints.includes('badge')));
    setChosen(kept('printer') ?? '');
  }), []);
  const send = () => submit(async () => {
    await withRight(() => put('/stations/current/printer', { printer: chosen || null }));
    keep('printer', chosen);
    if (pages !== '' && serving) {
      const supply = { pages_left: Number(pages), warn_at: serving.warn_at ?? WARN_AT };
      await put(`/printers/${encodeURIComponent(serving.name)}/supply`, supply);
    }
    onDone({ key: chosen ? 'desk.said.printer' : 'desk.said.printer_any', values: { printer: chosen }, tone: 'wait' });
  });
  return html`<${Dialog} title=${t('desk.printer.title')} confirm=${t('desk.printer.confirm')} disabled=${isBusy || printers === null} onConfirm=${send} onCancel=${onCancel}>
    <p>${t('desk.printer.what')}</p>
    <fieldset class="reasons"><legend class="spoken">${t('desk.printer.title')}</legend>
      <label class="reason"><input type="radio" name="printer" checked=${chosen === ''} onChange=${() => setChosen('')} /><span>${t('desk.printer.any')}</span></label>
      ${printers?.map((each) => html`<label key=${each.name} class="reason"><input type="radio" name="printer" checked=${chosen === each.name} onChange=${() => setChosen(each.name)} />
        <span><bdi>${each.name}</bdi> <span class="quiet small">${[each.place, t(`printer.state.${each.trouble ?? each.state}`), each.pages_left !== null && each.pages_left !== undefined && t('desk.printer.left', { count: each.pages_left })].filter(Boolean).join(' · ')}</span></span></label>`)}
    </fieldset>
    ${serving && html`<label class="field"><span>${t('desk.printer.new_roll', { printer: serving.name })}</span>
      <input type="number" inputmode="numeric" min="0" max="100000" value=${pages} onInput=${(/** @type {any} */ { target }) => setPages(target.value)}
        placeholder=${serving.pages_left ?? ''} /></label>`}
    <${Refusal} problem=${problem} />
  <//>`;
}
