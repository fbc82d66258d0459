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
from onsite.registration import persons, queries
from onsite.registration.bodies import CheckInBody, UndoBody
from onsite.registration.counting import count, count_minute
from onsite.registration.models import (
    Arrival,
    CheckIn,
    CheckInUndo,
    Zone,
)
from onsite.registration.rules import Outcome, decide_check_in, is_outside_hours
from onsite.units import rfc3339, yuan
from onsite.wording import word

CHALLENGE_LASTS = timedelta(minutes=5)


@dataclass(frozen=True)
class DelegateCheckedIn:
    """Someone arrived at the event."""

    reg_no: str
    at: datetime


@dataclass(frozen=True)
class PrePrinted:
    """A badge that was printed before anyone stood there, and lies somewhere.

    Attributes:
        box: The number of its box; None where badges lie in none.
        is_sure: Whether it is known to have come out.
    """

    box: int | None
    is_sure: bool = True


@dataclass(frozen=True)
class QueuedJob:
    """A print job just written, and whether any printer will take it; or the one there was before."""

    id: str
    has_printer: bool
    pre_printed: PrePrinted | None = None


class QueueBadge(Protocol):
    """Writes a badge's print job in the caller's transaction."""

    def __call__(
        self, session: Session, *, reg_no: str, principal: Principal, now: datetime
    ) -> QueuedJob: ...


class HandOut(Protocol):
    """Gives a person all that is due to her without a signature; the codes of the items."""

    def __call__(
        self, session: Session, delegate_id: int, *, asking: Asking, because_of: str
    ) -> list[str]: ...


@dataclass(frozen=True)
class Steps:
    """What other rooms do in the transaction of a check-in, and what they ask of it.

    Attributes:
        queue_badge: Prints the badge.
        hand_out: Gives out bag and vouchers; None where nothing is given.
        noted_at: When it was typed from paper; the check-in is as of who asks.
    """

    queue_badge: QueueBadge
    hand_out: HandOut | None = None
    noted_at: datetime | None = None


@dataclass(frozen=True)
class _Where:
    """The zone that serves, the one that should, and what is unusual about it."""

    zone: str | None
    right: Zone | None = None  # only where it is another than the station's
    is_closed: bool = False
    is_strict: bool = False


@once(CheckIn)
def check_in(session: Session, body: CheckInBody, asking: Asked, *, steps: Steps) -> bytes:
    """Check a delegate in, once; the encoded answer of the contract.

    Events: `DelegateCheckedIn` when she was not here before.

    Raises:
        OnsiteError: ``id_reused``; ``challenge_needed`` (403) when a kiosk names a bare number;
            ``other_zone`` (403) where only a supervisor serves another zone's people.
    """
    challenge_id = str(body.challenge_id) if body.challenge_id else None
    person, no_person = (
        (persons.person_by_credential(session, body.credential), "unknown_credential")
        if body.credential is not None
        else _by_number(session, body.reg_no or "", challenge_id, asking)
    )
    outcome, reason = decide_check_in(person.standing) if person else (Outcome.REFUSED, no_person)
    where = _where(session, person, asking)
    came = queries.check_in_of(session, person.id) if person else None
    arrives = person if outcome is Outcome.CHECKED_IN else None
    if arrives:
        _refuse_other_zone(where, asking)
    job = (
        steps.queue_badge(
            session, reg_no=arrives.reg_no, principal=asking.principal, now=asking.now
        )
        if arrives and body.print
        else None
    )
    first_at = asking.now if arrives else came.at if came else None
    answer: dict[str, object] = {
        "outcome": outcome.value,
        "reason": reason,
        "first_at": rfc3339(first_at) if first_at else None,
        "zone": came.zone if came else where.zone,
        "print_job": job.id if job else None,
        "notes": _notes(where, job, person, reason, asking),
    }
    if job and job.pre_printed:
        answer["pre_printed"] = {"box": job.pre_printed.box}
    if body.hand_out:
        answer["handed_out"] = (
            steps.hand_out(session, arrives.id, asking=asking, because_of=str(body.check_in_id))
            if arrives and steps.hand_out
            else []
        )
    kept = asking.keep(
        answer,
        delegate_id=person.id if person else None,
        outcome=outcome.value,
        reason=reason,
        means=asking.principal.station.role,
        zone=where.zone,
        noted_at=steps.noted_at,
    )
    if arrives:
        _arrive(session, arrives, str(body.check_in_id), asking.now)
    return kept


def _by_number(
    session: Session, reg_no: str, challenge_id: str | None, asking: Asking
) -> tuple[persons.Person | None, str]:
    """Find a person by number, at a kiosk only right after her challenge; and a reason for none."""
    if asking.principal.station.role != "kiosk":
        return persons.person_by_reg_no(session, reg_no), "unknown_credential"
    if challenge_id and queries.is_escalated(
        session, challenge_id=challenge_id, station=asking.station
    ):
        return None, "escalated"
    person = persons.person_by_reg_no(session, reg_no)
    _require_challenge(session, challenge_id, person, asking)
    return person, "unknown_credential"


def _require_challenge(
    session: Session, challenge_id: str | None, person: persons.Person | None, asking: Asking
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


def _where(session: Session, person: persons.Person | None, asking: Asking) -> _Where:
    """Tell which zone serves a person, and which should; hours are those of the one that serves."""
    station_zone = asking.principal.station.zone
    if person is None:
        return _Where(station_zone)
    right = queries.zone_of(session, person.category)
    serves = _serving(session, right, asking)
    return _Where(
        station_zone or (right.code if right else ""),
        right if station_zone and right and right.code != station_zone else None,
        is_closed=_is_closed(serves, asking),
        is_strict=serves is not None and serves.is_strict,
    )


def hours_notes(session: Session, category: str, asking: Asking) -> list[str]:
    """Note where someone of a category is served outside the hours of the zone she stands in."""
    serves = _serving(session, queries.zone_of(session, category), asking)
    return [word("note.outside_hours", asking.language)] if _is_closed(serves, asking) else []


def _serving(session: Session, right: Zone | None, asking: Asking) -> Zone | None:
    station_zone = asking.principal.station.zone
    return session.get(Zone, station_zone) if station_zone else right


def _is_closed(zone: Zone | None, asking: Asking) -> bool:
    return zone is not None and is_outside_hours(
        opens_at=zone.opens_at, closes_at=zone.closes_at, at=asking.now
    )


def _refuse_other_zone(where: _Where, asking: Asking) -> None:
    operator = asking.principal.operator
    if where.right is None or not where.is_strict:
        return
    if operator is None or "override" not in operator.rights:
        raise OnsiteError(
            "other_zone",
            "This zone serves its own categories only; send the delegate to "
            f"{where.right.name_en or where.right.name} "
            f"({where.right.place or where.right.code}), or let a supervisor sign in.",
            status=403,
            field="reg_no",
        )


def _notes(
    where: _Where,
    job: QueuedJob | None,
    person: persons.Person | None,
    reason: str | None,
    asking: Asking,
) -> list[str]:
    """Say what is worth a note, in the language of who asks."""
    said, language = [], asking.language
    if where.right:
        said.append(other_zone_note(where.right, language))
    if where.is_closed:
        said.append(word("note.outside_hours", language))
    if job is not None and not job.has_printer:
        said.append(word("note.no_printer", language))
    if job is not None and job.pre_printed is not None:
        said.append(pre_printed_note(job.pre_printed, asking))
    if person and reason == "unpaid":
        said.append(word("note.owes", language, amount=yuan(person.standing.owes_fen)))
    return said


def pre_printed_note(lies: PrePrinted, asking: Asking) -> str:
    """Say where a badge lies: to a delegate, that a desk has it; to a desk, in which box."""
    if asking.principal.station.role == "kiosk":
        if lies.box is None:
            return word("note.badge_at_desk", asking.language)
        return word("note.badge_in_box_at_desk", asking.language, box=lies.box)
    if lies.box is None:
        return word("note.badge_pre_printed", asking.language)
    if not lies.is_sure:
        return word("note.badge_perhaps_in_box", asking.language, box=lies.box)
    return word("note.badge_in_box", asking.language, box=lies.box)


def other_zone_note(right: Zone, language: str) -> str:
    """Name the right zone and its place, as far as the planners said where it is."""
    name = (right.name_en if language == "en" else right.name) or right.name
    if not right.place:
        return word("note.other_zone_nowhere", language, zone=name)
    return word("note.other_zone", language, zone=name, place=right.place)


def _arrive(session: Session, person: persons.Person, check_in_id: str, at: datetime) -> None:
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
    row = queries.delegate(session, body.reg_no, field="reg_no")
    came = queries.check_in_of(session, row.id)
    if came is None:
        raise OnsiteError(
            "not_checked_in",
            "This delegate is not checked in; there is nothing to undo.",
            status=409,
            field="reg_no",
        )
    answer = asking.keep({"reg_no": row.reg_no}, check_in_id=came.id, reason=body.reason)
    session.execute(delete(Arrival).where(Arrival.delegate_id == row.id))
    is_guest = queries.guest(session, row.id) is not None
    count(session, row.category, checked_in=-1, guests_checked_in=-int(is_guest))
    count_minute(session, came.at, -1)
    return answer
