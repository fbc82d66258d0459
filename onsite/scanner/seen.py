"""What a door without the server starts from: how each person has moved at one hall so far.

The door goes on from here by itself (kiosk_ui/door/places.js). Codes nobody issued are not told: which of
them a flushed door let in, it knows itself.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.scanner.door_rows import STANDS
from onsite.scanner.models import Presence, Scan
from onsite.scanner.presences import NEVER
from onsite.scanner.queries import Door
from onsite.scanner.rules import Verdict
from onsite.scanner.stays import local_day

# Longer ago than any day lasts, and any anti-passback: what was before limits nobody any more.
_LIMITS_FOR = timedelta(hours=26)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A person's moves at one hall.

    Attributes:
        is_inside: The last move was an admission.
        first_at: The admission that began the latest time inside.
        admitted_at: The last admission.
        admitted_today: Admissions on the local day of that one; told for the present day.
        admitted_this_session: Admissions in the session of that one; told for the present one.
    """

    delegate_id: int
    is_inside: bool
    first_at: datetime
    admitted_at: datetime
    admitted_today: int
    admitted_this_session: int


def seen(session: Session, door: Door, *, at: datetime) -> list[Seen]:
    """List everyone whose admission to a door's hall stands, in no order."""
    lately = _admissions_since(session, hall=door.hall, since=at - _LIMITS_FOR)
    turns = door.calendar(day := local_day(at, door.zone), last=day)
    today, sitting = _span(turns.days, at), _span(turns.sessions, at)
    rows = session.execute(
        select(Presence.delegate_id, Presence.is_inside, Presence.first_at).where(
            Presence.hall == door.hall, Presence.day != NEVER
        )
    ).tuples()
    return [
        Seen(
            delegate_id=person,
            is_inside=is_inside,
            first_at=first_at,
            admitted_at=max(lately.get(person, [first_at])),
            admitted_today=_count(lately.get(person, ()), today),
            admitted_this_session=_count(lately.get(person, ()), sitting),
        )
        for person, is_inside, first_at in rows
    ]


def _span(turns: Sequence[datetime], at: datetime) -> tuple[datetime, datetime]:
    """Find between which two turns an instant lies: clocks are asked once, not for everyone."""
    after = bisect_right(turns, at)
    return turns[after - 1], turns[after]


def _count(found: Sequence[datetime], span: tuple[datetime, datetime]) -> int:
    return sum(span[0] <= each < span[1] for each in found)


def _admissions_since(session: Session, *, hall: str, since: datetime) -> dict[int, list[datetime]]:
    found: dict[int, list[datetime]] = defaultdict(list)
    rows = session.execute(
        select(Scan.delegate_id, Scan.counted_at).where(
            Scan.recorded_at >= since,  # never before it counted, and there is an index of it
            Scan.counted_at >= since,
            Scan.hall == hall,
            Scan.verdict == Verdict.ADMITTED.value,
            Scan.delegate_id.is_not(None),
            STANDS,
        )
    ).tuples()
    for person, at in rows:
        if person is not None:
            found[person].append(at)
    return dict(found)
