"""Everything the doctor looks at, in one go. Reads only, so it works whether the event is served or not."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from onsite.badges.template_store import TemplateStore
from onsite.config import EventFolder
from onsite.db import Database
from onsite.doctor import laptop
from onsite.doctor.badges import badges
from onsite.doctor.certificates import certificates
from onsite.doctor.clocks import clocks
from onsite.doctor.counts import counts
from onsite.doctor.database import FROM_BACKUP, database
from onsite.doctor.findings import Finding, Level
from onsite.doctor.printers import printers
from onsite.doctor.stations import Ask, people, stations
from onsite.errors import OnsiteError


def examine_folder(folder: EventFolder, *, now: datetime, is_served: bool = False) -> list[Finding]:
    """Look at the laptop and the folder, which needs no database."""
    return [
        *laptop.settings(folder),
        *laptop.disk(folder),
        *laptop.privacy(folder),
        *laptop.power(),
        *laptop.backups(folder, now=now),
        *laptop.backup_place(folder),
        *certificates(folder, now=now, is_served=is_served),
    ]


def examine_event(
    folder: EventFolder, kept: Database, *, now: datetime, ask: Ask | None
) -> list[Finding]:
    """Look at what the database holds.

    Args:
        folder: The event's, with its own templates.
        kept: The event's database.
        now: When.
        ask: Asks the server of the event; None while it is not served.
    """
    found: list[Finding] = []
    with kept.read() as session:
        try:
            found += _of_event(folder, session, now=now, ask=ask)
        except DatabaseError as error:
            said = f"onsite.db can't be read to its end ({error.orig})."
            found.append(Finding("database", Level.ACT, said, FROM_BACKUP))
    return found


def _of_event(
    folder: EventFolder, session: Session, *, now: datetime, ask: Ask | None
) -> Iterator[Finding]:
    yield from database(session)
    yield from counts(session)
    yield from clocks(session, now=now)
    yield from printers(session)
    yield from badges(session, TemplateStore(folder.templates))
    yield from stations(session, now=now, ask=ask)
    yield from people(session)


def unreadable(error: OnsiteError) -> Finding:
    """Tell of a database that this program does not open."""
    return Finding(
        "database", Level.ACT, error.message, "Nothing else could be looked at until then."
    )
