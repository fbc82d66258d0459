"""Cancelling a registration at a desk, and taking it up again."""

from sqlalchemy.orm import Session

from onsite.asking import need_reason
from onsite.errors import OnsiteError
from onsite.once import Asked, once
from onsite.registration import queries
from onsite.registration.bodies import CancellationBody
from onsite.registration.correction_rows import Cancellation
from onsite.registration.counting import count
from onsite.registration.models import Delegate
from onsite.registration.standings import must_not_be_here, must_not_be_merged


@once(Cancellation)
def cancel(session: Session, body: CancellationBody, asking: Asked) -> bytes:
    """Cancel a registration, or take it up again; counts follow, money stays where it is.

    Raises:
        OnsiteError: ``checked_in`` (409), ``already_cancelled`` (409), ``not_cancelled`` (409),
            ``merged`` (409), ``reason_needed``, ``unknown_registration``, ``id_reused``.
    """
    need_reason(body.reason)
    row = queries.held_delegate(session, body.reg_no, field="reg_no")
    must_not_be_merged(session, row)
    if body.cancelled:
        must_not_be_here(session, row)
    if row.is_cancelled == body.cancelled:
        raise OnsiteError(
            "already_cancelled" if body.cancelled else "not_cancelled",
            f"{row.reg_no} is {'cancelled already' if body.cancelled else 'not cancelled'}; "
            "there is nothing to do.",
            status=409,
            field="reg_no",
        )
    answer = asking.keep(
        {"reg_no": row.reg_no, "cancelled": body.cancelled},
        delegate_id=row.id,
        is_cancelled=body.cancelled,
        reason=body.reason,
    )
    expect(session, row, is_expected=not body.cancelled)
    return answer


def expect(session: Session, row: Delegate, *, is_expected: bool) -> None:
    """Count a person among those who are expected, or no longer."""
    row.is_cancelled = not is_expected
    change = 1 if is_expected else -1
    is_guest = queries.guest(session, row.id) is not None
    count(session, row.category, registered=change, guests_registered=change * int(is_guest))
    session.flush()
