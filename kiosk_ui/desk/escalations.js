/** Who is held back until somebody has looked: the open escalations, each opened by a tap. */
import { html, useEffect, useState } from 'preact-htm';
import { get } from '../lib/api.js';
import { Dialog } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { formatTime, t } from '../lib/words.js';
import { Refusal } from './form_parts.js';

/** @typedef {{reg_no: string, name: string, reason: string, at: string, station?: string, operator?: string|null}} Escalation */

/** @param {import('./shapes.js').Opening} props */
export function Escalations({ onOpen, onCancel }) {
  const [open, setOpen] = useState(/** @type {Escalation[]|null} */ (null));
  const { problem, submit } = useSubmit();
  useEffect(() => void submit(async () => setOpen((await get('/escalations')).escalations)), []);
  return html`<${Dialog} title=${t('desk.escalations.title')} confirm=${t('desk.history.close')} cancel=${false} onConfirm=${onCancel} onCancel=${onCancel}>
    <p class="quiet" role="status">${open === null ? t('desk.reading') : t(open.length ? 'desk.escalations.count' : 'desk.escalations.none', { count: open.length })}</p>
    <ul class="people-list">${open?.map((each) => html`<li key=${each.reg_no}><button type="button" class="seek-hit" onClick=${() => onOpen(each.reg_no)}>
      <bdi>${each.name}</bdi> <bdi>${each.reason}</bdi> <span class="quiet small">${formatTime(each.at)}</span></button></li>`)}</ul>
    <${Refusal} problem=${problem} />
  <//>`;
}
