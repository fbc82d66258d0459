"""The sign-for sheets with what every room knows of what was signed for: amounts, invoices, pick-ups."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.finance.models import InvoiceEvent, PayOut, Reversal
from onsite.handouts.papers import both
from onsite.handouts.sheets import Told
from onsite.registration.models import PickUp, Signature
from onsite.units import yuan


def told_of(session: Session, purpose: str) -> dict[str, Told]:
    """Tell what was signed for under a purpose, by the ids of the facts; items speak for themselves."""
    tell = _TELLERS.get(purpose)
    return tell(session) if tell else {}


def _pay_outs(session: Session) -> dict[str, Told]:
    rows = session.execute(
        select(PayOut.id, PayOut.kind, PayOut.amount_fen, PayOut.reason, Reversal.id)
        .join(Signature, Signature.fact_id == PayOut.id)
        .outerjoin(Reversal, Reversal.of_fact == PayOut.id)
    )
    return {
        fact_id: Told(
            " ".join(filter(None, (f"¥{yuan(fen)}", both(f"receipt.pay_out.{kind}"), reason))),
            is_undone=reversal is not None,
        )
        for fact_id, kind, fen, reason, reversal in rows.tuples()
    }


def _invoices(session: Session) -> dict[str, Told]:
    rows = session.execute(
        select(InvoiceEvent.id, InvoiceEvent.title, InvoiceEvent.amount_fen, InvoiceEvent.bag).join(
            Signature, Signature.fact_id == InvoiceEvent.id
        )
    )
    return {
        fact_id: Told(" ".join(filter(None, (bag, f"¥{yuan(fen)}", title))))
        for fact_id, title, fen, bag in rows.tuples()
    }


def _pick_ups(session: Session) -> dict[str, Told]:
    rows = session.execute(select(PickUp.id, PickUp.reg_nos, PickUp.phone))
    return {
        fact_id: Told(f"{', '.join(reg_nos)} · {phone}")
        for fact_id, reg_nos, phone in rows.tuples()
    }


_TELLERS: dict[str, Callable[[Session], dict[str, Told]]] = {
    "pay_out": _pay_outs,
    "invoice": _invoices,
    "pick_up": _pick_ups,
}
