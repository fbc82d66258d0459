"""The way in: a workbook or a CSV package becomes a `Plan`, or all its problems at once."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from onsite.planning import plan as plans
from onsite.planning.cells import Parse
from onsite.planning.checking import Readings, check
from onsite.planning.problems import Problem, Unreadable, nearest
from onsite.planning.records import Record, Report, TableReading, read_key_values, read_table
from onsite.planning.sources import SourceSheet, place, read_sources
from onsite.planning.tables import (
    DELEGATES,
    EVENT,
    TABLES,
    Column,
    Kind,
    Table,
    heading_key,
)
from onsite.planning.vocabulary import DEFAULT_TIME_ZONE, parser_of

_Row = TypeVar("_Row")
_DOOR_WORDS = re.compile(
    r"\s*(入口|出口|进口|进出口|通道|\b(entrance|entry|exit|door|in|out))\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PlanReading:
    """What came of reading a plan.

    Attributes:
        plan: The plan, or None when there is any error.
        errors: What must be corrected.
        warnings: What was read, but someone should look at.
        readings: The sheets it came from: they know where each field stands.
    """

    plan: plans.Plan | None
    errors: list[Problem]
    warnings: list[Problem]
    readings: Readings = field(default_factory=dict)

    def place(self, table: Table, row: int, name: str) -> tuple[str, str]:
        """Name the sheet and the cell of a field, e.g. ``代表名单`` and ``F17``."""
        sheet, _, cell = self.readings[table.csv].place({"row": row}, name).rpartition("!")
        return sheet, cell


def read_plan(path: Path, *, tables: Sequence[Table] = TABLES) -> PlanReading:
    """Read and check a planning workbook (.xlsx) or a folder with a `datapackage.json`.

    Never raises for what a planner may have typed; every problem of every sheet is in the answer.
    """
    report = Report()
    try:
        sheets, problems = read_sources(path)
    except Unreadable as unreadable:
        return PlanReading(None, [unreadable.problem], [])
    report.errors.extend(problems)
    found = _match_sheets(sheets, path, report)
    readings = _read_tables(found, tables, report)
    check(readings, report)
    plan = None if report.errors else _plan(readings)
    return PlanReading(plan, report.errors, report.warnings, readings)


def read_kept_plan(path: Path) -> PlanReading:
    """Read the copy of a plan that an event keeps: its ID numbers are gone, and need not be there."""
    return read_plan(path, tables=[_without_ids(table) for table in TABLES])


def _without_ids(table: Table) -> Table:
    if table is not DELEGATES:
        return table
    columns = (
        replace(column, is_needed=column.kind is not Kind.ID_NUMBER) for column in table.columns
    )
    return replace(table, columns=tuple(columns))


def match_table(names: Iterable[str]) -> Table | None:
    """Find which table a sheet of these names is, if it is one of ours."""
    keys = {heading_key(name) for name in names}
    for table in TABLES:
        if keys & {heading_key(name) for name in (table.chinese, table.english, table.csv)}:
            return table
    return None


def _match_sheets(
    sheets: Sequence[SourceSheet], path: Path, report: Report
) -> dict[str, SourceSheet]:
    found: dict[str, SourceSheet] = {}
    others: list[str] = []
    for sheet in sheets:
        table = match_table(sheet.names)
        if table is None:
            others.append(sheet.names[0])
        elif table.csv in found:
            report.error(
                place(sheet, 1, 1),
                f"a second sheet {table.label}, besides {found[table.csv].label}",
                "put both into one, or rename this one",
            )
        else:
            found[table.csv] = sheet
    for table in TABLES:
        if table.is_required and table.csv not in found:
            hint = nearest(table.chinese, others)
            report.error(
                f"{table.chinese}!A1",
                f"{path.name} has no sheet {table.label}",
                hint or "add it with its headings",
            )
    return found


def _read_tables(
    found: dict[str, SourceSheet], tables: Sequence[Table], report: Report
) -> Readings:
    readings: Readings = {}
    event: Record = {}
    for table in tables:
        sheet = found.get(table.csv)
        if sheet is None:
            readings[table.csv] = TableReading(table)
            continue
        read = read_key_values if table.is_key_value else read_table
        readings[table.csv] = read(table, sheet=sheet, parser_of=_parsers(event), report=report)
        if table.csv == EVENT.csv:
            event = next(iter(readings[table.csv].records), {})
    return readings


def _parsers(event: Record) -> Callable[[Column], Parse]:
    # A broken row of 会议 is reported there; the rest is read as if it were in China.
    zone = ZoneInfo(event.get("time_zone") or DEFAULT_TIME_ZONE)
    return lambda column: parser_of(column, zone=zone, day=_day_of(column, event))


def _day_of(column: Column, event: Record) -> date | None:
    """Tell the day a bare time is on: zones open on the first and close on the last."""
    first: date | None = event.get("starts_on")
    last: date | None = event.get("ends_on")
    days = {"opens_at": first, "closes_at": last}
    return days.get(column.csv, first if first == last else None)


def _plan(readings: Readings) -> plans.Plan:
    event = readings["event"].records[0]
    checkpoints = _rows(plans.Checkpoint, readings["checkpoints"])
    sessions = _rows(plans.Session, readings["sessions"])
    fees = {record["code"]: record["fee_fen"] for record in readings["categories"].records}
    for record in readings["delegates"].records:
        record["is_due_by_category"] = record["due_fen"] is None
        if record["is_due_by_category"]:
            record["due_fen"] = fees[record["category"]]
        record["paid_fen"] = record["paid_fen"] or 0
    return plans.Plan(
        event=_event_facts(event),
        categories=_rows(plans.Category, readings["categories"]),
        zones=_rows(plans.Zone, readings["zones"]),
        checkpoints=checkpoints,
        halls=derive_halls(checkpoints, sessions),
        sessions=sessions,
        items=_rows(plans.Item, readings["items"]),
        delegates=_rows(plans.Delegate, readings["delegates"]),
        guests=_rows(plans.Guest, readings["guests"]),
        staff=_rows(plans.StaffMember, readings["staff"]),
        budget=_rows(plans.BudgetLine, readings["budget"]),
        workflow=_rows(plans.WorkflowItem, readings["workflow"]),
    )


def derive_halls(
    checkpoints: Sequence[plans.Checkpoint], sessions: Sequence[plans.Session]
) -> tuple[plans.Hall, ...]:
    """Name the halls: those behind checkpoints, and those sessions name where there are none."""
    halls: dict[str, plans.Hall] = {}
    # An entrance names its hall better than an exit does.
    doors = sorted(checkpoints, key=lambda one: one.direction == "out")
    for code in dict.fromkeys(checkpoint.hall for checkpoint in checkpoints):
        own = [door for door in doors if door.hall == code]
        names_en = [_DOOR_WORDS.sub("", door.name_en) for door in own]
        halls[code] = plans.Hall(
            code,
            _DOOR_WORDS.sub("", own[0].name) or code,
            next((name for name in names_en if name.isascii()), names_en[0]),
            next((door.capacity for door in own if door.capacity is not None), None),
        )
    for session in sessions:
        if session.hall and session.hall not in halls:
            halls[session.hall] = plans.Hall(session.hall, session.hall, "", None)
    return tuple(halls.values())


def _event_facts(record: Record) -> plans.EventFacts:
    facts = {name: value for name, value in record.items() if name != "row"}
    facts["time_zone"] = facts["time_zone"] or DEFAULT_TIME_ZONE
    facts["currency"] = facts["currency"] or "CNY"
    return plans.EventFacts(**facts)


def _rows(shape: type[_Row], reading: TableReading) -> tuple[_Row, ...]:
    return tuple(shape(**record) for record in reading.records)
