"""Invoices: requested, prepared, signed for, e-mailed or handed over; each step a row, the last one holds.

We make no tax paper: these are the steps of the one that the event's accountants make.
"""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from onsite.errors import OnsiteError
from onsite.finance import queries
from onsite.finance.bodies import InvoiceEventBody, InvoiceTitleBody
from onsite.finance.ledger import locked
from onsite.finance.models import InvoiceEvent
from onsite.finance.rules import INVOICE_STEPS, tax_number_warnings
from onsite.finance.titles import TitleError, parse_title
from onsite.once import Asked, once
from onsite.registration.models import Delegate
from onsite.registration.signatures import keep_signature
from onsite.registration.walk_in_forms import check_email

TITLE_SAID = {
    "online_title": "This code is an address on the internet and can't be read offline; "
    "type the title, or ask for the code of another app.",
    "not_a_title": "This is no code of an invoice title; type the title and the tax number.",
}


@once(InvoiceEvent)
def step_invoice(session: Session, body: InvoiceEventBody, asking: Asked) -> bytes:
    """Move a person's invoice a step on; what the body leaves out stays as it was.

    Raises:
        OnsiteError: ``invoice_step`` (409) for a step that may not follow; ``title_needed``,
            ``email_needed``, ``bad_email``, ``signature_needed``, ``unknown_registration``.
    """
    person = locked(session, body.reg_no)
    stood = queries.invoice_of(session, person)
    if body.state not in INVOICE_STEPS[stood.state]:
        allowed = ", ".join(sorted(INVOICE_STEPS[stood.state]))
        raise OnsiteError(
            "invoice_step",
            f"This invoice is {stood.state}; from there it can be: {allowed}.",
            status=409,
            field="state",
        )
    holds = _told(body, stood)
    _must_be_whole(body.state, holds)
    if body.state == "emailed" or holds["email"] != stood.email:  # a planner's own may be odd
        check_email(holds["email"], field="email")
    warnings = tax_number_warnings(holds["tax_number"])
    answer = asking.keep(
        {"reg_no": person.reg_no, "state": body.state, **holds, "warnings": warnings},
        delegate_id=person.id,
        step=_next_step(session, person.id),
        state=body.state,
        amount_fen=person.paid_fen + person.received_fen,
        note=body.note,
        **holds,
    )
    if body.state == "signed":
        keep_signature(
            session,
            body.signature,
            fact_id=str(body.invoice_event_id),
            purpose="invoice",
            signed_by=person.name,
            delegate_id=person.id,
            asking=asking,
        )
    return answer


def read_title(body: InvoiceTitleBody) -> dict[str, Any]:
    """Read a scanned title, or judge a tax number as it is typed.

    Raises:
        OnsiteError: ``online_title``, ``not_a_title``.
    """
    if not body.text.strip():
        number = body.tax_number.strip()
        return {
            "title": "",
            "tax_number": number,
            "address_phone": "",
            "bank_account": "",
            "warnings": tax_number_warnings(number),
        }
    try:
        found = parse_title(body.text)
    except TitleError as error:
        code = str(error)
        raise OnsiteError(code, TITLE_SAID[code], field="text") from error
    warnings = tax_number_warnings(found.tax_number)
    return {
        "title": found.title,
        "tax_number": found.tax_number,
        "address_phone": found.address_phone,
        "bank_account": found.bank_account,
        "warnings": warnings if found.is_intact else [*warnings, "title_damaged"],
    }


def _told(body: InvoiceEventBody, stood: queries.Invoice) -> dict[str, str]:
    """Join what is told now with what stood before."""
    names = ("title", "tax_number", "email", "bag")
    told = {name: getattr(body, name) for name in names}
    return {
        name: getattr(stood, name) if value is None else value.strip()
        for name, value in told.items()
    }


def _must_be_whole(state: str, holds: dict[str, str]) -> None:
    if state in ("requested", "prepared") and not holds["title"]:
        raise OnsiteError(
            "title_needed", "An invoice is made out to someone; enter the title.", field="title"
        )
    if state == "emailed" and "@" not in holds["email"]:
        raise OnsiteError(
            "email_needed", "Enter the address the invoice was e-mailed to.", field="email"
        )


def _next_step(session: Session, delegate_id: int) -> int:
    last = session.scalar(
        select(func.max(InvoiceEvent.step)).where(InvoiceEvent.delegate_id == delegate_id)
    )
    return (last or 0) + 1


def to_work_through(session: Session, *, state: str, text: str) -> dict[str, Any]:
    """List invoices with where they stand, and count every state.

    Args:
        session: A reading session.
        state: Only those in this state; empty for all that have one.
        text: Part of name, number, title or bag; empty for all.
    """
    rows = session.scalars(
        select(Delegate).where(Delegate.is_cancelled.is_(False), Delegate.merged_into.is_(None))
    ).all()
    latest = {row.delegate_id: row for row in _latest_events(session)}
    found, counts = [], dict.fromkeys(INVOICE_STEPS, 0)
    for person in rows:
        event = latest.get(person.id)
        shown = _shown(person, event)
        counts[shown["state"]] += 1
        is_wanted = shown["state"] == state if state else shown["state"] != "none"
        if is_wanted and (not text or text.casefold() in _searched(shown)):
            found.append(shown)
    found.sort(key=lambda row: (row["bag"] == "", row["bag"], row["reg_no"]))
    del counts["none"]
    return {"invoices": found, "counts": counts}


def _latest_events(session: Session) -> list[InvoiceEvent]:
    last = (
        select(InvoiceEvent.delegate_id, func.max(InvoiceEvent.step).label("step"))
        .group_by(InvoiceEvent.delegate_id)
        .subquery()
    )
    return list(
        session.scalars(
            select(InvoiceEvent).join(
                last,
                (last.c.delegate_id == InvoiceEvent.delegate_id)
                & (last.c.step == InvoiceEvent.step),
            )
        )
    )


def _shown(person: Delegate, event: InvoiceEvent | None) -> dict[str, Any]:
    invoice = queries.invoice_from(person, event)
    return {
        "reg_no": person.reg_no,
        "name": person.name,
        "organisation": person.organisation,
        "state": invoice.state,
        "title": invoice.title,
        "tax_number": invoice.tax_number,
        "email": invoice.email,
        "bag": invoice.bag,
        "amount_fen": person.paid_fen + person.received_fen,
        "warnings": tax_number_warnings(invoice.tax_number),
    }


def _searched(shown: dict[str, Any]) -> str:
    return " ".join(
        shown[name] for name in ("reg_no", "name", "organisation", "title", "tax_number", "bag")
    ).casefold()
