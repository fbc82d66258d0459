"""Sending a person to a supervisor: nobody checks her in until it is cleared."""

from sqlalchemy.orm import Session

from onsite import events
from onsite.asking import need_reason
from onsite.errors import OnsiteError
from onsite.events import Changed
from onsite.once import Asked, once
from onsite.registration import queries
from onsite.registration.bodies import EscalationBody
from onsite.registration.note_rows import Escalation
from onsite.registration.shapes import OpenEscalation
from onsite.registration.standings import must_not_be_merged
from onsite.units import rfc3339
from onsite.web import check_right


@once(Escalation)
def escalate(session: Session, body: EscalationBody, asking: Asked) -> bytes:
    """Block a person's check-in until a supervisor clears it. Events: `Changed`.

    Raises:
        OnsiteError: ``right_missing`` (403) when who clears may not; ``already_escalated`` (409),
            ``not_escalated`` (409), ``merged`` (409), ``reason_needed``, ``unknown_registration``,
            ``id_reused``.
    """
    if body.cleared:
        check_right(asking.principal, "override")
    need_reason(body.reason)
    row = queries.held_delegate(session, body.reg_no, field="reg_no")
    must_not_be_merged(session, row)
    if row.is_escalated != body.cleared:
        raise OnsiteError(
            "not_escalated" if body.cleared else "already_escalated",
            f"{row.reg_no} {'does not wait' if body.cleared else 'waits already'} for a supervisor.",
            status=409,
            field="reg_no",
        )
    answer = asking.keep(
        {"reg_no": row.reg_no, "cleared": body.cleared},
        delegate_id=row.id,
        is_cleared=body.cleared,
        reason=body.reason,
    )
    row.is_escalated = not body.cleared
    session.flush()
    events.record(session, Changed("escalations", str(body.escalation_id)))
    return answer


def open_escalations(session: Session, *, shows_persons: bool) -> list[OpenEscalation]:
    """List who waits for a supervisor, the longest wait first; without persons only that someone does."""
    waiting = [
        (row, delegate)
        for delegate in queries.escalated(session)
        if (row := queries.open_escalation(session, delegate.id))
    ]
    return [
        {
            "reg_no": delegate.reg_no if shows_persons else None,
            "name": delegate.name if shows_persons else None,
            "organisation": delegate.organisation if shows_persons else "",
            "category": delegate.category if shows_persons else None,
            "reason": row.reason if shows_persons else "",
            "at": rfc3339(row.at),
            "station": row.station,
            "operator": row.operator,
        }
        for row, delegate in sorted(waiting, key=lambda pair: pair[0].at)
    ]
