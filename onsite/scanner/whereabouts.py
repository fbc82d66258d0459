"""Who is inside now, person by person: for the list of a bus, and for an evacuation.

Read from presences, so it is as right as the doors were. Whom only a count knows (a code nobody issued, a
count a steward corrected) is a number here; how counts come about is `presences`' work.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from onsite.scanner import queries
from onsite.scanner.models import Presence, Scan
from onsite.scanner.stays import local_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Insider:
    """A person inside a hall now.

    Attributes:
        checkpoint: The one she came in by.
        first_at: The admission that began her stay.
        moved_at: Her last admission there.
    """

    delegate_id: int
    hall: str
    checkpoint: str
    first_at: datetime
    moved_at: datetime


def insiders(session: Session, *, hall: str, at: datetime, zone: ZoneInfo) -> list[Insider]:
    """List who is inside a hall in its present stay, in no order.

    Who forgot to go out yesterday is in the hall's count and not here: she slept somewhere else.
    """
    rows = session.execute(
        select(Presence.delegate_id, Presence.first_at, Presence.moved_at, Scan.checkpoint)
        .join(Scan, Scan.id == Presence.scan_id)
        .where(
            Presence.hall == hall,
            Presence.is_inside,
            Presence.period == queries.period_of_hall(session, hall, at=at, zone=zone),
            Presence.day == local_day(at, zone),
        )
    ).tuples()
    return [
        Insider(
            delegate_id=person,
            hall=hall,
            checkpoint=checkpoint,
            first_at=first_at,
            moved_at=moved_at,
        )
        for person, first_at, moved_at, checkpoint in rows
    ]


def each_once(found: Iterable[Insider]) -> list[Insider]:
    """Keep each person where she was let in last: nobody stands in two halls."""
    latest: dict[int, Insider] = {}
    for insider in found:
        known = latest.get(insider.delegate_id)
        if known is None or insider.moved_at > known.moved_at:
            latest[insider.delegate_id] = insider
    return list(latest.values())


def unnamed_count(session: Session, *, hall: str, at: datetime, zone: ZoneInfo) -> int:
    """Count who is in a hall's count now and has no name there."""
    period = queries.period_of_hall(session, hall, at=at, zone=zone)
    named = session.scalar(
        select(func.count())
        .select_from(Presence)
        .where(Presence.hall == hall, Presence.is_inside, Presence.period == period)
    )
    return max(0, queries.inside_count(session, hall=hall, period=period) - (named or 0))
