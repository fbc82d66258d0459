"""Counting admissions: how many, of how many persons, the first and the last; by hall, session, door.

An admission is one that stands. A person counts once, also a code nobody issued that a flushed door let in.
Those of a session come from when its doors open: their grace before it, but not before the session
ahead of it has ended.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from onsite.registration.models import Delegate, ProgrammeSession
from onsite.registration.queries import programme
from onsite.scanner.door_rows import STANDS
from onsite.scanner.models import CheckpointRow, Scan
from onsite.scanner.rules import Verdict

Who = int | str
"""A person by her id, or a code nobody issued by its hash."""


@dataclass(slots=True)
class Tally:
    """Admissions of one kind."""

    admissions: int = 0
    persons: set[Who] = field(default_factory=set)
    first: datetime | None = None
    last: datetime | None = None

    def add(self, who: Who, at: datetime) -> None:
        """Count one more, no earlier than those before."""
        self.admissions += 1
        self.persons.add(who)
        self.first = self.first or at
        self.last = at


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when people come for a session; an instant at its end is too late."""

    held: ProgrammeSession
    opens_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Tallies:
    """Admissions, each by a code and a category; the category None counts them all."""

    halls: dict[tuple[str, str | None], Tally]
    sessions: dict[tuple[str, str | None], Tally]
    checkpoints: dict[tuple[str, str | None], Tally]


def tally(session: Session) -> Tallies:
    """Count every admission that stands."""
    planned: dict[str, list[Window]] = defaultdict(list)
    for window in windows(session):
        planned[window.held.hall].append(window)
    found = Tallies(defaultdict(Tally), defaultdict(Tally), defaultdict(Tally))
    for who, category, hall, checkpoint, at in _admissions(session):
        sessions = [window.held.code for window in planned[hall] if _holds(window, at)]
        # A code nobody issued has no category.
        for one in (None, category) if category else (None,):
            found.halls[hall, one].add(who, at)
            found.checkpoints[checkpoint, one].add(who, at)
            for code in sessions:
                found.sessions[code, one].add(who, at)
    return found


def windows(session: Session) -> list[Window]:
    """Tell when people come for each session, by the sessions' beginnings."""
    graces = _graces(session)
    found: list[Window] = []
    for held in programme(session):
        grace = timedelta(minutes=graces.get(held.hall, 0))
        before = _ended_before(held, found)
        found.append(Window(held, max([held.starts_at - grace, *before]), held.ends_at))
    return found


def _ended_before(held: ProgrammeSession, known: Sequence[Window]) -> list[datetime]:
    same_hall = (window for window in known if window.held.hall == held.hall)
    return [window.ends_at for window in same_hall if window.ends_at <= held.starts_at]


def _graces(session: Session) -> dict[str, int]:
    rows = session.execute(
        select(CheckpointRow.hall, func.max(CheckpointRow.grace_minutes)).group_by(
            CheckpointRow.hall
        )
    )
    return dict(rows.tuples().all())


def _holds(window: Window, at: datetime) -> bool:
    return window.opens_at <= at < window.ends_at


def _admissions(session: Session) -> Iterator[tuple[Who, str | None, str, str, datetime]]:
    rows = session.execute(
        select(
            Scan.delegate_id,
            Scan.credential_hash,
            Delegate.category,
            Scan.hall,
            Scan.checkpoint,
            Scan.counted_at,
        )
        .outerjoin(Delegate, Delegate.id == Scan.delegate_id)
        .where(Scan.verdict == Verdict.ADMITTED.value, STANDS)
        .order_by(Scan.counted_at)
    ).tuples()
    for delegate_id, code, category, hall, checkpoint, at in rows:
        yield (code if delegate_id is None else delegate_id), category, hall, checkpoint, at
