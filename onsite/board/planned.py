"""When whom is planned to arrive: by the zones' hours, the first session of a day, and guests' own times.

How many of them will, `forecast` says. Read from the plan as it stands now; nothing is kept.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.access.models import Event
from onsite.board.forecast import STEP, Planned
from onsite.registration import queries
from onsite.registration.models import Delegate, Guest, ProgrammeSession, Zone

RUSH = 0.85  # come for the first session of a day; the others spread over its hours
RUSH_BEGINS, RUSH_PEAKS, RUSH_ENDS = timedelta(hours=2), timedelta(minutes=20), timedelta(hours=1)
LONGEST_RUSH = timedelta(hours=4)  # where no session says when it ends
NEXT_DAY = 0.3  # of those who come on one day, so many as on the day before
DAY_BEGINS, DAY_ENDS = time(7, 30), time(18)  # of a zone without hours
GUEST_SPREAD = timedelta(minutes=30)

Window = tuple[datetime, datetime]


def planned_arrivals(session: Session, event: Event) -> list[Planned]:
    """Lay everyone expected over the event's days, by steps; those on the sheet 嘉宾 by their times."""
    zone = ZoneInfo(event.time_zone)
    programme = queries.programme(session)
    steps: Counter[datetime] = Counter()
    expected, guests_of = _expected(session, event)
    known_at = _guest_times(session)
    alike: defaultdict[tuple[Window, ...], float] = defaultdict(float)  # zones of the same hours
    for row in queries.zones(session):
        days = windows(row, event, zone)
        timed = Counter(step_of(at) for at in known_at[row.code] if _is_within(at, days))
        for at, guests in timed.items():
            _spread(steps, event.vip_rate * guests, at - GUEST_SPREAD, at + GUEST_SPREAD)
        untimed = max(0.0, guests_of[row.code] - event.vip_rate * timed.total())
        alike[days] += expected[row.code] + untimed
    for days, count in alike.items():
        for weight, window in zip(_weights(len(days)), days, strict=True):
            _lay(steps, count * weight, window, programme)
    return [Planned(at, steps[at]) for at in sorted(steps)]


def _is_within(at: datetime, days: Sequence[Window]) -> bool:
    return any(begins <= at < ends for begins, ends in days)


def windows(row: Zone, event: Event, zone: ZoneInfo) -> tuple[Window, ...]:
    """List a zone's hours, one window a day; its times of day where it is open over several days."""
    if row.opens_at is None or row.closes_at is None or row.closes_at <= row.opens_at:
        first, last = event.starts_on, event.ends_on
        opens, closes = DAY_BEGINS, DAY_ENDS
    else:
        begins, ends = row.opens_at.astimezone(zone), row.closes_at.astimezone(zone)
        first, last = begins.date(), ends.date()
        opens, closes = begins.time(), ends.time()
        if closes <= opens:  # over midnight, or nearly round the clock
            return ((row.opens_at, row.closes_at),)
    count = (last - first).days + 1
    days = [first + timedelta(days=number) for number in range(count)]
    return tuple(
        (datetime.combine(day, opens, zone), datetime.combine(day, closes, zone)) for day in days
    )


def _weights(days: int) -> list[float]:
    raw = [NEXT_DAY**number for number in range(days)]
    return [each / sum(raw) for each in raw]


def _lay(
    steps: Counter[datetime], count: float, window: Window, programme: Sequence[ProgrammeSession]
) -> None:
    begins, ends = window
    starts = next((one.starts_at for one in programme if begins <= one.starts_at < ends), None)
    if starts is None:
        rush_begins, rush_ends = begins, min(ends, begins + LONGEST_RUSH)
        peak = rush_begins + (rush_ends - rush_begins) / 3
    else:
        rush_begins = max(begins, starts - RUSH_BEGINS)
        peak, rush_ends = max(rush_begins, starts - RUSH_PEAKS), min(ends, starts + RUSH_ENDS)
    _spread(steps, count * (1 - RUSH), begins, ends)
    _rush(steps, count * RUSH, rush_begins, peak, rush_ends)


def _spread(steps: Counter[datetime], count: float, begins: datetime, ends: datetime) -> None:
    every = list(_steps(begins, ends))
    for at in every:
        steps[at] += count / len(every)  # type: ignore[assignment] # a Counter counts shares too


def _rush(
    steps: Counter[datetime], count: float, begins: datetime, peak: datetime, ends: datetime
) -> None:
    """Lay people over a triangle: more and more until the peak, fewer and fewer after."""
    every = list(_steps(begins, ends))
    weights = [_height(at + STEP / 2, begins, peak, ends) for at in every]
    total = sum(weights)
    for at, weight in zip(every, weights, strict=True):
        steps[at] += count * weight / total  # type: ignore[assignment] # as above


def _height(at: datetime, begins: datetime, peak: datetime, ends: datetime) -> float:
    rising = (at - begins) / (peak - begins) if peak > begins else 1.0
    falling = (ends - at) / (ends - peak) if ends > peak else 1.0
    return max(0.01, min(rising, falling))


def _steps(begins: datetime, ends: datetime) -> Iterator[datetime]:
    at = step_of(begins)
    while at < ends:
        yield at
        at += STEP


def step_of(at: datetime) -> datetime:
    """Tell when the step of an instant begins; steps are the same in every zone of the world."""
    seconds = at.timestamp()
    return datetime.fromtimestamp(seconds - seconds % STEP.total_seconds(), tz=at.tzinfo)


def _expected(session: Session, event: Event) -> tuple[Counter[str], Counter[str]]:
    """Count whom each zone should see, by the rates the planners expect; guests apart."""
    zone_of = {row.code: row.zone for row in queries.categories(session)}
    others: Counter[str] = Counter()
    guests: Counter[str] = Counter()
    for row in queries.counts(session):
        zone = zone_of[row.category]
        others[zone] += (row.registered - row.guests_registered) * event.expected_rate  # type: ignore[assignment]
        guests[zone] += row.guests_registered * event.vip_rate  # type: ignore[assignment]
    return others, guests


def _guest_times(session: Session) -> defaultdict[str, list[datetime]]:
    zone_of = {row.code: row.zone for row in queries.categories(session)}
    rows = session.execute(
        select(Delegate.category, Guest.arrives_at)
        .join(Delegate, Delegate.id == Guest.delegate_id)
        .where(Delegate.is_cancelled.is_(False))
    )
    found: defaultdict[str, list[datetime]] = defaultdict(list)
    for category, at in rows.tuples():
        if at is not None:
            found[zone_of[category]].append(at)
    return found
