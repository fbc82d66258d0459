/** Taking a scan back, and letting in who was refused: asked for with one of three reasons, done with the right of who may. */
import { html, useState } from 'preact-htm';
import { Problem, newId, operatorSession, post } from '../lib/api.js';
import { useOperator } from '../lib/operator.js';
import { Button, Notice } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { formatTime, t } from '../lib/words.js';
import { whoOf } from './door_parts.js';
import { Sheet } from './sheet.js';

/** @typedef {import('./acts_state.js').Act} Act */
/** @typedef {import('./acts_state.js').LastScan} LastScan */

const REASONS = /** @type {const} */ ({ undo: ['mistake', 'other_person', 'turned_back'], let_in: ['known', 'settled', 'organiser'] });

/** What a refusal means at a door: a supervisor's PIN may lift it, or it has other words than elsewhere. @type {Record<string, string>} */
const MEANT_AS = {
  not_the_last: 'right_missing',
  not_this_station: 'right_missing',
  too_old: 'right_missing',
  undone_already: 'scan_undone_already',
};

/**
 * @param {import('../lib/me').Me} me
 * @param {(answer: any) => void} onLetIn told the admission that came of it, as a scan's answer
 * @returns {{done: Record<string, Act>, told: string, ask: (act: Act, scan: LastScan) => void, dialogs: import('preact-htm').Children}}
 *   `told`: the last one done, in words
 */
export function useActs(me, onLetIn) {
  const { withRight, signOut, dialog } = useOperator(me.operator);
  const [asked, setAsked] = useState(/** @type {{id: string, act: Act, scan: LastScan} | null} */ (null));
  const [done, setDone] = useState(/** @type {Record<string, Act>} */ ({}));
  const [told, setTold] = useState('');
  const ask = (/** @type {Act} */ act, /** @type {LastScan} */ scan) => {
    setTold('');
    setAsked({ id: newId(), act, scan });
  };
  const run = async (/** @type {string} */ reason) => {
    if (!asked) return;
    const { id, act, scan } = asked;
    const { scan_id } = scan;
    try {
      const answer = await withRight(() => sent(act, { id, scan_id, reason }));
      setDone((before) => ({ ...before, [scan_id]: act }));
      setTold(t(`door.${act}.done`, { name: whoOf(scan, me.categories) }));
      setAsked(null);
      if (act === 'let_in') onLetIn(answer.scan);
    } finally {
      // A supervisor's PIN is for one act: the phone goes on in a steward's hand.
      if (!me.operator && operatorSession() !== null) signOut();
    }
  };
  const dialogs = html`${asked && html`<${ActSheet} key=${asked.id} act=${asked.act} scan=${asked.scan} name=${whoOf(asked.scan, me.categories)} onReason=${run} onClose=${() => setAsked(null)} />`}${dialog}`;
  return { done, told, ask, dialogs };
}

/** @param {Act} act @param {{id: string, scan_id: string, reason: string}} what @returns {Promise<any>} */
async function sent(act, { id, scan_id, reason }) {
  try {
    if (act === 'undo') return await post('/scan-undos', { scan_undo_id: id, scan_id, reason });
    return await post('/door-overrides', { door_override_id: id, scan_id, reason });
  } catch (problem) {
    if (problem instanceof Problem && problem.code in MEANT_AS) throw new Problem({ ...problem, code: String(MEANT_AS[problem.code]) });
    throw problem;
  }
}

/** @param {{act: Act, scan: LastScan, name: string, onReason: (reason: string) => Promise<void>, onClose: () => void}} props */
function ActSheet({ act, scan, name, onReason, onClose }) {
  const { problem, isBusy, submit } = useSubmit();
  const what = t(`verdict.${scan.verdict}.title`);
  return html`<${Sheet} title=${t(`door.${act}.title`, { name })} close=${t('dialog.cancel')} onClose=${onClose}>
    <p class="quiet">${what} · ${formatTime(scan.at)}</p>
    ${scan.local ? html`<${Notice} tone="warning">${t(`door.${act}.not_sent`)}<//>` : html`<p>${t(`door.${act}.detail`)}</p>
      <div class="act-reasons">${REASONS[act].map((reason) => html`<${Button} key=${reason} disabled=${isBusy}
        onClick=${() => void submit(() => onReason(t(`door.${act}.reason.${reason}`)))}>${t(`door.${act}.reason.${reason}`)}<//>`)}</div>`}
    <p class="input-problem" role="alert">${problem?.words}</p>
  <//>`;
}
