"""Pairing stations and signing operators in. Secrets are told once and kept as hashes."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import update
from sqlalchemy.orm import Session

from onsite import events
from onsite.access import queries
from onsite.access.models import OperatorRow, OperatorSession, StationRow
from onsite.access.rules import DESKS, KIOSKS, OPERATOR_ROLES, PIN_LENGTHS, Role, lock_after
from onsite.asking import Station
from onsite.db import Database
from onsite.errors import OnsiteError
from onsite.off_hub import off_hub

LINK_LASTS = timedelta(minutes=30)
READ_FOR = DESKS | KIOSKS
# Five tries and then a growing lock guard the PIN; the cost need only outlast a stolen database a while.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)


@dataclass(frozen=True)
class Paired:
    """A new station with its secrets, which nobody can read again."""

    station: str
    token: str
    link: str


@dataclass(frozen=True)
class StationRevoked:
    """A station's pairing ended."""

    station: str


def make_station(
    session: Session,
    *,
    role: str,
    name: str | None,
    zone: str | None,
    checkpoint: str | None,
    now: datetime,
    at: str | None = None,
) -> Paired:
    """Add a station with a token that works at once and a link good once, for 30 minutes.

    Args:
        session: The use case's session.
        role: One of `Role`.
        name: What people call it; its id when none is given.
        zone: The registration zone it serves.
        checkpoint: The door it stands at.
        now: When.
        at: For a card reader's agent, the station it reads for.

    Raises:
        OnsiteError: ``unknown_role``, ``station_needed``, ``unknown_station``.
    """
    if role not in list(Role):
        raise OnsiteError(
            "unknown_role",
            f"There is no station role {role[:40]!r}; choose one of {', '.join(Role)}.",
            field="role",
        )
    _check_parent(session, role, at)
    station_id = queries.next_station_id(session, role)
    token, link = secrets.token_urlsafe(32), secrets.token_urlsafe(16)
    session.add(
        StationRow(
            id=station_id,
            role=role,
            name=name or station_id,
            zone=zone,
            checkpoint=checkpoint,
            parent=at,
            token_hash=queries.digest(token),
            link_hash=queries.digest(link),
            link_ends_at=now + LINK_LASTS,
            created_at=now,
        )
    )
    session.flush()
    return Paired(station_id, token, link)


def _check_parent(session: Session, role: str, at: str | None) -> None:
    """A card reader's agent reads for one kiosk or desk; no other station is paired at one."""
    if (role == Role.READER_AGENT) != (at is not None):
        raise OnsiteError(
            "station_needed",
            "A reader-agent reads for one station: name the kiosk or desk it stands at."
            if at is None
            else "Only a reader-agent is paired at another station; leave that away.",
            field="at",
        )
    if at is None:
        return
    row = session.get(StationRow, at)
    if row is None or row.revoked_at or row.ends_at or row.role not in READ_FOR:
        raise OnsiteError(
            "unknown_station",
            f"There is no kiosk or desk {at[:40]!r} to read cards for; see the list of stations.",
            field="at",
        )


def lend_to_phone(
    session: Session, *, kiosk: Station, link: str, now: datetime, ends_at: datetime
) -> str:
    """Make a kiosk of a phone that goes on where this kiosk was; it ends by itself. Its id.

    Args:
        session: The use case's session.
        kiosk: Whose place, zone and printer the phone has.
        link: The secret of the address that pairs the phone, once.
        now: When.
        ends_at: When link and phone are good for nothing any more.
    """
    station_id = queries.next_phone_id(session, kiosk.id)
    session.add(
        StationRow(
            id=station_id,
            role=kiosk.role,
            name=f"{kiosk.name} ({station_id.rpartition('-')[2]})",
            zone=kiosk.zone,
            checkpoint=None,
            parent=kiosk.id,
            ends_at=ends_at,
            token_hash=queries.digest(secrets.token_urlsafe(32)),  # nobody is told a token
            link_hash=queries.digest(link),
            link_ends_at=ends_at,
            created_at=now,
        )
    )
    session.flush()
    return station_id


def use_link(session: Session, *, link: str, now: datetime) -> tuple[Station, str] | str:
    """Pair a browser by a link: the station and its cookie's secret, or why not.

    Returns:
        ``(station, secret)``, or one of ``unknown``, ``used``, ``expired``.
    """
    row = queries.station_of_link(session, link)
    if row is None or row.revoked_at is not None:
        return "unknown"
    if row.paired_at is not None:
        return "used"
    if row.link_ends_at is None or row.link_ends_at <= now:
        return "expired"
    secret = secrets.token_urlsafe(32)
    row.paired_at = now
    row.cookie_hash = queries.digest(secret)
    return Station(row.id, row.role, row.name, row.zone, row.checkpoint, row.parent), secret


def revoke_station(session: Session, *, station_id: str, now: datetime) -> None:
    """End a station's pairing: token and cookie are refused from now on. Events: `StationRevoked`.

    What works for it ends with it: its card reader's agent, the phones that went on for it.
    """
    own = queries.station(session, station_id)
    for row in (own, *queries.stations_of(session, own.id)):
        row.revoked_at = row.revoked_at or now
        events.record(session, StationRevoked(row.id))


def mark_set_up(session: Session) -> None:
    """Note that what doors decide by was changed, so that nobody goes on with what it was."""
    queries.the_event(session).set_up_mark = secrets.token_hex(8)
    session.flush()


def put_operator(session: Session, *, name: str, roles: list[str], pin_hash: str) -> None:
    """Add an operator, or give one new roles and a new PIN.

    Raises:
        OnsiteError: ``unknown_role`` or ``no_name``.
    """
    if not name.strip():
        raise OnsiteError("no_name", "An operator needs a name.", field="name")
    unknown = [role for role in roles if role not in OPERATOR_ROLES]
    if unknown or not roles:
        raise OnsiteError(
            "unknown_role",
            f"There is no operator role {', '.join(unknown)[:80]!r}; "
            f"choose from {', '.join(OPERATOR_ROLES)}.",
            field="roles",
        )
    known = {row.name: row for row in queries.operators(session)}
    row = known.get(name.strip())
    if row is None:
        row = OperatorRow(name=name.strip())
        session.add(row)
    row.roles, row.pin_hash = list(roles), pin_hash
    row.failed_count, row.locked_until = 0, None


def set_pin(session: Session, *, name: str, pin_hash: str, now: datetime) -> None:
    """Give an operator a new PIN, which lifts a lock; whoever is signed in with the old one is out.

    Raises:
        OnsiteError: ``unknown_operator``.
    """
    row = queries.operator(session, name)
    put_operator(session, name=row.name, roles=row.roles, pin_hash=pin_hash)
    session.execute(
        update(OperatorSession)
        .where(OperatorSession.operator_id == row.id, OperatorSession.ended_at.is_(None))
        .values(ended_at=now)
    )


def hash_pin(pin: str) -> str:
    """Hash a PIN, off the hub.

    Raises:
        OnsiteError: ``bad_pin`` when it is too short or too long.
    """
    if len(pin) not in PIN_LENGTHS:
        raise OnsiteError(
            "bad_pin",
            f"A PIN has {PIN_LENGTHS.start} to {PIN_LENGTHS.stop - 1} characters.",
            field="pin",
        )
    return off_hub(lambda: _HASHER.hash(pin))


def sign_in(database: Database, *, name: str, pin: str, station_id: str, now: datetime) -> str:
    """Sign an operator in at a station.

    The try is counted before the PIN is looked at, so that many at once gain nothing.

    Returns:
        The operator session's id, to be sent as ``X-Operator``.

    Raises:
        OnsiteError: ``wrong_pin`` 403 or ``locked_out`` 429.
    """
    pin_hash = database.write(lambda session: _count_try(session, name=name, now=now))
    if not off_hub(lambda: _fits(pin_hash, pin)):
        raise _wrong_pin()
    operator_session = secrets.token_urlsafe(24)
    database.write(
        lambda session: _start_session(
            session, name=name, station_id=station_id, operator_session=operator_session, now=now
        )
    )
    return operator_session


def sign_out(session: Session, *, operator_session: str, now: datetime) -> None:
    """End an operator's session; ending it twice is no harm."""
    row = session.get(OperatorSession, queries.digest(operator_session))
    if row is not None:
        row.ended_at = row.ended_at or now


def _count_try(session: Session, *, name: str, now: datetime) -> str:
    row = {row.name: row for row in queries.operators(session)}.get(name.strip())
    if row is None or row.pin_hash is None:
        return ""
    if row.locked_until is not None and row.locked_until > now:
        minutes = int((row.locked_until - now).total_seconds() // 60) + 1
        raise OnsiteError(
            "locked_out",
            f"Too many wrong PINs: wait {minutes} min, or let an organiser set a new PIN.",
            status=429,
        )
    row.failed_count += 1
    lock = lock_after(row.failed_count)
    row.locked_until = now + lock if lock else None
    return row.pin_hash


def _start_session(
    session: Session, *, name: str, station_id: str, operator_session: str, now: datetime
) -> None:
    row = queries.operator(session, name.strip())
    row.failed_count, row.locked_until = 0, None
    session.add(
        OperatorSession(
            id_hash=queries.digest(operator_session),
            operator_id=row.id,
            station_id=station_id,
            started_at=now,
        )
    )


_NOBODY = _HASHER.hash(secrets.token_hex(8))


def _fits(pin_hash: str, pin: str) -> bool:
    try:
        # An unknown name costs the same time as a known one.
        _HASHER.verify(pin_hash or _NOBODY, pin)
    except VerificationError:
        return False
    return bool(pin_hash)


def _wrong_pin() -> OnsiteError:
    return OnsiteError(
        "wrong_pin", "Name and PIN don't fit; check both and try again.", status=403, field="pin"
    )
