"""Recording what doors read. Each function is a use case of the writer.

Every answered scan is a row, refused ones too, and never changes. Who is where because of it is
`presences`' work, and what a person was told otherwise `conflicts`', in the same transaction.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypedDict

import msgspec
from sqlalchemy.orm import Session

from onsite.access.service import mark_set_up
from onsite.asking import Asking
from onsite.errors import OnsiteError
from onsite.once import answered_before, fingerprint, keep
from onsite.registration.persons import Person, person_by_credential
from onsite.scanner import conflicts, presences, queries, recounts
from onsite.scanner.conflicts import Decided
from onsite.scanner.models import Presence, Scan
from onsite.scanner.presences import Place
from onsite.scanner.queries import Door
from onsite.scanner.rules import Direction, Facts, Policy, Verdict, decide
from onsite.scanner.shapes import ScanAnswer, ScannedDelegate
from onsite.scanner.stays import local_day
from onsite.units import rfc3339
from onsite.wording import word


@dataclass(frozen=True)
class Reading:
    """One reading of a code at a checkpoint."""

    scan_id: str
    credential: str
    checkpoint: str
    scanned_at: datetime | None
    direction: str | None
    decided: Decided | None


@dataclass(frozen=True)
class _Moment:
    """What is known just before a scan is decided."""

    person: Person | None
    credential_hash: str
    door: Door
    direction: Direction
    at: datetime
    place: Place
    inside_count: int


def record_scan(session: Session, reading: Reading, *, asking: Asking) -> bytes:
    """Decide a scan, keep it, and count it; the encoded answer of the contract.

    Raises:
        OnsiteError: ``unknown_checkpoint``, ``not_this_checkpoint`` (403), ``direction_needed``,
            ``wrong_direction``, ``id_reused`` (409).
    """
    asked = fingerprint(
        [reading.credential, reading.checkpoint, reading.scanned_at, reading.direction]
    )
    before = answered_before(session, Scan, reading.scan_id, asked)
    if before is not None:
        conflicts.keep_decided(session, reading.scan_id, reading.decided, asking)
        return before
    moment = _moment(session, reading, asking)
    facts = _facts(session, moment)
    verdict = _decided(facts, moment)
    ruled = _ruled(facts, moment, verdict)
    first_at = _first_at(moment, verdict)
    answer: ScanAnswer = {
        "scan_id": reading.scan_id,
        "verdict": verdict.value,
        "message": word(f"verdict.{verdict.value}.title", asking.language),
        "delegate": _shown(moment.person),
        "first_at": rfc3339(first_at) if first_at else None,
        "hall": moment.door.hall,
        "inside": max(moment.inside_count + moment.place.change(verdict), 0),
        "recorded_at": rfc3339(asking.now),
    }
    encoded = keep(
        session,
        Scan,
        reading.scan_id,
        asked,
        answer,
        credential_id=moment.person.credential_id if moment.person else None,
        credential_hash=moment.credential_hash,
        delegate_id=moment.person.id if moment.person else None,
        checkpoint=moment.door.code,
        hall=moment.door.hall,
        direction=moment.direction.value,
        verdict=verdict.value,
        ruled=ruled.value if ruled else None,
        scanned_at=reading.scanned_at,
        counted_at=moment.at,
        is_from_future=reading.scanned_at is not None and reading.scanned_at > asking.now,
        recorded_at=asking.now,
        station=asking.station,
        operator=asking.principal.operator_name,
        decided=msgspec.to_builtins(reading.decided) if reading.decided else None,
    )
    if reading.decided is not None and conflicts.differ(reading.decided, verdict):
        conflicts.note_decided(session, reading.scan_id, reading.decided, asking)
    presences.move(
        session,
        delegate_id=moment.person.id if moment.person else None,
        door=moment.door,
        place=moment.place,
        verdict=verdict,
        at=moment.at,
        scan_id=reading.scan_id,
    )
    if ruled is not None and ruled is not verdict:
        conflicts.note_flushed(
            session,
            reading.scan_id,
            ruled,
            asking,
            delegate_id=moment.person.id if moment.person else None,
            counted_at=moment.at,
        )
    return encoded


def _moment(session: Session, reading: Reading, asking: Asking) -> _Moment:
    door = queries.door(session, reading.checkpoint)
    own = asking.principal.station.checkpoint
    if own is not None and own != door.code:
        raise OnsiteError(
            "not_this_checkpoint",
            f"This station scans at {own}; pair one for {door.code}, or one without a checkpoint.",
            status=403,
            field="checkpoint",
        )
    direction = _direction(door, reading.direction)
    # A clock that runs ahead is no reason to refuse: the scan counts as of now, and is flagged.
    at = min(reading.scanned_at or asking.now, asking.now)
    person = person_by_credential(session, reading.credential)
    credential_hash = hashlib.sha256(reading.credential.encode()).hexdigest()
    inside_count, corrected_at = queries.counted(session, hall=door.hall, period=door.period(at))
    if person is None and door.policy.flush:
        place = presences.stranger_place_of(
            session,
            credential_hash=credential_hash,
            door=door,
            at=at,
            corrected_at=corrected_at,
        )
    else:
        place = presences.place_of(
            session,
            delegate_id=person.id if person else None,
            door=door,
            at=at,
            corrected_at=corrected_at,
        )
    return _Moment(person, credential_hash, door, direction, at, place, inside_count)


def _direction(door: Door, asked: str | None) -> Direction:
    if door.direction == "both":
        if asked is None:
            raise OnsiteError(
                "direction_needed",
                f"{door.code} goes both ways; say in or out.",
                field="direction",
            )
        return Direction(asked)
    if asked is not None and asked != door.direction:
        raise OnsiteError(
            "wrong_direction", f"{door.code} goes {door.direction} only.", field="direction"
        )
    return Direction(door.direction)


def _decided(facts: Facts, moment: _Moment, policy: Policy | None = None) -> Verdict:
    return decide(
        facts,
        checkpoint=moment.door.checkpoint,
        policy=policy or moment.door.policy,
        direction=moment.direction,
        at=moment.at,
        sessions=moment.door.programme,
    )


def _ruled(facts: Facts, moment: _Moment, verdict: Verdict) -> Verdict | None:
    """Tell what the rules would have said to someone whom a flushed door let in; else None."""
    if verdict is not Verdict.ADMITTED or not moment.door.policy.flush:
        return None
    return _decided(facts, moment, replace(moment.door.policy, flush=False))


def _facts(session: Session, moment: _Moment) -> Facts:
    person, place = moment.person, moment.place
    if person is None:
        return Facts(known=False)
    standing = person.standing
    return Facts(
        known=True,
        revoked=standing.is_revoked,
        cancelled=standing.is_cancelled,
        blocked=standing.is_blocked,
        checked_in=standing.is_checked_in,
        owes=standing.is_unpaid,
        category=person.category,
        # Who forgot to go out yesterday is counted still, may come in again, and may go out.
        inside=place.is_counted if moment.direction is Direction.OUT else place.is_inside,
        was_inside=place.has_left,
        inside_elsewhere=moment.door.policy.one_hall and bool(_elsewhere(session, moment)),
        inside_count=moment.inside_count,
        capacity=moment.door.capacity,
        **_admissions(session, person, moment),
    )


class _Admissions(TypedDict, total=False):
    admitted_today: int
    admitted_this_session: int
    admitted_at: datetime | None


def _admissions(session: Session, person: Person, moment: _Moment) -> _Admissions:
    """Count how often a person was let in here; asked only at doors that limit it."""
    door, policy, at = moment.door, moment.door.policy, moment.at
    if moment.direction is Direction.OUT or not policy.counts_admissions:
        return {}
    found = presences.admissions(session, delegate_id=person.id, hall=door.hall)
    day, sitting = local_day(at, door.zone), door.sitting(at)
    return {
        # One that comes late counts with those after it too: the day's limit is the day's.
        "admitted_today": sum(local_day(each, door.zone) == day for each in found),
        "admitted_this_session": sum(door.sitting(each) == sitting for each in found),
        "admitted_at": next((each for each in reversed(found) if each <= at), None),
    }


def _elsewhere(session: Session, moment: _Moment) -> list[Presence]:
    assert moment.person is not None  # noqa: S101 - asked only of known persons
    return queries.present_elsewhere(
        session,
        delegate_id=moment.person.id,
        hall=moment.door.hall,
        at=moment.at,
        zone=moment.door.zone,
    )


def _first_at(moment: _Moment, verdict: Verdict) -> datetime | None:
    """Tell the admission that began the stay this scan belongs to."""
    if verdict is Verdict.ADMITTED and not moment.place.is_inside:
        return moment.at
    if verdict is Verdict.ADMITTED:  # let in once more, where the door is flushed
        return moment.place.first_at
    return moment.place.first_at if verdict in (Verdict.ALREADY_IN, Verdict.LEFT) else None


def change_policy(session: Session, code: str, changes: dict[str, bool | int]) -> None:
    """Change what a checkpoint insists on.

    Raises:
        OnsiteError: ``unknown_checkpoint``.
    """
    row = queries.checkpoint(session, code)
    emptied = queries.hall_traits(session, row.hall)
    for name, wanted in changes.items():
        setattr(row, name, wanted)
    mark_set_up(session)
    if queries.hall_traits(session, row.hall) != emptied:  # at other times from now on
        recounts.recount(session, queries.door(session, code))


def _shown(person: Person | None) -> ScannedDelegate | None:
    if person is None:
        return None
    return {
        "reg_no": person.reg_no,
        "name": person.name,
        "category": person.category,
        "organisation": person.organisation,
    }
