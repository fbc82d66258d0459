/** All that happened to a person's money here, each entry with what may be done about it behind "more". */
import { html } from 'preact-htm';
import { Button } from '../lib/parts.js';
import { formatMoney, formatTime, t } from '../lib/words.js';

/** @typedef {import('./shapes.js').Account} Account */
/** @typedef {(opened: {kind: string, of?: any}) => void} OnAct */

/** @param {{account: Account, onAct: OnAct}} props */
export function AccountPanel({ account, onAct }) {
  const { planned_fen, payments, refunds, charges, deposits, pay_outs, invoice, promise } = account;
  return html`<section class="account" aria-label=${t('finance.account', { name: account.name })}>
    <div class="account-acts">
      <${Button} onClick=${() => onAct({ kind: 'invoice' })}>${t('finance.act.invoice')}<//>
      ${account.owes_fen > 0 && html`<${Button} onClick=${() => onAct({ kind: 'promise' })}>${t('finance.act.promise')}<//>`}
      <${Button} onClick=${() => onAct({ kind: 'deposit' })}>${t('finance.act.deposit')}<//>
      <${Button} onClick=${() => onAct({ kind: 'pay_out' })}>${t('finance.act.pay_out')}<//>
      ${account.credit_fen > 0 && html`<${Button} onClick=${() => onAct({ kind: 'refund' })}>${t('finance.act.refund')}<//>`}
    </div>
    <dl class="account-facts">
      <${Fact} term=${t('finance.planned')} value=${`${formatMoney(planned_fen.due_fen)} / ${formatMoney(planned_fen.paid_fen)}`} />
      ${(invoice.state !== 'none' || invoice.title) && html`<${Fact} term=${t('finance.act.invoice')} value=${[t(`finance.invoice.state.${invoice.state}`), invoice.bag].filter(Boolean).join(' · ')} />`}
      ${promise && html`<${Fact} term=${t('finance.act.promise')} value=${`${formatMoney(promise.amount_fen)} · ${t(promise.settled ? 'finance.promise.seen' : 'finance.promise.open')}`} />`}
      ${account.lecture_fee_fen !== null && html`<${Fact} term=${t('receipt.pay_out.lecture_fee')} value=${`${formatMoney(account.lecture_fee_paid_fen)} / ${formatMoney(account.lecture_fee_fen)}`} />`}
    </dl>
    ${payments.length > 0 && html`<${Entries} title=${t('finance.payments')}>${payments.map((row) => html`<${Entry} key=${row.id} row=${row}
      words=${`${row.lines.map(({ method }) => t(`receipt.method.${method}`)).join(' + ')} · ${formatTime(row.at)}${row.receipt ? ` · ${t('finance.receipt_no', { number: row.receipt })}` : ''}`}
      detail=${[row.refunded_fen > 0 && t('finance.refunded', { amount: formatMoney(row.refunded_fen) }), row.cashier].filter(Boolean).join(' · ')}
      fen=${row.share_fen}>
        ${row.share_fen > row.refunded_fen && html`<${Button} onClick=${() => onAct({ kind: 'refund', of: row })}>${t('finance.act.refund')}<//>`}
        <${Button} onClick=${() => onAct({ kind: 'reverse', of: row })}>${t('finance.act.reverse')}<//>
        ${row.receipt && html`<${Button} onClick=${() => onAct({ kind: 'copy', of: row.receipt })}>${t('finance.act.copy')}<//>`}<//>`)}<//>`}
    ${refunds.length > 0 && html`<${Entries} title=${t('finance.refunds')}>${refunds.map((row) => html`<${Entry} key=${row.id} row=${row} fen=${-row.amount_fen}
      words=${`${t(`receipt.method.${row.method}`)} · ${formatTime(row.at)}`} detail=${row.reason}><${Button} onClick=${() => onAct({ kind: 'reverse', of: row })}>${t('finance.act.reverse')}<//><//>`)}<//>`}
    ${charges.length > 0 && html`<${Entries} title=${t('finance.charges')}>${charges.map((row) => html`<${Entry} key=${row.id} row=${row} fen=${row.amount_fen}
      words=${t(`finance.charge.${row.kind}`)} detail=${row.reason}><${Button} onClick=${() => onAct({ kind: 'reverse', of: row })}>${t('finance.act.reverse')}<//><//>`)}<//>`}
    ${deposits.length > 0 && html`<${Entries} title=${t('finance.deposits')}>${deposits.map((row) => html`<${Entry} key=${row.id} row=${row} fen=${row.amount_fen}
      words=${`${row.item} · ${t(`receipt.method.${row.method}`)}`}>
        ${row.amount_fen > 0 && row.held_fen > 0 && html`<${Button} onClick=${() => onAct({ kind: 'deposit', of: row })}>${t('finance.act.give_back')}<//>`}
        <${Button} onClick=${() => onAct({ kind: 'reverse', of: row })}>${t('finance.act.reverse')}<//><//>`)}<//>`}
    ${pay_outs.length > 0 && html`<${Entries} title=${t('finance.pay_outs')}>${pay_outs.map((row) => html`<${Entry} key=${row.id} row=${row}
      fen=${row.kind === 'advance_return' ? row.amount_fen : -row.amount_fen} words=${`${t(`receipt.pay_out.${row.kind}`)} · ${t(`receipt.method.${row.method}`)}`} detail=${row.reason}>
        ${row.kind === 'advance' && row.returned_fen < row.amount_fen && html`<${Button} onClick=${() => onAct({ kind: 'pay_out', of: row })}>${t('finance.act.take_back')}<//>`}
        <${Button} onClick=${() => onAct({ kind: 'reverse', of: row })}>${t('finance.act.reverse')}<//><//>`)}<//>`}
  </section>`;
}

/** @param {{term: string, value: string}} props */
function Fact({ term, value }) {
  return html`<div><dt class="small quiet">${term}</dt><dd>${value}</dd></div>`;
}

/** @param {{title: string, children?: import('preact-htm').Children}} props */
function Entries({ title, children }) {
  return html`<h3>${title}</h3><ul class="entries">${children}</ul>`;
}

/** @param {{row: {reversed: boolean}, words: string, detail?: string, fen: number, children?: import('preact-htm').Children}} props */
function Entry({ row, words, detail, fen, children }) {
  return html`<li class="entry" data-reversed=${row.reversed ? 'yes' : 'no'}>
    <div class="entry-line"><span>${words}</span><strong>${formatMoney(fen)}</strong></div>
    ${(detail || row.reversed) && html`<p class="small quiet" dir="auto">${[row.reversed ? t('finance.reversed') : '', detail ?? ''].filter(Boolean).join(' · ')}</p>`}
    ${!row.reversed && html`<details class="fold"><summary>${t('finance.more')}</summary><div class="entry-acts">${children}</div></details>`}
  </li>`;
}
