"""Reading stations and operators."""

import hashlib
from datetime import datetime

from sqlalchemy import Executable, bindparam, func, or_, select
from sqlalchemy.orm import Session

from onsite import clock
from onsite.access.models import Event, OperatorRow, OperatorSession, StationRow
from onsite.access.rules import rights_of
from onsite.asking import Operator, Station
from onsite.db import Instant
from onsite.errors import OnsiteError, not_found


def digest(secret: str) -> str:
    """Hash a token, link or cookie the way it is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


def the_event(session: Session) -> Event:
    """Read the one event of this folder."""
    return session.scalars(select(Event)).one()


_STATION = select(
    StationRow.id,
    StationRow.role,
    StationRow.name,
    StationRow.zone,
    StationRow.checkpoint,
    StationRow.parent,
).where(
    StationRow.revoked_at.is_(None),
    or_(StationRow.ends_at.is_(None), StationRow.ends_at > bindparam("now", type_=Instant)),
)
# Asked at every request, so put together once.
_BY_TOKEN = _STATION.where(StationRow.token_hash == bindparam("secret_hash"))
_BY_COOKIE = _STATION.where(StationRow.cookie_hash == bindparam("secret_hash"))


def station_by_token(session: Session, token: str) -> Station | None:
    """Find the station a bearer token belongs to, unless it was revoked."""
    return _station(session, _BY_TOKEN, token)


def station_by_cookie(session: Session, cookie: str) -> Station | None:
    """Find the station a browser's cookie belongs to, unless it was revoked."""
    return _station(session, _BY_COOKIE, cookie)


def _station(session: Session, chosen: Executable, secret: str) -> Station | None:
    values = {"secret_hash": digest(secret), "now": clock.now()}
    row = session.execute(chosen, values).one_or_none()
    return Station(*row) if row else None


def station_of_link(session: Session, link: str) -> StationRow | None:
    """Find the station that a pairing link was made for, whatever became of the link."""
    return session.scalars(
        select(StationRow).where(StationRow.link_hash == digest(link))
    ).one_or_none()


def stations(session: Session) -> list[StationRow]:
    """List every station ever paired, oldest first."""
    return list(session.scalars(select(StationRow).order_by(StationRow.created_at)))


def stations_of(session: Session, parent: str) -> list[StationRow]:
    """List the stations that work for this one."""
    return list(session.scalars(select(StationRow).where(StationRow.parent == parent)))


def station(session: Session, station_id: str) -> StationRow:
    """Read one station, or raise ``unknown_station``."""
    row = session.get(StationRow, station_id)
    if row is None:
        raise not_found("station", station_id)
    return row


def station_name(session: Session, station_id: str) -> str:
    """Read what people call a station; its id where it is none of the paired ones."""
    row = session.get(StationRow, station_id)
    return row.name if row else station_id


def next_station_id(session: Session, role: str) -> str:
    """Number the next station of a role: ``desk-1``, ``desk-2`` ..."""
    count = session.scalar(
        select(func.count())
        .select_from(StationRow)
        .where(
            StationRow.role == role, or_(StationRow.parent.is_(None), StationRow.ends_at.is_(None))
        )
    )
    return f"{role}-{(count or 0) + 1}"


def next_phone_id(session: Session, parent: str) -> str:
    """Number the next phone that goes on for a kiosk: ``kiosk-1-phone-1`` ..."""
    count = session.scalar(
        select(func.count())
        .select_from(StationRow)
        .where(StationRow.parent == parent, StationRow.ends_at.is_not(None))
    )
    return f"{parent}-phone-{(count or 0) + 1}"


def operators(session: Session) -> list[OperatorRow]:
    """List the operators by name."""
    return list(session.scalars(select(OperatorRow).order_by(OperatorRow.name)))


def operator(session: Session, name: str) -> OperatorRow:
    """Read one operator, or raise ``unknown_operator``."""
    row = session.scalars(select(OperatorRow).where(OperatorRow.name == name)).one_or_none()
    if row is None:
        raise not_found("operator", name)
    return row


def signed_in(session: Session, *, operator_session: str, station_id: str) -> Operator:
    """Find who is signed in under this id at this station.

    Raises:
        OnsiteError: ``not_signed_in`` (401) when nobody is.
    """
    row = session.execute(
        select(OperatorRow.name, OperatorRow.roles)
        .join(OperatorSession, OperatorSession.operator_id == OperatorRow.id)
        .where(
            OperatorSession.id_hash == digest(operator_session),
            OperatorSession.station_id == station_id,
            OperatorSession.ended_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        raise OnsiteError(
            "not_signed_in", "The operator is no longer signed in here; sign in again.", status=401
        )
    return Operator(row.name, tuple(row.roles), rights_of(row.roles))


def is_locked(row: OperatorRow, *, now: datetime) -> bool:
    """Tell whether wrong PINs have closed this operator's sign-in for the moment."""
    return row.locked_until is not None and row.locked_until > now
