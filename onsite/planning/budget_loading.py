"""The plan's budget becomes rows: at `init`, and whenever planners send another one."""

from collections.abc import Sequence

from sqlalchemy import delete
from sqlalchemy.orm import Session

from onsite.planning.plan import BudgetLine as PlannedLine
from onsite.reports.budget_rows import BudgetLine


def load_budget(session: Session, lines: Sequence[PlannedLine]) -> None:
    """Let these lines be the budget, in their order, instead of what was."""
    session.execute(delete(BudgetLine))
    session.add_all(
        BudgetLine(
            position=position,
            name=line.name,
            planned_count=None if line.planned_count is None else float(line.planned_count),
            unit_price_fen=line.unit_price_fen,
            amount_fen=line.amount_fen,
            counted_by=line.counted_by.replace(" ", ""),
        )
        for position, line in enumerate(lines)
    )
