/** The staff zone: who is on shift today, signing in and out, the allowance signed for. */
import { html, useEffect, useState } from 'preact-htm';
import { get, newId, post } from '../lib/api.js';
import { Button, Dialog } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { formatTime, inLanguage, t } from '../lib/words.js';
import { Refusal, TextField } from './form_parts.js';

/** @typedef {{name: string, zone: string|null, shift: string, on_duty_at: string, state: string|null, at: string|null}} Worker */

/** @param {import('./shapes.js').Opening} props */
export function Shifts({ me, withRight, onCancel, onGo }) {
  const [staff, setStaff] = useState(/** @type {Worker[]|null} */ (null));
  const [text, setText] = useState('');
  const { problem, isBusy, submit } = useSubmit();
  const ask = async () => setStaff((await withRight(() => get('/shifts'))).shifts.flatMap((/** @type {{staff: Worker[]}} */ { staff: members }) => members));
  useEffect(() => void submit(ask), []);
  const sign = (/** @type {Worker} */ worker) => submit(async () => {
    await withRight(() => post('/shift-sign-ins', { shift_sign_in_id: newId(), staff: worker.name, direction: isHere(worker) ? 'out' : 'in' }));
    await ask();
  });
  const shown = (staff ?? []).filter(({ name }) => name.includes(text.trim()));
  const here = (staff ?? []).filter(isHere).length;
  return html`<${Dialog} title=${t('desk.shifts.title')} confirm=${t('desk.shifts.close')} wide cancel=${false} onConfirm=${onCancel} onCancel=${onCancel}>
    <${TextField} name="name" label=${t('desk.shifts.find')} value=${text} onInput=${setText} />
    <p class="small quiet" role="status">${staff === null ? t('desk.reading') : t('desk.shifts.count', { here, count: staff.length })}</p>
    <ul class="people-list">${shown.map((each) => html`<li key=${each.name} class="keeping">
      <span><strong dir="auto">${each.name}</strong> <span class="quiet small" dir="auto">${[inLanguage(me.zones.find(({ code }) => code === each.zone)), each.shift, each.on_duty_at].filter(Boolean).join(' · ')}</span>
        ${isHere(each) && html` <span class="shift-here small">${t('desk.shifts.here', { at: formatTime(each.at) })}</span>`}</span>
      <span class="keeping-acts"><${Button} kind="quiet" onClick=${() => onGo('fee', { staff: each.name })}>${t('desk.shifts.allowance')}<//>
        <${Button} kind=${isHere(each) ? 'plain' : 'main'} disabled=${isBusy} onClick=${() => sign(each)}>${t(isHere(each) ? 'desk.shifts.out' : 'desk.shifts.in')}<//></span></li>`)}</ul>
    <${Refusal} problem=${problem} />
  <//>`;
}

/** @param {Worker} worker */
function isHere({ state }) {
  return state === 'in';
}
