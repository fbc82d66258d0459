"""The headcount document of the contract, composed from the counted rows."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.board.shapes import Headcount
from onsite.registration import queries as registration
from onsite.scanner import queries as scanner
from onsite.units import rfc3339

MINUTES = 60


def headcount(session: Session, *, now: datetime) -> Headcount:
    """Compose the headcount document."""
    counts = list(registration.counts(session))
    registered = sum(row.registered for row in counts)
    checked_in = sum(row.checked_in for row in counts)
    guests = sum(row.guests_registered for row in counts)
    guests_here = sum(row.guests_checked_in for row in counts)
    zone = ZoneInfo(the_event(session).time_zone)
    return {
        "registered": registered,
        "checked_in": checked_in,
        "rate": _share(checked_in, registered),
        "vip_rate": _share(guests_here, guests),
        "by_category": {
            row.category: {"registered": row.registered, "checked_in": row.checked_in}
            for row in counts
        },
        "halls": scanner.hall_counts(session, at=now, zone=zone),
        "per_minute": [
            {"at": rfc3339(minute), "n": n}
            for minute, n in registration.per_minute(session, until=now, minutes=MINUTES)
        ],
        "as_of": rfc3339(now),
    }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
