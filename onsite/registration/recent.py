"""Whom a station served last, for its page after a reload. What the whole day brought is the trail's."""

from typing import TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.registration.models import CheckIn, CheckInUndo, Delegate

SHOWN = 5
LOOKED_AT = 50  # attempts, among which one person may have several


class RecentCheckIn(TypedDict):
    """The last answer this station gave about a person."""

    reg_no: str
    name: str
    outcome: str
    reason: str | None


class RecentCheckIns(TypedDict):
    """Whom this station served last, the newest first, each once."""

    check_ins: list[RecentCheckIn]


def recent_check_ins(session: Session, *, station: str) -> RecentCheckIns:
    """List the last five people a station answered about; a check-in that was undone is left out."""
    rows = session.execute(
        select(CheckIn.outcome, CheckIn.reason, Delegate.reg_no, Delegate.name)
        .join(Delegate, Delegate.id == CheckIn.delegate_id)
        .outerjoin(CheckInUndo, CheckInUndo.check_in_id == CheckIn.id)
        .where(CheckIn.station == station, CheckInUndo.id.is_(None))
        .order_by(CheckIn.at.desc(), CheckIn.id)
        .limit(LOOKED_AT)
    )
    newest: dict[str, RecentCheckIn] = {}
    for outcome, reason, reg_no, name in rows:
        newest.setdefault(
            reg_no, {"reg_no": reg_no, "name": name, "outcome": outcome, "reason": reason}
        )
    return {"check_ins": list(newest.values())[:SHOWN]}
