"""The invoices of two registrations of one person, made one: what is further along holds, as a new step."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from onsite.asking import Asking
from onsite.finance import queries
from onsite.finance.models import InvoiceEvent
from onsite.finance.queries import Invoice
from onsite.finance.rules import tax_number_warnings
from onsite.once import fingerprint, keep
from onsite.registration.models import Delegate

# The further along an invoice is, the less can it be left out: a paper that is signed for exists.
_BEHIND_EACH_OTHER = (
    "none", "voided", "requested", "prepared", "emailed", "signed", "handed_over",
)  # fmt: skip


@dataclass(frozen=True)
class Both:
    """How the invoices of two registrations stood before they were merged."""

    kept: Invoice
    gone: Invoice


def both(session: Session, *, kept: Delegate, gone: Delegate) -> Both:
    """Read how the invoices of two registrations stand, the plan's word included."""
    return Both(queries.invoice_of(session, kept), queries.invoice_of(session, gone))


def join(
    session: Session, stood: Both, *, kept: Delegate, gone: Delegate, fact_id: str, asking: Asking
) -> None:
    """Let the one that stays have the steps of both, and the invoice that is further along.

    Args:
        session: The use case's session.
        stood: How both stood before.
        kept: The registration that stays, its money joined already.
        gone: The one that goes.
        fact_id: The id of the merge; the step's own id follows from it.
        asking: Who merges.
    """
    _move(session, kept_id=kept.id, gone_id=gone.id)
    if stood.gone.state == "none":
        return
    holds = max(stood.kept, stood.gone, key=lambda each: _BEHIND_EACH_OTHER.index(each.state))
    told = {
        "title": holds.title,
        "tax_number": holds.tax_number,
        "email": holds.email,
        "bag": holds.bag,
    }
    step_id = str(uuid5(UUID(fact_id), "invoice"))
    keep(
        session,
        InvoiceEvent,
        step_id,
        fingerprint([fact_id, "invoice"]),
        {
            "invoice_event_id": step_id,
            "reg_no": kept.reg_no,
            "state": holds.state,
            **told,
            "warnings": tax_number_warnings(holds.tax_number),
        },
        **told,
        **asking.by,
        delegate_id=kept.id,
        step=(_last_step(session, kept.id) or 0) + 1,
        state=holds.state,
        amount_fen=kept.paid_fen + kept.received_fen,
        note=_note((kept.reg_no, stood.kept), (gone.reg_no, stood.gone)),
    )


def _move(session: Session, *, kept_id: int, gone_id: int) -> None:
    """Put the steps of the one that goes before every step of the other."""
    first = session.scalar(
        select(func.min(InvoiceEvent.step)).where(InvoiceEvent.delegate_id == kept_id)
    )
    by = (1 if first is None else first) - (_last_step(session, gone_id) or 0) - 1
    session.execute(
        update(InvoiceEvent)
        .where(InvoiceEvent.delegate_id == gone_id)
        .values(delegate_id=kept_id, step=InvoiceEvent.step + by)
    )


def _last_step(session: Session, delegate_id: int) -> int | None:
    return session.scalar(
        select(func.max(InvoiceEvent.step)).where(InvoiceEvent.delegate_id == delegate_id)
    )


def _note(*stood: tuple[str, Invoice]) -> str:
    """Say what either had: a second paper in a bag must not be forgotten."""
    said = [
        " ".join(filter(None, (reg_no, invoice.state, invoice.title, invoice.bag)))
        for reg_no, invoice in stood
        if invoice.state != "none"
    ]
    return f"合并 Merged: {'; '.join(said)}"
