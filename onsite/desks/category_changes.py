"""Another category, with what it costs more or less, and the badge printed again."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.asking import need_reason
from onsite.desks.reprints import reprint
from onsite.finance import service as finance
from onsite.once import Asked, once
from onsite.registration import category_changes, queries
from onsite.registration.bodies import CategoryChangeBody
from onsite.registration.correction_rows import CategoryChange
from onsite.registration.models import Category, Delegate
from onsite.registration.standings import must_be_registered


@once(CategoryChange)
def change_category(session: Session, body: CategoryChangeBody, asking: Asked) -> bytes:
    """Move a person to another category; counts follow, and the difference is charged.

    Raises:
        OnsiteError: ``unknown_category``, ``same_category``, ``cancelled`` (409), ``merged`` (409),
            ``reason_needed``, ``unknown_registration``, ``id_reused``.
    """
    need_reason(body.reason)
    row = queries.held_delegate(session, body.reg_no, field="reg_no")
    must_be_registered(session, row)
    category = category_changes.other_category(session, row, body.category)
    left = session.get_one(Category, row.category)
    difference = _difference(session, row, left, category, asking.now)
    category_changes.move_to(session, row, category)
    if difference:
        finance.charge(
            session,
            row.id,
            kind="difference",
            amount_fen=difference,
            reason=f"{left.code} → {category.code}: {body.reason}",
            asking=asking,
            fact_id=str(body.category_change_id),
        )
    printed = reprint(session, row, wanted=body.print, reason=body.reason, asking=asking)
    return asking.keep(
        {
            "reg_no": row.reg_no,
            "difference_fen": difference,
            "owes_fen": max(0, row.balance_fen),
            "print_job": printed.job,
            "notes": printed.notes,
        },
        delegate_id=row.id,
        before=left.code,
        after=category.code,
        difference_fen=difference,
        reason=body.reason,
    )


def _difference(
    session: Session, row: Delegate, left: Category, to: Category, now: datetime
) -> int:
    """Tell what the new category costs more: as planned for the planned, as of today for walk-ins.

    Nobody gets more back than she was ever to pay: who was invited for nothing owes nothing less.
    """
    more = to.fee_fen - left.fee_fen
    if row.is_walk_in:
        today = now.astimezone(ZoneInfo(the_event(session).time_zone)).date()
        more = finance.price(session, to.code, today) - finance.price(session, left.code, today)
    return max(more, -(row.due_fen + row.charged_fen))
