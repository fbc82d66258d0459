"""Printers that can print nothing now, and those whose agent fell silent."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from onsite import clock
from onsite.alerts.noticed import Noticed, Watcher
from onsite.badges.queries import printers
from onsite.badges.rules import trouble_of


def printer_watcher() -> Watcher:
    """Make the watcher; an agent's silence counts from now on, since it could not speak before."""
    began = clock.now()

    def troubled(session: Session, now: datetime) -> Iterator[Noticed]:
        for row in printers(session):
            heard_at = max(row.checked_at, began) if row.checked_at else None
            state = trouble_of(row.state, can_answer=row.can_answer, heard_at=heard_at, now=now)
            if state is not None:
                yield Noticed(
                    key=f"printer_down:{row.name}",
                    kind="printer_down",
                    facts={"printer": row.name, "place": row.place or "-", "state": state},
                )

    return troubled
