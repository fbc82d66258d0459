"""When an event's personal data is to go. Pure; acting on it is `retention_watch`'s work."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY_TURNS = time(4)  # as at the doors
SAFE = timedelta(days=2)  # no time zone is further from UTC


def wiped_on(ends_on: date, days: int) -> date:
    """Tell the day on which personal data goes: so many days after the last one, never on it."""
    try:
        return ends_on + timedelta(days=max(days, 1))
    except OverflowError:
        return date.max - SAFE


def due_at(ends_on: date, time_zone: str, days: int) -> datetime:
    """Tell the instant from which personal data is kept too long: 04:00 of that day at the venue."""
    on = min(wiped_on(ends_on, days), date.max - SAFE)
    return datetime.combine(on, DAY_TURNS, ZoneInfo(time_zone)).astimezone(UTC)


def is_over(ends_on: str, time_zone: str, days: int, *, now: datetime) -> bool:
    """Tell whether the retention date of an event is past.

    Args:
        ends_on: Its last day, ``YYYY-MM-DD``.
        time_zone: Of its venue.
        days: The setting ``retention_days``.
        now: When.
    """
    return now >= due_at(date.fromisoformat(ends_on), time_zone, days)
