"""How the event is kept, and until when: what control and the doctor are told."""

import shlex
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from onsite.access.models import StationRow
from onsite.access.queries import the_event
from onsite.access.wipe_rows import Wipe
from onsite.archiving import backups, retention
from onsite.archiving.hourly import further_folder, of_event
from onsite.archiving.shapes import BackupsTold, LastBackup, RetentionTold, WipeTold
from onsite.config import EventFolder
from onsite.finance.models import Payment
from onsite.registration.models import CheckIn, Credential
from onsite.scanner.models import Scan
from onsite.units import rfc3339

QUIET = timedelta(
    hours=24
)  # an event in use is not wiped by itself: its clock or dates may be wrong


def backups_told(session: Session, folder: EventFolder, *, now: datetime) -> BackupsTold:
    """Tell of the last backups, the retention date, and the last wipe."""
    settings, state = folder.settings(), backups.newest(folder)
    newest = state.newest.at if state else None
    place = settings.backup_to
    return {
        "newest_at": rfc3339(newest) if newest else None,
        "ways": [_last(way, last) for way, last in state.ways.items()] if state else [],
        "kept": len(of_event(folder.backups)),
        "place": str(folder.backups.absolute()),
        "backup_to": str(further_folder(folder, place)) if place else None,
        "retention": retention_told(session, days=settings.retention_days, now=now),
        "wiped": _wiped(session),
        "elsewhere": [],
    }


def retention_told(session: Session, *, days: int, now: datetime) -> RetentionTold:
    """Tell when personal data goes, and what an over-due wipe waits for.

    Args:
        session: For reading.
        days: The setting ``retention_days``.
        now: When.

    Returns:
        ``waits_for``: ``quiet`` while the event is in use, ``person`` where its dates were past when it was
        made; None where nothing holds it up.
    """
    event = the_event(session)
    due_at = retention.due_at(event.ends_on, event.time_zone, days)
    return {
        "days": days,
        "on": retention.wiped_on(event.ends_on, days).isoformat(),
        "is_over": now >= due_at,
        "waits_for": _waits_for(session, due_at, now=now),
    }


def retention_words(told: RetentionTold, *, has_data: bool, path: Path) -> tuple[str, str]:
    """Say when personal data goes, and what to do; nothing to do while its time has not come."""
    wipe = f"Run: onsite wipe {shlex.quote(str(path))} --personal"
    if not has_data:
        return "Personal data is wiped; backups elsewhere are yours to delete.", ""
    if not told["is_over"]:
        return f"Personal data is wiped on {told['on']}, {told['days']} days after the event.", ""
    since = f"The event's retention date, {told['on']}, is past"
    if told["waits_for"] == "person":
        todo = f"{wipe}; or mend the event's dates, or retention_days in event.toml."
        return f"{since}, and was so when the event was made: nothing is wiped by itself.", todo
    if told["waits_for"] == "quiet":
        todo = "Look at the laptop's clock and the event's dates; raise retention_days to keep it."
        return f"{since}, but it is in use: it is wiped a day after the last act.", todo
    return f"{since}: an hour after the server's start personal data is wiped.", f"{wipe}."


def has_personal_data(session: Session) -> bool:
    """Tell whether there is anything to wipe: codes are the first to go, and everyone has one."""
    return session.scalar(select(Credential.id).limit(1)) is not None


def _waits_for(session: Session, due_at: datetime, *, now: datetime) -> str | None:
    made_at = session.scalar(select(func.min(Credential.issued_at)))
    if made_at is not None and made_at >= due_at:
        return "person"
    if any(at is not None and at > now - QUIET for at in _last_acts(session)):
        return "quiet"
    return None


def _last_acts(session: Session) -> list[datetime | None]:
    return [
        session.scalar(select(func.max(column)))
        for column in (CheckIn.at, Scan.recorded_at, Payment.at, StationRow.paired_at)
    ]


def _last(way: backups.Way, last: backups.Last) -> LastBackup:
    return {
        "way": way.value,
        "at": rfc3339(last.at) if last.at else None,
        "path": last.path,
        "size": last.size,
        "failed_at": rfc3339(last.failed_at) if last.failed_at else None,
        "why": last.why,
        "code": last.code,
    }


def _wiped(session: Session) -> WipeTold | None:
    row = session.scalar(select(Wipe).order_by(Wipe.at.desc()).limit(1))
    if row is None:
        return None
    return {
        "at": rfc3339(row.at),
        "operator": row.operator,
        "why": row.why,
        "removed": row.removed,
    }
