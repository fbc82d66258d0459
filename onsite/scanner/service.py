"""Recording what doors read. Each function is a use case of the writer.

Every answered scan is a row, refused ones too, and never changes. Presences and hall counts are derived
from admitted ones in the same transaction.
"""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.errors import OnsiteError
from onsite.once import answered_before, fingerprint, keep
from onsite.registration.asking import Asking
from onsite.registration.queries import Person, person_by_credential
from onsite.scanner import queries
from onsite.scanner.models import CheckpointRow, Conflict, HallCount, Presence, Scan
from onsite.scanner.queries import Door
from onsite.scanner.rules import Direction, Facts, Verdict, decide, local_day
from onsite.units import rfc3339
from onsite.wording import word


class Decided(msgspec.Struct, forbid_unknown_fields=True):
    """What a door that could not reach the server told the person."""

    verdict: str
    at: str | None = None
    roster_at: str | None = None


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
    door: Door
    direction: Direction
    at: datetime
    zone: ZoneInfo
    period: str
    presence: Presence | None

    @property
    def is_counted_inside(self) -> bool:
        return bool(
            self.presence and self.presence.is_inside and self.presence.period == self.period
        )

    @property
    def is_of_today(self) -> bool:
        return (
            self.presence is not None
            and self.presence.period == self.period
            and self.presence.day == local_day(self.at, self.zone)
        )


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
        _keep_decided(session, reading)
        return before
    moment = _moment(session, reading, asking)
    verdict = _decide(session, moment)
    first_at = _first_at(moment, verdict)
    inside = queries.inside_count(session, hall=moment.door.hall, period=moment.period)
    answer = {
        "scan_id": reading.scan_id,
        "verdict": verdict.value,
        "message": word(f"verdict.{verdict.value}.title", asking.language),
        "delegate": _shown(moment.person),
        "first_at": rfc3339(first_at) if first_at else None,
        "hall": moment.door.hall,
        "inside": inside + _change(moment, verdict),
        "recorded_at": rfc3339(asking.now),
    }
    encoded = keep(
        session,
        Scan,
        reading.scan_id,
        asked,
        answer,
        credential_id=moment.person.credential_id if moment.person else None,
        credential_hash=hashlib.sha256(reading.credential.encode()).hexdigest(),
        delegate_id=moment.person.id if moment.person else None,
        checkpoint=moment.door.code,
        hall=moment.door.hall,
        direction=moment.direction.value,
        verdict=verdict.value,
        scanned_at=reading.scanned_at,
        counted_at=moment.at,
        is_from_future=reading.scanned_at is not None and reading.scanned_at > asking.now,
        recorded_at=asking.now,
        station=asking.station,
        operator=asking.principal.operator_name,
        decided=msgspec.to_builtins(reading.decided) if reading.decided else None,
    )
    if reading.decided is not None:
        _note_conflict(session, reading, moment, verdict, asking)
    _count(session, moment, verdict, reading.scan_id)
    return encoded


def _moment(session: Session, reading: Reading, asking: Asking) -> _Moment:
    row = queries.checkpoint(session, reading.checkpoint)
    own = asking.principal.station.checkpoint
    if own is not None and own != row.code:
        raise OnsiteError(
            "not_this_checkpoint",
            f"This station scans at {own}; pair one for {row.code}, or one without a checkpoint.",
            status=403,
            field="checkpoint",
        )
    direction = _direction(row, reading.direction)
    zone = ZoneInfo(the_event(session).time_zone)
    door = queries.door(session, row, zone=zone)
    # A clock that runs ahead is no reason to refuse: the scan counts as of now, and is flagged.
    at = min(reading.scanned_at or asking.now, asking.now)
    person = person_by_credential(session, reading.credential)
    presence = queries.presence(session, delegate_id=person.id, hall=door.hall) if person else None
    return _Moment(person, door, direction, at, zone, door.period(at, zone), presence)


def _direction(row: CheckpointRow, asked: str | None) -> Direction:
    if row.direction == "both":
        if asked is None:
            raise OnsiteError(
                "direction_needed",
                f"{row.code} goes both ways; say in or out.",
                field="direction",
            )
        return Direction(asked)
    if asked is not None and asked != row.direction:
        raise OnsiteError(
            "wrong_direction", f"{row.code} goes {row.direction} only.", field="direction"
        )
    return Direction(row.direction)


def _decide(session: Session, moment: _Moment) -> Verdict:
    return decide(
        _facts(session, moment),
        checkpoint=moment.door.checkpoint,
        policy=moment.door.policy,
        direction=moment.direction,
        at=moment.at,
        sessions=moment.door.programme,
    )


def _facts(session: Session, moment: _Moment) -> Facts:
    person, presence = moment.person, moment.presence
    if person is None:
        return Facts(known=False)
    standing = person.standing
    is_inside = moment.is_counted_inside and (
        moment.is_of_today or moment.direction is Direction.OUT
    )
    return Facts(
        known=True,
        revoked=standing.is_revoked,
        cancelled=standing.is_cancelled,
        blocked=standing.is_blocked,
        checked_in=standing.is_checked_in,
        owes=standing.is_unpaid,
        category=person.category,
        inside=is_inside,
        was_inside=bool(presence and moment.is_of_today and not presence.is_inside),
        inside_elsewhere=moment.door.policy.one_hall and bool(_elsewhere(session, moment)),
        inside_count=queries.inside_count(session, hall=moment.door.hall, period=moment.period),
        capacity=moment.door.capacity,
    )


def _elsewhere(session: Session, moment: _Moment) -> list[Presence]:
    assert moment.person is not None  # noqa: S101 - asked only of known persons
    return queries.present_elsewhere(
        session,
        delegate_id=moment.person.id,
        hall=moment.door.hall,
        at=moment.at,
        zone=moment.zone,
    )


def _first_at(moment: _Moment, verdict: Verdict) -> datetime | None:
    """Tell the first admission of the stay this scan belongs to."""
    if verdict not in (Verdict.ADMITTED, Verdict.ALREADY_IN, Verdict.LEFT):
        return None
    if moment.presence is not None and (moment.is_of_today or verdict is Verdict.LEFT):
        return moment.presence.first_at
    return moment.at if verdict is Verdict.ADMITTED else None


def _change(moment: _Moment, verdict: Verdict) -> int:
    """Tell by how many people this scan changes the hall; who was counted is not counted twice."""
    if verdict is Verdict.ADMITTED:
        return 0 if moment.is_counted_inside else 1
    return -1 if verdict is Verdict.LEFT else 0


def _count(session: Session, moment: _Moment, verdict: Verdict, scan_id: str) -> None:
    if verdict not in (Verdict.ADMITTED, Verdict.LEFT) or moment.person is None:
        return
    _add_to_hall(
        session,
        hall=moment.door.hall,
        period=moment.period,
        inside=_change(moment, verdict),
        admitted=int(verdict is Verdict.ADMITTED),
    )
    presence = moment.presence
    if presence is None:
        session.add(
            Presence(
                delegate_id=moment.person.id,
                hall=moment.door.hall,
                period=moment.period,
                day=local_day(moment.at, moment.zone),
                is_inside=True,
                first_at=moment.at,
                scan_id=scan_id,
            )
        )
        return
    if verdict is Verdict.LEFT:
        presence.is_inside = False
        return
    if not moment.is_of_today:
        presence.first_at = moment.at
    presence.period, presence.day = moment.period, local_day(moment.at, moment.zone)
    presence.is_inside, presence.scan_id = True, scan_id


def _add_to_hall(session: Session, *, hall: str, period: str, inside: int, admitted: int) -> None:
    dialect = session.get_bind().dialect.name
    insert = sqlite_insert if dialect == "sqlite" else postgres_insert
    session.execute(
        insert(HallCount)
        .values(hall=hall, period=period, inside=inside, admitted=admitted)
        .on_conflict_do_update(
            index_elements=["hall", "period"],
            set_={"inside": HallCount.inside + inside, "admitted": HallCount.admitted + admitted},
        )
    )


def _keep_decided(session: Session, reading: Reading) -> None:
    """Keep what an offline door said also when its scan had reached us before."""
    if reading.decided is not None:
        session.execute(
            update(Scan)
            .where(Scan.id == reading.scan_id, Scan.decided.is_(None))
            .values(decided=msgspec.to_builtins(reading.decided))
        )


def _note_conflict(
    session: Session, reading: Reading, moment: _Moment, verdict: Verdict, asking: Asking
) -> None:
    """List a scan whose door told the person something else than the event says."""
    decided = reading.decided
    if decided is None or decided.verdict == verdict.value:
        return
    let_in = decided.verdict == Verdict.ADMITTED
    if let_in == (verdict is Verdict.ADMITTED):
        return
    twice = let_in and verdict is Verdict.ALREADY_IN and moment.presence is not None
    earlier = [moment.presence.scan_id] if twice and moment.presence else []
    session.add(
        Conflict(
            id=str(uuid.uuid5(uuid.NAMESPACE_OID, reading.scan_id)),
            kind="admitted_twice" if twice else ("let_in" if let_in else "turned_away"),
            delegate_id=moment.person.id if moment.person else None,
            scan_ids=[*earlier, reading.scan_id],
            sides=[
                {
                    "who": asking.station,
                    "verdict": decided.verdict,
                    "at": decided.at or rfc3339(moment.at),
                },
                {"who": "event", "verdict": verdict.value, "at": rfc3339(asking.now)},
            ],
            at=asking.now,
        )
    )


def _shown(person: Person | None) -> dict[str, str] | None:
    if person is None:
        return None
    return {
        "reg_no": person.reg_no,
        "name": person.name,
        "category": person.category,
        "organisation": person.organisation,
    }
