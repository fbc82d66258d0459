"""Checking in and taking it back: use cases of the writer.

Every fact comes with a client-made id: the same id gives the same answer (`onsite.once`). Answers are
values, refusals too. Counts change in the same transaction as the fact they count.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import delete
from sqlalchemy.orm import Session

from onsite import events
from onsite.asking import Asking, Principal, need_reason
from onsite.errors import OnsiteError
from onsite.once import Asked, once
from onsite.registration import queries
from onsite.registration.bodies import CheckInBody, UndoBody
from onsite.registration.counting import count, count_minute
from onsite.registration.models import (
    Arrival,
    Category,
    CheckIn,
    CheckInUndo,
)
from onsite.registration.rules import Outcome, decide_check_in, notes_for
from onsite.units import rfc3339, yuan
from onsite.wording import word

CHALLENGE_LASTS = timedelta(minutes=5)


@dataclass(frozen=True)
class DelegateCheckedIn:
    """Someone arrived at the event."""

    reg_no: str
    at: datetime


@dataclass(frozen=True)
class QueuedJob:
    """A print job just written, and whether any printer will take it."""

    id: str
    has_printer: bool


class QueueBadge(Protocol):
    """Writes a badge's print job in the caller's transaction."""

    def __call__(
        self, session: Session, *, reg_no: str, principal: Principal, now: datetime
    ) -> QueuedJob: ...


@once(CheckIn)
def check_in(
    session: Session, body: CheckInBody, asking: Asked, *, queue_badge: QueueBadge
) -> bytes:
    """Check a delegate in, once; the encoded answer of the contract.

    Events: `DelegateCheckedIn` when she was not here before.

    Raises:
        OnsiteError: ``id_reused``; ``challenge_needed`` when a kiosk names a bare number.
    """
    challenge_id = str(body.challenge_id) if body.challenge_id else None
    person, no_person = (
        (queries.person_by_credential(session, body.credential), "unknown_credential")
        if body.credential is not None
        else _by_number(session, body.reg_no or "", challenge_id, asking)
    )
    outcome, reason = decide_check_in(person.standing) if person else (Outcome.REFUSED, no_person)
    zone, notes = _where(session, person, asking)
    came = queries.check_in_of(session, person.id) if person else None
    first_at = came.at if came else None
    job = None
    if outcome is Outcome.CHECKED_IN and person is not None:
        first_at = asking.now
        if body.print:
            job = queue_badge(
                session, reg_no=person.reg_no, principal=asking.principal, now=asking.now
            )
    if job is not None and not job.has_printer:
        notes.append("note.no_printer")
    answer = asking.keep(
        {
            "outcome": outcome.value,
            "reason": reason,
            "first_at": rfc3339(first_at) if first_at else None,
            "zone": came.zone if came else zone,
            "print_job": job.id if job else None,
            "notes": _say_notes(notes, person, reason, asking),
        },
        delegate_id=person.id if person else None,
        outcome=outcome.value,
        reason=reason,
        means=asking.principal.station.role,
        zone=zone,
    )
    if outcome is Outcome.CHECKED_IN and person is not None:
        _arrive(session, person, str(body.check_in_id), asking.now)
    return answer


def _by_number(
    session: Session, reg_no: str, challenge_id: str | None, asking: Asking
) -> tuple[queries.Person | None, str]:
    """Find a person by number, at a kiosk only right after her challenge; and a reason for none."""
    if asking.principal.station.role != "kiosk":
        return queries.person_by_reg_no(session, reg_no), "unknown_credential"
    if challenge_id and queries.is_escalated(
        session, challenge_id=challenge_id, station=asking.station
    ):
        return None, "escalated"
    person = queries.person_by_reg_no(session, reg_no)
    _require_challenge(session, challenge_id, person, asking)
    return person, "unknown_credential"


def _require_challenge(
    session: Session, challenge_id: str | None, person: queries.Person | None, asking: Asking
) -> None:
    passed = (
        challenge_id is not None
        and person is not None
        and queries.passed_challenge(
            session,
            challenge_id=challenge_id,
            station=asking.station,
            delegate_id=person.id,
            since=asking.now - CHALLENGE_LASTS,
        )
    )
    if not passed:
        raise OnsiteError(
            "challenge_needed",
            "A kiosk checks in by number only right after the delegate proved two facts; ask again.",
            status=403,
            field="challenge_id",
        )


def _where(
    session: Session, person: queries.Person | None, asking: Asking
) -> tuple[str | None, list[str]]:
    """Tell the zone that serves, and what is unusual about it."""
    station_zone = asking.principal.station.zone
    if person is None:
        return station_zone, []
    category = session.get(Category, person.category)
    category_zone = category.zone if category else ""
    zone = station_zone or category_zone
    row = {found.code: found for found in queries.zones(session)}.get(zone)
    notes = notes_for(
        station_zone=station_zone,
        category_zone=category_zone,
        opens_at=row.opens_at if row else None,
        closes_at=row.closes_at if row else None,
        at=asking.now,
    )
    return zone, notes


def _say_notes(
    notes: list[str], person: queries.Person | None, reason: str | None, asking: Asking
) -> list[str]:
    said = [word(key, asking.language) for key in notes]
    if person and reason == "unpaid":
        said.append(word("note.owes", asking.language, amount=yuan(person.standing.owes_fen)))
    return said


def _arrive(session: Session, person: queries.Person, check_in_id: str, at: datetime) -> None:
    session.add(Arrival(delegate_id=person.id, check_in_id=check_in_id, at=at))
    session.flush()
    count(session, person.category, checked_in=1, guests_checked_in=int(person.is_guest))
    count_minute(session, at, 1)
    events.record(session, DelegateCheckedIn(person.reg_no, at))


@once(CheckInUndo, "undo_id")
def undo_check_in(session: Session, body: UndoBody, asking: Asked) -> bytes:
    """Take a check-in back, by an opposite row.

    Raises:
        OnsiteError: ``not_checked_in`` 409, ``reason_needed``, ``unknown_registration``, ``id_reused``.
    """
    need_reason(body.reason)
    row = queries.delegate(session, body.reg_no)
    came = queries.check_in_of(session, row.id)
    if came is None:
        raise OnsiteError(
            "not_checked_in",
            "This delegate is not checked in; there is nothing to undo.",
            status=409,
        )
    answer = asking.keep({"reg_no": row.reg_no}, check_in_id=came.id, reason=body.reason)
    session.execute(delete(Arrival).where(Arrival.delegate_id == row.id))
    is_guest = queries.guest(session, row.id) is not None
    count(session, row.category, checked_in=-1, guests_checked_in=-int(is_guest))
    count_minute(session, came.at, -1)
    return answer
