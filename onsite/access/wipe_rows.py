"""The rows of wipes of personal data: who, when, why, and how much of what went.

They stand here and not in `onsite.archiving`, which does it, because every room may ask whether it was done.
"""

from datetime import datetime

from sqlalchemy import JSON, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from onsite.db import Base
from onsite.errors import OnsiteError
from onsite.once import Fact


class Wipe(Fact, Base):
    """Personal data went for good; its counts are how many of each kind there were."""

    __tablename__ = "wipes"

    why: Mapped[str]  # told: by a person; retention: its date had come
    removed: Mapped[dict[str, int]] = mapped_column(JSON)


def wiped_at(session: Session) -> datetime | None:
    """Tell when personal data was wiped last; None when it never was."""
    return session.scalar(select(Wipe.at).order_by(Wipe.at.desc()).limit(1))


def refuse_if_wiped(session: Session) -> None:
    """Refuse what matches people with the planners' workbook, once nobody's data is left.

    Raises:
        OnsiteError: ``wiped`` (409).
    """
    at = wiped_at(session)
    if at is not None:
        raise OnsiteError(
            "wiped",
            f"Personal data of this event was wiped on {at:%Y-%m-%d}: nobody can be matched with the "
            "planners' workbook any more. Counts are at control and in onsite report.",
            status=409,
        )
