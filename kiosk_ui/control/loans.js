/** The loans: which receivers and numbered papers are out, with whom, since when; and how the others came back. */
import { html, useState } from 'preact-htm';
import { formatCount, formatDay, formatTime, inLanguage, t } from '../lib/words.js';
import { Section } from './parts.js';
import { useReading } from './reading.js';

/**
 * @typedef {{hand_out_id: string, item: string, name: string, name_en: string, number: string|null, reg_no: string|null, staff: string|null, holder: string,
 *   organisation: string, phone_masked: string, security: string, since: string, state: 'out'|'ok'|'damaged'|'lost', back_at: string|null,
 *   handed_back_by: string, received_by: string, reason: string}} Loan
 * @typedef {{loans: Loan[], counts: Record<'out'|'ok'|'damaged'|'lost', number>}} Loans
 */

/** @param {{me: import('../lib/me').Me, withRight?: unknown}} props */
export function LoanList({ me }) {
  const [isMissing, setMissing] = useState(true);
  const [item, setItem] = useState('');
  const query = new URLSearchParams({ ...(isMissing ? { missing: '1' } : {}), ...(item ? { item } : {}) });
  const [told] = useReading(`/loans?${query}`);
  const { loans = null, counts = null } = /** @type {Loans | null} */ (told) ?? {};
  return html`<${Section} what="loans" list=${loans} tools=${html`
      <div class="chips" role="group" aria-label=${t('control.loans.show')}>
        ${[true, false].map((each) => html`<button key=${String(each)} class="button" type="button" aria-pressed=${String(each === isMissing)} onClick=${() => setMissing(each)}>
          ${t(each ? 'control.loans.missing' : 'control.loans.all')}</button>`)}
        <label class="chip-choice"><span class="spoken">${t('control.loans.item')}</span><select value=${item} onChange=${(/** @type {any} */ event) => setItem(event.target.value)}>
          <option value="">${t('control.loans.any_item')}</option>${me.items.map((each) => html`<option key=${each.code} value=${each.code}>${inLanguage(each)}</option>`)}</select></label>
      </div>
      ${counts && html`<p class="loan-counts">${/** @type {const} */ (['out', 'lost', 'damaged', 'ok']).map((state) => html`<span key=${state} data-state=${state}>
        ${t(`control.loans.state.${state}`)} <b>${formatCount(counts[state])}</b></span>`)}</p>`}`}>
    <ul class="rows">${(loans ?? []).map((loan) => html`<${LoanLine} key=${loan.hand_out_id} loan=${loan} />`)}</ul>
  <//>`;
}

/** @param {{loan: Loan}} props */
function LoanLine({ loan }) {
  const holder = loan.holder || t('control.loans.somebody'); // control names nobody to a technician
  const who = [loan.reg_no, loan.organisation, loan.phone_masked].filter(Boolean).join(' · ');
  const at = (/** @type {string|null} */ instant) => `${formatDay(instant)} ${formatTime(instant)}`;
  const back = loan.back_at && t('control.loans.back', { at: at(loan.back_at), by: loan.handed_back_by || holder, to: loan.received_by || '–' });
  return html`<li class="row">
    <p class="loan-number"><b dir="auto">${loan.number}</b><small class="quiet" dir="auto">${inLanguage(loan)}</small></p>
    <div class="row-words"><p class="row-name"><bdi>${holder}</bdi></p><p class="small quiet">${who || (loan.staff !== null && t('control.loans.staff'))}</p>
      ${loan.reason && html`<p class="small" dir="auto">${loan.reason}</p>`}</div>
    <p class="loan-when small"><span>${t('control.loans.since', { at: at(loan.since) })}</span>
      ${loan.state === 'out' && loan.security !== 'none' && html`<span class="quiet">${t(`control.loans.against.${loan.security}`)}</span>`}
      ${back && html`<span class="quiet">${back}</span>`}</p>
    <p class="row-state loan-state" data-state=${loan.state}>${t(`control.loans.state.${loan.state}`)}</p>
  </li>`;
}
