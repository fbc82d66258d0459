"""The sheet 物资 as planners changed it since. What was handed out stays handed out."""

from functools import partial
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from onsite.handouts.models import HandOut, Holding, Stock
from onsite.handouts.piles import STORE
from onsite.planning.loading import LOW_STOCK_SHARE
from onsite.planning.refresh_set_up import next_position, settle_row
from onsite.planning.refresh_taking import Field, Line, Refusal, Taking
from onsite.planning.tables import ITEMS
from onsite.registration.models import Item

FIELDS = (
    Field("name", "name"),
    Field("name_en", "name_en"),
    Field("kind", "kind"),
    Field("categories", "categories", list),
    Field("per_person", "per_person_count", lambda count: count or 1),
    Field("needs_signature", "is_signed_for"),
    Field("stock", "stock_count"),
    Field("valid_from", "valid_from"),
    Field("valid_until", "valid_until"),
    Field("place", "place"),
)


def take_items(taking: Taking) -> None:
    """Take in what is handed out; the store's pile follows what is planned more or less."""
    session = taking.session
    for both in taking.compared(ITEMS, taking.base.items, taking.plan.items, key="code"):
        held = session.get(Item, both.now.code)
        if held is None:
            item = Item(code=both.now.code, position=next_position(session, Item.position))
            for one in FIELDS:
                setattr(item, one.attribute, one.kept(getattr(both.now, one.name)))
            item.low_stock_count = _low(item.stock_count)
            session.add(item)
            taking.tell_new(Line(ITEMS, both, item.code, item.name), "code")
        else:
            planned = held.stock_count
            accepted = settle_row(
                taking,
                Line(ITEMS, both, held.code, held.name),
                held,
                FIELDS,
                partial(_refusal, session, held),
            )
            if "stock_count" in accepted:
                _restock(session, held, planned)
        session.flush()
    rows = session.execute(select(Item.code, Item.name)).tuples().all()
    given = frozenset(session.scalars(select(Holding.item).where(Holding.count > 0).distinct()))
    listed = (one.code for one in taking.plan.items)
    taking.tell_gone(ITEMS, dict(rows), listed, acted=(given, "handed_out"))


def _refusal(session: Session, item: Item, field: str, after: Any) -> Refusal | None:
    if field == "kind" and _is_given(session, item):
        return Refusal(
            "handed_out",
            "some were handed out as what it is",
            "keep it, and add a new row with a code of its own",
        )
    if field == "per_person":
        most = session.scalar(select(func.max(Holding.count)).where(Holding.item == item.code))
        if (most or 0) > after:
            return Refusal("handed_out", f"someone has {most} already", f"write at least {most}")
    if field == "stock":
        return _refuse_stock(session, item, after)
    return None


def _refuse_stock(session: Session, item: Item, after: int | None) -> Refusal | None:
    pile = session.get(Stock, (item.code, STORE))
    if pile is None or item.stock_count is None:
        return None
    less = item.stock_count - (after or 0)
    if after is not None and less <= pile.count:
        return None
    return Refusal(
        "stock_given",
        f"{pile.count} of {item.stock_count} are left in the store",
        f"write at least {item.stock_count - pile.count}, or take stock out at control",
    )


def _is_given(session: Session, item: Item) -> bool:
    found = session.scalar(select(HandOut.id).where(HandOut.item == item.code).limit(1))
    return found is not None


def _restock(session: Session, item: Item, planned: int | None) -> None:
    """Put what is planned more into the store's pile, where it was opened already."""
    item.low_stock_count = _low(item.stock_count)
    pile = session.get(Stock, (item.code, STORE))
    if pile is None or item.stock_count is None:
        return  # the first who asks for it opens the pile with what is planned
    pile.count += item.stock_count - (planned or 0)
    pile.low_count = item.low_stock_count or 0


def _low(stock: int | None) -> int | None:
    return None if stock is None else stock // LOW_STOCK_SHARE
