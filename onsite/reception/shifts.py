"""Shifts of staff and volunteers: who belongs to which, who has come, who has left."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from onsite.access.models import OperatorRow
from onsite.access.queries import operator, operators
from onsite.errors import OnsiteError
from onsite.once import Asked, once
from onsite.reception.bodies import ShiftSignInBody
from onsite.reception.models import ShiftSignIn
from onsite.reception.shapes import Shifts, StaffShape
from onsite.reception.words import venue_zone
from onsite.scanner.stays import local_day
from onsite.units import rfc3339


@once(ShiftSignIn)
def sign_in(session: Session, body: ShiftSignInBody, asking: Asked) -> bytes:
    """Note that a member of staff came to her shift, or left it; each day begins anew.

    Raises:
        OnsiteError: ``unknown_operator`` 404, ``on_shift_already`` 409, ``not_on_shift`` 409,
            ``id_reused``.
    """
    row = operator(session, body.staff.strip())
    day = _day(session, asking.now)
    turns = session.scalar(
        select(func.count()).where(ShiftSignIn.staff == row.name, ShiftSignIn.day == day)
    )
    turn = (turns or 0) + 1
    is_coming = body.direction == "in"
    if is_coming != bool(turn % 2):
        raise OnsiteError(
            "on_shift_already" if is_coming else "not_on_shift",
            f"{row.name} has signed in already today."
            if is_coming
            else f"{row.name} has not signed in today; let her sign in first.",
            status=409,
            field="direction",
        )
    return asking.keep(
        {"staff": row.name, "direction": body.direction, "shift": row.shift},
        staff=row.name,
        shift=row.shift,
        direction=body.direction,
        day=day,
        turn=turn,
    )


def shifts(session: Session, *, now: datetime) -> Shifts:
    """List the staff by shift, and who is here today."""
    rows = session.scalars(
        select(ShiftSignIn).where(ShiftSignIn.day == _day(session, now)).order_by(ShiftSignIn.turn)
    )
    last = {row.staff: row for row in rows}
    by_shift: dict[str, list[StaffShape]] = defaultdict(list)
    for row in operators(session):
        by_shift[row.shift].append(_staff(row, last.get(row.name)))
    return {
        "shifts": [
            {
                "shift": shift,
                "staff": staff,
                "here": sum(one["state"] == "in" for one in staff),
            }
            for shift, staff in sorted(by_shift.items(), key=lambda item: (not item[0], item[0]))
        ]
    }


def _staff(row: OperatorRow, last: ShiftSignIn | None) -> StaffShape:
    return {
        "name": row.name,
        "roles": row.roles,
        "zone": row.zone,
        "shift": row.shift,
        "on_duty_at": row.on_duty_at,
        "state": last.direction if last else None,
        "at": rfc3339(last.at) if last else None,
    }


def _day(session: Session, at: datetime) -> str:
    return local_day(at, venue_zone(session)).isoformat()
