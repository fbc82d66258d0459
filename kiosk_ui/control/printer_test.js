/** A test page printed, followed, looked at, and its code scanned back. */
import { html, useEffect, useState } from 'preact-htm';
import { get, newId, post } from '../lib/api.js';
import { Dialog, Notice } from '../lib/parts.js';
import { t } from '../lib/words.js';
import { useSubmit } from '../lib/submit.js';
import { readTestCode } from './printer_state.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {import('./control_state.js').PrintJob} PrintJob */

const LOOK_EVERY_MS = 1000;
const OVER = ['printed', 'failed', 'unconfirmed', 'cancelled'];
const SIGNS = ['corners', 'ruler', 'lines', 'dark'];

/**
 * @param {{control: Control, printer: string, warnings: import('./printer_form.js').Warning[], startsAtOnce: boolean, onClose: () => void}} props
 *   `startsAtOnce`: it was asked for; not a question any more
 */
export function PrinterTest({ control, printer, warnings, startsAtOnce, onClose }) {
  const [job, setJob] = useState(/** @type {PrintJob|null} */ (null));
  const { problem, isBusy, submit } = useSubmit();
  const print = () => submit(async () => {
    const job_id = newId();
    setJob(await control.withRight(() => post(`/printers/${encodeURIComponent(printer)}/tests`, { job_id })));
  });
  useEffect(() => { if (startsAtOnce) void print(); }, []);
  useFollowed(job, setJob);
  return html`<${Dialog} wide title=${t('control.printer_test.title', { printer })} confirm=${t(job ? 'control.printer_test.done' : 'control.printer_test.print')}
      cancel=${job ? false : t('control.printer_test.later')} disabled=${isBusy} onConfirm=${job ? onClose : print} onCancel=${onClose}>
    ${warnings.map(({ code }) => html`<${Notice} key=${code} tone="warning">${t(`control.printer_test.${code}`)}<//>`)}
    ${job && html`<${Printed} job=${job} printer=${printer} />`}
    ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}
  <//>`;
}

/** @param {{job: PrintJob, printer: string}} props */
function Printed({ job, printer }) {
  const [scanned, setScanned] = useState('');
  const [read, setRead] = useState(/** @type {ReturnType<typeof readTestCode>|null} */ (null));
  const check = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault(); // the scanner's Enter answers here, and does not close the dialog
    setRead(readTestCode(scanned, printer));
    setScanned('');
  };
  const word = job.state === 'printed' && !job.confirmed ? 'printed_unasked' : job.state;
  return html`<p role="status">${t('control.printer_test.state', { state: t(`control.job.${word}`) })}</p>
    ${job.error && html`<p class="small quiet" dir="auto">${job.error}</p>`}
    <div><p>${t('control.printer_test.look')}</p>
      <ul class="signs">${SIGNS.map((sign) => html`<li key=${sign}>${t(`control.printer_test.${sign}`)}</li>`)}</ul></div>
    <label class="input-label">${t('control.printer_test.scan')}<input data-first autocomplete="off" autocapitalize="none" spellcheck=${false} placeholder="ONSITE-TEST"
      value=${scanned} onInput=${(/** @type {any} */ event) => setScanned(event.target.value)} onKeyDown=${check} /></label>
    ${read && html`<${Notice} tone=${read.is === 'right' ? 'good' : 'trouble'}>${words(read)}<//>`}`;
}

/** @param {ReturnType<typeof readTestCode>} read */
function words({ is, printer, dpi }) {
  if (is === 'right') return t('control.printer_test.scanned', { printer, dpi });
  return is === 'other' ? t('control.printer_test.other', { printer }) : t('control.printer_test.no_code');
}

/**
 * Look now and then how far the page is, until it is over.
 * @param {PrintJob|null} job
 * @param {(job: PrintJob) => void} setJob
 */
function useFollowed(job, setJob) {
  useEffect(() => {
    if (!job || OVER.includes(job.state)) return undefined;
    const timer = setTimeout(() => {
      get(`/print-jobs/${job.id}`).then(setJob, () => setJob({ ...job }));
    }, LOOK_EVERY_MS);
    return () => clearTimeout(timer);
  }, [job]);
}
