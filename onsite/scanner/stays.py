"""When a local day turns, a hall empties, and an admission counts anew: instants in, spans out.

All arithmetic with the venue's clocks is here, so that a door without the server needs none: it gets
the instants themselves (`calendar`). Who was where in which stay is `presences`' work.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY_TURNS_AT = time(4)  # on the venue's clocks: a gala dinner ends on the day it began
DAYS_AROUND = 2  # doors are set up before the first day and packed up after the last


def local_day(at: datetime, zone: ZoneInfo) -> date:
    """Tell the day of the event an instant belongs to; it turns at 04:00 on the venue's clocks."""
    local = at.astimezone(zone)
    if local.hour < DAY_TURNS_AT.hour:
        return local.date() - timedelta(days=1)
    return local.date()


def stay_period(at: datetime, zone: ZoneInfo, session_ends: Sequence[datetime] = ()) -> str:
    """Name the stay an instant belongs to; who was admitted in another stay is no longer inside.

    Args:
        at: An aware instant.
        zone: The venue's.
        session_ends: Ends of the hall's sessions, in any order. Give them only for a hall that
            empties at each of them: by its policy, or for want of an exit where sessions are kept.

    Returns:
        The local day, and after a session of that day has ended also that end: two instants are
        in the same stay when their keys are equal.
    """
    day = local_day(at, zone)
    passed = [end for end in session_ends if end <= at and local_day(end, zone) == day]
    if not passed:
        return day.isoformat()
    return f"{day.isoformat()}/{max(passed).astimezone(zone):%Y-%m-%dT%H:%M:%S}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Where one hall's spans of time begin: aware UTC instants, ascending.

    Attributes:
        days: The local day turns.
        stays: The hall empties; none where it empties only through its exit.
        sessions: Admissions count anew for the limit of a session.
    """

    days: tuple[datetime, ...]
    stays: tuple[datetime, ...]
    sessions: tuple[datetime, ...]


def calendar(
    first: date,
    *,
    last: date,
    zone: ZoneInfo,
    session_ends: Sequence[datetime],
    exit_only: bool,
    keeps_sessions: bool,
) -> Calendar:
    """List where a hall's days, stays and sessions begin, from two days before the event to two after.

    Args:
        first: The event's first day at the venue.
        last: Its last day.
        zone: The venue's.
        session_ends: Ends of the hall's sessions, in any order.
        exit_only: Whether the hall empties only through its exit.
        keeps_sessions: Whether else it empties also at the end of each session.
    """
    span = range(-DAYS_AROUND, (last - first).days + DAYS_AROUND + 1)
    days = {day_begins(first + timedelta(days=n), zone) for n in span}
    sessions = days | {end.astimezone(UTC) for end in session_ends}
    stays = sessions if keeps_sessions else days
    return Calendar(
        days=tuple(sorted(days)),
        stays=() if exit_only else tuple(sorted(stays)),
        sessions=tuple(sorted(sessions)),
    )


def day_begins(day: date, zone: ZoneInfo) -> datetime:
    """Tell the instant, in UTC, at which a day of the event begins."""
    return datetime.combine(day, DAY_TURNS_AT, tzinfo=zone).astimezone(UTC)
