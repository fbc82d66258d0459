"""Things that run out."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from onsite.access.models import StationRow
from onsite.alerts.noticed import Noticed
from onsite.handouts.models import Stock
from onsite.handouts.piles import STORE
from onsite.registration.models import Item


def low_stock(session: Session, now: datetime) -> Iterator[Noticed]:  # noqa: ARG001 - a watcher
    """Notice every pile at or under its mark; a desk's pile without a mark may lie empty."""
    rows = session.execute(
        select(Stock, Item.name, Item.name_en, StationRow.name)
        .join(Item, Item.code == Stock.item)
        .outerjoin(StationRow, StationRow.id == Stock.pile)
        .where(Stock.count <= Stock.low_count, or_(Stock.low_count > 0, Stock.pile == STORE))
    )
    for stock, name, name_en, station in rows:
        yield Noticed(
            key=f"stock_low:{stock.item}:{stock.pile}",
            kind="stock_low",
            facts={
                "item": name,
                "item_en": name_en,
                "count": stock.count,
                "pile": station or "库房",
                "pile_en": station or "the store",
            },
        )
