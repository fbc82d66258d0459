"""How many of each meal to order: who has booked it, is here, and will be here when it is served.

Of those who may eat and are here not all do; how many did at the last meal says how many will.
"""

from collections import Counter
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import Session

from onsite.board.forecast import Band, Forecast
from onsite.board.overview_shapes import MealForecast
from onsite.handouts import queries
from onsite.handouts.meal_counts import Alike, entitled, meal_lines
from onsite.handouts.meals import meal_items
from onsite.handouts.queries import meal_of
from onsite.handouts.shapes import MealLine
from onsite.registration.models import Arrival, Delegate, Item
from onsite.registration.views import instant

AHEAD = timedelta(hours=24)
SHOWN_AT_MOST = 4
ENOUGH = 20  # of fewer eaters nothing follows for the next meal


def meal_forecasts(session: Session, told: Forecast, *, now: datetime) -> list[MealForecast]:
    """Tell for each meal of the next day how many will want it, the next one first."""
    zone = queries.zone_of(session)
    lines = {line["item"]: line for line in meal_lines(session, at=now, checkpoint=None)}
    here = _here(session)
    items = meal_items(session)
    over = [item for item in items if meal_of(item).is_over(now, zone)]
    eat = _eating_share([(lines[item.code], _persons(item, here)) for item in over])
    ahead = [
        item
        for item in items
        if item not in over and (item.valid_from is None or item.valid_from < now + AHEAD)
    ]
    ahead.sort(key=lambda item: (item.valid_from is None, item.valid_from or now))
    return [
        _shape(item, lines[item.code], _persons(item, here), told, eat, now)
        for item in ahead[:SHOWN_AT_MOST]
    ]


def _shape(
    item: Item, line: MealLine, here: int, told: Forecast, eat: float, now: datetime
) -> MealForecast:
    by = told.here_by(item.valid_until or now + AHEAD)
    booked, eaten = line["booked"], line["redeemed"]
    band = _wanted(booked, here, by, told, eat)
    low = max(eaten, band.low)
    high = max(low, band.high)
    return {
        "item": item.code,
        "name": item.name,
        "name_en": item.name_en,
        "place": item.place,
        "valid_from": instant(item.valid_from),
        "valid_until": instant(item.valid_until),
        "booked": booked,
        "here": here,
        "eaten": eaten,
        "expected": min(max(band.expected, low), high),
        "low": low,
        "high": high,
    }


def _wanted(booked: int, here: int, by: Band, told: Forecast, eat: float) -> Band:
    """Tell how many want a meal: those who are here, and the part of the others who will come."""
    missing = told.missing
    parts = [
        (each - told.here) / missing if missing else 0.0 for each in (by.expected, by.low, by.high)
    ]
    expected, low, high = (round(eat * (here + (booked - here) * part)) for part in parts)
    return Band(expected, low, high)


def _eating_share(meals: list[tuple[MealLine, int]]) -> float:
    """Tell which part of those who were here ate at the last meals that are over; all, before any."""
    could = sum(here for _, here in meals)
    ate = sum(line["redeemed"] for line, _ in meals)
    return min(1.0, ate / could) if could >= ENOUGH and ate else 1.0


def _here(session: Session) -> list[Alike]:
    """Group everyone who is here by what decides which meals are theirs."""
    booked = cast(Delegate.booked_items, String)
    rows = session.execute(
        select(Delegate.category, booked, func.count())
        .join(Arrival, Arrival.delegate_id == Delegate.id)
        .where(Delegate.is_cancelled.is_(False))
        .group_by(Delegate.category, booked)
    )
    found: Counter[tuple[str, str]] = Counter()
    for category, items, count in rows.tuples():
        found[category, items or "[]"] += count
    return [
        Alike(category, "", msgspec.json.decode(items), count)
        for (category, items), count in found.items()
    ]


def _persons(item: Item, people: list[Alike]) -> int:
    return sum(group.count for group in entitled(item, people)) * item.per_person_count
