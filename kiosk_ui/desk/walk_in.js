/**
 * Someone who was not planned: her category's fields with their marks, checked as they are typed; people the list may know
 * already; the consent; what it costs, and paying it on the same page.
 */
import { html, useEffect, useState } from 'preact-htm';
import { get, post } from '../lib/api.js';
import { Dialog } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { formatMoney, inLanguage, language, t } from '../lib/words.js';
import { useCardReading } from './card_reading.js';
import { Choice, Refusal, Segments, TextField, Tick, useSentId } from './form_parts.js';
import { useKnown } from './known.js';
import { OpenDrawer, PayFields, withDrawer } from './pay.js';
import { faultOfPay, paidBy } from './pay_state.js';
import { faultsOf, FIELDS, filled, firstFault, requiredFields, shownFields, withoutNumber } from './walk_in_state.js';

/** @typedef {import('./walk_in_state.js').Forms} Forms */
/** @typedef {import('./pay_state.js').Pay} Pay */

/** Done by the server as soon as nothing is owed: the page need not know whether that is so. */
const ALL_AT_ONCE = { check_in: true, hand_out: true, print: true };

/** @param {import('./shapes.js').Opening} props */
export function WalkIn({ me, operator, withRight, onCancel, onOpen, onDone }) {
  const [card, setCard] = useState(/** @type {import('./card_reading.js').Reading|null} */ (null));
  const forms = withoutNumber(useForms(), card !== null);
  const [category, setCategory] = useState('');
  const [answers, setAnswers] = useState(/** @type {Record<string, string>} */ ({}));
  const [touched, setTouched] = useState(/** @type {string[]} */ ([]));
  const [consent, setConsent] = useState(false);
  const [inDirectory, setInDirectory] = useState(false);
  const [pay, setPay] = useState(/** @type {Pay} */ ({ method: 'cash', tendered: '', reference: '' }));
  const [payHere, setPayHere] = useState(mayTakeMoney(operator));
  const [needsDrawer, setNeedsDrawer] = useState(false);
  const { problem, isBusy, submit } = useSubmit();
  const known = useKnown(answers);
  useCardReading((reading) => {
    if (reading.reg_no) return onOpen(reading.reg_no);
    setCard(reading);
    setAnswers(({ identity_number: _, ...before }) => ({ ...before, name: before['name'] || reading.name }));
  });

  const priceOf = (/** @type {{code: string, fee_fen: number}} */ each) => forms?.prices_fen[each.code] ?? each.fee_fen;
  const chosen = me.categories.find(({ code }) => code === category);
  const fee_fen = chosen ? priceOf(chosen) : 0;
  const pays = fee_fen > 0 && payHere;
  const body = { ...filled(answers), ...(card ? { identity_reading_id: card.id } : {}), category, consent, ...(pays ? { pay: paidBy(pay) } : {}), ...(forms?.directory && inDirectory ? { directory: true, directory_words_version: forms.directory.words_version } : {}), ...ALL_AT_ONCE, ...(forms ? { notice_version: forms.notice_version } : {}) };
  const id = useSentId(body);
  const faults = faultsOf(forms, category, answers, touched);
  const isReady = category !== '' && firstFault(forms, category, answers) === null && consent && (!pays || faultOfPay(pay, fee_fen) === null);
  const send = () => submit(() => withDrawer(setNeedsDrawer, async () => {
    onDone(welcome(await withRight(() => post('/walk-ins', { walk_in_id: id, ...body })), answers['name']?.trim() ?? ''));
  }));
  const { open, folded } = shownFields(forms, category, card !== null);
  const field = (/** @type {string} */ name) => html`<${TextField} key=${name} name=${name} value=${answers[name] ?? ''}
    type=${{ phone: 'tel', email: 'email' }[name] ?? 'text'} required=${requiredFields(forms, category).includes(name)} wide=${name === 'organisation'}
    fault=${problem?.field === name ? problem.words : faults[name] ? t(`problem.${faults[name]}`) : null}
    onLeave=${() => answers[name] !== undefined && !touched.includes(name) && setTouched([...touched, name])}
    onInput=${(/** @type {string} */ text) => setAnswers({ ...answers, [name]: text })} />`;
  return html`<${Dialog} title=${t('desk.walk_in.title')} wide disabled=${isBusy || !isReady} onConfirm=${send} onCancel=${onCancel}
      confirm=${pays ? t('desk.walk_in.confirm_paid', { amount: formatMoney(fee_fen) }) : t(fee_fen > 0 ? 'desk.walk_in.confirm_owes' : 'desk.walk_in.confirm')}>
    <div class="walk-in" data-pays=${fee_fen > 0 ? 'yes' : 'no'}><div class="walk-in-part">
    <div class="form-grid">
      ${open.map(field)}
      <${Choice} name="category" value=${category} required onChange=${setCategory} fault=${problem?.field === 'category' ? problem.words : null}
        options=${me.categories.map((each) => ({ code: each.code, words: priceOf(each) > 0 ? `${inLanguage(each)} · ${formatMoney(priceOf(each))}` : inLanguage(each) }))} />
    </div>
    ${card && html`<p class="small" role="status">${t('desk.walk_in.card', { number: card.identity_masked })}</p>`}
    ${folded.length > 0 && html`<details class="fold"><summary>${t('desk.walk_in.more')}</summary><div class="form-grid">${folded.map(field)}</div></details>`}
    ${known.length > 0 && html`<${Known} known=${known} onOpen=${onOpen} />`}
    <${Consent} forms=${forms} checked=${consent} onChange=${setConsent} problem=${problem} />
    ${forms?.directory && html`<${Tick} label=${html`${t('desk.walk_in.directory')} <span class="small quiet">${language().startsWith('zh') ? forms.directory.words : forms.directory.words_en}</span>`}
      checked=${inDirectory} onChange=${setInDirectory} />`}
    </div><div class="walk-in-part">
    ${fee_fen > 0 && html`<section class="walk-in-pay" aria-label=${t('desk.pay.method')}>
      <p class="pay-owes"><span class="small quiet">${t('desk.walk_in.fee')}</span><strong>${formatMoney(fee_fen)}</strong></p>
      <${Segments} label=${t('desk.walk_in.where')} name="where" value=${payHere ? 'here' : 'finance'} onChange=${(/** @type {string} */ where) => setPayHere(where === 'here')}
        options=${['here', 'finance'].map((code) => ({ code, words: t(`desk.walk_in.pay_${code}`) }))} />
      ${payHere && html`<${PayFields} pay=${pay} owes_fen=${fee_fen} problem=${problem} onChange=${setPay} />`}
    </section>`}
    ${needsDrawer && html`<${OpenDrawer} withRight=${withRight} onOpened=${() => { setNeedsDrawer(false); void send(); }} />`}
    </div></div>
    ${!needsDrawer && html`<${Refusal} problem=${isAtAField(problem?.field) ? null : problem} />`}
  <//>`;
}

/**
 * Whether the one signed in here may take money; nobody signed in may be asked to.
 * @param {import('../lib/operator.js').Operator|null} operator
 */
export function mayTakeMoney(operator) {
  if (operator === null) return false;
  return operator.rights?.includes('money') ?? operator.roles.some((role) => ['finance', 'organiser'].includes(role));
}

/** @param {{forms: Forms|null, checked: boolean, onChange: (given: boolean) => void, problem: {field: string|null, words: string}|null}} props */
function Consent({ forms, checked, onChange, problem }) {
  const notice = language().startsWith('zh') ? forms?.notice : forms?.notice_en || forms?.notice;
  return html`<div class="consent">
    ${notice && html`<details class="fold"><summary>${t('desk.walk_in.notice')}</summary><p class="small">${notice}</p></details>`}
    <${Tick} label=${t('desk.walk_in.consent')} checked=${checked} onChange=${onChange} required />
    ${problem?.field === 'consent' && html`<p class="input-problem" role="alert">${problem.words}</p>`}
  </div>`;
}

/** @param {{known: import('./shapes.js').Hit[], onOpen: (reg_no: string) => void}} props */
function Known({ known, onOpen }) {
  return html`<div class="known" role="status">
    <p><strong>${t('desk.walk_in.known', { count: known.length })}</strong></p>
    <ul>${known.map((hit) => html`<li key=${hit.reg_no}><button type="button" class="known-hit" onClick=${() => onOpen(hit.reg_no)}>
      <bdi>${hit.name}</bdi> <bdi class="quiet">${hit.organisation}</bdi> <bdi class="quiet">${hit.phone_masked}</bdi></button></li>`)}</ul>
  </div>`;
}

/** The forms with today's prices; without them the server still says what is missing. */
function useForms() {
  const [forms, setForms] = useState(/** @type {Forms|null} */ (null));
  useEffect(() => void get('/walk-in-forms').then(setForms, () => undefined), []);
  return forms;
}

/**
 * @param {import('./shapes.js').WalkInAnswer} answer
 * @param {string} name
 * @returns {import('./shapes.js').Came}
 */
function welcome({ reg_no, due_fen, duplicates, print_job, checked_in_at, notes = [], change_fen = 0, owes_fen = due_fen }, name) {
  const values = { name, reg_no, amount: formatMoney(owes_fen), count: duplicates.length };
  const detail = [
    change_fen > 0 ? t('desk.pay.give_back', { amount: formatMoney(change_fen) }) : '',
    duplicates.length > 0 ? t('desk.said.walk_in_duplicates', values) : '',
    ...notes.filter((note) => note !== t('note.owes', { amount: formatMoney(owes_fen).slice(1) })), // the sentence says that already
  ].filter(Boolean).join(' ');
  const key = owes_fen > 0 ? 'desk.said.walk_in_owes' : checked_in_at ? 'desk.said.walk_in_here' : 'desk.said.walk_in';
  const isDone = checked_in_at && duplicates.length === 0;
  return { key, values, detail, tone: isDone ? 'good' : owes_fen > 0 || duplicates.length > 0 ? 'warn' : 'wait', reg_no, print_job: print_job ?? null };
}

/** @param {string|null|undefined} field */
const isAtAField = (field) => Boolean(field) && ([...FIELDS, 'category', 'consent'].some((each) => each === field) || /tendered|reference/.test(field ?? ''));

/** @param {import('../lib/me').Me} me the venue's day */
export function today(me) {
  return new Intl.DateTimeFormat('en-CA', { timeZone: me.event.time_zone, dateStyle: 'short' }).format(new Date());
}
