"""Drawers that hold more than they should, and budget lines that run over."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.access.queries import station_name
from onsite.alerts.noticed import Noticed
from onsite.finance import queries
from onsite.finance.models import OpenDrawer
from onsite.finance.rules import DRAWER
from onsite.reports.budget import actuals

STEPS = (15, 10, 5)  # percent over the plan, the worst first


def full_drawers(session: Session, now: datetime) -> Iterator[Noticed]:  # noqa: ARG001 - a watcher
    """Notice every open drawer over the limit; by how much is told nowhere before it is counted."""
    limit = queries.policy(session).drawer_limit_fen
    if limit is None:
        return
    for row in session.scalars(select(OpenDrawer)):
        if queries.balance(session, f"{DRAWER}{row.cash_session_id}") > limit:
            yield Noticed(
                key=f"drawer_over:{row.cash_session_id}",
                kind="drawer_over",
                facts={
                    "station": station_name(session, row.drawer),
                    "cashier": row.cashier,
                    "limit_fen": limit,
                },
            )


def budget_overruns(session: Session, now: datetime) -> Iterator[Noticed]:  # noqa: ARG001 - a watcher
    """Notice every budget line over its plan, by the highest step it has passed."""
    for row in actuals(session):
        over = row.over_share or 0.0
        step = next((step for step in STEPS if over * 100 >= step - 1e-9), None)
        if step is not None:
            yield Noticed(
                key=f"budget_over_{step}:{row.line}",
                kind=f"budget_over_{step}",
                facts={
                    "line": row.line,
                    "percent": round(over * 100),
                    "count": row.actual_count,
                    "planned": row.planned_count,
                    "actual_fen": row.actual_fen,
                    "planned_fen": row.planned_fen,
                },
            )
