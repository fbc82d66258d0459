"""Stock in piles: one at each desk that was given one, and the store. Never below zero.

A desk gives from its own pile when it has one, else from the store. An item whose stock nobody
planned or brought is not counted.
"""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from onsite.access.models import StationRow
from onsite.errors import OnsiteError
from onsite.handouts.bodies import StockMoveBody
from onsite.handouts.inserting import inserted, lowered, raised, table_of
from onsite.handouts.models import HandOut, HandOutUndo, LoanReturn, Stock, StockMove
from onsite.handouts.shapes import StockLine
from onsite.once import Asked, once
from onsite.registration import queries as registration
from onsite.registration.models import Item

STORE = ""
LOW_SHARE = 10  # a pile with a tenth of what was brought is short


def pile_for(session: Session, item: Item, station: str) -> str | None:
    """Choose the pile a station gives from and puts back to; None when the item is not counted."""
    if count_in(session, item.code, station) is not None:
        return station
    _open_store(session, item)
    return STORE if count_in(session, item.code, STORE) is not None else None


def take(session: Session, item: Item, *, pile: str, count: int) -> int:
    """Take things out of a pile; how many are left.

    Raises:
        OnsiteError: ``stock_short`` (409), with what lies here and in the store.
    """
    left = lowered(session, Stock, by=count, item=item.code, pile=pile)
    if left is None:
        here, store = (count_in(session, item.code, name) or 0 for name in (pile, STORE))
        raise OnsiteError(
            "stock_short",
            f"There are {here} of {item.name} here and {store} in the store, not {count}; "
            "move some to this desk first, or count the pile.",
            status=409,
            field="count",
        )
    return left


def put(session: Session, item: Item, *, pile: str, count: int) -> int:
    """Put things on a pile, opening it where there is none; how many lie there now."""
    if pile == STORE:
        _open_store(session, item)
    now = raised(session, Stock, by=count, item=item.code, pile=pile, low_count=0)
    assert now is not None  # noqa: S101 - nothing limits a pile
    return now


def count_in(session: Session, item: str, pile: str) -> int | None:
    """Count a pile; None when there is no such pile."""
    return session.scalar(select(Stock.count).where(Stock.item == item, Stock.pile == pile))


@once(StockMove)
def move_stock(session: Session, body: StockMoveBody, asking: Asked) -> bytes:
    """Carry stock from a pile to another, bring it in, or take it out for good.

    Raises:
        OnsiteError: ``stock_short`` (409), ``unknown_item``, ``unknown_pile``, ``same_pile``,
            ``reason_needed`` when it comes from or goes outside; ``id_reused``.
    """
    item = known_item(session, body.item)
    _check_way(session, body)
    left = arrived = None
    if body.source == STORE:
        _open_store(session, item)
    if body.source is not None:
        left = take(session, item, pile=body.source, count=body.count)
    if body.target is not None:
        arrived = put(session, item, pile=body.target, count=body.count)
        if body.target != STORE:
            _mark_low(session, item.code, body.target, arrived // LOW_SHARE)
    return asking.keep(
        {
            "item": item.code,
            "from": body.source,
            "to": body.target,
            "count": body.count,
            "from_count": left,
            "to_count": arrived,
        },
        item=item.code,
        from_pile=body.source,
        to_pile=body.target,
        count=body.count,
        reason=body.reason.strip(),
    )


def _check_way(session: Session, body: StockMoveBody) -> None:
    if body.source == body.target:
        raise OnsiteError(
            "same_pile", "Stock moves from one place to another; choose two.", field="to"
        )
    for field, pile in (("from", body.source), ("to", body.target)):
        if pile and session.get(StationRow, pile) is None:
            raise OnsiteError(
                "unknown_pile",
                f"There is no station {pile[:40]!r} to have a pile; choose one, or the store.",
                field=field,
            )
    if None in (body.source, body.target) and not body.reason.strip():
        raise OnsiteError("reason_needed", "Say why; the reason stays on record.", field="reason")


def known_item(session: Session, code: str) -> Item:
    """Read an item, or raise ``unknown_item`` naming those there are."""
    row = session.get(Item, code)
    if row is None:
        known = ", ".join(found.code for found in registration.items(session)) or "none"
        raise OnsiteError(
            "unknown_item",
            f"There is no item {code[:40]!r}; choose one of {known}.",
            field="item",
        )
    return row


def _open_store(session: Session, item: Item) -> None:
    """Seed the store with the planned stock, the first time it is asked for."""
    if item.stock_count is not None:
        inserted(
            session,
            Stock,
            item=item.code,
            pile=STORE,
            count=item.stock_count,
            low_count=item.low_stock_count or 0,
        )


def _mark_low(session: Session, item: str, pile: str, low_count: int) -> None:
    stocks = table_of(Stock)
    session.execute(
        stocks.update()
        .where(stocks.c.item == item, stocks.c.pile == pile)
        .values(low_count=low_count)
    )


def stock(session: Session) -> list[StockLine]:
    """List every pile in the planners' order, the store first, with what was given from it."""
    piles = {(row.item, row.pile): row for row in session.scalars(select(Stock))}
    given = _given(session)
    names = {row.id: row.name for row in session.scalars(select(StationRow))}
    lines = []
    for item in registration.items(session):
        if item.stock_count is not None and (item.code, STORE) not in piles:
            planned = {"count": item.stock_count, "low_count": item.low_stock_count or 0}
            piles[item.code, STORE] = Stock(item=item.code, pile=STORE, **planned)
        own = sorted((row for key, row in piles.items() if key[0] == item.code), key=_by_pile)
        lines += [_line(item, row, names, given) for row in own]
    return lines


def _by_pile(row: Stock) -> str:
    return row.pile


def _given(session: Session) -> dict[tuple[str, str | None], int]:
    """Count what went out of each pile and is not back."""
    rows = session.execute(
        select(HandOut.item, HandOut.pile, func.sum(HandOut.count))
        .outerjoin(HandOutUndo, HandOutUndo.hand_out_id == HandOut.id)
        .outerjoin(LoanReturn, LoanReturn.hand_out_id == HandOut.id)
        .where(HandOutUndo.id.is_(None), LoanReturn.id.is_(None))
        .group_by(HandOut.item, HandOut.pile)
    )
    return {(row[0], row[1]): row[2] for row in rows}


def _line(item: Item, row: Stock, names: dict[str, str], given: dict[Any, int]) -> StockLine:
    return {
        "item": item.code,
        "name": item.name,
        "name_en": item.name_en,
        "pile": row.pile,
        "pile_name": names.get(row.pile, row.pile),
        "count": row.count,
        "low_count": row.low_count,
        "is_low": row.count <= row.low_count,
        "given": given.get((item.code, row.pile), 0),
    }
