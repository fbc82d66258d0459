"""Who was inside which hall from when to when, and how many minutes of each session that makes.

A stay begins with an admission that stands. It ends when she goes out; where no exit was scanned, when the
hall empties as its doors do (`scanner.stays`), at the latest when the day turns, or when she is let in
somewhere else before that: nobody sits in two halls. An admission, or being told "already in", after that
proves that she came back. Instants are subtracted in UTC, so a clock change lengthens nothing.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.access.models import Event
from onsite.access.queries import the_event
from onsite.registration.models import Delegate, ProgrammeSession
from onsite.registration.queries import programme
from onsite.scanner.door_rows import STANDS
from onsite.scanner.models import Scan
from onsite.scanner.queries import Door, door_of, halls
from onsite.scanner.rules import Verdict

_READ = (Verdict.ADMITTED.value, Verdict.LEFT.value, Verdict.ALREADY_IN.value)
Mark = tuple[str, str, datetime]
"""A hall, what was said at its door, and when."""


@dataclass(frozen=True, slots=True)
class Stay:
    """A person inside a hall; ``is_exit_seen`` where a scan ended it."""

    delegate_id: int
    category: str
    hall: str
    begins_at: datetime
    ends_at: datetime
    is_exit_seen: bool


@dataclass(frozen=True, slots=True)
class Presence:
    """How long a person was in a session; ``is_exit_seen`` where a scan says when she left it."""

    minutes: int
    is_exit_seen: bool


def minutes_inside(session: Session, *, now: datetime) -> Mapping[tuple[int, str], int]:
    """Tell how many whole minutes of each session everyone was inside its hall.

    Returns:
        ``(delegate_id, session_code)`` -> minutes; nobody who was not there.
    """
    return {key: found.minutes for key, found in presences(session, now=now).items()}


def presences(session: Session, *, now: datetime) -> dict[tuple[int, str], Presence]:
    """Tell how long everyone was in which session; nobody who was not there."""
    sessions = _by_hall(programme(session))
    spent: dict[tuple[int, str], timedelta] = defaultdict(timedelta)
    unseen: set[tuple[int, str]] = set()
    for stay in stays(session, now=now):
        for held in sessions.get(stay.hall, ()):
            inside = min(stay.ends_at, held.ends_at) - max(stay.begins_at, held.starts_at)
            if inside > timedelta(0):
                spent[stay.delegate_id, held.code] += inside
                if not stay.is_exit_seen:
                    unseen.add((stay.delegate_id, held.code))
    return {
        key: Presence(inside // timedelta(minutes=1), key not in unseen)
        for key, inside in spent.items()
    }


def stays(session: Session, *, now: datetime) -> Iterator[Stay]:
    """Read everyone's stays in all halls up to now, a person after another."""
    empties = _emptying(session, now)
    rows = session.execute(
        select(Delegate.id, Delegate.category, Scan.hall, Scan.verdict, Scan.counted_at)
        .join(Scan, Scan.delegate_id == Delegate.id)
        .where(
            Scan.verdict.in_(_READ),
            Scan.counted_at <= now,
            STANDS,
        )
        .order_by(Delegate.id, Scan.counted_at, Scan.recorded_at)
    ).tuples()
    for (delegate_id, category), found in groupby(rows, key=lambda row: (row[0], row[1])):
        marks = [(hall, verdict, at) for _, _, hall, verdict, at in found]
        for hall in dict.fromkeys(hall for hall, _, _ in marks):
            for begins_at, ends_at, is_seen in stays_at(
                hall, marks, empties=empties.get(hall, ()), now=now
            ):
                yield Stay(delegate_id, category, hall, begins_at, ends_at, is_seen)


def stays_at(
    hall: str, marks: Sequence[Mark], *, empties: Sequence[datetime], now: datetime
) -> list[tuple[datetime, datetime, bool]]:
    """Cut one person's marks into her stays in one hall. Pure.

    Args:
        hall: The hall.
        marks: What was said to her at all doors, in order of time.
        empties: When the hall empties or the day turns there, ascending.
        now: Nothing lasts longer.

    Returns:
        Stays as beginning, end, and whether a scan ended it.
    """
    elsewhere = [at for other, said, at in marks if other != hall and said == Verdict.ADMITTED]
    found: list[tuple[datetime, datetime, bool]] = []
    began: datetime | None = None
    for said, at in ((said, at) for other, said, at in marks if other == hall):
        if began is not None:
            gone = _first(began, elsewhere, before=at)
            empty = _first(began, empties, before=at)
            if empty is not None:
                found.append((began, _first(began, elsewhere, before=empty) or empty, False))
                began = None
            elif said == Verdict.LEFT:  # believed: the other hall may lie within this one
                found.append((began, at, True))
                began = None
            elif gone is not None:
                found.append((began, gone, False))
                began = at
        if began is None and said == Verdict.ADMITTED:
            began = at
    if began is not None:
        ends = _first(began, sorted((*elsewhere, *empties)), before=now)
        found.append((began, ends or now, False))
    return [stay for stay in found if stay[0] < stay[1]]


def _first(after: datetime, instants: Sequence[datetime], *, before: datetime) -> datetime | None:
    """Find the first of ascending instants after one, and no later than another."""
    place = bisect_right(instants, after)
    found = instants[place] if place < len(instants) else None
    return found if found is not None and found <= before else None


def _emptying(session: Session, now: datetime) -> dict[str, tuple[datetime, ...]]:
    """List for each hall when nobody scanned in before is inside any more."""
    event = the_event(session)
    doors = ((hall.code, door_of(session, hall.code)) for hall in halls(session))
    return {code: _ends(door, event, now) for code, door in doors if door is not None}


def _ends(door: Door, event: Event, now: datetime) -> tuple[datetime, ...]:
    calendar = door.calendar(event.starts_on, last=max(event.ends_on, now.date()))
    return tuple(sorted({*calendar.days, *calendar.stays}))


def _by_hall(sessions: Iterable[ProgrammeSession]) -> dict[str, list[ProgrammeSession]]:
    found: dict[str, list[ProgrammeSession]] = defaultdict(list)
    for row in sessions:
        found[row.hall].append(row)
    return found
