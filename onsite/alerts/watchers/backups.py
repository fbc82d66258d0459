"""Backups that fail, or have not been made for too long."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from onsite import clock
from onsite.alerts.noticed import Noticed, Watcher
from onsite.alerts.settings import limits
from onsite.archiving import backups
from onsite.config import EventFolder


def backup_watcher(folder: EventFolder) -> Watcher:
    """Make the watcher of an event's backups; before the server began nobody made any."""
    began = clock.now()

    def failing(session: Session, now: datetime) -> Iterator[Noticed]:
        state = backups.newest(folder)
        newest_at = state.newest.at if state else None
        has_failed = state is not None and bool(state.failures)
        longest = timedelta(hours=limits(session)["backup_hours"])
        if has_failed or now - max(newest_at or began, began) > longest:
            yield Noticed(key="backup_failing", kind="backup_failing", facts={"since": newest_at})

    return failing
