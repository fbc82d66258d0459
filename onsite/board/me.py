"""What a page needs to start: its station, who is signed in, and the event's set-up as far as it needs it."""

from datetime import datetime

from sqlalchemy.orm import Session

from onsite.access.models import Event
from onsite.access.queries import the_event
from onsite.access.wipe_rows import wiped_at
from onsite.asking import Operator, Principal, Station
from onsite.board.shapes import (
    Me,
    MeCategory,
    MeCheckpoint,
    MeEvent,
    MeHall,
    MeOperator,
    MeSession,
    MeStation,
    MeZone,
    Named,
)
from onsite.registration import queries as registration
from onsite.registration.models import Category, Item, ProgrammeSession, Zone
from onsite.registration.views import instant
from onsite.scanner import queries as scanner
from onsite.scanner.models import CheckpointRow, Hall
from onsite.units import rfc3339
from onsite.wording import languages


def me(session: Session, *, principal: Principal, now: datetime) -> Me:
    """Tell a page what station it is, and the event's set-up as far as that station needs it."""
    station = principal.station
    doors = [_checkpoint(row) for row in scanner.checkpoints(session)]
    own = next((found for found in doors if found["code"] == station.checkpoint), None)
    sees_doors = station.role in ("door", "camera-agent", "control", "local") and own is None
    return {
        "station": _station(station),
        "operator": _operator(principal.operator) if principal.operator else None,
        "event": _event(the_event(session), wiped=wiped_at(session)),
        "categories": [_category(row) for row in registration.categories(session)],
        "zones": [_zone(row) for row in registration.zones(session)],
        "halls": [_hall(row) for row in scanner.halls(session)],
        "checkpoint": own,
        "checkpoints": doors if sees_doors else [],
        "items": [_named(row) for row in registration.items(session)],
        "sessions": [_session(row) for row in registration.programme(session)],
        "server_time": rfc3339(now),
    }


def _station(station: Station) -> MeStation:
    return {
        "id": station.id,
        "name": station.name,
        "role": station.role,
        "zone": station.zone,
        "checkpoint": station.checkpoint,
        "parent": station.parent,
    }


def _operator(operator: Operator) -> MeOperator:
    return {
        "name": operator.name,
        "roles": list(operator.roles),
        "rights": sorted(operator.rights),
    }


def _event(event: Event, *, wiped: datetime | None) -> MeEvent:
    return {
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
        "wiped_at": instant(wiped),
    }


def _spoken(wanted: list[str]) -> list[str]:
    """Choose the event's languages that there is a file for; all there are when it names none."""
    return [code for code in wanted if code in languages()] or list(languages())


def _named(row: Category | Zone | Hall | CheckpointRow | ProgrammeSession | Item) -> Named:
    return {"code": row.code, "name": row.name, "name_en": row.name_en}


def _category(row: Category) -> MeCategory:
    fee_fen = row.fee_fen if row.on_site_fee_fen is None else row.on_site_fee_fen
    return {**_named(row), "zone": row.zone, "colour": row.colour, "fee_fen": fee_fen}


def _zone(row: Zone) -> MeZone:
    return {
        **_named(row),
        "place": row.place,
        "opens_at": instant(row.opens_at),
        "closes_at": instant(row.closes_at),
    }


def _hall(row: Hall) -> MeHall:
    return {**_named(row), "capacity": row.capacity}


def _checkpoint(row: CheckpointRow) -> MeCheckpoint:
    return {**_named(row), "hall": row.hall, "direction": row.direction}


def _session(row: ProgrammeSession) -> MeSession:
    return {
        **_named(row),
        "hall": row.hall,
        "starts_at": rfc3339(row.starts_at),
        "ends_at": rfc3339(row.ends_at),
    }
