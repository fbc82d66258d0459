"""The laptop's clock against the event's dates and what was written, and the doors' against it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from onsite.access.queries import station_name, the_event
from onsite.badges.models import PrintJobRow
from onsite.doctor.findings import Finding, Level
from onsite.registration.models import CheckIn
from onsite.scanner.models import Scan

CLOSE_ENOUGH = timedelta(minutes=1)
LATELY = timedelta(hours=1)


def clocks(session: Session, *, now: datetime) -> Iterator[Finding]:
    """Look whether the laptop's clock can be right, and whose was not in the last hour."""
    newest = _newest(session)
    if newest and newest > now + CLOSE_ENOUGH:
        yield Finding(
            "clocks",
            Level.ACT,
            f"This laptop's clock says {now:%Y-%m-%d %H:%M} UTC, and the event holds rows of "
            f"{newest:%Y-%m-%d %H:%M}: it was set back.",
            "Set the laptop's clock before anyone is scanned; halls and days follow from it.",
        )
        return
    ahead = session.scalars(
        select(Scan.station)
        .where(Scan.is_from_future, Scan.recorded_at > now - LATELY)
        .group_by(Scan.station)
    )
    names = [station_name(session, station) for station in ahead]
    for name in names:
        yield Finding(
            "clocks",
            Level.LOOK,
            f"The clock of {name} is ahead of this laptop's.",
            "Let that device take its time from the network; its scans count at this laptop's time.",
            name,
        )
    if not names:
        event = the_event(session)
        local = now.astimezone(ZoneInfo(event.time_zone))
        days = f"{event.starts_on} to {event.ends_on}"
        said = f"It is {local:%Y-%m-%d %H:%M} at the venue; the event is {days}."
        yield Finding("clocks", Level.FINE, said)


def _newest(session: Session) -> datetime | None:
    columns = (CheckIn.at, Scan.recorded_at, PrintJobRow.created_at)
    found = [session.scalar(select(func.max(column))) for column in columns]
    return max((at for at in found if at), default=None)
