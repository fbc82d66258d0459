"""Rows of the calls to people who have not come: what was said, and who is calling whom just now."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from onsite.db import Base, Instant
from onsite.once import Fact


class NoShowCall(Fact, Base):
    """One answered word about a call, refused ones too; a person's latest that was taken holds."""

    __tablename__ = "no_show_calls"

    delegate_id: Mapped[int] = mapped_column(ForeignKey("delegates.id"), index=True)
    turn: Mapped[int]  # the how many-th of her: two may be of one instant
    outcome: Mapped[str]
    coming_at: Mapped[datetime | None] = mapped_column(Instant)
    note: Mapped[str]
    reason: Mapped[str | None]  # why it was not taken; None: it was


class NoShowClaim(Base):
    """A desk that calls someone just now: one a person, which ends by itself."""

    __tablename__ = "no_show_claims"

    delegate_id: Mapped[int] = mapped_column(ForeignKey("delegates.id"), primary_key=True)
    station: Mapped[str]
    operator: Mapped[str | None]
    ends_at: Mapped[datetime] = mapped_column(Instant)
