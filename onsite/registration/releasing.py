"""When a badge may leave the printer: for whom check-in would not refuse."""

from datetime import timedelta

from sqlalchemy.orm import Session

from onsite.asking import Asking
from onsite.errors import OnsiteError
from onsite.registration import persons
from onsite.registration.models import Delegate
from onsite.registration.rules import decide_check_in
from onsite.registration.service import QueueBadge, QueuedJob
from onsite.units import yuan
from onsite.wording import word

IN_ORDER = timedelta(microseconds=1)  # jobs print by the time they were asked for


def refusal(session: Session, row: Delegate) -> str | None:
    """Say why a person may not have her badge, in a verdict's word; None when she may."""
    person = persons.person_by_reg_no(session, row.reg_no)
    return decide_check_in(person.standing)[1] if person else "unknown_credential"


def must_be_released(session: Session, row: Delegate) -> None:
    """Refuse a badge that opens doors to whom check-in would refuse: ``not_released`` (409)."""
    reason = refusal(session, row)
    if reason is not None:
        raise OnsiteError(
            "not_released",
            f"This person may not have a badge yet ({reason.replace('_', ' ')}); "
            "settle that first, or let a supervisor override it.",
            status=409,
            field="reg_no",
        )


def print_if_released(
    session: Session, row: Delegate, asking: Asking, queue_badge: QueueBadge, *, nth: int = 0
) -> QueuedJob | None:
    """Queue a badge, for whom check-in would not refuse; ``nth`` keeps those of a batch in order."""
    if refusal(session, row) is not None:
        return None
    at = asking.now + nth * IN_ORDER
    return queue_badge(session, reg_no=row.reg_no, principal=asking.principal, now=at)


def printing_notes(jobs: list[QueuedJob], *, owes_fen: int, asking: Asking) -> list[str]:
    """Say why badges wait: no printer takes them, or something is owed."""
    notes = []
    if any(not job.has_printer for job in jobs):
        notes.append(word("note.no_printer", asking.language))
    if owes_fen > 0:
        notes.append(word("note.owes", asking.language, amount=yuan(owes_fen)))
    return notes
