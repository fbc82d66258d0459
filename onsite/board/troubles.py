"""Printers and stations that someone must look at now."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from onsite.access.queries import stations
from onsite.access.rules import Role
from onsite.badges.queries import fleet
from onsite.badges.rules import is_low
from onsite.board.overview_shapes import PrinterTrouble, StationTrouble
from onsite.board.presence import Presence
from onsite.units import rfc3339

# Doors are told apart: they go on alone. Boards hang on walls, and nobody waits before them.
_LOOKED_AT = frozenset(role.value for role in Role) - {Role.DOOR.value, Role.BOARD.value}


def printer_troubles(session: Session) -> list[PrinterTrouble]:
    """List the printers that can print nothing now, then those that soon can't."""
    known = fleet(session)
    found: list[PrinterTrouble] = [
        {
            "name": row.name,
            "place": row.place,
            "trouble": known.trouble(row),
            "is_low": is_low(row.pages_left, row.warn_at),
            "pages_left": row.pages_left,
        }
        for row in known.printers
    ]
    return sorted(_in_need(found), key=lambda row: row["trouble"] is None)


def _in_need(rows: Iterable[PrinterTrouble]) -> Iterable[PrinterTrouble]:
    return (row for row in rows if row["trouble"] is not None or row["is_low"])


def station_troubles(
    session: Session, presence: Presence, *, now: datetime
) -> list[StationTrouble]:
    """List the stations that were at work today and are not heard of any more."""
    return [
        {
            "id": row.id,
            "name": row.name,
            "role": row.role,
            "zone": row.zone,
            "last_seen_at": rfc3339(presence.seen[row.id]),
        }
        for row in stations(session)
        if row.revoked_at is None
        and row.ends_at is None
        and row.role in _LOOKED_AT
        and presence.is_of_today(presence.seen.get(row.id))
        and not presence.is_here(row.id, now)
    ]
