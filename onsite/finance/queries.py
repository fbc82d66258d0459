"""Reading money: what lies in an account of the ledger, who owes, what happened to a fact."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from onsite.badges.models import PrintJobRow
from onsite.errors import not_found
from onsite.finance.models import (
    CashClosing,
    CashSession,
    Charge,
    Deposit,
    InvoiceEvent,
    MoneyPolicy,
    OpenDrawer,
    Payment,
    PaymentLine,
    PaymentShare,
    PayOut,
    Posting,
    Promise,
    Receipt,
    Refund,
    Reversal,
)
from onsite.finance.rules import DRAWER, RECEIVABLE, planned_invoice_state
from onsite.registration.models import Delegate
from onsite.wording import word

STUCK = ("failed", "unconfirmed")
DEFAULT_LANGUAGE = "zh-Hans"


@dataclass(frozen=True)
class Invoice:
    """How a person's invoice stands: the plan's word until a desk has another."""

    state: str
    title: str
    tax_number: str
    email: str
    bag: str


def balance(session: Session, account: str) -> int:
    """Sum an account of the ledger."""
    return _sum(session, select(func.sum(Posting.amount_fen)).where(Posting.account == account))


def policy(session: Session) -> MoneyPolicy:
    """Read what the event decided about money; nothing costs anything until it decides."""
    return session.get(MoneyPolicy, 1) or MoneyPolicy(
        id=1, lost_badge_fee_fen=0, drawer_limit_fen=None, channel_fees={}, prices=[]
    )


def drawer_at(session: Session, station: str) -> OpenDrawer | None:
    """Read who has this desk's drawer open."""
    return session.get(OpenDrawer, station)


def cash_session(session: Session, cash_session_id: str) -> CashSession:
    """Read a cash session, or raise ``unknown_cash_session``."""
    row = session.get(CashSession, cash_session_id)
    if row is None:
        raise not_found("cash session", cash_session_id)
    return row


def closing_of(session: Session, cash_session_id: str) -> CashClosing | None:
    """Read how a cash session was closed; None while it is open."""
    return session.scalars(
        select(CashClosing).where(CashClosing.cash_session_id == cash_session_id)
    ).one_or_none()


def takings_count(session: Session, cash_session_id: str) -> int:
    """Count the facts that moved cash in a drawer since it was opened."""
    facts = (
        select(Posting.fact_kind, Posting.fact_id)
        .where(Posting.account == f"{DRAWER}{cash_session_id}", Posting.fact_kind != "opening")
        .distinct()
        .subquery()
    )
    return _sum(session, select(func.count()).select_from(facts))


def stuck_receipts(session: Session, cash_session_id: str) -> list[int]:
    """List the receipts of a cash session of which nobody knows whether they printed."""
    return list(
        session.scalars(
            select(Receipt.number)
            .join(PrintJobRow, PrintJobRow.id == Receipt.print_job)
            .where(Receipt.cash_session_id == cash_session_id, PrintJobRow.state.in_(STUCK))
            .order_by(Receipt.number)
        )
    )


def receipt(session: Session, number: int) -> Receipt:
    """Read a receipt, or raise ``unknown_receipt``."""
    row = session.get(Receipt, number)
    if row is None:
        raise not_found("receipt", str(number))
    return row


def receipt_of(session: Session, fact_kind: str, fact_id: str) -> Receipt | None:
    """Read the receipt of a fact."""
    return session.scalars(
        select(Receipt).where(Receipt.fact_id == fact_id, Receipt.fact_kind == fact_kind)
    ).one_or_none()


def is_reversed(session: Session, kind: str, fact_id: str) -> bool:
    """Tell whether a fact was entered the other way round."""
    return (
        session.scalar(
            select(Reversal.id).where(Reversal.of_fact == fact_id, Reversal.of_kind == kind)
        )
        is not None
    )


def reversed_facts(kind: str) -> Select[Any]:
    """Select the ids of the facts of a kind that were reversed."""
    return select(Reversal.of_fact).where(Reversal.of_kind == kind)


def shares(session: Session, payment_id: str) -> list[PaymentShare]:
    """List for whom a payment was."""
    return list(
        session.scalars(
            select(PaymentShare)
            .where(PaymentShare.payment_id == payment_id)
            .order_by(PaymentShare.id)
        )
    )


def refunded_fen(session: Session, payment_id: str, delegate_id: int | None = None) -> int:
    """Sum what of a payment was given back and not taken again."""
    chosen = select(func.sum(Refund.amount_fen)).where(
        Refund.payment_id == payment_id, Refund.id.not_in(reversed_facts("refund"))
    )
    if delegate_id is not None:
        chosen = chosen.where(Refund.delegate_id == delegate_id)
    return _sum(session, chosen)


def left_by_method(session: Session, payment_id: str) -> dict[str, int]:
    """Tell what of a payment came by each method and was not given back by it; below zero never."""
    came = session.execute(
        select(PaymentLine.method, func.sum(PaymentLine.amount_fen))
        .where(PaymentLine.payment_id == payment_id)
        .group_by(PaymentLine.method)
        .order_by(PaymentLine.method)
    ).tuples()
    went = dict(
        session.execute(
            select(Refund.method, func.sum(Refund.amount_fen))
            .where(Refund.payment_id == payment_id, Refund.id.not_in(reversed_facts("refund")))
            .group_by(Refund.method)
        )
        .tuples()
        .all()
    )
    return {method: max(0, fen - went.get(method, 0)) for method, fen in came}


def open_promise(session: Session, person: Delegate) -> Promise | None:
    """Read what a person promised and nobody has seen yet, the last of it."""
    rows = promises_of(session, person.id)
    return next((row for row in rows if not is_settled(session, row, person)), None)


def deposits_held(session: Session, delegate_id: int, item: str | None = None) -> int:
    """Sum what a person has left for things, or for one."""
    chosen = select(func.sum(Deposit.amount_fen)).where(
        Deposit.delegate_id == delegate_id,
        Deposit.id.not_in(reversed_facts("deposit")),
    )
    return _sum(session, chosen if item is None else chosen.where(Deposit.item == item))


def deposits_taken(session: Session, delegate_id: int, item: str) -> dict[str, int]:
    """List what a person left for a thing, given back or not: deposit id -> fen; no reversed ones."""
    rows = session.execute(
        select(Deposit.id, Deposit.amount_fen).where(
            Deposit.delegate_id == delegate_id,
            Deposit.item == item,
            Deposit.amount_fen > 0,
            Deposit.id.not_in(reversed_facts("deposit")),
        )
    ).tuples()
    return dict(rows.all())


def advance_returned(session: Session, pay_out_id: str) -> int:
    """Sum what of an advance came back."""
    return _sum(
        session,
        select(func.sum(PayOut.amount_fen)).where(
            PayOut.of == pay_out_id, PayOut.id.not_in(reversed_facts("pay_out"))
        ),
    )


def lecture_fees_paid(session: Session, delegate_id: int) -> int:
    """Sum the lecture fees a person has been paid here."""
    return _sum(
        session,
        select(func.sum(PayOut.amount_fen)).where(
            PayOut.delegate_id == delegate_id,
            PayOut.kind == "lecture_fee",
            PayOut.id.not_in(reversed_facts("pay_out")),
        ),
    )


def receipts_with(session: Session, *, method: str, reference: str) -> list[int]:
    """List the receipts that name this reference already and were not reversed."""
    return list(
        session.scalars(
            select(Receipt.number)
            .join(PaymentLine, PaymentLine.payment_id == Receipt.fact_id)
            .where(
                Receipt.fact_kind == "payment",
                PaymentLine.method == method,
                PaymentLine.reference == reference,
                PaymentLine.payment_id.not_in(reversed_facts("payment")),
            )
        )
    )


def invoice_of(session: Session, row: Delegate) -> Invoice:
    """Tell how a person's invoice stands."""
    return invoice_from(row, latest_invoice_event(session, row.id))


def invoice_from(row: Delegate, last: InvoiceEvent | None) -> Invoice:
    """Tell an invoice by its last step; by the plan where there is none."""
    if last is None:
        state = planned_invoice_state(row.invoice_state)
        return Invoice(state, row.invoice_title, row.tax_number, row.email, row.invoice_bag)
    return Invoice(last.state, last.title, last.tax_number, last.email, last.bag)


def latest_invoice_event(session: Session, delegate_id: int) -> InvoiceEvent | None:
    """Read the last step of a person's invoice."""
    return session.scalars(
        select(InvoiceEvent)
        .where(InvoiceEvent.delegate_id == delegate_id)
        .order_by(InvoiceEvent.step.desc())
        .limit(1)
    ).one_or_none()


def is_settled(session: Session, promise: Promise, person: Delegate) -> bool:
    """Tell whether what was promised has been seen: by transfer since, or because nothing is owed."""
    if person.balance_fen <= 0:
        return True
    seen = _sum(
        session,
        select(func.sum(PaymentShare.amount_fen))
        .join(Payment, Payment.id == PaymentShare.payment_id)
        .where(
            PaymentShare.delegate_id == person.id,
            Payment.at >= promise.at,
            Payment.id.not_in(reversed_facts("payment")),
            Payment.id.in_(select(PaymentLine.payment_id).where(PaymentLine.method == "transfer")),
        ),
    )
    return seen >= promise.amount_fen


def promises_of(session: Session, delegate_id: int) -> list[Promise]:
    """List what a person promised, the last first."""
    return list(
        session.scalars(
            select(Promise).where(Promise.delegate_id == delegate_id).order_by(Promise.at.desc())
        )
    )


def account_line(session: Session, row: Delegate) -> dict[str, Any]:
    """Tell a desk's card in short how a person stands with finance.

    Returns:
        ``owes_fen``, ``credit_fen``, ``promise`` (money promised and not yet seen), ``invoice_state``,
        ``invoice_bag``, ``deposits_fen``.
    """
    invoice = invoice_of(session, row)
    return {
        "owes_fen": max(0, row.balance_fen),
        "credit_fen": max(0, -row.balance_fen),
        "promise": any(
            not is_settled(session, promise, row) for promise in promises_of(session, row.id)
        ),
        "invoice_state": invoice.state,
        "invoice_bag": invoice.bag,
        "deposits_fen": deposits_held(session, row.id),
    }


def paid_on_site(
    session: Session, *, language: str = DEFAULT_LANGUAGE
) -> dict[int, tuple[int, str]]:
    """Tell what everyone paid here, refunds and reversals taken off, and by which methods.

    Returns:
        Delegate id -> (fen, e.g. ``微信+现金``); nobody whose sum is zero.
    """
    totals = session.execute(
        select(Posting.delegate_id, func.sum(-Posting.amount_fen))
        .where(Posting.account == RECEIVABLE, Posting.counts_as != "charge")
        .group_by(Posting.delegate_id)
    )
    found = {delegate_id: amount for delegate_id, amount in totals if amount and delegate_id}
    methods: dict[int, list[str]] = defaultdict(list)
    rows = session.execute(
        select(PaymentShare.delegate_id, PaymentLine.method)
        .join(PaymentLine, PaymentLine.payment_id == PaymentShare.payment_id)
        .where(PaymentShare.payment_id.not_in(reversed_facts("payment")))
        .order_by(PaymentLine.id)
    )
    for delegate_id, method in rows:
        name = word(f"receipt.method.{method}", language)
        if name not in methods[delegate_id]:
            methods[delegate_id].append(name)
    return {key: (amount, "+".join(methods[key])) for key, amount in found.items()}


def invoices_signed(session: Session) -> dict[int, datetime]:
    """Tell when each person signed for the invoice that holds."""
    found: dict[int, datetime] = {}
    rows = session.execute(
        select(InvoiceEvent.delegate_id, InvoiceEvent.state, InvoiceEvent.at)
        .where(InvoiceEvent.state.in_(("signed", "voided")))
        .order_by(InvoiceEvent.delegate_id, InvoiceEvent.step)
    )
    for delegate_id, state, at in rows:
        if state == "signed":
            found.setdefault(delegate_id, at)  # a merge repeats the step; she signed once
        else:
            found.pop(delegate_id, None)
    return found


def merge(session: Session, keep_id: int, gone_id: int) -> None:
    """Let all the money of one person be another's: they were the same all along.

    Their invoices are `joined_invoices`.
    """
    for rows in (Charge, PaymentShare, Refund, Deposit, PayOut, Promise, Posting, Receipt):
        session.execute(update(rows).where(rows.delegate_id == gone_id).values(delegate_id=keep_id))
    gone, kept = session.get_one(Delegate, gone_id), session.get_one(Delegate, keep_id)
    session.refresh(gone)
    session.refresh(kept)
    kept.charged_fen += gone.charged_fen
    kept.received_fen += gone.received_fen
    gone.charged_fen = gone.received_fen = 0
    session.flush()


def _sum(session: Session, chosen: Select[Any]) -> int:
    return int(session.scalar(chosen) or 0)
