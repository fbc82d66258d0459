/** The stock: every pile of every item, which are short, and how things are carried from one to another. */
import { html, useState } from 'preact-htm';
import { newId, post } from '../lib/api.js';
import { Button, Dialog, Icon, Notice } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { formatCount, inLanguage, t } from '../lib/words.js';
import { Section } from './parts.js';
import { useReading } from './reading.js';
import { OUTSIDE, STORE, byItem, desksOf, moveOf } from './stock_state.js';

/** @typedef {import('./stock_state.js').Pile} Pile */
/** @typedef {import('./stock_state.js').Station} Station */
/** @typedef {<T>(act: () => Promise<T>) => Promise<T>} WithRight */

/** @param {{me: import('../lib/me').Me, withRight: WithRight}} props */
export function StockList({ me, withRight }) {
  const [told, read] = useReading('/stock');
  const [there] = useReading('/stations');
  const [isMoving, setMoving] = useState(false);
  const [said, setSaid] = useState('');
  const piles = /** @type {{stock: Pile[]} | null} */ (told)?.stock ?? null;
  const stations = /** @type {{stations: Station[]} | null} */ (there)?.stations ?? [];
  const moved = (/** @type {string} */ what) => {
    setMoving(false);
    setSaid(what);
    void read();
  };
  const items = piles && byItem(piles);
  const move = html`<${Button} kind="main" icon="arrow-out" onClick=${() => setMoving(true)}>${t('control.stock.move')}<//>`;
  return html`<${Section} what="stock" list=${items} action=${move}
      tools=${said && html`<${Notice} tone="good" action=${t('control.heard')} onAction=${() => setSaid('')}>${said}<//>`}>
      <ul class="stock-list">${(items ?? []).map((item) => html`<li key=${item.item} class="card stock-item" data-low=${item.isLow ? 'yes' : undefined}>
        <header><h2 dir="auto">${inLanguage(item)}</h2>
          <p class="small quiet">${t('control.stock.in_all', { left: formatCount(item.left), given: formatCount(item.given) })}</p></header>
        <ul class="piles">${item.piles.map((pile) => html`<${PileLine} key=${pile.pile} pile=${pile} />`)}</ul>
      </li>`)}</ul>
    <//>
    ${isMoving && html`<${MoveForm} me=${me} withRight=${withRight} piles=${piles ?? []} stations=${stations} onMoved=${moved} onClose=${() => setMoving(false)} />`}`;
}

/** @param {{pile: Pile}} props */
function PileLine({ pile }) {
  return html`<li class="pile" data-low=${pile.is_low ? 'yes' : undefined}>
    <span class="pile-name" dir="auto">${pile.pile === STORE ? t('control.stock.store') : pile.pile_name}</span>
    <b>${formatCount(pile.count)}</b>
    ${pile.is_low && html`<span class="pile-low"><${Icon} name="warning" />${t(pile.count === 0 ? 'control.stock.none' : 'control.stock.low')}</span>`}
    <span class="small quiet">${t('control.stock.given', { count: formatCount(pile.given) })}</span>
  </li>`;
}

/** @param {{me: import('../lib/me').Me, withRight: WithRight, piles: Pile[], stations: Station[], onMoved: (said: string) => void, onClose: () => void}} props */
function MoveForm({ me, withRight, piles, stations, onMoved, onClose }) {
  const [id] = useState(newId);
  const [form, setForm] = useState({ item: piles[0]?.item ?? me.items[0]?.code ?? '', from: STORE, to: '', count: '', reason: '' });
  const { problem, isBusy, submit } = useSubmit();
  const desks = desksOf(stations, piles);
  const to = form.to || desks[0]?.id || OUTSIDE;
  const body = moveOf({ ...form, to });
  const isOutside = [form.from, to].includes(OUTSIDE);
  const write = (/** @type {keyof typeof form} */ name) => (/** @type {any} */ event) => setForm({ ...form, [name]: event.target.value });
  const named = (/** @type {string} */ place) => placeName(place, stations);
  const send = () => submit(async () => {
    await withRight(() => post('/stock-moves', { stock_move_id: id, ...body }));
    onMoved(t('control.stock.moved', { count: formatCount(body?.count ?? 0), item: inLanguage(me.items.find(({ code }) => code === form.item)), from: named(form.from), to: named(to) }));
  });
  const places = (/** @type {string} */ first) => html`<option value=${STORE}>${t('control.stock.store')}</option>
    ${desks.map((desk) => html`<option key=${desk.id} value=${desk.id}>${desk.name ?? desk.id}</option>`)}
    <option value=${OUTSIDE}>${t(`control.stock.${first}`)}</option>`;
  const wrong = (/** @type {string} */ field) => problem?.field === field ? 'true' : undefined;
  return html`<${Dialog} title=${t('control.stock.move')} confirm=${t('control.stock.confirm')} disabled=${isBusy || body === null} onConfirm=${send} onCancel=${onClose}>
    <div class="form-grid">
      <label data-field="category">${t('control.stock.item')}<select value=${form.item} onChange=${write('item')}>
        ${me.items.map((item) => html`<option key=${item.code} value=${item.code}>${inLanguage(item)}</option>`)}</select></label>
      <label>${t('control.stock.from')}<select value=${form.from} aria-invalid=${wrong('from')} onChange=${write('from')}>${places('from_outside')}</select></label>
      <label>${t('control.stock.to')}<select value=${to} aria-invalid=${wrong('to')} onChange=${(/** @type {any} */ event) => setForm({ ...form, to: event.target.value })}>${places('to_outside')}</select></label>
      <label>${t('control.stock.count')}<input type="number" inputmode="numeric" min="1" max="100000" value=${form.count} aria-invalid=${wrong('count')} onInput=${write('count')} /></label>
      <label>${t(isOutside ? 'control.stock.reason' : 'control.stock.reason_optional')}<input dir="auto" maxlength="200" value=${form.reason} aria-invalid=${wrong('reason')} onInput=${write('reason')} /></label>
    </div>
    ${form.from === to && html`<p class="small quiet">${t('control.stock.choose_two')}</p>`}
    ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}
  <//>`;
}

/** @param {string} place @param {Station[]} stations */
function placeName(place, stations) {
  if (place === STORE) return t('control.stock.store');
  if (place === OUTSIDE) return t('control.stock.outside');
  return stations.find(({ id }) => id === place)?.name ?? place;
}
