"""How people came and halls filled, a day at a time: what the charts draw, as values.

A day is the event's: it turns at 04:00 by the venue's clocks, and has as many hours as they make it have.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.registration.models import CheckInMinute
from onsite.registration.queries import counts
from onsite.scanner.curves import history
from onsite.scanner.queries import halls
from onsite.scanner.stays import day_begins, local_day

STEP = timedelta(minutes=5)  # of a hall's curve, besides its highest moment
Moment = tuple[datetime, int]


@dataclass(frozen=True, slots=True)
class HallCurve:
    """How many were inside a hall in the course of a day; ``peak`` is exact, not one of the steps.

    ``before``: who did not scan out on the days before, and is in its count until she does.
    """

    code: str
    name: str
    name_en: str
    capacity: int | None
    points: tuple[Moment, ...]
    peak: Moment
    before: int

    @property
    def share(self) -> float | None:
        """Its peak of its capacity; None where it has none."""
        return self.peak[1] / self.capacity if self.capacity else None


@dataclass(frozen=True, slots=True)
class Day:
    """One day: its check-ins a minute, how many were here before, its halls that were used."""

    day: date
    minutes: tuple[Moment, ...]
    before: int
    halls: tuple[HallCurve, ...]

    @property
    def checked_in(self) -> int:
        """How many checked in that day."""
        return sum(n for _, n in self.minutes)


@dataclass(frozen=True, slots=True)
class Curves:
    """All of an event's days.

    Attributes:
        days: Those on which anything happened.
        quiet: The event's own days, up to now, on which nothing did.
        registered: Everyone who is not cancelled; ``checked_in`` of them are here.
        expected_rate: The planners' target, 0 to 1.
        zone: The venue's clocks.
        as_of: When it was told.
    """

    days: tuple[Day, ...]
    quiet: tuple[date, ...]
    registered: int
    checked_in: int
    expected_rate: float
    zone: ZoneInfo
    as_of: datetime


def curves(session: Session, *, now: datetime) -> Curves:
    """Tell how people came and halls filled, day by day, up to now."""
    event, counted = the_event(session), list(counts(session))
    zone = ZoneInfo(event.time_zone)
    minutes = _minutes(session, zone, now)
    inside = _inside(session, zone, now)
    happened = sorted({*minutes, *inside})
    days, before = [], 0
    for day in happened:
        found = tuple(minutes.get(day, ()))
        days.append(Day(day, found, before, tuple(inside.get(day, ()))))
        before += days[-1].checked_in
    length = (event.ends_on - event.starts_on).days + 1
    planned = (event.starts_on + timedelta(days=n) for n in range(length))
    today = local_day(now, zone)
    return Curves(
        days=tuple(days),
        quiet=tuple(day for day in planned if day not in happened and day <= today),
        registered=sum(row.registered for row in counted),
        checked_in=sum(row.checked_in for row in counted),
        expected_rate=event.expected_rate,
        zone=zone,
        as_of=now,
    )


def _minutes(session: Session, zone: ZoneInfo, now: datetime) -> dict[date, list[Moment]]:
    found: dict[date, list[Moment]] = defaultdict(list)
    rows = session.execute(
        select(CheckInMinute.minute, CheckInMinute.n)
        .where(CheckInMinute.n > 0, CheckInMinute.minute <= now)
        .order_by(CheckInMinute.minute)
    )
    for minute, n in rows.tuples():
        found[local_day(minute, zone)].append((minute, n))
    return found


def _inside(session: Session, zone: ZoneInfo, now: datetime) -> dict[date, list[HallCurve]]:
    found: dict[date, list[HallCurve]] = defaultdict(list)
    for hall in halls(session):
        for day, moments in _by_day(history(session, hall.code, until=now), zone):
            found[day].append(
                HallCurve(
                    hall.code,
                    hall.name,
                    hall.name_en,
                    hall.capacity,
                    _sampled(moments, until=min(now, day_begins(day + timedelta(days=1), zone))),
                    max(moments, key=lambda moment: moment[1]),
                    moments[0][1],
                )
            )
    return found


def _by_day(changes: Iterable[Moment], zone: ZoneInfo) -> list[tuple[date, list[Moment]]]:
    """Cut a hall's history into days, each beginning with who was left inside; quiet days are left out."""
    days: list[tuple[date, list[Moment]]] = []
    begins = ends = None
    inside = 0
    for at, after in changes:
        if ends is None or at >= ends:
            day = local_day(at, zone)
            begins, ends = day_begins(day, zone), day_begins(day + timedelta(days=1), zone)
            days.append((day, [(begins, inside)]))
        if at == begins:
            days[-1][1][0] = (at, after)
        elif after != inside:
            days[-1][1].append((at, after))
        inside = after
    return [(day, moments) for day, moments in days if len(moments) > 1]


def _sampled(moments: list[Moment], *, until: datetime) -> tuple[Moment, ...]:
    """Take a curve every five minutes from its first change on, and its highest moment besides."""
    peak = max(moments, key=lambda moment: moment[1])
    first = moments[1][0]
    at = first - (first - moments[0][0]) % STEP
    last = min(until, moments[-1][0] + STEP)
    points, number, inside = [], 0, 0
    while at <= last:
        while number < len(moments) and moments[number][0] <= at:
            inside = moments[number][1]
            number += 1
        points.append((at, inside))
        at += STEP
    points.append((last, moments[-1][1]))
    return tuple(sorted({*points, peak} if peak[0] >= points[0][0] else {*points}))
