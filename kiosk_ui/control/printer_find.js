/** Printers found on the network: what each says it is, and adding it with a guess at its address. */
import { html, useEffect, useState } from 'preact-htm';
import { post } from '../lib/api.js';
import { Button, Dialog } from '../lib/parts.js';
import { t } from '../lib/words.js';
import { useSubmit } from '../lib/submit.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {{host: string, port: number, name: string, model: string, url_guess: string|null, known_as: string|null}} Found */

/** Longer than the search itself may take. */
const LONGEST_MS = 15000;

/** @param {{control: Control, onChoose: (preset: import('./printer_form.js').Preset) => void, onClose: () => void}} props */
export function PrinterFind({ control, onChoose, onClose }) {
  const [found, setFound] = useState(/** @type {Found[]|null} */ (null));
  const [isScanning, setScanning] = useState(false);
  const { problem, isBusy, submit } = useSubmit();
  const look = () => submit(async () => {
    const answer = await control.withRight(() => post('/printer-searches', { scan: isScanning }, LONGEST_MS));
    setFound(answer.found);
  });
  useEffect(() => void look(), []);
  const choose = (/** @type {Found} */ each) => onChoose({ name: each.name || each.model, url: each.url_guess, host: each.host });
  return html`<${Dialog} wide title=${t('control.printer_find.title')} confirm=${t(found ? 'control.printer_find.again' : 'control.printer_find.look')}
      cancel=${t('control.printer_find.close')} disabled=${isBusy} onConfirm=${look} onCancel=${onClose}>
    <p class="small quiet">${t('control.printer_find.what')}</p>
    <label class="reason"><input type="checkbox" checked=${isScanning} disabled=${isBusy} onChange=${() => setScanning(!isScanning)} /><span>${t('control.printer_find.scan')}</span></label>
    <div aria-live="polite" aria-busy=${isBusy}>
      ${isBusy && html`<p class="quiet">${t('control.printer_find.looking')}</p>`}
      ${!isBusy && found?.length === 0 && html`<p class="control-empty">${t('control.printer_find.nothing')}</p>`}
      ${!isBusy && found && found.length > 0 && html`<ul class="rows">${found.map((each) => html`<${FoundRow} key=${`${each.host} ${each.port} ${each.name}`} found=${each} onChoose=${choose} />`)}</ul>`}
    </div>
    ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}
  <//>`;
}

/** @param {{found: Found, onChoose: (found: Found) => void}} props */
function FoundRow({ found, onChoose }) {
  const name = found.name || found.model || found.host;
  const model = found.model === name ? '' : found.model;
  return html`<li class="row"><div class="row-words"><p class="row-name" dir="auto">${name}</p>
      <p class="small quiet">${[model, `${found.host}:${found.port}`].filter(Boolean).join(' · ')}</p>
      <p class="small quiet row-address">${found.url_guess ?? t('control.printer_find.no_guess')}</p></div>
    ${found.known_as ? html`<p class="small" dir="auto">${t('control.printer_find.known', { printer: found.known_as })}</p>`
      : html`<${Button} label=${t('control.printer_find.use_named', { printer: name })} onClick=${() => onChoose(found)}>${t('control.printer_find.use')}<//>`}</li>`;
}
