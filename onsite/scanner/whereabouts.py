"""Who is inside now, person by person: for the list of a bus, and for an evacuation.

Read from presences, so it is as right as the doors were; an evacuation asks also for those whom a door
that was alone let in (`let_in_alone`). Whom only a count knows (a code nobody issued, a
count a steward corrected) is a number here; how counts come about is `presences`' work.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.scanner import queries
from onsite.scanner.let_in_alone import LetIn
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


def by_name(found: Iterable[LetIn]) -> list[Insider]:
    """Take those of the people let in by doors alone whom the event knows."""
    return [
        Insider(
            delegate_id=each.delegate_id,
            hall=each.hall,
            checkpoint=each.checkpoint,
            first_at=each.at,
            moved_at=each.at,
        )
        for each in found
        if each.delegate_id is not None
    ]


def each_once(found: Iterable[Insider]) -> list[Insider]:
    """Keep each person where she was let in last, since she came there: nobody stands in two halls."""
    latest: dict[int, Insider] = {}
    begun: dict[tuple[int, str], datetime] = {}
    for insider in found:
        known = latest.get(insider.delegate_id)
        if known is None or insider.moved_at > known.moved_at:
            latest[insider.delegate_id] = insider
        stay = (insider.delegate_id, insider.hall)
        begun[stay] = min(begun.get(stay, insider.first_at), insider.first_at)
    return [replace(each, first_at=begun[each.delegate_id, each.hall]) for each in latest.values()]


def strangers_by_hall(found: Iterable[LetIn]) -> dict[str, list[LetIn]]:
    """Sort codes nobody issued, let in by doors alone, by the hall; each where it was let in last.

    Args:
        found: In order of time.
    """
    latest = {each.credential_hash: each for each in found if each.delegate_id is None}
    halls: dict[str, list[LetIn]] = {}
    for each in latest.values():
        halls.setdefault(each.hall, []).append(each)
    return halls


def unnamed_count(
    session: Session, *, hall: str, at: datetime, zone: ZoneInfo, alone: Sequence[LetIn] = ()
) -> int:
    """Count who is in a hall now and has no name there.

    Args:
        session: The use case's.
        hall: Which.
        at: An aware instant: now.
        zone: The venue's.
        alone: Who was let in by doors alone, in order of time. Who counted the hall by hand since
            has counted them too.
    """
    period = queries.period_of_hall(session, hall, at=at, zone=zone)
    named = set(
        session.scalars(
            select(Presence.delegate_id).where(
                Presence.hall == hall, Presence.is_inside, Presence.period == period
            )
        )
    ) | {
        each.delegate_id
        for each in alone
        if each.hall == hall and each.delegate_id is not None and each.is_counted_by_hand
    }
    strangers = sum(not each.is_counted_by_hand for each in strangers_by_hall(alone).get(hall, ()))
    counted = queries.inside_count(session, hall=hall, period=period)
    return max(0, counted - len(named)) + strangers
