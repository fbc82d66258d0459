"""Who gets an item, and whether she may: a delegate by category or booking, or one of the staff."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from onsite.access.queries import operator
from onsite.errors import OnsiteError
from onsite.handouts import queries
from onsite.handouts.bodies import HandOutBody
from onsite.handouts.rules import NUMBERED, holder_of
from onsite.registration import persons
from onsite.registration import queries as registration
from onsite.registration.models import Delegate, Item
from onsite.registration.rules import decide_check_in


@dataclass(frozen=True)
class Receiver:
    """Who gets something: a delegate, or one of the staff by name."""

    delegate: Delegate | None
    name: str

    @property
    def delegate_id(self) -> int | None:
        return self.delegate.id if self.delegate else None

    @property
    def staff(self) -> str | None:
        return None if self.delegate else self.name

    @property
    def key(self) -> str:
        return holder_of(self.delegate_id, self.staff)


def receiver_of(session: Session, body: HandOutBody) -> Receiver:
    """Find who gets it.

    Raises:
        OnsiteError: ``malformed`` when not exactly one is named, ``unknown_registration``,
            ``unknown_operator``.
    """
    if (body.reg_no is None) == (body.staff is None):
        raise OnsiteError("malformed", "Name either reg_no or staff.", field="reg_no")
    if body.staff is not None:
        return Receiver(None, operator(session, body.staff.strip()).name)
    row = registration.delegate(session, body.reg_no or "")
    return Receiver(row, row.name)


def check_entitled(session: Session, item: Item, to: Receiver) -> None:
    """Refuse what is not hers: ``not_released``, ``not_for_category`` (409); staff get anything."""
    if to.delegate is None:
        return
    person = persons.person_by_reg_no(session, to.delegate.reg_no)
    reason = decide_check_in(person.standing)[1] if person else None
    if reason is not None:
        raise OnsiteError(
            "not_released",
            f"Nothing is handed out to {to.name} ({reason.replace('_', ' ')}); "
            "settle that first, or let a supervisor override it.",
            status=409,
            field="reg_no",
        )
    if not queries.is_hers(item, to.delegate):
        raise OnsiteError(
            "not_for_category",
            f"{item.name} is not for the category {to.delegate.category}, nor did she book it; "
            "change her category first if that is wrong.",
            status=409,
            field="item",
        )


def check_shape(item: Item, body: HandOutBody) -> None:
    """Refuse what does not fit the kind of item: ``number_needed``, ``deposit_needed``, ``malformed``."""
    is_numbered = item.kind in NUMBERED
    if is_numbered and not (body.number or "").strip():
        raise OnsiteError(
            "number_needed",
            f"Scan or type the number on this {item.name}; each is its own.",
            field="number",
        )
    if not is_numbered and body.number:
        raise OnsiteError(
            "malformed", f"{item.name} has no numbers of its own; leave it out.", field="number"
        )
    if body.count > 1 and (is_numbered or item.kind == "voucher"):
        raise OnsiteError("malformed", "What has a number is handed out one by one.", field="count")
    if body.security != "none" and item.kind != "loan":
        raise OnsiteError("malformed", "Only a loan is lent against something.", field="security")
    if (body.security == "deposit") != (body.deposit_id is not None):
        raise _deposit_needed(body)


def _deposit_needed(body: HandOutBody) -> OnsiteError:
    if body.deposit_id is not None:
        return OnsiteError(
            "malformed", "A deposit stands for a loan against a deposit only.", field="deposit_id"
        )
    return OnsiteError(
        "deposit_needed",
        "Take the deposit for this thing first, then name it here; or lend against a badge.",
        field="deposit_id",
    )
