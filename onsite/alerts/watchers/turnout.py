"""Fewer people than were due by now."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.alerts.noticed import Noticed
from onsite.alerts.settings import limits
from onsite.board.forecast import forecast
from onsite.board.planned import planned_arrivals
from onsite.registration import queries

FEWEST_DUE = 20  # of fewer a share says nothing


def low_attendance(session: Session, now: datetime) -> Iterator[Noticed]:
    """Notice, on a day of the event, that clearly fewer came than were planned to be here by now."""
    event = the_event(session)
    day = now.astimezone(ZoneInfo(event.time_zone)).date()
    if not event.starts_on <= day <= event.ends_on:
        return
    counts = list(queries.counts(session))
    here = sum(row.checked_in for row in counts)
    found = forecast(
        planned_arrivals(session, event),
        here=here,
        registered=sum(row.registered for row in counts),
        now=now,
    )
    least = found.due * (100 - limits(session)["attendance_percent"]) / 100
    if found.due >= FEWEST_DUE and here < least:
        yield Noticed(
            key=f"low_attendance:{day}",
            kind="low_attendance",
            facts={"here": here, "due": round(found.due), "expected": found.total.expected},
        )
