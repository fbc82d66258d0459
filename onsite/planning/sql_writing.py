"""What a sync changed in the copy of a database, written back in the caller's transaction.

Columns of ours are added to the planners' tables; where that is not allowed they go into a table of ours
beside it (`onsite_NAME`). Sheets of ours are tables of ours. A row that someone changed since it was
copied is never overwritten.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    Table,
    Text,
    and_,
    delete,
    insert,
    inspect,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateColumn
from sqlalchemy.sql.elements import ColumnElement

from onsite.errors import OnsiteError
from onsite.planning.cells import as_text
from onsite.planning.sql_reading import BESIDE, NUMBER, OURS, SHEETS, UNNAMED, Copied

Rows = list[list[str]]
_CHINESE = re.compile("[\u4e00-\u9fff]")


def write_changes(
    connection: Connection,
    copied: Sequence[Copied],
    sheets: Mapping[str, Sequence[Sequence[object]]],
) -> None:
    """Write what is other than it was copied.

    Args:
        connection: In a transaction.
        copied: The tables as they were.
        sheets: The package's sheets as they are now, by resource.

    Raises:
        OnsiteError: ``plan_changed`` (409).
    """
    known = {one.resource: one for one in copied}
    is_chinese = any(_CHINESE.search(one.table.name) for one in copied if not one.is_ours)
    for resource, raw in sheets.items():
        rows = [[as_text(cell) for cell in row] for row in raw]
        one = known.get(resource)
        if one is None or one.is_ours:
            _replace(connection, one, _name_of(resource, is_chinese=is_chinese), rows)
        elif rows and resource not in OURS.values():  # a table of theirs by such a name stays
            _write(connection, one, rows[0], rows[1:])


def _write(connection: Connection, one: Copied, headings: list[str], rows: Rows) -> None:
    new = headings[len(one.headings) :]
    beside, table = list(one.beside), one.table
    if new:
        with_new = _with_columns(connection, table, new)
        if with_new is None:
            beside += new
        else:
            table = with_new
    ours: dict[str, dict[str, str]] = {}
    for number, row in enumerate(rows):
        before = one.rows[number] if number < len(one.rows) else []
        told = dict(zip_longest(headings, row[: len(headings)], fillvalue=""))
        was = dict(zip_longest(headings, before, fillvalue=""))
        changed = {name: text for name, text in told.items() if text != was[name]}
        if not changed:
            continue
        theirs = {name: text for name, text in changed.items() if name not in beside}
        if number >= len(one.rows):
            filled = {name: _typed(table.c[name], text) for name, text in theirs.items() if text}
            connection.execute(insert(table).values(filled))
        elif theirs:
            _update(connection, one, table, number, theirs)
        if changed.keys() & set(beside) and one.key:
            ours[told[one.key]] = {name: told[name] for name in beside}
    if ours and one.key:
        _write_beside(connection, one, one.key, beside, ours)


def _update(
    connection: Connection, one: Copied, table: Table, number: int, changed: Mapping[str, str]
) -> None:
    """Change one row, if it still says what was copied."""
    values = one.values[number]
    seen = [*one.found_by, *(name for name in changed if name in values)]
    where: list[ColumnElement[bool]] = [
        table.c[name].is_not_distinct_from(values[name]) for name in dict.fromkeys(seen)
    ]
    new = {name: _typed(table.c[name], text) for name, text in changed.items()}
    done = connection.execute(table.update().where(and_(*where)).values(new))
    if done.rowcount != 1:
        raise OnsiteError(
            "plan_changed",
            f"Someone else changed a row of {table.name} just now; run the sync again.",
            status=409,
        )


def _with_columns(connection: Connection, table: Table, names: Sequence[str]) -> Table | None:
    """Add columns to a planners' table; None where that is not allowed."""
    try:
        with connection.begin_nested():
            for name in names:
                _add_column(connection, table, name)
    except DBAPIError:
        return None
    return Table(table.name, MetaData(), autoload_with=connection)


def _add_column(connection: Connection, table: Table, name: str) -> None:
    quoted = connection.dialect.identifier_preparer.format_table(table)
    column = CreateColumn(Column(name, Text)).compile(dialect=connection.dialect)
    connection.exec_driver_sql(f"ALTER TABLE {quoted} ADD COLUMN {column}")


def _write_beside(
    connection: Connection,
    one: Copied,
    key: str,
    names: Sequence[str],
    ours: Mapping[str, Mapping[str, str]],
) -> None:
    """Keep our columns of some rows in the table of ours beside the planners'."""
    name = f"{BESIDE}{one.table.name}"
    if inspect(connection).has_table(name):
        table = Table(name, MetaData(), autoload_with=connection)
        for missing in [each for each in names if each not in table.c]:
            _add_column(connection, table, missing)
        table = Table(name, MetaData(), autoload_with=connection)
    else:
        columns = [Column(each, Text) for each in names]
        table = Table(name, MetaData(), Column(key, Text, primary_key=True), *columns)
        table.create(connection)
    for at, texts in ours.items():
        connection.execute(delete(table).where(table.c[key] == at))
        connection.execute(insert(table).values({key: at, **texts}))


def _replace(connection: Connection, one: Copied | None, name: str, rows: Rows) -> None:
    """Let a table of ours hold these rows; the first are its headings."""
    width = max(map(len, rows), default=0)
    full = [row + [""] * (width - len(row)) for row in rows]
    if one is not None and full and _same(one, full):
        return
    if one is not None:
        one.table.drop(connection)
        name = one.table.name
    if not full:
        return
    headings = [text or f"{UNNAMED}{at}" for at, text in enumerate(full[0], 1)]
    columns = [Column(heading, Text) for heading in headings]
    table = Table(
        name, MetaData(), Column(NUMBER, Integer, primary_key=True, autoincrement=False), *columns
    )
    table.create(connection)
    values = [
        {NUMBER: number, **dict(zip(headings, row, strict=True))}
        for number, row in enumerate(full[1:], 1)
    ]
    if values:
        connection.execute(insert(table), values)


def _same(one: Copied, full: Rows) -> bool:
    return [one.headings, *one.rows] == full


def _name_of(resource: str, *, is_chinese: bool) -> str:
    """Name a table of ours in the language of the planners' tables."""
    return SHEETS.get(resource, resource) if is_chinese else resource.replace("-", "_")


def _typed(column: Column[Any], text: str) -> Any:
    """Write a text in the type of a planners' column."""
    if not text:
        return None
    try:
        kind: type = column.type.python_type
    except NotImplementedError:  # a database's own type, none of Python's
        return text
    if kind is int:
        return int(float(text))
    if kind is bool:
        return text.lower() in {"yes", "true", "是", "1"}
    readers: dict[type, Callable[[str], Any]] = {
        float: float,
        Decimal: Decimal,
        datetime: datetime.fromisoformat,
        date: date.fromisoformat,
    }
    return readers[kind](text) if kind in readers else text
