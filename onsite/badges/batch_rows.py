"""Rows of badges printed before anyone stands there: a batch, and what was done with it since.

Its badges are print jobs that name their batch, their position in it and their box.
"""

from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from onsite.db import Base
from onsite.once import Fact


class PrintBatch(Fact, Base):
    """Many badges asked for at once, in an order; who was left out, and why."""

    __tablename__ = "print_batches"

    title: Mapped[str]
    sort: Mapped[str]  # batch_order.Sort
    separators: Mapped[str]  # batch_order.Separators
    box_size: Mapped[int | None]  # badges a box; None: no boxes
    printer: Mapped[str | None]  # the only one they were asked for on; None: whichever serves all
    asked_for: Mapped[dict[str, Any]] = mapped_column(JSON)  # batches.Wanted
    count: Mapped[int]  # badges
    box_count: Mapped[int]
    separator_count: Mapped[int]
    skipped: Mapped[list[list[str]]] = mapped_column(JSON)  # pairs of reg_no and reason
    reason: Mapped[str]  # why those who have a badge get another one


class PrintBatchAct(Fact, Base):
    """A person's word about a batch: paused, resumed, cancelled, moved, positions printed again."""

    __tablename__ = "print_batch_acts"

    batch_id: Mapped[str] = mapped_column(ForeignKey("print_batches.id"), index=True)
    action: Mapped[str]
    from_position: Mapped[int | None]
    to_position: Mapped[int | None]
    printer: Mapped[str | None]
    reason: Mapped[str]
    count: Mapped[int]  # jobs it concerned
