"""Counts of check-ins: rows derived from the facts, changed in the same transaction."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from onsite.registration.models import (
    CheckInCount,
    CheckInMinute,
)


def count(session: Session, category: str, **changes: int) -> None:
    """Change the counts of a category, e.g. ``checked_in=1``."""
    columns = CheckInCount.__table__.c
    session.execute(
        update(CheckInCount)
        .where(CheckInCount.category == category)
        .values({name: columns[name] + change for name, change in changes.items()})
    )


def count_minute(session: Session, at: datetime, change: int) -> None:
    """Change the check-ins of the minute an instant lies in."""
    minute = at.replace(second=0, microsecond=0)
    dialect = session.get_bind().dialect.name
    insert = sqlite_insert if dialect == "sqlite" else postgres_insert
    session.execute(
        insert(CheckInMinute)
        .values(minute=minute, n=change)
        .on_conflict_do_update(index_elements=["minute"], set_={"n": CheckInMinute.n + change})
    )
