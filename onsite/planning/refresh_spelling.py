"""Codes that planners wrote otherwise since: rows refer to each other by them, so they stay as they were."""

from typing import Any

from sqlalchemy import select

from onsite.planning.problems import Problem, quoted
from onsite.planning.refresh_taking import Taking, fold
from onsite.planning.tables import CATEGORIES, CHECKPOINTS, DELEGATES, ITEMS, SESSIONS, ZONES, Table
from onsite.registration.models import Category, Delegate, Item, ProgrammeSession, Zone
from onsite.scanner.models import CheckpointRow

_KEYS: tuple[tuple[Table, Any, str], ...] = (
    (ZONES, Zone.code, "code"),
    (CATEGORIES, Category.code, "code"),
    (CHECKPOINTS, CheckpointRow.code, "code"),
    (SESSIONS, ProgrammeSession.code, "code"),
    (ITEMS, Item.code, "code"),
    (DELEGATES, Delegate.reg_no, "reg_no"),
)


def misspelt(taking: Taking) -> list[Problem]:
    """Find codes and numbers that differ from the event's by capital and small letters alone."""
    found: list[Problem] = []
    for table, column, key in _KEYS:
        held = {fold(code): code for code in taking.session.scalars(select(column))}
        for row in getattr(taking.plan, table.csv):
            code = getattr(row, key)
            known = held.get(fold(code), code)
            if known != code:
                sheet, cell = taking.reading.place(table, row.row, key)
                found.append(
                    Problem(f"{sheet}!{cell}", f"{quoted(code)} was {quoted(known)}", "keep it")
                )
    return found
