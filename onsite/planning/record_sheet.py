"""A sheet of the plan besides 代表名单, as a sync needs it: where its fields stand, and its texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onsite.planning.cells import as_text
from onsite.planning.csv_patching import CsvPatch
from onsite.planning.patching import WorkbookPatch
from onsite.planning.reading import match_table
from onsite.planning.records import find_headings
from onsite.planning.sources import NoValue, SourceSheet
from onsite.planning.tables import Table, heading_key


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: its number from 1, and the texts of its fields."""

    number: int
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RecordSheet:
    """A sheet found by its name, with its rows that are not blank.

    Attributes:
        columns: Field of the table, or heading of ours -> column, from 1.
        last_column: The last one with anything in it.
    """

    name: str
    heading_row: int
    columns: Mapping[str, int]
    rows: Sequence[SheetRow]
    last_column: int


def read_record_sheet(
    sources: Sequence[SourceSheet],
    table: Table,
    patch: WorkbookPatch | CsvPatch | None,
    *,
    ours: Mapping[str, Sequence[str]] | None = None,
) -> RecordSheet | None:
    """Read the sheet of a table; None when the plan has none.

    Args:
        sources: The plan's sheets.
        table: Which one.
        patch: The changes to the plan, which know what is in use; None when it is only read.
        ours: Headings of ours to be read too -> the names they go by.
    """
    source = next((one for one in sources if match_table(one.names) is table), None)
    if source is None:
        return None
    rows = list(source.rows())
    if not rows:
        return None
    heading_row, columns = find_headings(table, rows)
    headings = {
        heading_key(as_text(cell)): at
        for at, cell in reversed(list(enumerate(rows[heading_row], 1)))
        if cell != ""
    }
    for heading, names in (ours or {}).items():
        at = next((headings[key] for key in map(heading_key, names) if key in headings), None)
        if at is not None:
            columns[heading] = at - 1
    name = source.names[0]
    return RecordSheet(
        name=name,
        heading_row=heading_row + 1,
        columns={field: at + 1 for field, at in columns.items()},
        rows=[
            SheetRow(number, texts)
            for number, row in enumerate(rows[heading_row + 1 :], heading_row + 2)
            if (texts := _texts(row, columns))
        ],
        last_column=patch.sheet(name).last_column if patch else 0,
    )


def _texts(row: Sequence[object], columns: Mapping[str, int]) -> dict[str, str]:
    cells = {field: row[at] for field, at in columns.items() if at < len(row)}
    return {
        field: as_text(cell).strip()
        for field, cell in cells.items()
        if cell != "" and not isinstance(cell, NoValue)
    }
