/**
 * Things done once in a while, each with a reason and a sentence that says what will happen: print again,
 * lost badge, undo, override and taking it back, block. The ids are made when the dialog opens, so trying again after a silence counts once.
 */
import { html, useMemo, useState } from 'preact-htm';
import { newId, post } from '../lib/api.js';
import { Dialog } from '../lib/parts.js';
import { t } from '../lib/words.js';
import { useSubmit } from '../lib/submit.js';

/** @typedef {'reprint'|'lost'|'undo'|'override'|'take_back'|'block'|'unblock'} CorrectionKind */
/** @typedef {import('./shapes.js').Card} Card */

/** Reasons offered for a tap; the words are `desk.reason.*`. */
const REASONS = /** @type {Record<CorrectionKind, string[]>} */ ({
  reprint: ['damaged', 'unreadable', 'misprint', 'not_out'],
  lost: ['lost', 'stolen'],
  undo: ['wrong_person', 'by_mistake'],
  override: ['paid_elsewhere', 'invited', 'pays_later'],
  take_back: ['by_mistake', 'not_arrived'],
  block: ['identity', 'organiser'],
  unblock: ['cleared', 'by_mistake'],
});
const DANGEROUS = ['lost', 'undo', 'take_back', 'block'];

/**
 * @param {{what: CorrectionKind, card: Card, withRight: <T>(act: () => Promise<T>) => Promise<T>, onCancel: () => void,
 *   onDone: (job: import('./shapes.js').PrintJob|null) => void}} props
 */
export function Correction({ what, card, withRight, onDone, onCancel }) {
  const [chosen, setChosen] = useState('');
  const [text, setText] = useState('');
  const { problem, isBusy, submit } = useSubmit();
  const ids = useMemo(() => [newId(), newId()], []);
  const reason = (chosen === 'other' ? text : chosen && t(`desk.reason.${chosen}`)).trim();
  const confirm = () => submit(async () => onDone(await withRight(() => send(what, card, reason, ids))));
  return html`<${Dialog} title=${t(`desk.correction.${what}.title`, { name: card.name })} confirm=${t(`desk.correction.${what}.confirm`)}
      danger=${DANGEROUS.includes(what)} disabled=${isBusy || reason === ''} onConfirm=${confirm} onCancel=${onCancel}>
    <p>${t(`desk.correction.${what}.what`, { name: card.name })}</p>
    <fieldset class="reasons"><legend class="small quiet">${t('desk.correction.why')}</legend>
      ${[...REASONS[what], 'other'].map((each) => html`<label key=${each} class="reason">
        <input type="radio" name="reason" checked=${chosen === each} onChange=${() => setChosen(each)} />
        <span>${t(`desk.reason.${each}`)}</span></label>`)}
    </fieldset>
    ${chosen === 'other' && html`<input aria-label=${t('desk.reason.other')} maxlength="200" value=${text} autofocus
      onInput=${(/** @type {any} */ event) => setText(event.target.value)} />`}
    ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}
  <//>`;
}

/**
 * @param {CorrectionKind} what
 * @param {Card} card
 * @param {string} reason
 * @param {string[]} ids
 * @returns {Promise<import('./shapes.js').PrintJob|null>} the badge that comes out of it, if one does
 */
async function send(what, card, reason, [id = '', second = '']) {
  const { reg_no } = card;
  const badge = { prints: 'badge', reg_no, reason };
  switch (what) {
    case 'reprint': return post('/print-jobs', { job_id: id, ...badge });
    case 'lost':
      await post('/revocations', { revocation_id: id, reg_no, reason });
      return post('/print-jobs', { job_id: second, ...badge });
    case 'undo': await post('/check-in-undos', { undo_id: id, reg_no, reason }); return null;
    case 'override':
      await post('/overrides', { override_id: id, reg_no, kind: 'unpaid', reason });
      return null;
    case 'take_back':
      await post('/overrides', { override_id: id, reg_no, kind: 'unpaid', reason, revoked: true });
      return null;
    case 'block': await post('/blocks', { block_id: id, reg_no, reason, blocked: true }); return null;
    case 'unblock': await post('/blocks', { block_id: id, reg_no, reason, blocked: false }); return null;
  }
}
