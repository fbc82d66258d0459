/** A person's invoice: its next step, the title typed or scanned, the tax number judged as it is typed. */
import { html, useEffect, useState } from 'preact-htm';
import { post } from '../lib/api.js';
import { faultOf } from '../lib/field_checks.js';
import { Dialog, Icon } from '../lib/parts.js';
import { problemWords } from '../lib/problem_words.js';
import { SignaturePad } from '../lib/signature.js';
import { useSubmit } from '../lib/submit.js';
import { formatTime, t } from '../lib/words.js';
import { Refusal, Segments, TextField, useSentId } from '../desk/form_parts.js';
import { useScanTaker } from '../desk/scans.js';

/** A pause in typing after which the number is judged. */
const TYPING_PAUSE_MS = 250;
/** What is most likely wanted first. */
const LIKELY = ['signed', 'requested', 'prepared', 'emailed', 'handed_over', 'voided'];

/** @param {import('./going_back.js').Opening} props  `of`: the text of a title's code that was just scanned */
export function InvoiceDialog({ account, of, withRight, onDone, onCancel }) {
  const { invoice } = account;
  const steps = LIKELY.filter((each) => invoice.next.includes(each));
  const [state, setState] = useState(steps[0] ?? '');
  const [form, setForm] = useState({ title: invoice.title, tax_number: invoice.tax_number, email: invoice.email, bag: invoice.bag });
  const [warnings, setWarnings] = useState(invoice.warnings);
  const [said, setSaid] = useState('');
  const [signature, setSignature] = useState(/** @type {any} */ (null));
  const [isEmailLeft, setEmailLeft] = useState(false);
  const { problem, isBusy, submit } = useSubmit();
  const id = useSentId([state, form]);
  // What the planners wrote is theirs; only what is typed here is judged.
  const fault = form.email === invoice.email && state !== 'emailed' ? null : faultOf('email', form.email, state === 'emailed');
  const set = (/** @type {string} */ name) => (/** @type {string} */ value) => setForm({ ...form, [name]: value });

  const read = async (/** @type {string} */ text) => {
    try {
      const told = await post('/invoice-titles', { text });
      setForm((before) => ({ ...before, title: told.title, tax_number: told.tax_number }));
      setWarnings(told.warnings);
      setSaid(t('finance.invoice.read'));
    } catch (refused) {
      setSaid(problemWords(refused));
    }
  };
  useScanTaker(read);
  useEffect(() => { if (typeof of === 'string') void read(of); }, []);
  useEffect(() => {
    const timer = setTimeout(() => post('/invoice-titles', { tax_number: form.tax_number }).then(
      (told) => setWarnings((before) => [...told.warnings, ...before.filter((each) => each === 'title_damaged')]),
      () => undefined, // the server judges it once more when it is sent
    ), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [form.tax_number]);

  const send = () => submit(async () => {
    const body = { invoice_event_id: id, reg_no: account.reg_no, state, ...form, ...(state === 'signed' ? { signature } : {}) };
    await withRight(() => post('/invoice-events', body));
    onDone({ tone: 'good', key: 'finance.said.invoice', values: { name: account.name, state: t(`finance.invoice.state.${state}`) } });
  });
  const refused = (/** @type {string} */ name) => (problem?.field === name ? problem.words : null);
  return html`<${Dialog} wide title=${t('finance.invoice.title', { name: account.name })} confirm=${t('finance.invoice.confirm', { state: t(`finance.invoice.state.${state || 'none'}`) })}
      disabled=${isBusy || state === '' || fault !== null || (state === 'signed' && signature === null)} onConfirm=${send} onCancel=${onCancel}>
    <p><strong>${t(`finance.invoice.state.${invoice.state}`)}</strong>${invoice.bag && html` · ${t('finance.invoice.bag_no', { bag: invoice.bag })}`}</p>
    <p class="small quiet" role="status">${said || t('finance.invoice.scan')}</p>
    <div class="form-grid">
      <${TextField} name="title" label=${t('finance.invoice.to')} value=${form.title} wide fault=${refused('title')} onInput=${set('title')} />
      <${TextField} name="tax_number" label=${t('finance.invoice.tax_number')} value=${form.tax_number} most=${40} onInput=${set('tax_number')} />
      <${TextField} name="email" label=${t('finance.invoice.email')} value=${form.email} type="email" fault=${refused('email') ?? (fault !== null && isEmailLeft ? t(`problem.${fault}`) : null)}
        required=${state === 'emailed'} onLeave=${() => setEmailLeft(true)} onInput=${set('email')} />
      <${TextField} name="bag" label=${t('finance.invoice.bag')} value=${form.bag} most=${40} onInput=${set('bag')} />
    </div>
    ${warnings.map((each) => html`<p class="matter" data-tone="warn" role="status" key=${each}><${Icon} name="warning" />${t(`finance.invoice.${each}`)}</p>`)}
    <${Segments} label=${t('finance.invoice.next')} name="state" value=${state} options=${steps.map((code) => ({ code, words: t(`finance.invoice.state.${code}`) }))} onChange=${setState} />
    ${state === 'signed' && html`<${SignaturePad} label=${t('finance.invoice.sign')} onChange=${setSignature} />`}
    ${invoice.history.length > 0 && html`<ol class="small quiet">${invoice.history.map((row) => html`<li key=${row.id}>${formatTime(row.at)} ${t(`finance.invoice.state.${row.state}`)} · <bdi>${row.operator}</bdi></li>`)}</ol>`}
    <${Refusal} problem=${['title', 'email'].includes(problem?.field ?? '') ? null : problem} />
  <//>`;
}
