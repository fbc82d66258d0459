"""The sheet 代表名单 as the values a merge compares. Opens no file for writing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from onsite.errors import OnsiteError
from onsite.planning.cells import as_text, folded
from onsite.planning.csv_patching import CsvPatch
from onsite.planning.our_columns import keys_of
from onsite.planning.patching import WorkbookPatch
from onsite.planning.reading import match_table
from onsite.planning.records import find_headings
from onsite.planning.sources import NoValue, SourceSheet
from onsite.planning.tables import DELEGATES, heading_key

Patch = WorkbookPatch | CsvPatch
REQUIRED = {column.field for column in DELEGATES.columns if column.is_required}
# Sheets that sync writes; several have a reg_no, a name and a category too.
OUR_SHEETS = {
    *("参会名单", "未到名单", "入场统计", "签收表", "结算表", "学分", "同步冲突"),
    *(
        "attendance",
        "no-shows",
        "admissions",
        "signatures",
        "settlement",
        "credits",
        "sync-conflicts",
    ),
}


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
        repeated: Folded reg_no -> the numbers of its rows, where it stands in several.
        unnumbered: Rows below the headings without a reg_no that say something all the same.
        last_column: The last one with anything in it; new ones come right of it.
    """

    sheet: str
    heading_row: int
    columns: Mapping[str, int]
    rows: Mapping[str, ListRow]
    last_row: int
    last_column: int
    repeated: Mapping[str, list[int]] = field(default_factory=dict)
    unnumbered: Sequence[ListRow] = ()

    def column(self, heading: str) -> int | None:
        """Find a column by its Chinese heading, whatever language it is in."""
        found = (self.columns.get(key) for key in keys_of(heading))
        return next((column for column in found if column), None)

    def text(self, reg_no: str, heading: str) -> str:
        """Read the cell of a person under a heading of ours; empty when there is none."""
        row = self.rows.get(fold(reg_no))
        column = self.column(heading)
        return row.texts.get(column, "") if row and column else ""


def read_delegate_list(
    sources: Sequence[SourceSheet], patch: Patch | None, wanted: frozenset[str], *, plan: str
) -> DelegateList:
    """Read the list out of a plan.

    Args:
        sources: The plan's sheets.
        patch: The changes to it, which know what is in use; None when it is only read.
        wanted: The headings, as `heading_key`s, whose cells are kept.
        plan: The file's name, for what is refused.

    Raises:
        OnsiteError: There is no list with reg_nos.
    """
    sheet = next((one for one in sources if match_table(one.names) is DELEGATES), None)
    sheet = sheet or _looks_like_it(sources)
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
    numbered = _numbered(rows[heading_row + 1 :], heading_row + 2, fields["reg_no"])
    return DelegateList(
        sheet=name,
        heading_row=heading_row + 1,
        columns=columns,
        rows=_rows(rows, numbered, kept),
        last_row=patch.sheet(name).last_row if patch else len(rows),
        last_column=patch.sheet(name).last_column if patch else width,
        repeated={key: numbers for key, numbers in numbered.items() if len(numbers) > 1},
        unnumbered=_unnumbered(rows, numbered, kept, below=heading_row + 1),
    )


def _looks_like_it(sources: Sequence[SourceSheet]) -> SourceSheet | None:
    """Find the list under another name: the one sheet that has all its required columns."""
    found = [
        sheet
        for sheet in sources
        if match_table(sheet.names) is None
        and not OUR_SHEETS & set(sheet.names)
        and find_headings(DELEGATES, list(sheet.rows()))[1].keys() >= REQUIRED
    ]
    return found[0] if len(found) == 1 else None


def _numbered(rows: Sequence[Sequence[object]], first: int, key: int) -> dict[str, list[int]]:
    """Find the rows of every reg_no."""
    found: dict[str, list[int]] = {}
    for number, row in enumerate(rows, first):
        if key < len(row) and row[key] != "" and (reg_no := fold(folded(row[key]))):
            found.setdefault(reg_no, []).append(number)
    return found


def _rows(
    rows: Sequence[Sequence[object]], numbered: Mapping[str, list[int]], kept: Sequence[int]
) -> dict[str, ListRow]:
    """Keep of each row what a merge compares; a list of 100,000 has 2 million cells."""
    return {
        reg_no: ListRow(number, _texts(rows[number - 1], kept))
        for reg_no, (number, *_) in numbered.items()
    }


def _unnumbered(
    rows: Sequence[Sequence[object]],
    numbered: Mapping[str, list[int]],
    kept: Sequence[int],
    *,
    below: int,
) -> list[ListRow]:
    known = {number for numbers in numbered.values() for number in numbers}
    others = (number for number in range(below + 1, len(rows) + 1) if number not in known)
    found = (ListRow(number, _texts(rows[number - 1], kept)) for number in others)
    return [row for row in found if row.texts]


def _texts(row: Sequence[object], kept: Sequence[int]) -> dict[int, str]:
    cells = ((at, row[at - 1]) for at in kept if at <= len(row))
    return {
        at: as_text(cell).strip()
        for at, cell in cells
        if cell != "" and not isinstance(cell, NoValue)
    }


def fold(reg_no: str) -> str:
    """Reduce a reg_no to what counts when rows are found by it."""
    return reg_no.strip().casefold()


def _no_list(plan: str) -> OnsiteError:
    return OnsiteError(
        "plan_without_delegates",
        f"{plan} has no sheet {DELEGATES.label} with a column "
        f"{DELEGATES.column('reg_no').label}; put it back or choose another workbook with --to.",
        status=409,
    )
