"""The sheet 代表名单 as the values a merge compares. Opens no file for writing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from onsite.errors import OnsiteError
from onsite.planning.cells import as_text, folded
from onsite.planning.csv_patching import CsvPatch
from onsite.planning.patching import WorkbookPatch
from onsite.planning.reading import match_table
from onsite.planning.records import find_headings
from onsite.planning.sources import NoValue, read_sources
from onsite.planning.tables import DELEGATES, heading_key

Patch = WorkbookPatch | CsvPatch


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row of the list: its number and its texts by column."""

    number: int
    texts: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class DelegateList:
    """The sheet 代表名单 as values.

    Attributes:
        columns: `heading_key` of a heading -> column, from 1.
        rows: Folded reg_no -> row.
        last_column: The last one with anything in it; new ones come right of it.
    """

    sheet: str
    heading_row: int
    columns: Mapping[str, int]
    rows: Mapping[str, ListRow]
    last_row: int
    last_column: int

    def column(self, *names: str) -> int | None:
        """Find a column by any of its names."""
        found = (self.columns.get(heading_key(name)) for name in names)
        return next((column for column in found if column), None)

    def text(self, reg_no: str, heading: str) -> str:
        """Read the cell of a person under a heading of ours; empty when there is none."""
        row = self.rows.get(fold(reg_no))
        column = next((self.columns[key] for key in _keys_of(heading) if key in self.columns), None)
        return row.texts.get(column, "") if row and column else ""


def read_delegate_list(plan: Path, patch: Patch | None, wanted: frozenset[str]) -> DelegateList:
    """Read the list out of a plan.

    Args:
        plan: A workbook or CSV package.
        patch: The changes to it, which know what is in use; None when it is only read.
        wanted: The headings, as `heading_key`s, whose cells are kept.

    Raises:
        OnsiteError: There is no list with reg_nos.
        Unreadable: The plan can't be read.
    """
    sheet = next(
        (one for one in read_sources(plan)[0] if match_table(one.names) is DELEGATES), None
    )
    if sheet is None:
        raise _no_list(plan)
    rows = list(sheet.rows())
    heading_row, fields = find_headings(DELEGATES, rows)
    if "reg_no" not in fields:
        raise _no_list(plan)
    name = sheet.names[0]
    width = max((len(row) for row in rows), default=0)
    columns = {
        heading_key(as_text(cell)): at
        for at, cell in reversed(list(enumerate(rows[heading_row], 1)))
        if cell != ""
    }
    kept = sorted(at for key, at in columns.items() if key in wanted)
    return DelegateList(
        sheet=name,
        heading_row=heading_row + 1,
        columns=columns,
        rows=_rows(rows[heading_row + 1 :], heading_row + 2, fields["reg_no"], kept),
        last_row=patch.sheet(name).last_row if patch else len(rows),
        last_column=patch.sheet(name).last_column if patch else width,
    )


def _rows(
    rows: Sequence[Sequence[object]], first: int, key: int, kept: Sequence[int]
) -> dict[str, ListRow]:
    """Keep of each row what a merge compares; a list of 100,000 has 2 million cells."""
    found: dict[str, ListRow] = {}
    for number, row in enumerate(rows, first):
        reg_no = fold(folded(row[key])) if key < len(row) and row[key] != "" else ""
        if reg_no and reg_no not in found:
            cells = ((at, row[at - 1]) for at in kept if at <= len(row))
            texts = {
                at: as_text(cell).strip()
                for at, cell in cells
                if cell != "" and not isinstance(cell, NoValue)
            }
            found[reg_no] = ListRow(number, texts)
    return found


def fold(reg_no: str) -> str:
    """Reduce a reg_no to what counts when rows are found by it."""
    return reg_no.strip().casefold()


@cache
def _keys_of(heading: str) -> tuple[str, ...]:
    """Give the `heading_key`s of a heading in every language; a list has as many cells."""
    known = next((one for one in DELEGATES.columns if one.chinese == heading), None)
    names = (known.chinese, known.csv, *known.english) if known else (heading,)
    return tuple(map(heading_key, names))


def _no_list(plan: Path) -> OnsiteError:
    return OnsiteError(
        "plan_without_delegates",
        f"{plan.name} has no sheet {DELEGATES.label} with a column "
        f"{DELEGATES.column('reg_no').label}; put it back or choose another workbook with --to.",
        status=409,
    )
