"""Rows of an .xlsx workbook, read by calamine; what it can't tell is looked up in the XML.

Calamine gives an empty cell for a formula without a stored value and for an error value. Both
are found by one more pass, which is made only over sheets that have such cells.
"""

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from onsite.planning.packages import Package, open_package
from onsite.planning.problems import Problem, Unreadable, cell_name
from onsite.planning.sources import NoValue

# Calamine keeps a sheet as a full rectangle: one stray cell in the last corner would be 17 billion.
MOST_AREA = 12_000_000

_WIDE = re.compile(rb'<(?:\w+:)?c [^>]*?r="[A-Z]{2}')
_VERY_WIDE = re.compile(rb'<(?:\w+:)?c [^>]*?r="[A-Z]{3}')
_FILLED = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]+)(\d+)"[^>]*[^/]>')
_LAST_ROW = re.compile(rb'row [^>]*?r="(\d+)"')
_FORMULA_OR_ERROR = re.compile(rb'<(?:\w+:)?f[ >/]|t="e"')
_CELL = re.compile(r"([A-Z]+)(\d+)")


@dataclass(slots=True)
class WorkbookSheet:
    """A worksheet; its rows are made when asked for, one after the other."""

    label: str
    sheet: CalamineSheet
    no_values: dict[int, dict[int, NoValue]] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        return (self.label,)

    def rows(self) -> Iterator[list[object]]:
        spread = _tall_merges(self.sheet)
        kept: dict[int, object] = {}
        for index, row in enumerate(self.sheet.to_python(skip_empty_area=False)):
            cells: list[object] = list(row)
            for column, no_value in self.no_values.get(index, {}).items():
                cells.extend([""] * (column + 1 - len(cells)))
                cells[column] = no_value
            # A merged cell's value counts for the rows it covers, not for blank ones.
            is_blank = all(cell == "" for cell in cells)
            for column, first in spread.get(index, ()):
                if index == first:
                    kept[column] = cells[column]
                elif not is_blank and cells[column] == "":
                    cells[column] = kept[column]
            yield cells


def read_workbook(path: Path) -> list[WorkbookSheet]:
    """Open a workbook.

    Raises:
        Unreadable: See `open_package`; or a sheet reaches too far.
    """
    with open_package(path) as package:
        parts = {name: package.read(part) for name, part in package.sheets.items()}
        for name, data in parts.items():
            _refuse_far_cells(name, data)
        try:
            workbook = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
            return [_sheet(workbook, name, data) for name, data in parts.items()]
        except (CalamineError, etree.XMLSyntaxError) as error:
            raise _broken(package) from error


def no_value_cells(data: bytes) -> dict[int, dict[int, NoValue]]:
    """Find formulas without a stored value and error values: row -> column -> what, from 0."""
    found: dict[int, dict[int, NoValue]] = defaultdict(dict)
    if not _FORMULA_OR_ERROR.search(data):
        return found
    row = column = -1
    events = etree.iterparse(
        io.BytesIO(data), events=("start", "end"), tag=("{*}row", "{*}c"), resolve_entities=False
    )
    for event, element in events:
        is_cell = element.tag.endswith("}c")
        if event == "start":
            if is_cell:
                column = _column_index(element.get("r"), column + 1)
            else:
                row, column = int(element.get("r", row + 2)) - 1, -1
        elif is_cell:
            if no_value := _no_value(element):
                found[row][column] = no_value
        else:
            element.clear()
    return found


def _sheet(workbook: CalamineWorkbook, name: str, data: bytes) -> WorkbookSheet:
    return WorkbookSheet(name, workbook.get_sheet_by_name(name), no_value_cells(data))


def _no_value(cell: etree._Element) -> NoValue | None:
    value = cell.find("{*}v")
    if cell.get("t") == "e":
        text = (value.text if value is not None else None) or "#N/A"
        return NoValue(f"the cell holds the error {text}", "correct the formula or type the value")
    if cell.find("{*}f") is None:
        return None
    # An empty text is stored as t="str" with an empty value; that is a value.
    has_value = value is not None and (bool(value.text) or cell.get("t") == "str")
    return (
        None
        if has_value
        else NoValue(
            "the formula has no stored value",
            "open the workbook in Excel or LibreOffice and save it",
        )
    )


def _column_index(reference: str | None, following: int) -> int:
    match = _CELL.fullmatch(reference or "")
    return _letters_index(match[1]) if match else following


def _letters_index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def _tall_merges(sheet: CalamineSheet) -> dict[int, list[tuple[int, int]]]:
    """List for each row the merged columns in it, each with its first row; titles stay out."""
    covered: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if left == right and bottom - top < 10_000:  # noqa: PLR2004 - a whole merged column is a title
            for row in range(top, bottom + 1):
                covered[row].append((left, top))
    return covered


def _refuse_far_cells(name: str, data: bytes) -> None:
    last = max((int(row) for row in _LAST_ROW.findall(data)), default=1)
    width = 16_384 if _VERY_WIDE.search(data) else 702 if _WIDE.search(data) else 26
    if last * width <= MOST_AREA:
        return
    filled = [
        (int(row), _letters_index(letters.decode()) + 1) for letters, row in _FILLED.findall(data)
    ]
    rows = max((row for row, _ in filled), default=1)
    columns = max((column for _, column in filled), default=1)
    if rows * columns > MOST_AREA:
        raise Unreadable(
            Problem(
                f"{name}!{cell_name(rows, columns)}",
                "the sheet reaches this far, much further than a plan does",
                "delete the empty rows and columns after the last real ones",
            )
        )


def _broken(package: Package) -> Unreadable:
    return Unreadable(
        Problem(
            package.path.name,
            "can't be read as a workbook",
            "open it in Excel or LibreOffice and save it again",
        )
    )
