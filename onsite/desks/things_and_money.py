"""Where a thing and money are two sides of one act: a lecture fee, a loan against a deposit.

Each side is entered in its own room, which knows nothing of the other. Whoever enters one holds the
person's row until her transaction ends, so that the other side can't be entered meanwhile.
"""

from sqlalchemy.orm import Session

from onsite.errors import OnsiteError
from onsite.finance import queries as finance
from onsite.handouts import queries as handouts
from onsite.handouts.bodies import HandOutBody
from onsite.handouts.receiving import Receiver
from onsite.registration.models import Delegate, Item
from onsite.registration.queries import held_delegate
from onsite.units import yuan

fee_handed_out = handouts.has_fee


def money_fits(session: Session, body: HandOutBody, *, item: Item, to: Receiver) -> None:
    """Refuse a lecture fee that finance paid, and a loan against what is no open deposit of hers for it.

    Raises:
        OnsiteError: ``fee_paid``, ``deposit_not_held`` and ``deposit_in_use`` (409); ``unknown_deposit``.
    """
    is_fee, deposit_id = item.kind == handouts.FEE, body.deposit_id
    if not is_fee and deposit_id is None:
        return
    if to.delegate is None:
        if deposit_id is not None:
            raise _unknown_deposit(item, to.name)
        return
    person = held_delegate(session, to.delegate.reg_no)
    if is_fee:
        _must_not_be_paid(session, person)
    if deposit_id is not None:
        _must_be_open(session, deposit_id, person, item)


def _must_not_be_paid(session: Session, person: Delegate) -> None:
    paid_fen = finance.lecture_fees_paid(session, person.id)
    if paid_fen:
        raise OnsiteError(
            "fee_paid",
            f"Finance paid {person.name} ¥{yuan(paid_fen)} of her lecture fee against a signature; "
            "what is left of it is paid there, or that pay-out is reversed first.",
            status=409,
            field="item",
        )


def _must_be_open(session: Session, deposit_id: str, person: Delegate, item: Item) -> None:
    """Refuse a deposit that is not hers for this thing, stands for another loan, or was given back."""
    taken = finance.deposits_taken(session, person.id, item.code)
    if deposit_id not in taken:
        raise _unknown_deposit(item, person.name)
    loans = handouts.lent_against(session, list(taken))
    standing_for = next((row for row in loans if row.deposit_id == deposit_id), None)
    if standing_for is not None:
        raise OnsiteError(
            "deposit_in_use",
            f"This deposit stands for {item.name} {standing_for.number}; take that one back first, "
            "or take another deposit.",
            status=409,
            field="deposit_id",
        )
    bound_fen = sum(taken[row.deposit_id] for row in loans if row.deposit_id)
    free_fen = finance.deposits_held(session, person.id, item.code) - bound_fen
    if free_fen < taken[deposit_id]:
        raise OnsiteError(
            "deposit_not_held",
            f"This deposit was given back; take a new one for {item.name}.",
            status=409,
            field="deposit_id",
        )


def _unknown_deposit(item: Item, name: str) -> OnsiteError:
    return OnsiteError(
        "unknown_deposit",
        f"{name} left no such deposit for {item.name}; take one at a desk with a drawer first.",
        status=404,
        field="deposit_id",
    )
