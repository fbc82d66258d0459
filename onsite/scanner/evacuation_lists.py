"""Reading evacuations: the list by hall, its counts, and the history."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from onsite.access.models import StationRow
from onsite.errors import not_found
from onsite.registration.models import Delegate
from onsite.scanner import queries
from onsite.scanner.evacuation_rows import (
    Evacuation,
    EvacuationEnd,
    EvacuationHall,
    EvacuationMark,
    EvacuationPerson,
)
from onsite.scanner.evacuation_shapes import (
    EvacuatedPerson,
    EvacuationCounts,
    EvacuationHallShape,
    EvacuationShape,
    PastEvacuation,
)
from onsite.units import rfc3339


def evacuation(
    session: Session, evacuation_id: str, *, shows_names: bool, since: datetime | None = None
) -> EvacuationShape:
    """Tell one evacuation with its list, by hall in the planners' order, then by name.

    Args:
        session: A reading session.
        evacuation_id: Which.
        shows_names: Without, nobody stands on the list; the counts stay.
        since: Tell only who was marked from then on; the counts are always of all.

    Raises:
        OnsiteError: ``unknown_evacuation`` 404.
    """
    row = session.get(Evacuation, evacuation_id)
    if row is None:
        raise not_found("evacuation", evacuation_id)
    halls = _halls(session, evacuation_id)
    return {
        **_past(session, row, _sum(halls)),
        "halls": halls,
        "people": _people(session, evacuation_id, since) if shows_names else [],
    }


def history(session: Session) -> list[PastEvacuation]:
    """List every evacuation there was, the latest first; counts only."""
    rows = session.scalars(select(Evacuation).order_by(Evacuation.at.desc()))
    return [_past(session, row, _sum(_halls(session, row.id))) for row in rows]


def _past(session: Session, row: Evacuation, counts: EvacuationCounts) -> PastEvacuation:
    ended_at: datetime | None = session.scalar(
        select(EvacuationEnd.at).where(EvacuationEnd.evacuation_id == row.id)
    )
    return {
        "evacuation_id": row.id,
        "reason": row.reason,
        "at": rfc3339(row.at),
        "ended_at": rfc3339(ended_at) if ended_at else None,
        "started_by": row.operator or _station_name(session, row.station),
        "counts": counts,
    }


def _station_name(session: Session, station: str) -> str:
    found = session.get(StationRow, station)
    return found.name if found else station


def _halls(session: Session, evacuation_id: str) -> list[EvacuationHallShape]:
    """Count by hall; one without anybody is left out."""
    rows = session.execute(
        select(EvacuationPerson.hall, EvacuationPerson.is_out, func.count())
        .where(EvacuationPerson.evacuation_id == evacuation_id)
        .group_by(EvacuationPerson.hall, EvacuationPerson.is_out)
    ).tuples()
    people: Counter[tuple[str, bool]] = Counter()
    for hall, is_out, count in rows:
        people[hall, is_out] += count
    unnamed = dict(
        session.execute(
            select(EvacuationHall.hall, EvacuationHall.unnamed_count).where(
                EvacuationHall.evacuation_id == evacuation_id
            )
        )
        .tuples()
        .all()
    )
    return [
        {
            "hall": hall.code,
            "name": hall.name,
            "name_en": hall.name_en,
            "people": people[hall.code, True] + people[hall.code, False],
            "out": people[hall.code, True],
            "inside": people[hall.code, False],
            "unnamed": unnamed.get(hall.code, 0),
        }
        for hall in queries.halls(session)
        if hall.code in unnamed or people[hall.code, True] or people[hall.code, False]
    ]


def _sum(halls: Sequence[EvacuationHallShape]) -> EvacuationCounts:
    return {
        "people": sum(hall["people"] for hall in halls),
        "out": sum(hall["out"] for hall in halls),
        "inside": sum(hall["inside"] for hall in halls),
        "unnamed": sum(hall["unnamed"] for hall in halls),
    }


def _people(session: Session, evacuation_id: str, since: datetime | None) -> list[EvacuatedPerson]:
    chosen = (
        select(
            Delegate.reg_no,
            Delegate.name,
            Delegate.organisation,
            EvacuationPerson.hall,
            EvacuationPerson.since,
            EvacuationPerson.is_out,
            func.coalesce(StationRow.name, EvacuationMark.station).label("marked_by"),
            EvacuationMark.at,
        )
        .join(Delegate, Delegate.id == EvacuationPerson.delegate_id)
        .outerjoin(EvacuationMark, EvacuationMark.id == EvacuationPerson.mark_id)
        .outerjoin(StationRow, StationRow.id == EvacuationMark.station)
        .where(EvacuationPerson.evacuation_id == evacuation_id)
        .order_by(Delegate.name, Delegate.reg_no)
    )
    rows = session.execute(chosen if since is None else chosen.where(EvacuationMark.at >= since))
    places = {hall.code: hall.position for hall in queries.halls(session)}
    return sorted((_person(row) for row in rows), key=lambda each: places.get(each["hall"], 0))


def _person(row: Any) -> EvacuatedPerson:
    return {
        "reg_no": row.reg_no,
        "name": row.name,
        "organisation": row.organisation,
        "hall": row.hall,
        "since": rfc3339(row.since),
        "is_out": row.is_out,
        "marked_by": row.marked_by,
        "at": rfc3339(row.at) if row.at else None,
    }
