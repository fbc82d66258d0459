"""Reading what a person gets and has, and who has what of the lent things."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.errors import not_found
from onsite.handouts.models import (
    HandOut,
    HandOutUndo,
    LoanReturn,
    NumberOut,
    Redeemed,
    Stock,
)
from onsite.handouts.rules import NUMBERED, Meal, holder_of, is_for, needs_signature
from onsite.handouts.shapes import Checklist, ChecklistItem, LoanLine, OutLine, VoucherLine
from onsite.registration import queries as registration
from onsite.registration.models import Delegate, Guest, Item
from onsite.registration.names import masked_phone
from onsite.registration.views import instant
from onsite.units import rfc3339

OUT = "out"
FEE = "fee"  # the kind of item that is a lecture fee in an envelope
LOANS_AT_MOST = 1000


@dataclass(frozen=True)
class Standing:
    """A hand-out that was neither undone nor returned."""

    id: str
    item: str
    count: int
    number: str | None
    security: str
    at: datetime
    station: str
    operator: str | None
    redeemed_at: datetime | None


def checklist(session: Session, delegate: Delegate, *, station: str = "") -> Checklist:
    """Tell what a person gets and has, in the planners' order.

    Args:
        session: Any session.
        delegate: The person.
        station: The desk that asks: ``stock_left`` is that of the pile it gives from.
    """
    guest = registration.guest(session, delegate.id)
    given = _by_item(standing_of(session, delegate_id=delegate.id))
    stock = _stock_at(session, station)
    return {
        "items": [
            _checklist_item(item, given[item.code], stock, delegate=delegate, guest=guest)
            for item in registration.items(session)
            if given[item.code] or is_hers(item, delegate)
        ]
    }


def staff_checklist(session: Session, name: str, *, station: str = "") -> Checklist:
    """Tell what one of the staff has and may get; for staff every item is open."""
    given = _by_item(standing_of(session, staff=name))
    stock = _stock_at(session, station)
    items = registration.items(session)
    return {"items": [_checklist_item(item, given[item.code], stock) for item in items]}


def is_hers(item: Item, delegate: Delegate) -> bool:
    """Tell whether an item is this person's."""
    return is_for(
        item.code,
        categories=item.categories,
        is_booked=item.is_booked,
        category=delegate.category,
        booked=delegate.booked_items,
    )


def standing_of(
    session: Session, *, delegate_id: int | None = None, staff: str | None = None
) -> list[Standing]:
    """List the hand-outs someone has, oldest first."""
    who = HandOut.staff == staff if delegate_id is None else HandOut.delegate_id == delegate_id
    rows = session.execute(_standing(HandOut.number).where(who)).tuples()
    return [Standing(*row) for row in rows]


def standing(session: Session, hand_out_id: str) -> bool:
    """Tell whether a hand-out was neither undone nor returned."""
    found = session.execute(_standing(HandOut.number).where(HandOut.id == hand_out_id))
    return found.first() is not None


def _standing(number: Any) -> Select[Any]:
    return (
        select(
            HandOut.id,
            HandOut.item,
            HandOut.count,
            number,
            HandOut.security,
            HandOut.at,
            HandOut.station,
            HandOut.operator,
            Redeemed.at.label("redeemed_at"),
        )
        .outerjoin(HandOutUndo, HandOutUndo.hand_out_id == HandOut.id)
        .outerjoin(LoanReturn, LoanReturn.hand_out_id == HandOut.id)
        .outerjoin(Redeemed, Redeemed.hand_out_id == HandOut.id)
        .where(HandOutUndo.id.is_(None), LoanReturn.id.is_(None))
        .order_by(HandOut.at, HandOut.number, HandOut.id)
    )


def _by_item(rows: list[Standing]) -> defaultdict[str, list[Standing]]:
    found: defaultdict[str, list[Standing]] = defaultdict(list)
    for row in rows:
        found[row.item].append(row)
    return found


def _stock_at(session: Session, station: str) -> dict[str, tuple[int, bool]]:
    """Read, for each counted item, how many a station can give, and whether that is few."""
    rows = session.execute(
        select(Stock.item, Stock.pile, Stock.count, Stock.low_count).where(
            Stock.pile.in_(("", station))
        )
    )
    found = {
        item.code: (item.stock_count, item.stock_count <= (item.low_stock_count or 0))
        for item in registration.items(session)
        if item.stock_count is not None
    }
    for item, _, count, low_count in sorted(rows.tuples(), key=lambda row: row[1]):
        found[item] = (count, count <= low_count)  # the desk's own pile after the store
    return found


def _checklist_item(
    item: Item,
    given: list[Standing],
    stock: dict[str, tuple[int, bool]],
    *,
    delegate: Delegate | None = None,
    guest: Guest | None = None,
) -> ChecklistItem:
    count = sum(row.count for row in given)
    stock_left, is_low = stock.get(item.code, (None, False))
    is_voucher = item.kind == "voucher"
    return {
        "code": item.code,
        "name": item.name,
        "name_en": item.name_en,
        "kind": item.kind,
        "per_person": item.per_person_count,
        "given": count,
        "left": max(0, item.per_person_count - count),
        "number": next((row.number for row in given if row.number), None),
        "needs_signature": needs_signature(item.kind, is_signed_for=item.is_signed_for),
        "needs_number": item.kind in NUMBERED,
        "is_loan": item.kind == "loan",
        "out": [_out(row) for row in given],
        "vouchers": [_voucher(row) for row in given] if is_voucher else [],
        "stock_left": stock_left,
        "is_low": is_low,
        "diet": delegate.diet if delegate and is_voucher else "",
        "amount_fen": guest.lecture_fee_fen if guest and item.kind == "fee" else None,
        "gift": guest.gift if guest and item.kind == "gift" else "",
        "place": item.place,
        "valid_from": instant(item.valid_from),
        "valid_until": instant(item.valid_until),
    }


def _out(row: Standing) -> OutLine:
    return {
        "hand_out_id": row.id,
        "number": row.number,
        "count": row.count,
        "security": row.security,
        "at": rfc3339(row.at),
        "station": row.station,
        "operator": row.operator,
    }


def _voucher(row: Standing) -> VoucherLine:
    return {
        "hand_out_id": row.id,
        "number": row.number,
        "redeemed_at": instant(row.redeemed_at),
    }


def hand_out(session: Session, hand_out_id: str) -> HandOut:
    """Read one hand-out, or raise ``unknown_hand_out``."""
    row = session.get(HandOut, hand_out_id)
    if row is None:
        raise not_found("hand out", hand_out_id)
    return row


def has_fee(session: Session, delegate_id: int) -> bool:
    """Tell whether a person was handed her lecture fee, and it was not undone."""
    found = session.execute(
        _standing(HandOut.number)
        .join(Item, Item.code == HandOut.item)
        .where(HandOut.delegate_id == delegate_id, Item.kind == FEE)
    )
    return found.first() is not None


def lent_against(session: Session, deposit_ids: Collection[str]) -> list[HandOut]:
    """List the loans that deposits stand for: out, damaged or lost; not undone, nor back in order."""
    return list(
        session.scalars(
            select(HandOut)
            .outerjoin(HandOutUndo, HandOutUndo.hand_out_id == HandOut.id)
            .outerjoin(LoanReturn, LoanReturn.hand_out_id == HandOut.id)
            .where(
                HandOut.deposit_id.in_(deposit_ids),
                HandOutUndo.id.is_(None),
                LoanReturn.id.is_(None) | (LoanReturn.state != "ok"),
            )
        )
    )


def out_with_number(session: Session, *, item: str | None, number: str) -> list[HandOut]:
    """List the hand-outs under which a number is out, of one item or of any."""
    of_item = [] if item is None else [NumberOut.item == item]
    return list(
        session.scalars(
            select(HandOut)
            .join(NumberOut, NumberOut.hand_out_id == HandOut.id)
            .where(NumberOut.number == number, *of_item)
        )
    )


def name_of(session: Session, row: HandOut) -> str:
    """Name who a hand-out went to."""
    if row.delegate_id is None:
        return row.staff or ""
    return session.get_one(Delegate, row.delegate_id).name


def reg_no_of(session: Session, delegate_id: int | None) -> str | None:
    """Read the number of a person who may be none."""
    return None if delegate_id is None else session.get_one(Delegate, delegate_id).reg_no


def loans(
    session: Session,
    *,
    item: str | None = None,
    number: str = "",
    is_missing: bool = False,
    shows_persons: bool,
) -> tuple[list[LoanLine], dict[str, int]]:
    """List numbered things that went out, with who has them; the newest first.

    Args:
        session: Any session.
        item: Only of this item.
        number: Only with this number.
        is_missing: Only what is out or lost, the longest gone first.
        shows_persons: Whether it is said who has it; the staff are no persons here.

    Returns:
        At most 1,000 lines, and how many there are of each state: out, ok, damaged, lost.
    """
    chosen = _loans()
    if item:
        chosen = chosen.where(HandOut.item == item)
    if number:
        chosen = chosen.where(HandOut.number == number)
    if is_missing:
        gone = (LoanReturn.state.is_(None)) | (LoanReturn.state == "lost")
        chosen = chosen.where(gone).order_by(HandOut.at, HandOut.id)
    else:
        chosen = chosen.order_by(HandOut.at.desc(), HandOut.id)
    lines = [
        _loan(row, shows_persons=shows_persons)
        for row in session.execute(chosen.limit(LOANS_AT_MOST))
    ]
    counted = _loans().with_only_columns(LoanReturn.state, func.count()).group_by(LoanReturn.state)
    counts = Counter({state or OUT: n for state, n in session.execute(counted).tuples()})
    return lines, {state: counts[state] for state in (OUT, "ok", "damaged", "lost")}


def _loans() -> Select[Any, Any, Any, Any]:
    return (
        select(HandOut, Item, LoanReturn, Delegate)
        .join(Item, Item.code == HandOut.item)
        .outerjoin(Delegate, Delegate.id == HandOut.delegate_id)
        .outerjoin(HandOutUndo, HandOutUndo.hand_out_id == HandOut.id)
        .outerjoin(LoanReturn, LoanReturn.hand_out_id == HandOut.id)
        .where(Item.kind.in_(NUMBERED), HandOutUndo.id.is_(None))
    )


def _loan(row: Any, *, shows_persons: bool) -> LoanLine:
    given, item, returned, delegate = row
    if not shows_persons:
        delegate = None
    told = returned if shows_persons else None
    return {
        "hand_out_id": given.id,
        "item": item.code,
        "name": item.name,
        "name_en": item.name_en,
        "number": given.number,
        "reg_no": delegate.reg_no if delegate else None,
        "staff": given.staff,
        "holder": delegate.name if delegate else given.staff or "",
        "organisation": delegate.organisation if delegate else "",
        "phone_masked": masked_phone(delegate.phone) if delegate else "",
        "security": given.security,
        "deposit_id": given.deposit_id,
        "since": rfc3339(given.at),
        "station": given.station,
        "state": returned.state if returned else OUT,
        "back_at": instant(returned.at) if returned else None,
        "handed_back_by": told.handed_back_by if told else "",
        "received_by": told.received_by if told else "",
        "reason": told.reason if told else "",
    }


def materials_at(session: Session) -> dict[int, datetime]:
    """Tell when each person got her first things, vouchers and money left aside: delegate id -> instant."""
    rows = session.execute(
        select(HandOut.delegate_id, func.min(HandOut.at))
        .join(Item, Item.code == HandOut.item)
        .outerjoin(HandOutUndo, HandOutUndo.hand_out_id == HandOut.id)
        .where(Item.kind == "handout", HandOutUndo.id.is_(None), HandOut.delegate_id.is_not(None))
        .group_by(HandOut.delegate_id)
    )
    return {delegate_id: at for delegate_id, at in rows.tuples() if delegate_id is not None}


def meal_of(item: Item) -> Meal:
    """Show an item as the dining hall decides by it."""
    names = (item.name, item.name_en)
    return Meal(item.code, item.place, item.valid_from, item.valid_until, names)


def zone_of(session: Session) -> ZoneInfo:
    """Read the venue's time zone."""
    return ZoneInfo(the_event(session).time_zone)


def redeemed_count(session: Session, holder: str, item: str) -> int:
    """Count a holder's eaten meals of an item."""
    return (
        session.scalar(select(func.count()).where(Redeemed.holder == holder, Redeemed.item == item))
        or 0
    )


def key_of(row: HandOut) -> str:
    """Name the holder of a hand-out in the derived rows."""
    return holder_of(row.delegate_id, row.staff)
