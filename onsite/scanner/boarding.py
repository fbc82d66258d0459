"""A bus, a trip, a meal, a lounge: who booked it, and of them who is not aboard yet.

A booking (column 预订项目) names the checkpoint, or the hall it leads into. Getting aboard is a scan like
any other; here is only the list beside it.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, cast, literal_column, or_, select
from sqlalchemy.orm import Session

from onsite.registration.models import Delegate
from onsite.scanner import queries
from onsite.scanner.boarding_shapes import Boarding, Passenger
from onsite.scanner.queries import Door
from onsite.scanner.whereabouts import insiders
from onsite.units import rfc3339

PHONE_TAIL = 4  # enough to be sure who is on the telephone, and no more
_PEOPLE_A_QUESTION = 500


@dataclass(frozen=True)
class Shown:
    """What of a person the one who asks may see."""

    has_names: bool
    has_phones: bool


def boarding(session: Session, code: str, *, at: datetime, shown: Shown) -> Boarding:
    """Tell who booked a checkpoint and is missing, and who is aboard without a booking.

    Where people booked this very checkpoint (one bus of several that share a hall), aboard is who came
    in by it; where they booked the hall, whoever is inside. The cancelled are expected nowhere.

    Args:
        session: A reading session.
        code: The checkpoint's.
        at: Now.
        shown: Without names both lists are empty; the counts stay.

    Raises:
        OnsiteError: ``unknown_checkpoint``.
    """
    door = queries.door(session, code)
    booked = _booked(session, door)
    is_own = code != door.hall and any(code in row.booked_items for row in booked)
    aboard = {
        each.delegate_id
        for each in insiders(session, hall=door.hall, at=at, zone=door.zone)
        if each.checkpoint == code or not is_own
    }
    expected = {row.id for row in booked}
    missing = [row for row in booked if row.id not in aboard]
    unbooked = _named(session, aboard - expected) if booked else []
    return {
        "checkpoint": code,
        "hall": door.hall,
        "expected": len(booked) or None,
        "aboard": len(aboard) - len(unbooked),
        "missing_count": len(missing),
        "unbooked_count": len(unbooked),
        "missing": _passengers(missing, shown),
        "unbooked_aboard": _passengers(unbooked, shown),
        "as_of": rfc3339(at),
    }


def _booked(session: Session, door: Door) -> list[Delegate]:
    kept, codes = cast(Delegate.booked_items, String), {door.code, door.hall}
    rows = session.scalars(
        select(Delegate).where(
            kept != literal_column("'[]'"),  # as in the index, or it is not used
            or_(*(kept.contains(json.dumps(code), autoescape=True) for code in codes)),
            Delegate.is_cancelled.is_(False),
            Delegate.merged_into.is_(None),
        )
    )
    # A database may look for text without regard to case; a code is one exactly.
    return _in_order(row for row in rows if codes.intersection(row.booked_items))


def _named(session: Session, ids: Collection[int]) -> list[Delegate]:
    found: list[Delegate] = []
    asked = sorted(ids)
    for start in range(0, len(asked), _PEOPLE_A_QUESTION):
        part = asked[start : start + _PEOPLE_A_QUESTION]
        found += session.scalars(select(Delegate).where(Delegate.id.in_(part)))
    return _in_order(found)


def _in_order(rows: Iterable[Delegate]) -> list[Delegate]:
    return sorted(rows, key=lambda row: (row.organisation, row.name, row.reg_no))


def _passengers(rows: Iterable[Delegate], shown: Shown) -> list[Passenger]:
    if not shown.has_names:
        return []
    return [
        {
            "reg_no": row.reg_no,
            "name": row.name,
            "category": row.category,
            "organisation": row.organisation,
            "phone_tail": row.phone[-PHONE_TAIL:] or None if shown.has_phones else None,
        }
        for row in rows
    ]
