"""The budget against what really happened: how many, how much, and how far over the plan.

How a line is counted stands in `budget_counts`; the lines are loaded by `planning.budget_loading`.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.reports.budget_counts import FEES, Counted, count_by
from onsite.reports.budget_rows import BudgetLine


@dataclass(frozen=True, slots=True)
class Actual:
    """A budget line and what it comes to.

    Attributes:
        line: Its name, as the planners wrote it.
        planned_count: None where the plan names none; so for money.
        actual_fen: None where nothing prices the line.
        over_share: How far above the plan, by money or else by number: 0.05 is 5 %; below zero when
            under it. None where nothing was planned, and for what comes in: more fees are no alarm.
    """

    line: str
    counted_by: str
    planned_count: float | None
    planned_fen: int | None
    actual_count: int
    actual_fen: int | None
    over_share: float | None


def actuals(session: Session) -> list[Actual]:
    """Count every budget line that names a 计数依据 the event knows, in the planners' order."""
    counted: dict[str, Counted | None] = {}
    found = []
    for row in session.scalars(select(BudgetLine).order_by(BudgetLine.position)):
        if not row.counted_by:
            continue
        if row.counted_by not in counted:
            counted[row.counted_by] = count_by(session, row.counted_by)
        if count := counted[row.counted_by]:
            found.append(_actual(row, count))
    return found


def priced(
    counted: Counted, *, planned_count: float | None, unit_fen: int | None, amount_fen: int | None
) -> int | None:
    """Tell what a count costs: by its own money, the unit price, or the planned sum a head.

    Returns:
        Fen; None where nothing prices it.
    """
    if counted.fen is not None:
        return counted.fen
    if unit_fen is not None:
        return counted.count * unit_fen
    if amount_fen is not None and planned_count:
        return round(counted.count * amount_fen / planned_count)
    return None


def _actual(row: BudgetLine, counted: Counted) -> Actual:
    planned_fen = row.amount_fen
    if planned_fen is None and row.planned_count is not None and row.unit_price_fen is not None:
        planned_fen = round(row.planned_count * row.unit_price_fen)
    actual_fen = priced(
        counted,
        planned_count=row.planned_count,
        unit_fen=row.unit_price_fen,
        amount_fen=row.amount_fen,
    )
    over = _over(actual_fen, planned_fen)
    if over is None:
        over = _over(counted.count, row.planned_count)
    return Actual(
        line=row.name,
        counted_by=row.counted_by,
        planned_count=row.planned_count,
        planned_fen=planned_fen,
        actual_count=counted.count,
        actual_fen=actual_fen,
        over_share=None if row.counted_by.strip() == FEES else over,
    )


def _over(actual: float | None, planned: float | None) -> float | None:
    return None if actual is None or not planned else actual / planned - 1
