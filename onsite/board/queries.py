"""What screens are told: the headcount document, and what a page needs to start."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.access.wipe_rows import wiped_at
from onsite.asking import Operator, Principal
from onsite.board.shapes import Headcount, Me, MeCheckpoint, MeOperator
from onsite.registration import queries as registration
from onsite.registration.views import instant
from onsite.scanner import queries as scanner
from onsite.units import rfc3339
from onsite.wording import languages

MINUTES = 60


def headcount(session: Session, *, now: datetime) -> Headcount:
    """Compose the headcount document of the contract from the counted rows."""
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


def _spoken(wanted: list[str]) -> list[str]:
    """Choose the event's languages that there is a file for; all there are when it names none."""
    return [code for code in wanted if code in languages()] or list(languages())


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def me(session: Session, *, principal: Principal, now: datetime) -> Me:
    """Tell a page what station it is, and the event's set-up as far as that station needs it."""
    event = the_event(session)
    station = principal.station
    doors: list[MeCheckpoint] = [
        {
            "code": row.code,
            "name": row.name,
            "name_en": row.name_en,
            "hall": row.hall,
            "direction": row.direction,
        }
        for row in scanner.checkpoints(session)
    ]
    own = next((found for found in doors if found["code"] == station.checkpoint), None)
    sees_doors = station.role in ("door", "camera-agent", "control", "local") and own is None
    return {
        "station": {
            "id": station.id,
            "name": station.name,
            "role": station.role,
            "zone": station.zone,
            "checkpoint": station.checkpoint,
            "parent": station.parent,
        },
        "operator": _operator(principal.operator) if principal.operator else None,
        "event": {
            "code": event.code,
            "name": event.name,
            "name_en": event.name_en,
            "place": event.place,
            "time_zone": event.time_zone,
            "currency": event.currency,
            "starts_on": event.starts_on.isoformat(),
            "ends_on": event.ends_on.isoformat(),
            "accent": event.accent,
            "languages": _spoken(event.languages),
            "expected_rate": event.expected_rate,
            "vip_rate": event.vip_rate,
            "wiped_at": instant(wiped_at(session)),
        },
        "categories": [
            {
                "code": row.code,
                "name": row.name,
                "name_en": row.name_en,
                "zone": row.zone,
                "colour": row.colour,
                "fee_fen": row.fee_fen if row.on_site_fee_fen is None else row.on_site_fee_fen,
            }
            for row in registration.categories(session)
        ],
        "zones": [
            {
                "code": row.code,
                "name": row.name,
                "name_en": row.name_en,
                "place": row.place,
                "opens_at": instant(row.opens_at),
                "closes_at": instant(row.closes_at),
            }
            for row in registration.zones(session)
        ],
        "halls": [
            {
                "code": row.code,
                "name": row.name,
                "name_en": row.name_en,
                "capacity": row.capacity,
            }
            for row in scanner.halls(session)
        ],
        "checkpoint": own,
        "checkpoints": doors if sees_doors else [],
        "items": [
            {"code": row.code, "name": row.name, "name_en": row.name_en}
            for row in registration.items(session)
        ],
        "sessions": [
            {
                "code": row.code,
                "name": row.name,
                "name_en": row.name_en,
                "hall": row.hall,
                "starts_at": rfc3339(row.starts_at),
                "ends_at": rfc3339(row.ends_at),
            }
            for row in registration.programme(session)
        ],
        "server_time": rfc3339(now),
    }


def _operator(operator: Operator) -> MeOperator:
    return {
        "name": operator.name,
        "roles": list(operator.roles),
        "rights": sorted(operator.rights),
    }
