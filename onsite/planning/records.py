"""From a sheet's raw rows to records: finds the headings, parses every cell, reports what fails.

Whether records fit each other is decided in `checking`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from onsite.planning.cells import CellError, CellWarning, Parse, as_text
from onsite.planning.problems import Problem, nearest
from onsite.planning.sources import NoValue, SourceSheet, place
from onsite.planning.tables import Column, Table, heading_key
from onsite.planning.vocabulary import empty_of

# A title, a date and a remark may stand above the headings.
HEADING_ROWS = 20

_ERROR_TEXTS = frozenset(
    ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
)

Record = dict[str, Any]
ParserOf = Callable[[Column], Parse]


@dataclass(slots=True)
class Report:
    """All problems of a plan, in the order they were met."""

    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def error(self, place: str, what: str, todo: str) -> None:
        self.errors.append(Problem(place, what, todo))

    def warn(self, place: str, what: str, todo: str) -> None:
        self.warnings.append(Problem(place, what, todo))


@dataclass(slots=True)
class TableReading:
    """A table as read: its records, and where each field stands.

    Attributes:
        columns: Field -> 1-based column, of the columns that are there.
        records: Field -> value, with ``row``; a cell that failed holds its empty value.
    """

    table: Table
    sheet: SourceSheet | None = None
    columns: dict[str, int] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)
    cells: dict[str, tuple[int, int]] = field(default_factory=dict)

    def place(self, record: Record, name: str) -> str:
        """Name the cell of a record's field."""
        if self.sheet is None:
            return f"{self.table.chinese}!A1"
        row, column = self.cells.get(name, (record["row"], self.columns.get(name, 1)))
        return place(self.sheet, row, column)


@dataclass(frozen=True, slots=True)
class _Reader:
    index: int
    column: Column
    parse: Parse
    empty: object


def read_table(
    table: Table, *, sheet: SourceSheet, parser_of: ParserOf, report: Report
) -> TableReading:
    """Read a sheet of records below a row of headings."""
    rows = list(sheet.rows())
    if not table.is_required and all(_is_blank(cell) for row in rows for cell in row):
        return TableReading(table)
    heading_row, columns = find_headings(table, rows)
    reading = TableReading(table, sheet, {name: at + 1 for name, at in columns.items()})
    headings = rows[heading_row] if rows else []
    _report_headings(table, sheet, heading_row, headings, columns, report)
    readers = [
        _Reader(columns[column.field], column, parser_of(column), empty_of(column))
        for column in table.columns
        if column.field in columns
    ]
    absent = {
        column.field: empty_of(column) for column in table.columns if column.field not in columns
    }
    for number, row in enumerate(rows[heading_row + 1 :], heading_row + 2):
        if record := _read_row(row, number, readers, reading, report):
            reading.records.append({**absent, **record})
    return reading


def read_key_values(
    table: Table, *, sheet: SourceSheet, parser_of: ParserOf, report: Report
) -> TableReading:
    """Read a sheet of keys with their value to the right; a heading row with one record too."""
    rows = list(sheet.rows())
    if len(find_headings(table, rows)[1]) > 2:  # noqa: PLR2004 - a name and its value are not a heading row
        return read_table(table, sheet=sheet, parser_of=parser_of, report=report)
    reading = TableReading(table, sheet)
    by_key = _columns_by_heading(table)
    record: Record = {"row": 1}
    for number, row in enumerate(rows):
        at = next((at for at, cell in enumerate(row) if not _is_blank(cell)), None)
        column = by_key.get(heading_key(as_text(row[at]))) if at is not None else None
        if at is None or column is None or column.field in record:
            continue
        value_at = next((i for i in range(at + 1, len(row)) if not _is_blank(row[i])), at + 1)
        reading.cells[column.field] = (number + 1, value_at + 1)
        raw = row[value_at] if value_at < len(row) else ""
        reader = _Reader(value_at, column, parser_of(column), empty_of(column))
        record[column.field] = _value(raw, reader, reading, record, report)
    for column in table.columns:
        if column.field in record:
            continue
        record[column.field] = empty_of(column)
        if column.is_required:
            report.error(
                place(sheet, len(rows) + 1, 1),
                f"the row {column.label} is missing",
                "add it with its value to the right",
            )
    reading.records.append(record)
    return reading


def find_headings(table: Table, rows: Sequence[Sequence[object]]) -> tuple[int, dict[str, int]]:
    """Find the row of headings, and each field's column in it; both from 0."""
    best, best_columns = 0, dict[str, int]()
    by_key = _columns_by_heading(table)
    for number, row in enumerate(rows[:HEADING_ROWS]):
        columns: dict[str, int] = {}
        for at, cell in enumerate(row):
            column = by_key.get(heading_key(as_text(cell))) if cell != "" else None
            if column:
                columns.setdefault(column.field, at)
        if len(columns) > len(best_columns):
            best, best_columns = number, columns
    return best, best_columns


def _columns_by_heading(table: Table) -> dict[str, Column]:
    found: dict[str, Column] = {}
    # The CSV field and the Chinese heading of one column win over the other names of another.
    for names in (
        lambda column: (column.chinese, column.csv),
        lambda column: column.english,
    ):
        for column in table.columns:
            for name in names(column):
                found.setdefault(heading_key(name), column)
    return found


def _report_headings(
    table: Table,
    sheet: SourceSheet,
    heading_row: int,
    headings: Sequence[object],
    columns: dict[str, int],
    report: Report,
) -> None:
    by_key = _columns_by_heading(table)
    unknown: list[str] = []
    for at, cell in enumerate(headings):
        column = by_key.get(heading_key(as_text(cell)))
        if column is None:
            unknown.append(as_text(cell))
        elif columns.get(column.field) != at:
            report.warn(
                place(sheet, heading_row + 1, at + 1),
                f"a second column {column.label}",
                "the first one is read; rename or delete this one",
            )
    missing_at = place(sheet, heading_row + 1, len(headings) + 1)
    for column in table.columns:
        if column.is_required and column.field not in columns:
            hint = nearest(column.chinese, [text for text in unknown if text])
            report.error(
                missing_at,
                f"the column {column.label} is missing",
                hint or "add it with this heading",
            )


def _read_row(
    row: Sequence[object],
    number: int,
    readers: Iterable[_Reader],
    reading: TableReading,
    report: Report,
) -> Record | None:
    record: Record = {"row": number}
    width = len(row)
    if all(reader.index >= width or _is_blank(row[reader.index]) for reader in readers):
        return None
    for reader in readers:
        raw = row[reader.index] if reader.index < width else ""
        if raw == "" and not reader.column.is_required:
            record[reader.column.field] = reader.empty
        else:
            record[reader.column.field] = _value(raw, reader, reading, record, report)
    return record


def _value(
    raw: object, reader: _Reader, reading: TableReading, record: Record, report: Report
) -> object:
    column = reader.column
    if _is_blank(raw):
        if column.is_required:
            report.error(
                reading.place(record, column.field), f"{column.label} is empty", "fill it in"
            )
        return reader.empty
    try:
        return reader.parse(_with_value(raw))
    except CellWarning as warning:
        report.warn(reading.place(record, column.field), warning.what, warning.todo)
        return warning.value
    except CellError as error:
        tell = report.error if column.is_needed else report.warn
        if column.is_needed or not isinstance(raw, NoValue):
            tell(reading.place(record, column.field), f"{column.chinese}: {error.what}", error.todo)
        return reader.empty


def _with_value(raw: object) -> object:
    if isinstance(raw, NoValue):
        raise CellError(raw.what, raw.todo)
    if isinstance(raw, str) and raw in _ERROR_TEXTS:
        raise CellError(f"the cell holds the error {raw}", "correct the formula or type the value")
    return raw


def _is_blank(raw: object) -> bool:
    return raw is None or (isinstance(raw, str) and (not raw or raw.isspace()))
