"""Changes cells of one sheet in place: every byte that is not changed stays.

The workbook around it is `patching`; which cells to change is decided in `sync`. Formulas are never
replaced.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.planning import sheet_xml as xml
from onsite.planning.free_columns import MOST_COLUMNS, is_full, last_before_room
from onsite.planning.problems import Problem, Unreadable, cell_name
from onsite.planning.rich_text import Runs, parse_fragment, runs_of, with_looks
from onsite.planning.sheet_xml import Cell, Row, RowSpan, Splice, Value

if TYPE_CHECKING:
    from onsite.planning.patching import WorkbookPatch

_SPANS = re.compile(rb'\sspans="(\d+):(\d+)"')


@dataclass(frozen=True, slots=True)
class PatchConflict:
    """A cell that was not written because a formula or a merged cell stands there."""

    sheet: str
    cell: str
    planned: str
    onsite: str
    at: tuple[int, int]


@dataclass(slots=True)
class _Edit:
    value: Value
    style: str | None


class SheetPatch:
    """The changes to one sheet. Rows and columns count from 1."""

    def __init__(self, name: str, data: bytes, book: "WorkbookPatch") -> None:
        self.name = name
        self._data = data
        self._book = book
        self._map = xml.map_sheet(data)
        self._spans = {span.number: span for span in self._map.rows}
        self._edits: dict[int, dict[int, _Edit]] = {}
        self._rendered: bytes | None = None
        used = [span for span in self._map.rows if span.last_used]
        self.last_row = max((span.number for span in used), default=0)
        self.last_column = max((span.last_used for span in used), default=0)
        if is_full(self.last_column):
            self.last_column = last_before_room(self._used_columns(used))
        self.conflicts: list[PatchConflict] = []
        self.written = 0

    def set(
        self, row: int, column: int, value: Value, *, like: tuple[int, int] | None = None
    ) -> None:
        """Plan a cell's new value; None empties it.

        Args:
            row: From 1.
            column: From 1.
            value: Text is always text, even when it begins with ``=``.
            like: The cell whose style a new cell takes; else its left neighbour's, where that
                shows numbers as they are.

        Raises:
            Unreadable: A worksheet has no such column.
        """
        if column > MOST_COLUMNS:
            raise Unreadable(
                Problem(
                    f"{self.name}!{cell_name(row, MOST_COLUMNS)}",
                    "the sheet is full to its last column, there is no room for ours",
                    "delete the columns that are not needed",
                )
            )
        self._rendered = None
        style = self.style_of(*like) if like else None
        self._edits.setdefault(row, {})[column] = _Edit(value, style)
        if value not in {None, ""}:
            self.last_row = max(self.last_row, row)
            self.last_column = max(self.last_column, column)

    def append_row(self, values: Mapping[int, Value], *, like_row: int | None = None) -> int:
        """Plan a row after the last used one, each cell in the style of ``like_row``'s.

        Returns:
            Its number.
        """
        row = self.last_row + 1
        for column, value in values.items():
            self.set(row, column, value, like=(like_row, column) if like_row else None)
        return row

    def replace_all(self, rows: Sequence[Sequence[Value]]) -> None:
        """Plan that the sheet holds these rows and nothing else; styles stay."""
        # Only what differs is planned: such a sheet has a row a person and mostly stays as it is.
        for span in self._map.rows:
            wished = dict(enumerate(rows[span.number - 1], 1)) if span.number <= len(rows) else {}
            cells = {cell.column: cell for cell in self._row(span).cells}
            for column in cells.keys() | wished.keys():
                value, cell = wished.get(column), cells.get(column)
                if (value not in {None, ""}) if cell is None else not self._says(cell, value):
                    self.set(span.number, column, value)
        for number, row in enumerate(rows, 1):
            if number not in self._spans:
                for column, value in enumerate(row, 1):
                    self.set(number, column, value)

    def carry(self, row: int, *, to: int, beside: int) -> None:
        """Plan that a row's cells from column ``beside`` on stand in a row, as they look; formulas stay."""
        for cell in self._cells(row):
            if cell.column < beside:
                continue
            if row == to:
                self._edits.get(row, {}).pop(cell.column, None)
            elif cell.text:
                is_number = cell.kind == "n"
                value = float(cell.text) if is_number else self._text(cell)
                self.set(to, cell.column, value, like=(row, cell.column))

    def texts(self, row: int) -> dict[int, str]:
        """Read a row as it is now: column -> text."""
        return {cell.column: self._text(cell) for cell in self._cells(row)}

    def render(self) -> bytes:
        """Write the part with the changes in it; the same bytes when nothing changes."""
        if self._rendered is None:
            self._rendered = self._render()
        return self._rendered

    @property
    def is_changed(self) -> bool:
        """Tell whether the part changes, known after `render`."""
        return self._rendered is not None and self._rendered is not self._data

    def _render(self) -> bytes:
        self.conflicts, self.written = [], 0
        splices: list[Splice] = []
        new_rows: list[tuple[int, bytes]] = []
        for number, edits in sorted(self._edits.items()):
            span = self._spans.get(number)
            if span is None:
                if cells := self._new_cells(number, edits):
                    new_rows.append((number, cells))
                continue
            before = self._data[span.start : span.end]
            after = self._patch_row(span, edits)
            if after != before:
                splices.append((span.start, span.end, after))
        if new_rows:
            splices += self._insert_rows(new_rows)
        if not splices:
            return self._data
        return xml.spliced(self._data, splices + self._dimension_splice())

    def _new_cells(self, number: int, edits: Mapping[int, _Edit]) -> bytes:
        cells = b""
        for column, edit in sorted(edits.items()):
            if edit.value in {None, ""} or self._is_covered(number, column, edit, ""):
                continue
            cells += xml.render_cell(self._map.prefix, number, column, edit.value, edit.style)
            self.written += 1
        return cells

    def _patch_row(self, span: RowSpan, edits: Mapping[int, _Edit]) -> bytes:
        row = self._row(span)
        splices: list[Splice] = []
        for column, edit in sorted(edits.items()):
            cell = row.cell(column)
            if cell is None:
                splices += self._insert_cell(span.number, column, edit, row)
            elif not self._says(cell, edit.value) and not self._refuses(span.number, cell, edit):
                new = self._rendered_over(row, cell, span.number, edit.value)
                splices.append((cell.start, cell.end, new))
                self.written += 1
        if not splices:
            return row.data
        return self._joined(span.number, row, splices)

    def _rendered_over(self, row: Row, cell: Cell, number: int, value: Value) -> bytes:
        prefix = self._map.prefix
        new = xml.render_cell(prefix, number, cell.column, value, cell.style)
        runs = self._runs(row, cell) if isinstance(value, str) and value else []
        if not runs:
            return new
        inside = f"<{prefix}is>".encode()
        head = new[: new.index(inside)]
        return head + with_looks(runs, str(value)) + f"</{prefix}c>".encode()

    def _runs(self, row: Row, cell: Cell) -> Runs:
        """Read the runs of a cell that has some with a look of their own."""
        item = None
        if cell.kind == "s":
            item = self._book.shared_rich(cell.text)
        elif cell.kind == "inlineStr" and b"rPr" in row.data[cell.start : cell.end]:
            item = parse_fragment(row.data[cell.start : cell.end]).find("{*}is")
        return [] if item is None else runs_of(item)

    def _joined(self, number: int, row: Row, splices: list[Splice]) -> bytes:
        # A cell without a reference counts from the one before, which may be new.
        replaced = {start for start, end, _ in splices if end > start}
        for cell in row.cells:
            if not cell.is_named and cell.start not in replaced:
                at = cell.start + len(f"<{self._map.prefix}c")
                splices.append((at, at, f' r="{cell_name(number, cell.column)}"'.encode()))
        last = max(self._edits[number])
        if match := _SPANS.search(row.data, 0, row.tag_end):
            spans = f' spans="{int(match[1])}:{max(int(match[2]), last)}"'.encode()
            if spans != match[0]:
                splices.append((match.start(), match.end(), spans))
        if not row.is_empty_tag:
            return xml.spliced(row.data, splices)
        head = xml.spliced(row.data, [one for one in splices if one[0] < row.tag_end])
        cells = b"".join(one[2] for one in splices if one[0] >= row.tag_end)
        return head[:-2] + b">" + cells + f"</{self._map.prefix}row>".encode()

    def _insert_cell(self, number: int, column: int, edit: _Edit, row: Row) -> list[Splice]:
        if edit.value in {None, ""} or self._is_covered(number, column, edit, ""):
            return []
        following = next((cell for cell in row.cells if cell.column > column), None)
        left = row.cell(column - 1)
        style = edit.style
        if style is None and left is not None and left.style in self._book.plain_styles:
            style = left.style
        at = following.start if following else self._cells_end(row)
        new = xml.render_cell(self._map.prefix, number, column, edit.value, style)
        self.written += 1
        return [(at, at, new)]

    def _cells_end(self, row: Row) -> int:
        if row.is_empty_tag:
            return row.tag_end
        return row.cells[-1].end if row.cells else row.tag_end

    def _insert_rows(self, new_rows: Sequence[tuple[int, bytes]]) -> list[Splice]:
        prefix = self._map.prefix
        rendered = [
            (number, f'<{prefix}row r="{number}">'.encode() + cells + f"</{prefix}row>".encode())
            for number, cells in new_rows
        ]
        if self._map.inside is None:
            start, end = self._map.data
            rows = b"".join(row for _, row in rendered)
            head = self._data[start : end - 2].rstrip()
            return [(start, end, head + b">" + rows + f"</{prefix}sheetData>".encode())]
        splices: dict[int, bytes] = {}
        for number, row in rendered:
            following = next((span.start for span in self._map.rows if span.number > number), None)
            at = self._map.inside[1] if following is None else following
            splices[at] = splices.get(at, b"") + row
        return [(at, at, rows) for at, rows in splices.items()]

    def _dimension_splice(self) -> list[Splice]:
        if self._map.dimension is None or not self._map.dimension[2]:
            return []
        start, end, reference = self._map.dimension
        top, left, bottom, right = xml.split_range(reference)
        wide = f"{cell_name(top, left)}:{cell_name(max(bottom, self.last_row), max(right, self.last_column))}"
        tag = self._data[start:end]
        return [(start, end, tag.replace(reference.encode(), wide.encode(), 1))]

    def _says(self, cell: Cell, value: Value) -> bool:
        is_text = cell.kind in {"s", "str", "inlineStr"}
        if value is None or value == "":
            return not cell.text and not cell.has_formula
        if isinstance(value, str):
            return is_text and self._text(cell) == value
        try:
            return cell.kind == "n" and float(cell.text) == float(value)
        except ValueError:
            return False

    def _text(self, cell: Cell) -> str:
        return self._book.shared(cell.text) if cell.kind == "s" else xml.plain_text(cell.text)

    def _refuses(self, number: int, cell: Cell, edit: _Edit) -> bool:
        if cell.has_formula:
            self._conflict(number, cell.column, self._text(cell), edit)
            return True
        return self._is_covered(number, cell.column, edit, self._text(cell))

    def _is_covered(self, row: int, column: int, edit: _Edit, planned: str) -> bool:
        for top, left, bottom, right in self._map.merges:
            if top <= row <= bottom and left <= column <= right and (row, column) != (top, left):
                self._conflict(row, column, planned, edit)
                return True
        return False

    def _conflict(self, row: int, column: int, planned: str, edit: _Edit) -> None:
        onsite = "" if edit.value is None else str(edit.value)
        self.conflicts.append(
            PatchConflict(self.name, cell_name(row, column), planned, onsite, (row, column))
        )

    def style_of(self, row: int, column: int) -> str | None:
        """Tell a cell's style, for cells that are to look like it."""
        span = self._spans.get(row)
        cell = self._row(span).cell(column) if span else None
        return cell.style if cell else None

    def _used_columns(self, used: Sequence[RowSpan]) -> frozenset[int]:
        """Find the columns with anything in them."""
        rows = (self._row(span) for span in used)
        cells = (cell for row in rows for cell in row.cells)
        return frozenset(cell.column for cell in cells if cell.text or cell.has_formula)

    def _cells(self, row: int) -> list[Cell]:
        span = self._spans.get(row)
        return self._row(span).cells if span else []

    def _row(self, span: RowSpan) -> Row:
        return xml.take_apart(self._data[span.start : span.end])
