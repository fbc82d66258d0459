"""Zones as they run: hours and place set on the day, and how their queues stand."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from msgspec import UNSET
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from onsite import events
from onsite.access.models import StationRow
from onsite.access.rules import DESKS, KIOSKS
from onsite.asking import Asking
from onsite.errors import OnsiteError, not_found
from onsite.reception.bodies import ZoneBody
from onsite.reception.models import QueueSlip, QueueSlipScan, ZoneChange
from onsite.reception.rules import (
    RATE_WINDOW,
    SLIPS_COUNT_FOR,
    WINDOW,
    WISHED_WAIT_S,
    estimated_wait_s,
    is_open,
    service_time_s,
    stations_needed,
)
from onsite.reception.settings import settings
from onsite.reception.shapes import ZoneShape
from onsite.registration import queries
from onsite.registration.models import CheckIn, Zone
from onsite.registration.rules import Outcome
from onsite.units import rfc3339

T = TypeVar("T")
CHANGEABLE = ("opens_at", "closes_at", "place", "is_strict")


def shown(session: Session, *, now: datetime) -> list[ZoneShape]:
    """Show every zone with its queue, in the planners' order."""
    alarm_s = settings(session)["wait_alarm_minutes"] * 60
    stations = _stations(session)
    served = _served(session, now)
    waits, slips_out = _waits(session, now), _slips_out(session, now)
    expected, arrived, categories = _counts(session)
    return [
        _shape(
            row,
            stations=stations[row.code],
            served=served[row.code],
            waits=waits[row.code],
            now=now,
            alarm_s=alarm_s,
            rest={
                "categories": categories[row.code],
                "expected": expected[row.code],
                "arrived": arrived[row.code],
                "slips_out": slips_out[row.code],
            },
        )
        for row in queries.zones(session)
    ]


def _shape(
    row: Zone,
    *,
    stations: list[StationRow],
    served: dict[str, list[datetime]],
    waits: list[int],
    now: datetime,
    alarm_s: int,
    rest: dict[str, object],
) -> ZoneShape:
    lately = sum(at > now - RATE_WINDOW for instants in served.values() for at in instants)
    per_s = lately / RATE_WINDOW.total_seconds()
    service_s = service_time_s(served)
    at_work = sum(len(instants) > 1 for instants in served.values())
    wait_s, wait_by = estimated_wait_s(
        served_per_s=per_s, service_s=service_s, servers=at_work, waits=waits
    )
    needed = (
        stations_needed(arrivals_per_s=per_s, service_s=service_s, wait_s=WISHED_WAIT_S)
        if service_s
        else None
    )
    return {
        "code": row.code,
        "name": row.name,
        "name_en": row.name_en,
        "place": row.place,
        "opens_at": rfc3339(row.opens_at) if row.opens_at else None,
        "closes_at": rfc3339(row.closes_at) if row.closes_at else None,
        "is_open": is_open(row.opens_at, row.closes_at, at=now),
        "is_strict": row.is_strict,
        "stations": [{"id": one.id, "name": one.name} for one in stations],
        "served_per_minute": round(per_s * 60, 1),
        "service_s": round(service_s) if service_s else None,
        "wait_s": round(wait_s) if wait_s is not None else None,
        "wait_by": wait_by,
        "stations_needed": needed,
        "alarm": wait_s is not None and wait_s > alarm_s,
        **rest,  # type: ignore[typeddict-item]  # the caller's three parts
    }


def change(session: Session, code: str, body: ZoneBody, asking: Asking) -> ZoneShape:
    """Set a zone's hours, place or strictness from now on. Events: `Changed`.

    Raises:
        OnsiteError: ``unknown_zone`` 404, ``bad_hours``.
    """
    row = session.get(Zone, code)
    if row is None:
        raise not_found("zone", code)
    before = _kept(row)
    for name in CHANGEABLE:
        if (wanted := getattr(body, name)) is not UNSET:
            setattr(row, name, wanted)
    if row.opens_at and row.closes_at and row.opens_at >= row.closes_at:
        raise OnsiteError(
            "bad_hours", "A zone closes after it opens; set a later time.", field="closes_at"
        )
    row.place = row.place.strip()
    after = _kept(row)
    if after != before:
        session.execute(
            insert(ZoneChange).values(zone=code, before=before, after=after, **asking.by)
        )
        events.record(session, events.Changed("zones", code))
    session.flush()
    return next(zone for zone in shown(session, now=asking.now) if zone["code"] == code)


def _kept(row: Zone) -> dict[str, object]:
    return {
        name: rfc3339(value) if isinstance(value, datetime) else value
        for name in CHANGEABLE
        for value in [getattr(row, name)]
    }


def _stations(session: Session) -> dict[str, list[StationRow]]:
    rows = session.scalars(
        select(StationRow)
        .where(
            StationRow.zone.is_not(None),
            StationRow.role.in_(DESKS | KIOSKS),
            StationRow.revoked_at.is_(None),
            StationRow.parent.is_(None),
        )
        .order_by(StationRow.created_at)
    )
    return _by_zone((row.zone or "", row) for row in rows)


def _served(session: Session, now: datetime) -> dict[str, dict[str, list[datetime]]]:
    """List the instants of each zone's check-ins lately, by station, oldest first."""
    rows = session.execute(
        select(CheckIn.zone, CheckIn.station, CheckIn.at)
        .where(
            CheckIn.at > now - WINDOW,
            CheckIn.at <= now,
            CheckIn.outcome == Outcome.CHECKED_IN,
            CheckIn.zone.is_not(None),
        )
        .order_by(CheckIn.at)
    )
    found: dict[str, dict[str, list[datetime]]] = defaultdict(lambda: defaultdict(list))
    for zone, station, at in rows:
        found[zone or ""][station].append(at)
    return found


def _waits(session: Session, now: datetime) -> dict[str, list[int]]:
    rows = session.execute(
        select(QueueSlipScan.zone, QueueSlipScan.waited_s).where(
            QueueSlipScan.at > now - SLIPS_COUNT_FOR
        )
    )
    return _by_zone((zone, waited_s) for zone, waited_s in rows)


def _slips_out(session: Session, now: datetime) -> Counter[str]:
    rows = session.execute(
        select(QueueSlip.zone, func.count())
        .outerjoin(QueueSlipScan, QueueSlipScan.slip_id == QueueSlip.id)
        .where(QueueSlip.at > now - WINDOW, QueueSlipScan.id.is_(None))
        .group_by(QueueSlip.zone)
    ).tuples()
    return Counter(dict(rows.all()))


def _counts(session: Session) -> tuple[Counter[str], Counter[str], dict[str, list[str]]]:
    zone_of = {row.code: row.zone for row in queries.categories(session)}
    expected: Counter[str] = Counter()
    arrived: Counter[str] = Counter()
    for row in queries.counts(session):
        expected[zone_of[row.category]] += row.registered
        arrived[zone_of[row.category]] += row.checked_in
    return expected, arrived, _by_zone((zone, code) for code, zone in zone_of.items())


def _by_zone(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = defaultdict(list)
    for zone, value in pairs:
        found[zone].append(value)
    return found
