"""Printing the badge of someone whose badge was put right, in the same step."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from onsite.asking import Asking
from onsite.badges import queries as badges
from onsite.badges.rules import State
from onsite.badges.service import print_badge
from onsite.registration.models import Delegate
from onsite.registration.queries import person_by_reg_no
from onsite.registration.rules import decide_check_in
from onsite.wording import word

AFTER = timedelta(microseconds=1)  # a badge stands when it is younger than what killed the last one


@dataclass(frozen=True)
class Reprint:
    """The job of the new badge, and what is worth a note."""

    job: str | None = None
    notes: tuple[str, ...] = ()


def reprint(
    session: Session, row: Delegate, *, wanted: bool, reason: str, asking: Asking
) -> Reprint:
    """Queue a person's badge as she is now.

    A badge that still waits in the queue is drawn when its turn comes, so it is not printed twice.
    Nobody gets one who would be refused at check-in; a note says so.
    """
    if not wanted:
        return Reprint()
    person = person_by_reg_no(session, row.reg_no)
    if person is None or decide_check_in(person.standing)[1] is not None:
        return Reprint(notes=(word("note.not_released", asking.language),))
    waiting = badges.standing_badge_job(session, row.id)
    if waiting is not None and waiting.state == State.QUEUED:
        waiting.created_at = asking.now + AFTER
        return Reprint(waiting.id)
    job = print_badge(
        session,
        job_id=str(uuid.uuid4()),
        reg_no=row.reg_no,
        reason=reason,
        principal=asking.principal,
        now=asking.now + AFTER,
    )
    able = badges.printers_for(
        badges.printers(session), prints="badge", station=asking.station, wanted=None
    )
    return Reprint(job.id, () if able else (word("note.no_printer", asking.language),))
