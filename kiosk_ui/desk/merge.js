/** The same person twice on the list: both side by side, and who stays. */
import { html, useState } from 'preact-htm';
import { get, post } from '../lib/api.js';
import { Dialog } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { formatMoney, formatTime, inLanguage, t } from '../lib/words.js';
import { Reasons, Refusal, useSentId } from './form_parts.js';
import { Seek } from './seek.js';

/** @typedef {import('./shapes.js').Card} Card */

const REASONS = ['twice', 'came_unplanned'];

/** @param {import('./shapes.js').Opening} props */
export function Merge({ card, me, withRight, onDone, onCancel }) {
  const [other, setOther] = useState(/** @type {Card|null} */ (null));
  const [keep, setKeep] = useState(card.reg_no);
  const [reason, setReason] = useState('');
  const { problem, isBusy, submit } = useSubmit();
  const gone = other && (keep === card.reg_no ? other.reg_no : card.reg_no);
  const id = useSentId([keep, gone, reason]);
  const choose = ({ reg_no = '' }) => submit(async () => setOther(await get(`/delegates/${encodeURIComponent(reg_no)}`)));
  const send = () => submit(async () => {
    await withRight(() => post('/merges', { merge_id: id, keep, gone, reason }));
    const kept = keep === card.reg_no ? card : other;
    onDone({ key: 'desk.said.merge', values: { name: kept?.name ?? '', reg_no: keep }, reg_no: keep });
  });
  return html`<${Dialog} title=${t('desk.merge.title', { name: card.name })} confirm=${t('desk.merge.confirm')} danger wide
      disabled=${isBusy || other === null || reason === ''} onConfirm=${send} onCancel=${onCancel}>
    ${other === null
      ? html`${(card.duplicates ?? []).length > 0 && html`<div class="known"><p><strong>${t('desk.merge.maybe')}</strong></p>
          <ul>${card.duplicates?.map((hit) => html`<li key=${hit.reg_no}><button type="button" class="known-hit" onClick=${() => choose(hit)}>
            <bdi>${hit.name}</bdi> <bdi class="quiet">${hit.organisation}</bdi> <bdi class="quiet">${hit.phone_masked}</bdi> ${hit.reg_no}</button></li>`)}</ul></div>`}
        <${Seek} label=${t('desk.merge.other')} onFound=${choose} without=${[card.reg_no]} />`
      : html`<p>${t('desk.merge.what')}</p>
        <div class="versus" role="radiogroup" aria-label=${t('desk.merge.who_stays')}>
          ${[card, other].map((each) => html`<${Side} key=${each.reg_no} card=${each} me=${me} stays=${keep === each.reg_no} onStay=${() => setKeep(each.reg_no)} />`)}</div>
        <${Reasons} codes=${REASONS} onReason=${setReason} />`}
    <${Refusal} problem=${problem} />
  <//>`;
}

/** @param {{card: Card, me: import('../lib/me').Me, stays: boolean, onStay: () => void}} props */
function Side({ card, me, stays, onStay }) {
  const lines = [
    card.reg_no, card.organisation, card.phone_masked, inLanguage(me.categories.find(({ code }) => code === card.category)),
    t('desk.merge.paid', { amount: formatMoney(card.paid_fen) }),
    card.checked_in ? t('desk.hit.here', { at: formatTime(card.checked_in.at) }) : t('desk.merge.not_here'),
  ].filter(Boolean);
  return html`<label class="reason versus-side"><input type="radio" name="keep" checked=${stays} onChange=${onStay} />
    <span><strong dir="auto">${card.name}</strong> <span class="versus-word">${t(stays ? 'desk.merge.stays' : 'desk.merge.goes')}</span>
      ${lines.map((line) => html`<span key=${line} class="versus-line small" dir="auto">${line}</span>`)}</span></label>`;
}
