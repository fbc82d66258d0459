"""Rows of the budget, as the planners' sheet 预算 has them; what they come to on the day is `budget`'s."""

from sqlalchemy.orm import Mapped, mapped_column

from onsite.db import Base


class BudgetLine(Base):
    """A line of the budget, in the planners' order."""

    __tablename__ = "budget_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    planned_count: Mapped[float | None]
    unit_price_fen: Mapped[int | None]
    amount_fen: Mapped[int | None]
    counted_by: Mapped[str]  # empty: nothing of the event counts it
