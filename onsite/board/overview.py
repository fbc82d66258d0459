"""One document of what a board shows beside the headcount: zones, forecast, meals, speakers, troubles.

Each part has its own module; here they are put together, and the day's curves.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.badges.queries import printers
from onsite.board.doors import doors_alone
from onsite.board.forecast import STEP, Forecast, Planned, Point, forecast
from onsite.board.lunches import meal_forecasts
from onsite.board.overview_shapes import ArrivalCurves, Overview
from onsite.board.planned import planned_arrivals, step_of
from onsite.board.presence import Presence
from onsite.board.speakers import next_sessions
from onsite.board.troubles import printer_troubles, station_troubles
from onsite.reception import zones
from onsite.registration import queries as registration
from onsite.registration.models import CheckInMinute
from onsite.scanner.stays import day_begins, local_day
from onsite.units import rfc3339

BESIDE = timedelta(hours=1)  # before and after now there is always a curve, also of nothing
STEP_MINUTES = STEP.total_seconds() / 60
DAY = timedelta(days=1)


def overview(
    session: Session, *, now: datetime, presence: Presence, names: bool = False
) -> Overview:
    """Compose the overview.

    Args:
        session: A reading session.
        now: When.
        presence: Which stations are there.
        names: Whether speakers who are missing are named.
    """
    event = the_event(session)
    planned = planned_arrivals(session, event)
    told = _forecast(session, planned, now)
    return {
        "forecast": {
            "expected": told.total.expected,
            "low": told.total.low,
            "high": told.total.high,
            "planned_by_now": round(told.due),
        },
        "arrivals": _curves(session, planned, told, now, ZoneInfo(event.time_zone)),
        "zones": zones.shown(session, now=now),
        "meals": meal_forecasts(session, told, now=now),
        "sessions": next_sessions(session, now=now, names=names),
        "printers": printer_troubles(session),
        "printer_count": len(printers(session)),
        "stations": station_troubles(session, presence, now=now),
        "doors": doors_alone(session, presence, now=now),
        "as_of": rfc3339(now),
    }


def presence_of(
    session: Session, *, connected: Collection[str], seen: Mapping[str, datetime], now: datetime
) -> Presence:
    """Put together which stations are there; what is of today begins at 04:00, as everywhere."""
    zone = ZoneInfo(the_event(session).time_zone)
    return Presence(connected, seen, day_begins(local_day(now, zone), zone))


def _forecast(session: Session, planned: list[Planned], now: datetime) -> Forecast:
    counts = list(registration.counts(session))
    return forecast(
        planned,
        here=sum(row.checked_in for row in counts),
        registered=sum(row.registered for row in counts),
        now=now,
    )


def _curves(
    session: Session, planned: list[Planned], told: Forecast, now: datetime, zone: ZoneInfo
) -> ArrivalCurves:
    today = local_day(now, zone)
    before, day, after = (day_begins(today + DAY * n, zone) for n in (-1, 0, 1))
    came = _came(session, day, after)
    yesterday = {at + (day - before): n for at, n in _came(session, before, day).items()}
    plan = {step.at: step.count for step in planned if day <= step.at < after}
    ahead = {point.at: point for point in told.curve}
    steps = _steps_of([*came, *yesterday, *plan], now)
    this_step = step_of(now)
    return {
        "begins_at": rfc3339(steps[0]),
        "step_s": int(STEP.total_seconds()),
        "came": [_a_minute(came[at]) if at < this_step else None for at in steps],
        "yesterday": [_a_minute(yesterday.get(at, 0)) if yesterday else None for at in steps],
        "planned": [_a_minute(plan.get(at, 0)) for at in steps],
        "expected": [_rate(ahead, "expected", at, now) for at in steps],
        "low": [_rate(ahead, "low", at, now) for at in steps],
        "high": [_rate(ahead, "high", at, now) for at in steps],
    }


def _rate(ahead: dict[datetime, Point], name: str, at: datetime, now: datetime) -> float | None:
    """Tell a step's forecast a minute; of the one that runs, of which little may be left, the next's."""
    if at + STEP <= now:
        return None
    point = ahead.get(at + STEP if at < now else at)
    return _a_minute(getattr(point, name)) if point else 0.0


def _steps_of(known: list[datetime], now: datetime) -> list[datetime]:
    """List the day's steps in which there is anything, and an hour about now."""
    first = step_of(min([*known, now - BESIDE]))
    last = step_of(max([*known, now + BESIDE]))
    return [first + STEP * number for number in range((last - first) // STEP + 1)]


def _came(session: Session, begins: datetime, ends: datetime) -> Counter[datetime]:
    rows = session.execute(
        select(CheckInMinute.minute, CheckInMinute.n).where(
            CheckInMinute.minute >= begins, CheckInMinute.minute < ends
        )
    )
    found: Counter[datetime] = Counter()
    for minute, n in rows.tuples():
        found[step_of(minute)] += n
    return found


def _a_minute(count: float) -> float:
    return round(count / STEP_MINUTES, 2)
