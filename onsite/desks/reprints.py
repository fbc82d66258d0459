"""Printing the badge of someone whose badge was put right, in the same step."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from onsite.asking import Asking
from onsite.badges.service import reprint_badge
from onsite.registration.models import Delegate
from onsite.wording import word


@dataclass(frozen=True)
class Reprint:
    """The job of the new badge, and what is worth a note."""

    job: str | None = None
    notes: tuple[str, ...] = ()


def reprint(
    session: Session, row: Delegate, *, wanted: bool, reason: str, asking: Asking
) -> Reprint:
    """Queue a person's badge as she is now.

    Nobody gets one who would be refused at check-in; a note says so.
    """
    if not wanted:
        return Reprint()
    job = reprint_badge(session, row.reg_no, reason=reason, asking=asking)
    if job is None:
        return Reprint(notes=(word("note.not_released", asking.language),))
    note = () if job.has_printer else (word("note.no_printer", asking.language),)
    return Reprint(job.id, note)
