"""What happened to a print job: the row that stays, and the word to whoever waits for a printer."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from onsite.badges.models import PrintJobEvent, PrintJobRow


@dataclass(frozen=True)
class PrintersChanged:
    """A job waits for an agent, or a printer is free for the next."""


def note(
    session: Session,
    row: PrintJobRow,
    *,
    kind: str,
    station: str,
    now: datetime,
    operator: str | None = None,
    event_id: str | None = None,
    asked: str = "",
) -> None:
    """Append what happened to a job, with the state it is in now."""
    session.add(
        PrintJobEvent(
            id=event_id or str(uuid.uuid4()),
            job_id=row.id,
            kind=kind,
            state=row.state,
            error=row.error,
            station=station,
            operator=operator,
            at=now,
            fingerprint=asked,
        )
    )
    session.flush()
