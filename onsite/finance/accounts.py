"""A person's account as a desk shows it: what she owes, what was paid and given back, her invoice."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.finance import queries
from onsite.finance.models import (
    Charge,
    Deposit,
    InvoiceEvent,
    Payment,
    PaymentLine,
    PaymentShare,
    PayOut,
    Receipt,
    Refund,
)
from onsite.finance.rules import INVOICE_STEPS, tax_number_warnings
from onsite.registration.models import Delegate
from onsite.registration.queries import delegate, guest
from onsite.units import rfc3339

RECEIPTS_AT_MOST = 100


def account(session: Session, reg_no: str) -> dict[str, Any]:
    """Show all that happened to a person's money here; raises ``unknown_registration``."""
    row = delegate(session, reg_no)
    planned = guest(session, row.id)
    return {
        "reg_no": row.reg_no,
        "name": row.name,
        "latin_name": row.latin_name,
        "organisation": row.organisation,
        "category": row.category,
        "due_fen": row.due_fen + row.charged_fen,
        "paid_fen": row.paid_fen + row.received_fen,
        "planned_fen": {"due_fen": row.due_fen, "paid_fen": row.paid_fen},
        "owes_fen": max(0, row.balance_fen),
        "credit_fen": max(0, -row.balance_fen),
        "charges": [_charge(session, found) for found in _of(session, Charge, row)],
        "payments": _payments(session, row),
        "refunds": [_refund(session, found) for found in _of(session, Refund, row)],
        "deposits": _deposits(session, row),
        "pay_outs": [_pay_out(session, found) for found in _of(session, PayOut, row)],
        "lecture_fee_fen": planned.lecture_fee_fen if planned else None,
        "lecture_fee_paid_fen": queries.lecture_fees_paid(session, row.id),
        "promise": _promise(session, row),
        "invoice": _invoice(session, row),
    }


def receipts(session: Session, text: str) -> list[dict[str, Any]]:
    """List receipts by number, or by part of what stands on them; the last first."""
    text = text.strip()
    rows = session.execute(
        select(Receipt, Delegate)
        .outerjoin(Delegate, Delegate.id == Receipt.delegate_id)
        .order_by(Receipt.number.desc())
    )
    found = []
    for row, person in rows:
        if text and not _fits(row, person, text):
            continue
        found.append(_receipt(session, row, person))
        if len(found) == RECEIPTS_AT_MOST:
            break
    return found


def _fits(row: Receipt, person: Delegate | None, text: str) -> bool:
    if text.isascii() and text.isdigit() and int(text[:12]) == row.number:
        return True
    if person is not None and text.casefold() in f"{person.reg_no} {person.name}".casefold():
        return True
    pairs = (part.get("value", "") + part.get("label", "") for part in row.paper["parts"])
    return any(text.casefold() in pair.casefold() for pair in pairs)


def _receipt(session: Session, row: Receipt, person: Delegate | None) -> dict[str, Any]:
    return {
        "number": row.number,
        "fact_kind": row.fact_kind,
        "fact_id": row.fact_id,
        "reg_no": person.reg_no if person else None,
        "name": person.name if person else None,
        "total_fen": row.total_fen,
        "at": rfc3339(row.at),
        "print_job": row.print_job,
        "reversed": queries.is_reversed(session, row.fact_kind, row.fact_id),
    }


def _of(session: Session, rows: Any, person: Delegate) -> list[Any]:
    return list(
        session.scalars(
            select(rows).where(rows.delegate_id == person.id).order_by(rows.at, rows.id)
        )
    )


def _charge(session: Session, row: Charge) -> dict[str, Any]:
    return {
        "id": row.id,
        "at": rfc3339(row.at),
        "kind": row.kind,
        "amount_fen": row.amount_fen,
        "reason": row.reason,
        "cashier": row.operator,
        "reversed": queries.is_reversed(session, "charge", row.id),
    }


def _payments(session: Session, person: Delegate) -> list[dict[str, Any]]:
    rows = session.execute(
        select(Payment, PaymentShare.amount_fen)
        .join(PaymentShare, PaymentShare.payment_id == Payment.id)
        .where(PaymentShare.delegate_id == person.id)
        .order_by(Payment.at, Payment.id)
    )
    return [_payment(session, person, row, share) for row, share in rows]


def _payment(session: Session, person: Delegate, row: Payment, share: int) -> dict[str, Any]:
    lines = session.scalars(
        select(PaymentLine).where(PaymentLine.payment_id == row.id).order_by(PaymentLine.id)
    )
    paper = queries.receipt_of(session, "payment", row.id)
    return {
        "id": row.id,
        "at": rfc3339(row.at),
        "payer": row.payer,
        "total_fen": row.total_fen,
        "share_fen": share,
        "lines": [
            {
                "method": line.method,
                "amount_fen": line.amount_fen,
                "tendered_fen": line.tendered_fen,
                "change_fen": line.change_fen,
                "reference": line.reference,
            }
            for line in lines
        ],
        "receipt": paper.number if paper else None,
        "cashier": row.operator,
        "reversed": queries.is_reversed(session, "payment", row.id),
        "refunded_fen": queries.refunded_fen(session, row.id, person.id),
    }


def _refund(session: Session, row: Refund) -> dict[str, Any]:
    paper = queries.receipt_of(session, "refund", row.id)
    return {
        "id": row.id,
        "at": rfc3339(row.at),
        "payment_id": row.payment_id,
        "method": row.method,
        "amount_fen": row.amount_fen,
        "reason": row.reason,
        "receipt": paper.number if paper else None,
        "cashier": row.operator,
        "reversed": queries.is_reversed(session, "refund", row.id),
    }


def _deposits(session: Session, person: Delegate) -> list[dict[str, Any]]:
    rows = _of(session, Deposit, person)
    return [
        {
            "id": row.id,
            "at": rfc3339(row.at),
            "item": row.item,
            "amount_fen": row.amount_fen,
            "method": row.method,
            "held_fen": queries.deposits_held(session, person.id, row.item),
            "reversed": queries.is_reversed(session, "deposit", row.id),
        }
        for row in rows
    ]


def _pay_out(session: Session, row: PayOut) -> dict[str, Any]:
    return {
        "id": row.id,
        "at": rfc3339(row.at),
        "kind": row.kind,
        "receiver": row.receiver,
        "amount_fen": row.amount_fen,
        "method": row.method,
        "reason": row.reason,
        "returned_fen": queries.advance_returned(session, row.id),
        "reversed": queries.is_reversed(session, "pay_out", row.id),
    }


def _promise(session: Session, person: Delegate) -> dict[str, Any] | None:
    found = queries.promises_of(session, person.id)
    if not found:
        return None
    row = found[0]
    return {
        "id": row.id,
        "at": rfc3339(row.at),
        "amount_fen": row.amount_fen,
        "payer": row.payer,
        "settled": queries.is_settled(session, row, person),
    }


def _invoice(session: Session, person: Delegate) -> dict[str, Any]:
    invoice = queries.invoice_of(session, person)
    history = session.scalars(
        select(InvoiceEvent)
        .where(InvoiceEvent.delegate_id == person.id)
        .order_by(InvoiceEvent.step)
    )
    return {
        "state": invoice.state,
        "next": sorted(INVOICE_STEPS[invoice.state]),
        "title": invoice.title,
        "tax_number": invoice.tax_number,
        "email": invoice.email,
        "bag": invoice.bag,
        "warnings": tax_number_warnings(invoice.tax_number),
        "history": [
            {
                "id": row.id,
                "at": rfc3339(row.at),
                "state": row.state,
                "operator": row.operator,
                "note": row.note,
            }
            for row in history
        ],
    }
