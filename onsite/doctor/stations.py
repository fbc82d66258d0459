"""Stations that were never seen, those that are gone, and whether anyone can sign in."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.access.models import StationRow
from onsite.access.queries import operators
from onsite.access.queries import stations as all_stations
from onsite.badges.models import PrintJobEvent, PrintJobRow
from onsite.doctor.findings import Finding, Level
from onsite.registration.models import CheckIn
from onsite.scanner.models import Scan

WROTE: tuple[Any, ...] = (
    CheckIn.station, Scan.station, PrintJobRow.station, PrintJobEvent.station
)  # fmt: skip
STAFFED = frozenset(("kiosk", "desk", "finance", "door"))
Ask = Callable[..., dict[str, Any]]


def stations(session: Session, *, now: datetime, ask: Ask | None) -> Iterator[Finding]:
    """Look at the stations in use.

    Args:
        session: Read only.
        now: When.
        ask: Asks the server, which knows who is connected; None while the event is not served.
    """
    rows = [row for row in all_stations(session) if row.revoked_at is None and not row.ends_at]
    connected = _connected(ask)
    silent = {
        row.id
        for row in rows
        if row.paired_at is None and row.id not in connected and not _wrote(session, row.id)
    }
    found = [_never_seen(row, now) for row in rows if row.id in silent]
    found += [
        Finding(
            "stations",
            Level.LOOK,
            f"{row.name} is not connected.",
            "Look whether it is switched on and on the event's network.",
            row.id,
        )
        for row in rows
        if ask is not None
        and row.role in STAFFED
        and row.id not in silent
        and not connected.get(row.id)
    ]
    if not rows:
        todo = "Pair one on the control page, or with: onsite pair DIR --role desk"
        found.append(Finding("stations", Level.LOOK, "None is paired yet.", todo))
    yield from found
    if not found:
        yield Finding("stations", Level.FINE, f"All {len(rows)} have been seen.")


def people(session: Session) -> Iterator[Finding]:
    """Look whether someone with every right can sign in."""
    rows = [row for row in operators(session) if row.pin_hash is not None]
    if any("organiser" in row.roles for row in rows):
        yield Finding("people", Level.FINE, f"{len(rows)} can sign in.")
        return
    yield Finding(
        "people",
        Level.LOOK,
        "No organiser can sign in at a station.",
        "Give one a PIN: onsite staff DIR --name NAME --role organiser --pin -",
    )


def _connected(ask: Ask | None) -> dict[str, bool]:
    """Tell of every station the server has seen since it started whether it is there now."""
    if ask is None:
        return {}
    return {
        row["id"]: row["is_connected"]
        for row in ask("GET", "/stations")["stations"]
        if row["is_connected"] or row["last_seen_at"]
    }


def _wrote(session: Session, station: str) -> bool:
    return any(
        session.scalar(select(column).where(column == station).limit(1)) is not None
        for column in WROTE
    )


def _never_seen(row: StationRow, now: datetime) -> Finding:
    is_over = row.link_ends_at is not None and row.link_ends_at < now
    todo = (
        "Its link has run out: revoke it and pair again, or leave it if nobody needs it."
        if is_over
        else "Open its link on the device it is for."
    )
    return Finding("stations", Level.LOOK, f"{row.name} was never seen.", todo, row.id)
