"""How many of each meal are booked, given and eaten, by diet: what the kitchen wants to know."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import Session

from onsite.handouts.meals import hall_of, meal_items
from onsite.handouts.models import HandOut, HandOutUndo, Redeemed
from onsite.handouts.queries import meal_of, zone_of
from onsite.handouts.rules import is_for, served
from onsite.handouts.shapes import MealLine
from onsite.registration.models import Delegate, Item
from onsite.registration.views import instant


@dataclass(frozen=True)
class Alike:
    """So many people of one category, diet and booking."""

    category: str
    diet: str
    booked: list[str]
    count: int


def alike(session: Session) -> Iterator[Alike]:
    """Group everyone who is not cancelled by what decides which items are theirs."""
    booked = cast(Delegate.booked_items, String)
    rows = session.execute(
        select(Delegate.category, Delegate.diet, booked, func.count())
        .where(Delegate.is_cancelled.is_(False))
        .group_by(Delegate.category, Delegate.diet, booked)
    )
    for category, diet, items, count in rows.tuples():
        yield Alike(category, diet, msgspec.json.decode(items or "[]"), count)


def entitled(item: Item, people: list[Alike]) -> list[Alike]:
    """Choose the groups an item is for."""
    return [
        group
        for group in people
        if is_for(
            item.code,
            categories=item.categories,
            is_booked=item.is_booked,
            category=group.category,
            booked=group.booked,
        )
    ]


def meal_lines(session: Session, *, at: datetime, checkpoint: str | None) -> list[MealLine]:
    """Count every meal, in the planners' order; ``is_served``: it may be eaten now, in that hall."""
    items, people = meal_items(session), list(alike(session))
    hall, zone = hall_of(session, checkpoint, at), zone_of(session)
    on = served([meal_of(item) for item in items], at=at, zone=zone, hall=hall)
    given, eaten = _given(session), _eaten(session)
    return [
        _line(
            item,
            entitled(item, people),
            given=given[item.code],
            eaten=eaten[item.code],
            is_served=meal_of(item) in on,
        )
        for item in items
    ]


def _line(
    item: Item, people: list[Alike], *, given: int, eaten: Counter[str], is_served: bool
) -> MealLine:
    booked: Counter[str] = Counter()
    for group in people:
        booked[group.diet] += group.count * item.per_person_count
    return {
        "item": item.code,
        "name": item.name,
        "name_en": item.name_en,
        "place": item.place,
        "valid_from": instant(item.valid_from),
        "valid_until": instant(item.valid_until),
        "is_served": is_served,
        "booked": booked.total(),
        "given": given,
        "redeemed": eaten.total(),
        "by_diet": {
            diet: {"booked": booked[diet], "redeemed": eaten[diet]}
            for diet in sorted(booked.keys() | eaten.keys())
        },
    }


def _given(session: Session) -> Counter[str]:
    rows = session.execute(
        select(HandOut.item, func.sum(HandOut.count))
        .outerjoin(HandOutUndo, HandOutUndo.hand_out_id == HandOut.id)
        .where(HandOutUndo.id.is_(None))
        .group_by(HandOut.item)
    )
    return Counter(dict(rows.tuples().all()))


def _eaten(session: Session) -> defaultdict[str, Counter[str]]:
    """Count eaten meals by item and diet; who is none of the delegates has no diet."""
    diet = func.coalesce(Delegate.diet, "")
    rows = session.execute(
        select(Redeemed.item, diet, func.count())
        .outerjoin(Delegate, Delegate.id == Redeemed.delegate_id)
        .group_by(Redeemed.item, diet)
    )
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for item, name, count in rows.tuples():
        found[item][name] = count
    return found
