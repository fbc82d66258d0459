"""Rows of a document's tables, measured: how wide and high each cell is, and where its lines end.

Where they come to stand on a sheet is `documents`'.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from onsite.badges.boxes import Box
from onsite.badges.boxes import Table as Style
from onsite.badges.fitting import Type, fit, height_em, wrapped
from onsite.badges.fonts import Weight
from onsite.badges.shaping import Line, clean
from onsite.badges.tables import Cell, Column, Heading, Kind, Row, Table, Total

SIDE_MM = 14.0
INSET_MM = 1.4  # between a cell's edge and its text
HIGHEST_CELL_MM = 60.0  # a text that needs more is set smaller
GROUP_GAP_MM = 1.0
SHADE = "#eef1f4"
# Words take as much as the template says; what is filled in by hand wants room.
ROW_MM: dict[Kind, float] = {
    "tick": 7.4,
    "blank": 9.0,
    "signature": 12.0,
}


@dataclass(frozen=True)
class MeasuredCell:
    """A cell with its place in the row; `lines` are of the text in it."""

    x_mm: float
    width_mm: float
    kind: Kind
    content: Cell
    lines: Sequence[Line]
    size_mm: float


@dataclass(frozen=True)
class MeasuredRow:
    """A row that knows how high it is."""

    height_mm: float
    cells: tuple[MeasuredCell, ...]
    shade: str = ""
    keeps_next: bool = False


def head_row(table: Table, width_mm: float, style: Style) -> MeasuredRow:
    """Measure the row of a table's titles."""
    titles = [column.title for column in table.columns]
    return replace(_words_row(titles, table.columns, width_mm, style), shade=SHADE)


def measured(row: Row, table: Table, width_mm: float, style: Style) -> MeasuredRow:
    """Measure a row: its cells side by side, as high as the highest of them."""
    match row:
        case Heading(text):
            group = _words_row([text], [Column("", 1)], width_mm, style)
            return replace(group, height_mm=group.height_mm + GROUP_GAP_MM, keeps_next=True)
        case Total(cells):
            return replace(_words_row(cells, table.columns, width_mm, style), shade=SHADE)
        case _:
            return _cells_row(row, table.columns, width_mm, style)


def _words_row(
    cells: Sequence[Cell], columns: Sequence[Column], width_mm: float, style: Style
) -> MeasuredRow:
    said = [
        column if column.kind == "number" else replace(column, kind="text") for column in columns
    ]
    return _cells_row(cells, said, width_mm, style, weight=Weight.BOLD)


def _cells_row(
    cells: Sequence[Cell],
    columns: Sequence[Column],
    width_mm: float,
    style: Style,
    *,
    weight: Weight = Weight.REGULAR,
) -> MeasuredRow:
    shares = sum(column.width for column in columns)
    x_mm, height_mm = SIDE_MM, 0.0
    laid: list[MeasuredCell] = []
    for column, content in zip_longest(columns, cells[: len(columns)]):
        cell_mm = width_mm * column.width / shares
        lines, size_mm = _cell_lines(content, weight, cell_mm - 2 * INSET_MM, style)
        laid.append(MeasuredCell(x_mm, cell_mm, column.kind, content, lines, size_mm))
        text_mm = height_em(lines) * size_mm + 2 * INSET_MM if lines else 0.0
        height_mm = max(height_mm, ROW_MM.get(column.kind, style.row_mm), text_mm)
        x_mm += cell_mm
    return MeasuredRow(height_mm, tuple(laid))


def _cell_lines(
    content: Cell, weight: Weight, width_mm: float, style: Style
) -> tuple[list[Line], float]:
    cell_mm = style.cell_mm
    words = clean(content) if isinstance(content, str) else ""
    if not words:
        return [], cell_mm
    lines = wrapped(words, weight=weight, width_em=width_mm / cell_mm)
    if height_em(lines) * cell_mm <= HIGHEST_CELL_MM:
        return lines, cell_mm
    room = Box(x_mm=0, y_mm=0, width_mm=width_mm, height_mm=HIGHEST_CELL_MM)
    return fit(words, Type(cell_mm, weight, wrap_below_mm=cell_mm), room=room)
