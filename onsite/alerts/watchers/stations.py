"""Stations that were here today and fell silent, and those whose clock is wrong."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from onsite.access.queries import station_name, stations, the_event
from onsite.access.rules import DOORS
from onsite.alerts.noticed import Noticed, Watcher
from onsite.alerts.settings import limits
from onsite.scanner.models import Scan
from onsite.scanner.stays import day_begins, local_day

# Their people stand in front of them; a board or a phone that was put away is no trouble.
WATCHED = frozenset({"kiosk", "desk", "finance", "door"})
LATELY = timedelta(minutes=10)


def silent_stations(
    connected: Callable[[], Collection[str]], seen: Mapping[str, datetime]
) -> Watcher:
    """Make the watcher.

    Args:
        connected: Names the stations that listen now.
        seen: Station -> its last request.
    """
    heard: dict[str, datetime] = {}  # since the server started

    def silent(session: Session, now: datetime) -> Iterator[Noticed]:
        heard.update(seen)
        heard.update(dict.fromkeys(connected(), now))
        zone = ZoneInfo(the_event(session).time_zone)
        today = day_begins(local_day(now, zone), zone)
        longest = timedelta(seconds=limits(session)["silent_seconds"])
        for row in stations(session):
            last = heard.get(row.id)
            if last is None or row.revoked_at or row.ends_at or row.role not in WATCHED:
                continue
            if last >= today and now - last > longest:
                kind = "door_offline" if row.role in DOORS else "station_down"
                yield Noticed(
                    key=f"{kind}:{row.id}", kind=kind, facts={"station": row.name, "since": last}
                )

    return silent


def wrong_clocks(session: Session, now: datetime) -> Iterator[Noticed]:
    """Notice stations that lately sent scans from the future; how far ahead their clocks are."""
    rows = session.execute(
        select(Scan.station, Scan.scanned_at, Scan.recorded_at, func.max(Scan.recorded_at))
        .where(Scan.is_from_future, Scan.scanned_at.is_not(None), Scan.recorded_at > now - LATELY)
        .group_by(Scan.station)
    )
    least = limits(session)["clock_seconds"]
    for station, scanned_at, recorded_at, _ in rows:
        ahead_s = (scanned_at - recorded_at).total_seconds() if scanned_at else 0
        if ahead_s >= least:
            yield Noticed(
                key=f"clock_drift:{station}",
                kind="clock_drift",
                facts={"station": station_name(session, station), "minutes": round(ahead_s / 60)},
            )
