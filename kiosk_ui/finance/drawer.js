/** The drawer: always in sight, opened and closed by counting. What it should hold is shown after the count alone. */
import { html, useState } from 'preact-htm';
import { post } from '../lib/api.js';
import { countedOf, DENOMINATIONS_FEN } from '../lib/money.js';
import { Button, Dialog, Icon } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { formatMoney, formatTime, t } from '../lib/words.js';
import { Refusal, TextField, useSentId } from '../desk/form_parts.js';

/** @typedef {import('./shapes.js').Drawer} Drawer */
/** @typedef {import('./shapes.js').WithRight} WithRight */

/** @param {{drawer: Drawer|null|undefined, operator: {name: string}|null, onOpen: () => void, onClose: () => void}} props */
export function DrawerBar({ drawer, operator, onOpen, onClose }) {
  if (drawer === undefined) return html`<div class="drawer-bar"></div>`;
  if (drawer === null) {
    return html`<div class="drawer-bar" data-state="shut"><${Icon} name="lock" /><strong>${t('finance.drawer.shut')}</strong>
      <span class="small">${t('finance.drawer.shut_means')}</span><${Button} onClick=${onOpen}>${t('finance.drawer.open')}<//></div>`;
  }
  const isHers = operator === null || operator.name === drawer.cashier;
  return html`<div class="drawer-bar" data-state=${drawer.over_limit ? 'full' : isHers ? 'open' : 'other'} role="status">
    <${Icon} name=${drawer.over_limit || !isHers ? 'warning' : 'tick-circle'} />
    <strong><bdi>${t('finance.drawer.of', { name: drawer.cashier })}</bdi></strong>
    <span class="small">${t('finance.drawer.since', { at: formatTime(drawer.opened_at), float: formatMoney(drawer.float_fen), count: drawer.takings_count })}</span>
    ${drawer.over_limit && html`<span class="small">${t('finance.drawer.full')}</span>`}
    <${Button} onClick=${onClose}>${t('finance.drawer.close')}<//></div>`;
}

/** @param {{withRight: WithRight, onDone: (outcome: any) => void, onCancel: () => void}} props */
export function OpenDrawer({ withRight, onDone, onCancel }) {
  const [pieces, setPieces] = useState(/** @type {Record<string, string>} */ ({}));
  const { problem, isBusy, submit } = useSubmit();
  const counted = countedOf(pieces);
  const id = useSentId(pieces);
  const send = () => submit(async () => {
    const told = await withRight(() => post('/cash-sessions', { cash_session_id: id, float_fen: counted?.fen ?? 0, counts: counted?.counts ?? {} }));
    onDone({ tone: 'good', key: 'finance.said.drawer_opened', values: { name: told.cashier, float: formatMoney(told.float_fen) } });
  });
  return html`<${Dialog} title=${t('finance.drawer.open')} confirm=${t('finance.drawer.open_with', { amount: formatMoney(counted?.fen ?? 0) })}
      disabled=${isBusy || counted === null} onConfirm=${send} onCancel=${onCancel}>
    <p>${t('finance.drawer.open_how')}</p>
    <${Counting} pieces=${pieces} onChange=${setPieces} />
    <${Refusal} problem=${problem} />
  <//>`;
}

/** @param {{of: Drawer, withRight: WithRight, onDone: (outcome: any) => void, onCancel: () => void, onChanged: () => void}} props */
export function CloseDrawer({ of, withRight, onDone, onCancel, onChanged }) {
  const [pieces, setPieces] = useState(/** @type {Record<string, string>} */ ({}));
  const [note, setNote] = useState('');
  const [closing, setClosing] = useState(/** @type {import('./shapes.js').Closing|null} */ (null));
  const { problem, isBusy, submit } = useSubmit();
  const counted = countedOf(pieces);
  // Enter in an empty dialog must not close a drawer with nothing in it: an empty one is counted as 0.
  const isCounted = Object.values(pieces).some((typed) => typed.trim() !== '');
  const id = useSentId([pieces, note]);
  const send = () => submit(async () => {
    setClosing(await withRight(() => post(`/cash-sessions/${of.id}/closings`, { cash_closing_id: id, counts: counted?.counts ?? {}, note })));
    onChanged();
  });
  if (closing !== null) return html`<${Closed} closing=${closing} onDone=${onDone} />`;
  return html`<${Dialog} title=${t('finance.drawer.close_of', { name: of.cashier })} confirm=${t('finance.drawer.close_with', { amount: formatMoney(counted?.fen ?? 0) })}
      disabled=${isBusy || counted === null || !isCounted} onConfirm=${send} onCancel=${onCancel}>
    <p>${t('finance.drawer.close_how')}</p>
    <${Counting} pieces=${pieces} onChange=${setPieces} />
    <${TextField} name="note" label=${t('finance.drawer.note')} value=${note} onInput=${setNote} />
    <${Refusal} problem=${problem} />
  <//>`;
}

/** The count is made; only now what was expected. @param {{closing: import('./shapes.js').Closing, onDone: (outcome: any) => void}} props */
function Closed({ closing, onDone }) {
  const { counted_fen, expected_fen, difference_fen } = closing;
  const words = difference_fen === 0 ? 'exact' : difference_fen < 0 ? 'short' : 'over';
  const values = { amount: formatMoney(Math.abs(difference_fen)) };
  const finish = () => onDone({ tone: difference_fen === 0 ? 'good' : 'warn', key: `finance.drawer.${words}`, values });
  return html`<${Dialog} title=${t('finance.drawer.closed')} confirm=${t('finance.drawer.seen')} cancel=${false} onConfirm=${finish} onCancel=${finish}>
    <dl class="closing"><div><dt>${t('finance.drawer.counted')}</dt><dd>${formatMoney(counted_fen)}</dd></div>
      <div><dt>${t('finance.drawer.expected')}</dt><dd>${formatMoney(expected_fen)}</dd></div></dl>
    <p class="matter" data-tone=${difference_fen === 0 ? 'good' : 'warn'} role="status"><${Icon} name=${difference_fen === 0 ? 'tick-circle' : 'warning'} />${t(`finance.drawer.${words}`, values)}</p>
  <//>`;
}

/** Notes and coins, piece by piece. @param {{pieces: Record<string, string>, onChange: (pieces: Record<string, string>) => void}} props */
function Counting({ pieces, onChange }) {
  const counted = countedOf(pieces);
  return html`<div class="counting">${DENOMINATIONS_FEN.map((fen) => html`<label key=${fen} class="counting-line">
      <span>${formatMoney(fen)}</span><span aria-hidden="true">×</span>
      <input inputmode="numeric" autocomplete="off" maxlength="5" value=${pieces[fen] ?? ''} placeholder="0"
        onInput=${(/** @type {any} */ event) => onChange({ ...pieces, [fen]: event.target.value })} />
      <span class="counting-sum">${formatMoney(countedOf({ [fen]: pieces[fen] ?? '' })?.fen ?? 0)}</span></label>`)}</div>
    <p class="counting-total" role="status"><span>${t('finance.drawer.sum')}</span>
      <strong>${counted === null ? t('finance.drawer.unreadable') : formatMoney(counted.fen)}</strong></p>`;
}
