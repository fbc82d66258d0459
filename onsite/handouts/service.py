"""Giving items out, taking that back, and giving everything due at once: use cases of the writer.

Whoever gives first settles by a condition whether she may: holdings, numbers and piles are rows that
refuse a second time by themselves. Loans that end are `lending`'s, meals `meals`'.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from onsite.asking import Asking, need_reason
from onsite.errors import OnsiteError
from onsite.handouts import piles, queries
from onsite.handouts.bodies import HandOutBody, HandOutUndoBody
from onsite.handouts.inserting import inserted, lowered, raised
from onsite.handouts.models import (
    HandOut,
    HandOutUndo,
    Holding,
    Keeping,
    NumberOut,
    Redeemed,
    VoucherRedemption,
)
from onsite.handouts.queries import meal_of, zone_of
from onsite.handouts.receiving import Receiver, check_entitled, check_shape, receiver_of
from onsite.handouts.rules import MONEY, NUMBERED, holder_of, needs_signature
from onsite.handouts.vouchers import print_voucher
from onsite.once import Asked, fingerprint, keep, once
from onsite.registration import queries as registration
from onsite.registration.models import Delegate, Item
from onsite.registration.signatures import keep_signature
from onsite.web import check_right
from onsite.wording import word

SIGNATURE_RIGHT = "sign"


@dataclass(frozen=True)
class Given:
    """What a hand-out came to: the columns of its row, and what its answer tells besides."""

    columns: dict[str, Any]
    told: dict[str, Any]


class MoneyFits(Protocol):
    """Refuses a hand-out that the person's money does not allow."""

    def __call__(
        self, session: Session, body: HandOutBody, *, item: Item, to: Receiver
    ) -> None: ...


@once(HandOut)
def hand_out(session: Session, body: HandOutBody, asking: Asked, *, money_fits: MoneyFits) -> bytes:
    """Give or lend an item: once each up to what a person gets, out of this desk's pile.

    Raises:
        OnsiteError: ``given_already``, ``not_for_category``, ``not_released``, ``stock_short``,
            ``number_out`` (409); ``number_needed``, ``deposit_needed``, ``signature_needed``,
            ``unknown_item``, ``unknown_registration``, ``unknown_operator``, ``malformed``,
            ``id_reused``; what ``money_fits`` refuses.
    """
    item = piles.known_item(session, body.item)
    to = receiver_of(session, body)
    check_entitled(session, item, to)
    check_shape(item, body)
    money_fits(session, body, item=item, to=to)
    fact_id = str(body.hand_out_id)
    if needs_signature(item.kind, is_signed_for=item.is_signed_for) or body.signature:
        check_right(asking.principal, SIGNATURE_RIGHT)
        keep_signature(
            session,
            body.signature,
            fact_id=fact_id,
            purpose=f"item:{item.code}",
            signed_by=body.pick_up_by.strip() or to.name,
            delegate_id=to.delegate_id,
            asking=asking,
        )
    given = _give(session, item, to, count=body.count, asking=asking)
    number = (body.number or "").strip()
    if number:
        _take_number(session, item, number, fact_id)
        given.columns["number"] = given.told["number"] = number
    return asking.keep(
        given.told,
        **given.columns,
        pick_up_by=body.pick_up_by.strip(),
        security=body.security,
        deposit_id=body.deposit_id,
    )


def give_all(
    session: Session, delegate_id: int, *, asking: Asking, because_of: str, pick_up_by: str = ""
) -> list[str]:
    """Give a person everything due that needs neither signature nor number, vouchers printed.

    It happens in the caller's transaction and never refuses: what a desk has no stock of stays due.

    Args:
        session: The caller's.
        delegate_id: Whom.
        asking: Who gives.
        because_of: The id of the fact it goes along with; the hand-outs' ids are derived from it.
        pick_up_by: Who takes it for her.

    Returns:
        The codes of what was given, one each, in the planners' order.
    """
    row = session.get_one(Delegate, delegate_id)
    to, zone = Receiver(row, row.name), zone_of(session)
    lines = queries.checklist(session, row)["items"]
    due = {line["code"]: line["left"] for line in lines if line["left"]}
    codes = []
    for item in registration.items(session):
        if item.code not in due or not _goes_along(item) or meal_of(item).is_over(asking.now, zone):
            continue
        counts = [1] * due[item.code] if item.kind == "voucher" else [due[item.code]]
        given = [
            _give_along(session, item, to, count, f"{because_of}:{nth}", asking, pick_up_by)
            for nth, count in enumerate(counts)
        ]
        if any(given):
            codes.append(item.code)
    return codes


def _goes_along(item: Item) -> bool:
    return item.kind not in NUMBERED | MONEY and not item.is_signed_for


def _give_along(
    session: Session,
    item: Item,
    to: Receiver,
    count: int,
    because_of: str,
    asking: Asking,
    pick_up_by: str,
) -> bool:
    """Give one item along with a check-in; nothing of it stays when it can't be given."""
    try:
        with session.begin_nested():
            given = _give(session, item, to, count=count, asking=asking)
    except OnsiteError:
        return False
    fact_id = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{because_of}:{item.code}"))
    keep(
        session,
        HandOut,
        fact_id,
        fingerprint([because_of, item.code]),
        {"hand_out_id": fact_id, **given.told},
        **given.columns,
        **asking.by,
        pick_up_by=pick_up_by,
        security="none",
        deposit_id=None,
    )
    return True


def _give(session: Session, item: Item, to: Receiver, *, count: int, asking: Asking) -> Given:
    """Count an item as hers and out of the pile, print its voucher; the row is the caller's."""
    _hold(session, item, to, count)
    pile = piles.pile_for(session, item, asking.station)
    left = None if pile is None else piles.take(session, item, pile=pile, count=count)
    printed = None
    if item.kind == "voucher":
        printed = print_voucher(session, item, to, asking=asking)
    is_waiting = printed is not None and not printed.job.has_printer
    number = printed.number if printed else None
    return Given(
        columns={
            "delegate_id": to.delegate_id,
            "staff": to.staff,
            "item": item.code,
            "count": count,
            "number": number,
            "voucher_code": printed.code if printed else None,
            "pile": pile,
        },
        told={
            "reg_no": to.delegate.reg_no if to.delegate else None,
            "staff": to.staff,
            "item": item.code,
            "count": count,
            "number": number,
            "stock_left": left,
            "print_job": printed.job.id if printed else None,
            "notes": [word("note.no_voucher_printer", asking.language)] if is_waiting else [],
        },
    )


def _hold(session: Session, item: Item, to: Receiver, count: int) -> None:
    """Count an item as someone's, no further than she gets."""
    limit = item.per_person_count
    held = raised(session, Holding, by=count, limit=limit, holder=to.key, item=item.code)
    if held is None:
        raise OnsiteError(
            "given_already",
            f"{to.name} gets {limit} of {item.name} and has them already; "
            "undo that hand-out first if it was a mistake.",
            status=409,
            field="item",
        )


def _take_number(session: Session, item: Item, number: str, fact_id: str) -> None:
    if inserted(session, NumberOut, item=item.code, number=number, hand_out_id=fact_id):
        return
    (holding,) = queries.out_with_number(session, item=item.code, number=number)
    reg_no = queries.reg_no_of(session, holding.delegate_id)
    who = queries.name_of(session, holding) + (f" ({reg_no})" if reg_no else "")
    raise OnsiteError(
        "number_out",
        f"{item.name} {number} is with {who}; take that one back first.",
        status=409,
        field="number",
    )


@once(HandOutUndo)
def undo_hand_out(session: Session, body: HandOutUndoBody, asking: Asked) -> bytes:
    """Take a hand-out back by an opposite row: the thing lies on its pile again.

    Raises:
        OnsiteError: ``undone_already`` (409), also for a loan that was returned;
            ``voucher_redeemed`` (409), ``unknown_hand_out``, ``reason_needed``, ``id_reused``.
    """
    need_reason(body.reason)
    row = queries.hand_out(session, str(body.hand_out_id))
    if not queries.standing(session, row.id):
        raise OnsiteError(
            "undone_already",
            "This hand-out was undone or returned before; there is nothing left to undo.",
            status=409,
            field="hand_out_id",
        )
    if session.scalar(select(Redeemed.at).where(Redeemed.hand_out_id == row.id)) is not None:
        raise OnsiteError(
            "voucher_redeemed",
            "The meal of this voucher was eaten; it can't be taken back any more.",
            status=409,
            field="hand_out_id",
        )
    item = piles.known_item(session, row.item)
    left = take_back(session, row, item, pile=row.pile)
    return asking.keep(
        {
            "hand_out_id": row.id,
            "reg_no": queries.reg_no_of(session, row.delegate_id),
            "item": row.item,
            "stock_left": left,
        },
        hand_out_id=row.id,
        reason=body.reason.strip(),
    )


def take_back(session: Session, row: HandOut, item: Item, *, pile: str | None) -> int | None:
    """Count a hand-out as hers no more and its number as in; how many lie on the pile it went to."""
    lowered(session, Holding, by=row.count, holder=queries.key_of(row), item=row.item)
    session.execute(delete(NumberOut).where(NumberOut.hand_out_id == row.id))
    return None if pile is None else piles.put(session, item, pile=pile, count=row.count)


def merge(session: Session, *, keep_id: int, gone_id: int) -> None:
    """Give everything one person got to another who is the same, meals and coats too."""
    kept, gone = holder_of(keep_id, None), holder_of(gone_id, None)
    for rows in (HandOut, VoucherRedemption, Keeping):
        session.execute(update(rows).where(rows.delegate_id == gone_id).values(delegate_id=keep_id))
    for held in session.execute(
        select(Holding.item, Holding.count).where(Holding.holder == gone, Holding.count > 0)
    ).tuples():
        raised(session, Holding, by=held[1], holder=kept, item=held[0])
    session.execute(delete(Holding).where(Holding.holder == gone))
    _merge_meals(session, kept, gone, keep_id)


def _merge_meals(session: Session, kept: str, gone: str, keep_id: int) -> None:
    highest: Mapping[str, int] = dict(
        session.execute(
            select(Redeemed.item, func.max(Redeemed.nth))
            .where(Redeemed.holder == kept)
            .group_by(Redeemed.item)
        )
        .tuples()
        .all()
    )
    items = session.scalars(select(Redeemed.item).where(Redeemed.holder == gone).distinct()).all()
    for item in items:
        session.execute(
            update(Redeemed)
            .where(Redeemed.holder == gone, Redeemed.item == item)
            .values(holder=kept, nth=Redeemed.nth + highest.get(item, 0), delegate_id=keep_id)
        )
