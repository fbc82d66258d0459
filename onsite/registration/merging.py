"""Making two registrations of one person one; what other rooms know of her follows in `onsite.desks`."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from onsite.errors import OnsiteError
from onsite.registration import persons, queries
from onsite.registration.cancellations import expect
from onsite.registration.counting import count
from onsite.registration.models import Arrival, Credential, Delegate, Guest
from onsite.registration.standings import must_be_registered, must_not_be_merged


def refuse_merge(session: Session, *, keep: Delegate, gone: Delegate) -> None:
    """Refuse to merge what is not one person at one place.

    Raises:
        OnsiteError: ``same_registration``; ``merged``, ``cancelled``, ``both_checked_in`` and
            ``gone_is_stopped`` (all 409).
    """
    if keep.id == gone.id:
        raise OnsiteError(
            "same_registration", "Both are the same number; choose the other one.", field="gone"
        )
    must_be_registered(session, keep, field="keep")
    must_not_be_merged(session, gone, field="gone")
    if all(queries.check_in_of(session, row.id) is not None for row in (keep, gone)):
        raise OnsiteError(
            "both_checked_in",
            f"{keep.reg_no} and {gone.reg_no} are both checked in, so they may be two people; "
            "undo the check-in of one first.",
            status=409,
            field="gone",
        )
    stopped = persons.person_by_reg_no(session, gone.reg_no)
    if stopped and (stopped.standing.is_blocked or stopped.standing.is_escalated):
        raise OnsiteError(
            "gone_is_stopped",
            f"{gone.reg_no} is blocked or waits for a supervisor; settle that first.",
            status=409,
            field="gone",
        )


def merge(session: Session, *, keep: Delegate, gone: Delegate) -> int:
    """Let one registration go up in another: codes, arrival, what was paid, the place as a guest.

    Returns:
        What had been paid before the event under the one that goes, in fen; it counts for the other.
    """
    session.execute(
        update(Credential).where(Credential.delegate_id == gone.id).values(delegate_id=keep.id)
    )
    _move_arrival(session, keep=keep, gone=gone)
    if not gone.is_cancelled:
        expect(session, gone, is_expected=False)
    _move_guest(session, keep=keep, gone=gone)
    paid_fen, gone.paid_fen = gone.paid_fen, 0
    keep.paid_fen += paid_fen
    gone.merged_into = keep.id
    session.flush()
    return paid_fen


def _move_arrival(session: Session, *, keep: Delegate, gone: Delegate) -> None:
    if queries.check_in_of(session, gone.id) is None:
        return
    session.execute(
        update(Arrival).where(Arrival.delegate_id == gone.id).values(delegate_id=keep.id)
    )
    for row, change in ((gone, -1), (keep, 1)):
        is_guest = queries.guest(session, row.id) is not None
        count(session, row.category, checked_in=change, guests_checked_in=change * int(is_guest))


def _move_guest(session: Session, *, keep: Delegate, gone: Delegate) -> None:
    """A guest stays one, under whichever number she was found."""
    if queries.guest(session, gone.id) is None or queries.guest(session, keep.id) is not None:
        return
    session.execute(update(Guest).where(Guest.delegate_id == gone.id).values(delegate_id=keep.id))
    session.expire_all()
    is_here = queries.check_in_of(session, keep.id) is not None
    count(session, keep.category, guests_registered=1, guests_checked_in=int(is_here))
