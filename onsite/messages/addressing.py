"""Whom a call reaches: the stations there are, chosen by name, role, zone or hall."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from onsite.access.models import StationRow
from onsite.access.rules import BOARDS, CONTROLS, DESKS, HOSTS, Role
from onsite.errors import OnsiteError, not_found
from onsite.messages.bodies import To
from onsite.messages.shapes import CallPlace
from onsite.registration.models import Zone
from onsite.scanner.models import CheckpointRow, Hall

STAFFED = DESKS | CONTROLS | HOSTS | {Role.DOOR.value}
CALLED = STAFFED | BOARDS  # a board shows a call and answers none


def addressed(
    session: Session, to: To, *, now: datetime, but: str, names_a_person: bool
) -> list[StationRow]:
    """Find the stations a call is for; at least one.

    Args:
        session: The use case's session.
        to: Whom the sender named.
        now: Stations whose time is over by then are left out.
        but: The sender: nobody calls herself.
        names_a_person: A board is left out then: everybody reads it.

    Raises:
        OnsiteError: What `check_named` refuses; ``nobody_addressed``.
    """
    check_named(session, to, now=now)
    found = receivers(session, to, now=now, names_a_person=names_a_person)
    others = [row for row in found if row.id != but]
    if not others:
        raise OnsiteError(
            "nobody_addressed",
            "No other station is there for this call; choose whom it is for, "
            "or pair the station first.",
            field="to",
        )
    return others


def check_named(session: Session, to: To, *, now: datetime) -> None:
    """Refuse what is not there.

    Raises:
        OnsiteError: ``unknown_station``, ``unknown_zone``, ``unknown_hall`` (404).
    """
    stations = {row.id for row in callable_stations(session, now=now)}
    _must_be_there(to.stations, stations, what="station")
    _must_be_there(to.zones, session.scalars(select(Zone.code)).all(), what="zone")
    _must_be_there(to.halls, session.scalars(select(Hall.code)).all(), what="hall")


def receivers(session: Session, to: To, *, now: datetime, names_a_person: bool) -> list[StationRow]:
    """List the stations that are there now of all that were named, in the order of their pairing."""
    halls = halls_of_checkpoints(session)
    return [
        row
        for row in callable_stations(session, now=now)
        if _is_meant(row, to, hall=halls.get(row.checkpoint or ""))
        and not (names_a_person and row.role in BOARDS)
    ]


def callable_stations(session: Session, *, now: datetime) -> list[StationRow]:
    """List the stations that show calls and are in use, oldest first."""
    return list(
        session.scalars(
            select(StationRow)
            .where(
                StationRow.role.in_(CALLED),
                StationRow.revoked_at.is_(None),
                or_(StationRow.ends_at.is_(None), StationRow.ends_at > now),
            )
            .order_by(StationRow.created_at, StationRow.id)
        )
    )


def halls_of_checkpoints(session: Session) -> dict[str, str]:
    """Tell the hall of each checkpoint."""
    rows = session.execute(select(CheckpointRow.code, CheckpointRow.hall))
    return {row.code: row.hall for row in rows}


def call_places(session: Session, *, now: datetime, but: str) -> list[CallPlace]:
    """List whom a station may call."""
    halls = halls_of_checkpoints(session)
    return [
        {
            "id": row.id,
            "name": row.name,
            "role": row.role,
            "zone": row.zone,
            "hall": halls.get(row.checkpoint or ""),
        }
        for row in callable_stations(session, now=now)
        if row.id != but
    ]


def _is_meant(row: StationRow, to: To, *, hall: str | None) -> bool:
    if row.id in to.stations or row.role in to.roles:
        return True
    return row.role in STAFFED and (to.all or row.zone in to.zones or hall in to.halls)


def _must_be_there(named: Iterable[str], there: Collection[str], *, what: str) -> None:
    for code in named:
        if code not in there:
            raise not_found(what, code, field=f"to.{what}s")
