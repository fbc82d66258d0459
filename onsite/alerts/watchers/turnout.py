"""Fewer people than were due by now."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.alerts.noticed import Noticed
from onsite.alerts.settings import limits
from onsite.board.forecast import Planned, forecast
from onsite.board.planned import planned_arrivals
from onsite.registration import queries

FEWEST_DUE = 20  # of fewer a share says nothing
PLAN_HOLDS = timedelta(minutes=1)  # it costs more to lay out than all else, and hardly changes


class Turnout:
    """The watcher: it lays out who is planned when once a minute, or when clearly more are registered."""

    def __init__(self) -> None:
        self._planned: list[Planned] = []
        self._registered = 0
        self._laid_out_at: datetime | None = None

    def __call__(self, session: Session, now: datetime) -> Iterator[Noticed]:
        """Notice, on a day of the event, that clearly fewer are here than were due by now."""
        event = the_event(session)
        day = now.astimezone(ZoneInfo(event.time_zone)).date()
        if not event.starts_on <= day <= event.ends_on:
            return
        counts = list(queries.counts(session))
        here = sum(row.checked_in for row in counts)
        registered = sum(row.registered for row in counts)
        if not self._holds(registered, now):
            self._planned = planned_arrivals(session, event)
            self._registered, self._laid_out_at = registered, now
        found = forecast(self._planned, here=here, registered=registered, now=now)
        least = found.due * (100 - limits(session)["attendance_percent"]) / 100
        if found.due >= FEWEST_DUE and here < least:
            yield Noticed(
                key=f"low_attendance:{day}",
                kind="low_attendance",
                facts={"here": here, "due": round(found.due), "expected": found.total.expected},
            )

    def _holds(self, registered: int, now: datetime) -> bool:
        if self._laid_out_at is None or abs(registered - self._registered) * 100 > registered:
            return False
        return timedelta() <= now - self._laid_out_at < PLAN_HOLDS
