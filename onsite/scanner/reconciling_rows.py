"""Rows of reconciliation: what a person decided about a conflict, once."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from onsite.db import Base
from onsite.once import Fact


class ConflictResolution(Fact, Base):
    """A named person's word on a conflict; whoever comes second is told of it."""

    __tablename__ = "conflict_resolutions"

    conflict_id: Mapped[str] = mapped_column(ForeignKey("conflicts.id"), unique=True)
    decision: Mapped[str]  # stands, count_in, count_out
    note: Mapped[str]
