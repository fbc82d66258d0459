"""Check-ins that were made in the plan's own system come in as check-ins here, as of when they were made.

One that came in before, or was made here and sent there, is known. Who may not be checked in here is told,
and nothing of it is kept: the next time it is tried again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from onsite.asking import Asking, Principal, Station
from onsite.db import Database
from onsite.desks.check_ins import check_in
from onsite.errors import OnsiteError
from onsite.planning.check_ins_here import ELSEWHERE
from onsite.planning.exchange import A_COMMIT, CameIn, Exchange, Taken
from onsite.planning.problems import Unreadable
from onsite.planning.stores import CheckInStore, PlanStore
from onsite.registration import queries
from onsite.registration.bodies import CheckInBody
from onsite.registration.models import CheckIn, Delegate
from onsite.registration.persons import Person, person_by_reg_no
from onsite.registration.rules import Outcome, decide_check_in
from onsite.scanner.conflicts import Decided
from onsite.scanner.models import CheckpointRow, Scan
from onsite.scanner.rules import Verdict
from onsite.scanner.service import Reading, record_scan
from onsite.units import rfc3339

THERE = Principal(Station(id=ELSEWHERE, role=ELSEWHERE, name=ELSEWHERE))


class _DatedCheckIn(CheckInBody, forbid_unknown_fields=True):
    """A check-in with its time."""

    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Coming:
    """A plan that checks people in itself, as it was just read, and what went to and fro.

    Attributes:
        came: Who was let in there.
    """

    store: CheckInStore
    came: list[CameIn]
    exchange: Exchange

    def taken(self, told: Sequence[Taken]) -> None:
        """Note what became of those who came in."""
        self.exchange.take(told, name=self.store.name)

    def news(self, database: Database, *, dry_run: bool) -> list[CameIn]:
        """Note what would become of each, and give whom to take in; a dry run takes in nobody.

        Most came in before: they are sorted out here, where nobody waits for the writer.
        """
        with database.read() as session:
            told = [_told(one, _found(session, one)) for one in self.came]
        news = [
            one
            for one, found in zip(self.came, told, strict=True)
            if found["outcome"] == Outcome.CHECKED_IN.value and not dry_run
        ]
        self.taken([one for one in told if dry_run or one["outcome"] != Outcome.CHECKED_IN.value])
        return news


def coming_from(store: PlanStore | None) -> Coming | None:
    """Read who was let in at a plan that checks people in itself; None where it is no such plan.

    Raises:
        OnsiteError: ``plan_unreadable`` (409).
    """
    if not isinstance(store, CheckInStore):
        return None
    try:
        return Coming(store, store.came_in(), Exchange())
    except Unreadable as unreadable:
        raise OnsiteError("plan_unreadable", str(unreadable), status=409) from unreadable


def in_commits(came: Sequence[CameIn]) -> Iterator[Sequence[CameIn]]:
    """Cut into as many as are written at once."""
    for first in range(0, len(came), A_COMMIT):
        yield came[first : first + A_COMMIT]


@dataclass(frozen=True, slots=True)
class _Found:
    """What a check-in made elsewhere comes to here."""

    outcome: str
    reason: str | None = None
    first_at: datetime | None = None


def take_in(session: Session, came: Sequence[CameIn], asking: Asking) -> list[Taken]:
    """Check in who came in elsewhere and is not known here; what became of each."""
    told = []
    for one in came:
        found = _found(session, one)
        if found.outcome == Outcome.CHECKED_IN.value:
            found = (
                _admit(session, one, one.hall, asking)
                if one.hall
                else _check_in(session, one, asking)
            )
        told.append(_told(one, found))
    return told


def _found(session: Session, one: CameIn) -> _Found:
    if session.get(Scan if one.hall else CheckIn, str(one.check_in_id)) is not None:
        return _Found("known")
    person = person_by_reg_no(session, one.reg_no)
    if person is None:
        return _Found("refused", "unknown_registration")
    return _at_hall(session, one.hall, person) if one.hall else _at_event(session, one, person)


def _at_event(session: Session, one: CameIn, person: Person) -> _Found:
    made_here = select(CheckIn.id).where(
        CheckIn.delegate_id == person.id,
        CheckIn.outcome == Outcome.CHECKED_IN.value,
        CheckIn.at == one.at,
    )
    if session.scalar(made_here.limit(1)) is not None:
        return _Found("known")
    outcome, reason = decide_check_in(person.standing)
    came = queries.check_in_of(session, person.id)
    return _Found(outcome.value, reason, came.at if came else None)


def _at_hall(session: Session, hall: str, person: Person) -> _Found:
    if session.scalar(_door_of(hall)) is None:
        return _Found("known")  # a list made since: a refresh brings its door
    made_here = select(Scan.id).where(
        Scan.delegate_id == person.id, Scan.hall == hall, Scan.verdict == Verdict.ADMITTED.value
    )
    is_in = session.scalar(made_here.limit(1)) is not None
    return _Found("known" if is_in else Outcome.CHECKED_IN.value)


def _check_in(session: Session, one: CameIn, asking: Asking) -> _Found:
    then = Asking(THERE, min(one.at, asking.now), asking.language)
    body = _DatedCheckIn(check_in_id=one.check_in_id, reg_no=one.reg_no, at=one.at)
    with session.begin_nested():
        answer: dict[str, Any] = msgspec.json.decode(
            check_in(session, body, then, noted_at=asking.now)
        )
    return _Found(answer["outcome"], answer["reason"])


def _admit(session: Session, one: CameIn, hall: str, asking: Asking) -> _Found:
    """Take it as a door's that went on alone: where the rules here say no, that is a conflict of doors."""
    door, delegate_id = _door_of(hall), select(Delegate.id).where(Delegate.reg_no == one.reg_no)
    reading = Reading(
        scan_id=str(one.check_in_id),
        credential=queries.our_credential(session, session.scalars(delegate_id).one()),
        checkpoint=session.scalars(door).one(),
        scanned_at=one.at,
        direction="in",
        decided=Decided(Verdict.ADMITTED, at=one.at),
    )
    with session.begin_nested():
        answer: dict[str, Any] = msgspec.json.decode(
            record_scan(session, reading, asking=Asking(THERE, asking.now, asking.language))
        )
    is_in = answer["verdict"] == Verdict.ADMITTED.value
    return _Found(Outcome.CHECKED_IN.value if is_in else "known")


def _door_of(hall: str) -> Select[str]:
    """Select a hall's entrance: the one that was made of the list, while it is there."""
    return (
        select(CheckpointRow.code)
        .where(CheckpointRow.hall == hall, CheckpointRow.direction != "out")
        .order_by(CheckpointRow.code != hall, CheckpointRow.code)
        .limit(1)
    )


def _told(one: CameIn, found: _Found) -> Taken:
    return {
        "reg_no": one.reg_no,
        "outcome": found.outcome,
        "reason": found.reason,
        "at": rfc3339(one.at),
        "first_at": rfc3339(found.first_at) if found.first_at else None,
        "hall": one.hall,
    }
