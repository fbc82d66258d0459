"""Halls that fill: nearly full from the share that was set, full at capacity."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.alerts.noticed import Noticed
from onsite.alerts.settings import limits
from onsite.scanner import queries


def full_halls(session: Session, now: datetime) -> Iterator[Noticed]:
    """Notice every hall at or over the share of its capacity; a full one is no more nearly full."""
    percent = limits(session)["hall_percent"]
    zone = ZoneInfo(the_event(session).time_zone)
    names = {row.code: row for row in queries.halls(session)}
    for code, count in queries.hall_counts(session, at=now, zone=zone).items():
        inside, capacity = count["inside"], count["capacity"]
        if not capacity or inside * 100 < capacity * percent:
            continue
        kind = "hall_full" if inside >= capacity else "hall_nearly_full"
        yield Noticed(
            key=f"{kind}:{code}",
            kind=kind,
            facts={
                "hall": names[code].name,
                "hall_en": names[code].name_en,
                "inside": inside,
                "capacity": capacity,
            },
        )
