"""Rows of finance: the ledger, and the facts that it follows from.

`postings` is the ledger: double entry, in fen, a debit above zero; the postings of one fact sum to zero.
Everything that is told of money is summed from it. `open_drawers` says which drawer is whose now, and is
derived from sessions and closings. What was planned as due and paid is no posting: it happened elsewhere.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from onsite.db import Base, Instant
from onsite.once import Fact


class CashSession(Fact, Base):
    """A drawer taken over with a counted float."""

    __tablename__ = "cash_sessions"

    drawer: Mapped[str]  # the station it stands at
    cashier: Mapped[str]
    float_fen: Mapped[int]
    counts: Mapped[dict[str, int]] = mapped_column(JSON)  # denomination in fen -> pieces


class OpenDrawer(Base):
    """Who has which drawer now: derived. Its constraints keep one drawer to one cashier."""

    __tablename__ = "open_drawers"

    drawer: Mapped[str] = mapped_column(primary_key=True)
    cashier: Mapped[str] = mapped_column(unique=True)
    cash_session_id: Mapped[str] = mapped_column(ForeignKey("cash_sessions.id"), unique=True)


class CashClosing(Fact, Base):
    """A drawer counted blind and handed back; what it lacked or had too much stays on record."""

    __tablename__ = "cash_closings"

    cash_session_id: Mapped[str] = mapped_column(ForeignKey("cash_sessions.id"), unique=True)
    counts: Mapped[dict[str, int]] = mapped_column(JSON)
    counted_fen: Mapped[int]
    expected_fen: Mapped[int]
    difference_fen: Mapped[int]  # counted less expected
    note: Mapped[str]


class CashCorrection(Fact, Base):
    """Cash found or missed after a closing: a new entry, the closing stays as it was counted."""

    __tablename__ = "cash_corrections"

    cash_session_id: Mapped[str] = mapped_column(ForeignKey("cash_sessions.id"), index=True)
    amount_fen: Mapped[int]
    reason: Mapped[str]


class Charge(Fact, Base):
    """Money a person owes since the event began; a waiver takes away."""

    __tablename__ = "charges"

    delegate_id: Mapped[int] = mapped_column(ForeignKey("delegates.id"), index=True)
    kind: Mapped[str]
    amount_fen: Mapped[int]
    reason: Mapped[str]


class Payment(Fact, Base):
    """Money taken: for one person or several, by one method or several."""

    __tablename__ = "payments"

    payer: Mapped[str]
    total_fen: Mapped[int]


class PaymentLine(Base):
    """What of a payment came by one method."""

    __tablename__ = "payment_lines"
    __table_args__ = (Index("ix_payment_lines_reference", "method", "reference"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    payment_id: Mapped[str] = mapped_column(ForeignKey("payments.id"), index=True)
    method: Mapped[str]
    amount_fen: Mapped[int]
    tendered_fen: Mapped[int]
    change_fen: Mapped[int]
    reference: Mapped[str]


class PaymentShare(Base):
    """What of a payment was for one person."""

    __tablename__ = "payment_shares"

    id: Mapped[int] = mapped_column(primary_key=True)
    payment_id: Mapped[str] = mapped_column(ForeignKey("payments.id"), index=True)
    delegate_id: Mapped[int] = mapped_column(ForeignKey("delegates.id"), index=True)
    amount_fen: Mapped[int]


class Refund(Fact, Base):
    """Money given back to a person: of one payment, or of what she has paid too much."""

    __tablename__ = "refunds"

    payment_id: Mapped[str | None] = mapped_column(ForeignKey("payments.id"), index=True)
    delegate_id: Mapped[int] = mapped_column(ForeignKey("delegates.id"), index=True)
    method: Mapped[str]
    amount_fen: Mapped[int]
    reason: Mapped[str]
    reference: Mapped[str]


class Reversal(Fact, Base):
    """The opposite of a fact, entered once."""

    __tablename__ = "reversals"
    __table_args__ = (UniqueConstraint("of_fact", "of_kind", name="uq_reversals_of_fact"),)

    of_kind: Mapped[str]
    of_fact: Mapped[str]
    reason: Mapped[str]


class Deposit(Fact, Base):
    """Money left for a thing that was lent, or given back for it (below zero)."""

    __tablename__ = "deposits"

    delegate_id: Mapped[int] = mapped_column(ForeignKey("delegates.id"), index=True)
    item: Mapped[str]
    amount_fen: Mapped[int]
    method: Mapped[str]
    reference: Mapped[str]


class PayOut(Fact, Base):
    """Money paid out against a signature; an advance's return comes in."""

    __tablename__ = "pay_outs"

    kind: Mapped[str]
    delegate_id: Mapped[int | None] = mapped_column(ForeignKey("delegates.id"), index=True)
    receiver: Mapped[str]
    amount_fen: Mapped[int]
    method: Mapped[str]
    reason: Mapped[str]
    reference: Mapped[str]
    of: Mapped[str | None] = mapped_column(ForeignKey("pay_outs.id"), index=True)


class ReceiptCounter(Base):
    """The last receipt number: one row, moved on in the receipt's own transaction."""

    __tablename__ = "receipt_counters"

    id: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


class Receipt(Base):
    """Our paper for one fact, numbered without gaps; a copy is printed from what it said."""

    __tablename__ = "receipts"
    __table_args__ = (UniqueConstraint("fact_id", "fact_kind", name="uq_receipts_fact_id"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    fact_kind: Mapped[str]
    fact_id: Mapped[str]
    delegate_id: Mapped[int | None] = mapped_column(ForeignKey("delegates.id"), index=True)
    cash_session_id: Mapped[str | None] = mapped_column(ForeignKey("cash_sessions.id"), index=True)
    total_fen: Mapped[int]
    at: Mapped[datetime] = mapped_column(Instant)
    day: Mapped[date] = mapped_column(index=True)
    paper: Mapped[dict[str, Any]] = mapped_column(JSON)  # badges.papers.Slip
    print_job: Mapped[str | None]


class ReceiptCopy(Fact, Base):
    """A receipt printed once more; the first print of one never printed is number 1."""

    __tablename__ = "receipt_copies"
    __table_args__ = (UniqueConstraint("number", "copy_no", name="uq_receipt_copies_number"),)

    number: Mapped[int] = mapped_column(ForeignKey("receipts.number"))
    copy_no: Mapped[int]


class InvoiceEvent(Fact, Base):
    """A step of a person's invoice; the latest step holds."""

    __tablename__ = "invoice_events"
    __table_args__ = (
        UniqueConstraint("delegate_id", "step", name="uq_invoice_events_delegate_id"),
    )

    delegate_id: Mapped[int] = mapped_column(ForeignKey("delegates.id"))
    step: Mapped[int]
    state: Mapped[str]
    title: Mapped[str]
    tax_number: Mapped[str]
    email: Mapped[str]
    bag: Mapped[str]
    amount_fen: Mapped[int]
    note: Mapped[str]


class Promise(Fact, Base):
    """A transfer slip photographed: the money is promised, and chased until it is seen."""

    __tablename__ = "promises"

    delegate_id: Mapped[int] = mapped_column(ForeignKey("delegates.id"), index=True)
    amount_fen: Mapped[int]
    payer: Mapped[str]
    picture: Mapped[bytes] = mapped_column(LargeBinary)
    mime: Mapped[str]


class Posting(Base):
    """One line of the ledger. A reversal's lines count as what they reverse, the other way round."""

    __tablename__ = "postings"

    id: Mapped[int] = mapped_column(primary_key=True)
    fact_kind: Mapped[str]
    fact_id: Mapped[str] = mapped_column(index=True)
    counts_as: Mapped[str]
    account: Mapped[str] = mapped_column(index=True)
    method: Mapped[str | None]
    delegate_id: Mapped[int | None] = mapped_column(ForeignKey("delegates.id"), index=True)
    category: Mapped[str | None]
    cash_session_id: Mapped[str | None] = mapped_column(ForeignKey("cash_sessions.id"), index=True)
    day: Mapped[date] = mapped_column(index=True)
    cashier: Mapped[str]
    amount_fen: Mapped[int]


class MoneyPolicy(Base):
    """What the event decides about money: one row."""

    __tablename__ = "money_policy"

    id: Mapped[int] = mapped_column(primary_key=True)
    lost_badge_fee_fen: Mapped[int]
    drawer_limit_fen: Mapped[int | None]
    channel_fees: Mapped[dict[str, int]] = mapped_column(JSON)  # method -> basis points
    prices: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # {category, from_on, fee_fen}
