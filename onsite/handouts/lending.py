"""Loans that end: a receiver or a numbered paper comes back in order, damaged, or is lost."""

from sqlalchemy.orm import Session

from onsite.errors import OnsiteError
from onsite.handouts import piles, queries
from onsite.handouts.bodies import LoanReturnBody
from onsite.handouts.models import HandOut, LoanReturn
from onsite.handouts.rules import NUMBERED
from onsite.handouts.service import take_back
from onsite.once import Asked, once
from onsite.registration.models import Item


@once(LoanReturn)
def return_loan(session: Session, body: LoanReturnBody, asking: Asked) -> bytes:
    """End a loan. Only what is in order goes back on a pile; a numbered paper needs two names.

    Raises:
        OnsiteError: ``not_lent`` (409), ``reason_needed`` when it is damaged or lost,
            ``names_needed``, ``item_needed`` when several things have this number, ``id_reused``.
    """
    row = _lent(session, body)
    item = piles.known_item(session, row.item)
    name = queries.name_of(session, row)
    back_by = body.handed_back_by.strip() or ("" if item.kind == "numbered" else name)
    taken_by = body.received_by.strip() or asking.principal.operator_name or ""
    _check(item, body, back_by, taken_by)
    pile = piles.pile_for(session, item, asking.station) if body.state == "ok" else None
    left = take_back(session, row, item, pile=pile)
    return asking.keep(
        {
            "hand_out_id": row.id,
            "reg_no": queries.reg_no_of(session, row.delegate_id),
            "staff": row.staff,
            "name": name,
            "item": row.item,
            "number": row.number,
            "state": body.state,
            "security": row.security,
            "deposit_id": row.deposit_id,
            "stock_left": left,
        },
        hand_out_id=row.id,
        state=body.state,
        handed_back_by=back_by,
        received_by=taken_by,
        reason=body.reason.strip(),
        pile=pile,
    )


def _lent(session: Session, body: LoanReturnBody) -> HandOut:
    """Find what is out, by its hand-out or by the number on it."""
    if body.hand_out_id is not None:
        row = queries.hand_out(session, str(body.hand_out_id))
        item = session.get_one(Item, row.item)
        if item.kind in NUMBERED and queries.standing(session, row.id):
            return row
        raise _not_lent(f"This {item.name}", "hand_out_id")
    number = (body.number or "").strip()
    if not number:
        raise OnsiteError(
            "number_needed",
            "Scan the number on the thing, or choose it in the list.",
            field="number",
        )
    found = queries.out_with_number(session, item=body.item, number=number)
    if not found:
        raise _not_lent(f"Number {number[:40]!r}", "number")
    if len(found) > 1:
        raise OnsiteError(
            "item_needed",
            f"Number {number!r} is out for {' and '.join(row.item for row in found)}; say which.",
            field="item",
        )
    return found[0]


def _check(item: Item, body: LoanReturnBody, back_by: str, taken_by: str) -> None:
    if body.state != "ok" and not body.reason.strip():
        raise OnsiteError(
            "reason_needed", "Say how it was lost or damaged; it stays on record.", field="reason"
        )
    if item.kind == "numbered" and not (back_by and taken_by):
        raise OnsiteError(
            "names_needed",
            "A numbered paper is returned with two names: who hands it back and who receives it.",
            field="received_by" if back_by else "handed_back_by",
        )


def _not_lent(what: str, field: str) -> OnsiteError:
    return OnsiteError(
        "not_lent",
        f"{what} is not lent to anyone; look at the number again, or at the list of loans.",
        status=409,
        field=field,
    )
