"""Columns and sheets that planners renamed or deleted since: what stood there stays, and they are told.

A column that is gone is no thousand emptied cells: planners empty a field by emptying its cells.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from onsite.planning.cells import as_text
from onsite.planning.checking import Readings
from onsite.planning.plan import Plan
from onsite.planning.problems import Problem, nearest
from onsite.planning.reading import derive_halls
from onsite.planning.records import find_headings
from onsite.planning.refresh_taking import fold
from onsite.planning.sources import SourceSheet, place
from onsite.planning.tables import (
    BUDGET,
    CATEGORIES,
    CHECKPOINTS,
    DELEGATES,
    GUESTS,
    ITEMS,
    SESSIONS,
    STAFF,
    ZONES,
    Table,
)

_KEYS: tuple[tuple[Table, str], ...] = (
    (CATEGORIES, "code"),
    (ZONES, "code"),
    (CHECKPOINTS, "code"),
    (SESSIONS, "code"),
    (ITEMS, "code"),
    (DELEGATES, "reg_no"),
    (GUESTS, "reg_no"),
    (STAFF, "name"),
    (BUDGET, "name"),
)
_OURS = "source"  # a sync brings this column back by itself
_STAYS = "nothing of it is taken in; empty its cells to empty it"


def keep_missing(
    plan: Plan, readings: Readings, *, base: Plan, as_it_came: Readings
) -> tuple[Plan, list[Problem]]:
    """Fill in from the plan as it came what has no column or no sheet any more.

    Args:
        plan: The plan as it is, and what it was read from.
        readings: Its sheets.
        base: The plan as it came, or as it was taken in last.
        as_it_came: Its sheets.

    Returns:
        The plan completed, and a warning for each column and sheet that is gone.
    """
    warnings: list[Problem] = []
    rows: dict[str, Any] = {}
    for table, key in _KEYS:
        before, after = as_it_came[table.csv], readings[table.csv]
        if before.sheet is None:
            continue
        if after.sheet is None:
            rows[table.csv] = getattr(base, table.csv)
            warnings.append(_sheet_gone(table))
        elif missing := before.columns.keys() - after.columns.keys():
            rows[table.csv] = _filled(table, key, missing, base, plan)
            warnings += _columns_gone(table, after.sheet, missing)
    plan = replace(plan, **rows)
    return replace(plan, halls=derive_halls(plan.checkpoints, plan.sessions)), warnings


def _filled(table: Table, key: str, missing: set[str], base: Plan, plan: Plan) -> tuple[Any, ...]:
    before = {fold(getattr(row, key)): row for row in getattr(base, table.csv)}
    return tuple(
        replace(row, **_values(before[fold(getattr(row, key))], missing))
        if fold(getattr(row, key)) in before
        else row
        for row in getattr(plan, table.csv)
    )


def _values(row: Any, missing: set[str]) -> Mapping[str, Any]:
    values = {name: getattr(row, name) for name in missing}
    if "due_fen" in values:
        if row.is_due_by_category:
            del values["due_fen"]  # what the category costs now
        else:
            values["is_due_by_category"] = False
    return values


def _columns_gone(table: Table, sheet: SourceSheet, missing: set[str]) -> Iterator[Problem]:
    rows = list(sheet.rows())
    at, columns = find_headings(table, rows)
    known = set(columns.values())
    others = [as_text(cell) for number, cell in enumerate(rows[at]) if cell and number not in known]
    for column in table.columns:
        if column.field in missing and column.field != _OURS:
            hint = nearest(column.chinese, others)
            yield Problem(
                place(sheet, at + 1, len(rows[at]) + 1),
                f"the column {column.label} is gone",
                f"{_STAYS}; {hint}" if hint else _STAYS,
            )


def _sheet_gone(table: Table) -> Problem:
    return Problem(
        f"{table.chinese}!A1",
        f"the sheet {table.label} is gone or empty",
        "nothing of it is taken in; keep its headings and delete its rows to take them off",
    )
