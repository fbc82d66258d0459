"""The tables of a plan in a database, read as texts.

Only tables and views that we know by name are read: the sheets, and those that a sync made.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, MetaData, Table, inspect, select
from sqlalchemy.sql.elements import KeyedColumnElement

from onsite.planning.cells import as_text
from onsite.planning.reading import match_table
from onsite.planning.tables import Kind, heading_key

BESIDE = "onsite_"  # before the name of a planners' table: our columns, where theirs takes none
NUMBER = "onsite_row"  # keeps the rows of our own tables in order
UNNAMED = "onsite_column_"  # a column of ours without a heading

# What a sync calls a sheet of ours in a CSV package, and what it calls it elsewhere.
SHEETS: Mapping[str, str] = {
    "attendance": "参会名单",
    "no-shows": "未到名单",
    "admissions": "入场统计",
    "signing": "签收表",
    "settlement": "结算表",
    "credits": "学分",
    "sync-conflicts": "同步冲突",
}
OURS = {
    heading_key(name): resource for resource, sheet in SHEETS.items() for name in (resource, sheet)
}


@dataclass(frozen=True, slots=True)
class Copied:
    """A table as it was copied.

    Attributes:
        resource: What the package calls it.
        rows: Its texts, without headings.
        found_by: The columns by which a row is found again.
        values: Each row's values as the database gave them, by column.
        beside: Our own columns, kept in a table of ours; their names.
        key: The column by which ours are joined to it; None when it has none.
        is_ours: A sync made it.
    """

    table: Table
    resource: str
    headings: list[str]
    rows: list[list[str]]
    found_by: list[str] = field(default_factory=list)
    values: Sequence[Mapping[str, Any]] = ()
    beside: tuple[str, ...] = ()
    key: str | None = None
    is_ours: bool = False


def copy_tables(connection: Connection) -> list[Copied]:
    """Read every table of the plan."""
    inspector = inspect(connection)
    names = [*inspector.get_table_names(), *inspector.get_view_names()]
    copied = []
    for name in names:
        if heading_key(name) in OURS:
            copied.append(_copy_ours(connection, name))
        elif match_table([name]) is not None:
            beside = f"{BESIDE}{name}" if f"{BESIDE}{name}" in names else None
            copied.append(_copy(connection, name, beside))
    return copied


def _copy(connection: Connection, name: str, beside: str | None) -> Copied:
    table = Table(name, MetaData(), autoload_with=connection)
    keys = [column.name for column in table.primary_key.columns]
    order: list[KeyedColumnElement[Any]] = [table.c[key] for key in keys]
    values = [dict(row) for row in connection.execute(select(table).order_by(*order)).mappings()]
    headings = [column.name for column in table.columns]
    rows = [[_text(row[heading]) for heading in headings] for row in values]
    key = _key_of(name, headings)
    ours: tuple[str, ...] = ()
    if beside and key:
        ours = _join(connection, beside, rows, headings, key)
    return Copied(
        table, name, [*headings, *ours], rows, keys or headings, values, beside=ours, key=key
    )


def _join(
    connection: Connection, beside: str, rows: list[list[str]], headings: list[str], key: str
) -> tuple[str, ...]:
    """Put our columns, kept in a table of ours, right of each row; gives their names."""
    table = Table(beside, MetaData(), autoload_with=connection)
    ours = tuple(column.name for column in table.columns if column.name != key)
    known = {
        _text(row[key]): [_text(row[name]) for name in ours]
        for row in connection.execute(select(table)).mappings()
    }
    at = headings.index(key)
    for number, row in enumerate(rows):
        rows[number] = row + known.get(row[at], [""] * len(ours))
    return ours


def _copy_ours(connection: Connection, name: str) -> Copied:
    table = Table(name, MetaData(), autoload_with=connection)
    resource = OURS[heading_key(name)]
    headings = [column.name for column in table.columns if column.name != NUMBER]
    ordered = select(table).order_by(table.c[NUMBER]) if NUMBER in table.c else select(table)
    rows = [
        [_text(row[heading]) for heading in headings]
        for row in connection.execute(ordered).mappings()
    ]
    shown = ["" if heading.startswith(UNNAMED) else heading for heading in headings]
    return Copied(table, resource, shown, rows, is_ours=NUMBER in table.c)


def _key_of(name: str, headings: Sequence[str]) -> str | None:
    """Find the column of a table's own code, e.g. 注册编号, or of the name that its rows go by."""
    known = match_table([name])
    columns = [one for one in known.columns if one.is_required] if known else []
    if not columns:
        return None
    column = next((one for one in columns if one.kind is Kind.KEY), columns[0])
    names = {heading_key(text) for text in (column.chinese, column.csv, *column.english)}
    return next((heading for heading in headings if heading_key(heading) in names), None)


def _text(value: Any) -> str:
    """Write a value as a CSV file has it."""
    if value is None:
        return ""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return as_text(value)
