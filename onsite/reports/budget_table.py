"""预算执行: the plan beside what really happened, a budget line a row. How it is counted: `budget`."""

from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.reports.budget import actuals
from onsite.reports.table import Column, Kind, Table, in_currency

COLUMNS = (
    Column("项目", "Line"),
    Column("计数依据", "Counted by"),
    Column("预计人数", "Planned", Kind.NUMBER),
    Column("实际人数", "Actual", Kind.WHOLE),
    Column("预计金额(元)", "Planned amount (CNY)", Kind.MONEY),
    Column("实际金额(元)", "Actual amount (CNY)", Kind.MONEY),
    Column("超出比例", "Over the plan", Kind.SHARE),
)


def budget_table(session: Session) -> Table:
    """List the budget lines that the event can count, in the planners' order."""
    return Table(
        name="budget",
        chinese="预算执行",
        english="Budget",
        columns=in_currency(COLUMNS, the_event(session).currency),
        rows=[
            (
                one.line,
                one.counted_by,
                one.planned_count,
                one.actual_count,
                one.planned_fen,
                one.actual_fen,
                one.over_share,
            )
            for one in actuals(session)
        ],
    )
