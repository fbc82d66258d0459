"""Queues that are too long."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from onsite.alerts.noticed import Noticed
from onsite.reception import zones

MINUTE_S = 60


def slow_zones(session: Session, now: datetime) -> Iterator[Noticed]:
    """Notice every zone whose wait is over the limit the reception was given."""
    for zone in zones.shown(session, now=now):
        if zone["alarm"]:
            wait_s = zone["wait_s"] or 0
            yield Noticed(
                key=f"slow_zone:{zone['code']}",
                kind="slow_zone",
                zone=zone["code"],
                wait_s=wait_s,
                facts={
                    "zone": zone["name"],
                    "zone_en": zone["name_en"],
                    "minutes": round(wait_s / MINUTE_S),
                },
            )
