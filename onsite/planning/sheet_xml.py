"""One worksheet's XML as bytes: where its rows and cells are, and how a cell is written.

Nothing is parsed into a tree and written again: what is not replaced keeps its bytes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from xml.parsers import expat
from xml.sax.saxutils import escape

from onsite.planning.problems import cell_name

Value = str | int | float | Decimal | None
Splice = tuple[int, int, bytes]

_START_TAG = re.compile(rb"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")
# What XML 1.0 can't hold is written as Excel does; so is text that looks like that.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff\r]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(slots=True)
class RowSpan:
    """A row's number and its bytes in the part."""

    number: int
    start: int
    end: int
    last_used: int


@dataclass(slots=True)
class SheetMap:
    """Where things are in a worksheet part.

    Attributes:
        rows: In document order.
        inside: Offsets of what is between the tags of ``sheetData``; None when it is ``<.../>``.
        data: Offsets of the whole ``sheetData`` element.
        dimension: Offsets of the ``dimension`` start tag and its range.
        merges: Top, left, bottom, right of merged cells.
    """

    prefix: str = ""
    rows: list[RowSpan] = field(default_factory=list)
    inside: tuple[int, int] | None = None
    data: tuple[int, int] = (0, 0)
    dimension: tuple[int, int, str] | None = None
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Cell:
    """A cell's bytes within its row, and what they say.

    Attributes:
        text: The stored value, or the number of a shared string when ``kind`` is ``s``.
        is_named: It carries its own reference.
    """

    column: int
    start: int
    end: int
    kind: str
    style: str | None
    is_named: bool
    text: str = ""
    has_formula: bool = False
    is_empty_tag: bool = False


@dataclass(slots=True)
class Row:
    """A row's bytes taken apart."""

    data: bytes
    tag_end: int
    is_empty_tag: bool
    cells: list[Cell]

    def cell(self, column: int) -> Cell | None:
        return next((cell for cell in self.cells if cell.column == column), None)


def map_sheet(data: bytes) -> SheetMap:
    """Find the rows of a worksheet part in one pass.

    Raises:
        expat.ExpatError: It is no well-formed XML.
    """
    mapper = _Mapper(data)
    mapper.parser.Parse(data, True)  # noqa: FBT003 - expat's own signature
    return mapper.found


def take_apart(data: bytes) -> Row:
    """Find the cells of one row's bytes."""
    row = Row(data, tag_end(data, 0), is_empty_tag(data, 0), [])
    parser = expat.ParserCreate()
    path: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        path.append(local)
        if local == "c":
            reference = attributes.get("r")
            before = row.cells[-1].column if row.cells else 0
            column = split_reference(reference)[1] if reference else before + 1
            at = parser.CurrentByteIndex
            kind, style = attributes.get("t", "n"), attributes.get("s")
            cell = Cell(column, at, 0, kind, style, reference is not None)
            cell.is_empty_tag = is_empty_tag(data, at)
            row.cells.append(cell)
        elif local == "f" and row.cells:
            row.cells[-1].has_formula = True

    def end(name: str) -> None:
        path.pop()
        if name.rpartition(":")[2] == "c":
            cell = row.cells[-1]
            cell.end = element_end(data, cell.start, parser.CurrentByteIndex)

    def characters(text: str) -> None:
        # A phonetic run (rPh) is how a text is read aloud, not what it says.
        if path[-1] == "v" or (path[-1] == "t" and "rPh" not in path):
            row.cells[-1].text += text

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.Parse(data, True)  # noqa: FBT003 - expat's own signature
    return row


def render_cell(prefix: str, row: int, column: int, value: Value, style: str | None) -> bytes:
    """Write a cell; text stands in the cell itself and can't run as a formula."""
    head = f'<{prefix}c r="{cell_name(row, column)}"' + (f' s="{style}"' if style else "")
    if value is None or value == "":
        return f"{head}/>".encode()
    if isinstance(value, str):
        text = f'<{prefix}is><{prefix}t xml:space="preserve">{xml_text(value)}</{prefix}t></{prefix}is>'
        return f'{head} t="inlineStr">{text}</{prefix}c>'.encode()
    return f"{head}><{prefix}v>{number_text(value)}</{prefix}v></{prefix}c>".encode()


def number_text(value: float | Decimal) -> str:
    """Write a number the shortest way that reads back as the same."""
    number = float(value)
    return str(int(number)) if number.is_integer() else repr(number)


def xml_text(text: str) -> str:
    """Escape text for XML and for what Excel reads as an escape."""
    return escape(escaped_for_excel(text))


def escaped_for_excel(text: str) -> str:
    """Write what XML can't hold as Excel does, and what looks like that."""
    escaped = _LOOKS_ESCAPED.sub("_x005F_", text)
    return _NOT_IN_XML.sub(lambda match: f"_x{ord(match[0]):04X}_", escaped)


def plain_text(stored: str) -> str:
    """Read stored text as a person sees it."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), stored)


def spliced(data: bytes, splices: Iterable[Splice]) -> bytes:
    """Replace some ranges of bytes, given as start, end and what comes there instead."""
    pieces: list[bytes] = []
    at = 0
    for start, end, piece in sorted(splices, key=lambda splice: splice[:2]):
        pieces += [data[at:start], piece]
        at = end
    return b"".join([*pieces, data[at:]])


def tag_end(data: bytes, start: int) -> int:
    """Find where the start tag at an offset ends."""
    match = _START_TAG.match(data, start)
    return match.end() if match else start


def is_empty_tag(data: bytes, start: int) -> bool:
    """Tell whether the tag at an offset is ``<.../>``."""
    end = tag_end(data, start)
    return data[end - 2 : end] == b"/>"


def element_end(data: bytes, start: int, end_event: int) -> int:
    """Find where an element ends; expat tells the start of its end tag, or the end of ``<.../>``."""
    return tag_end(data, start) if is_empty_tag(data, start) else data.index(b">", end_event) + 1


def split_reference(reference: str) -> tuple[int, int]:
    """Read ``B12`` as row 12, column 2."""
    match = _REFERENCE.fullmatch(reference.upper())
    if match is None:
        raise expat.ExpatError(f"no cell reference: {reference[:20]}")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def split_range(reference: str) -> tuple[int, int, int, int]:
    """Read ``A1:D6`` as top, left, bottom, right."""
    first, _, last = reference.partition(":")
    top, left = split_reference(first)
    bottom, right = split_reference(last or first)
    return top, left, bottom, right


class _Mapper:
    """Follows expat through a worksheet and keeps where its rows are."""

    def __init__(self, data: bytes) -> None:
        self.found = SheetMap()
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self._data = data
        self._column = self._used = 0
        self._row: RowSpan | None = None
        self._opens = {
            "row": self._open_row,
            "sheetData": self._open_data,
            "dimension": self._open_dimension,
            "mergeCell": self._open_merge,
        }

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "c":
            reference = attributes.get("r")
            self._column = split_reference(reference)[1] if reference else self._column + 1
        elif local in {"v", "is", "f"}:
            self._used = max(self._used, self._column)
        elif opening := self._opens.get(local):
            opening(name, attributes)

    def _open_row(self, _name: str, attributes: dict[str, str]) -> None:
        before = self.found.rows[-1].number if self.found.rows else 0
        number = int(attributes.get("r", before + 1))
        self._row = RowSpan(number, self.parser.CurrentByteIndex, 0, 0)
        self.found.rows.append(self._row)
        self._column = self._used = 0

    def _open_data(self, name: str, _attributes: dict[str, str]) -> None:
        self.found.prefix = name.removesuffix("sheetData")
        self.found.data = (self.parser.CurrentByteIndex, 0)

    def _open_dimension(self, _name: str, attributes: dict[str, str]) -> None:
        at = self.parser.CurrentByteIndex
        self.found.dimension = (at, tag_end(self._data, at), attributes.get("ref", ""))

    def _open_merge(self, _name: str, attributes: dict[str, str]) -> None:
        self.found.merges.append(split_range(attributes.get("ref", "")))

    def _end(self, name: str) -> None:
        if name.endswith("row") and self._row is not None:
            at = self.parser.CurrentByteIndex
            self._row.end = element_end(self._data, self._row.start, at)
            self._row.last_used = self._used
            self._row = None
        elif name.endswith("sheetData"):
            start, at = self.found.data[0], self.parser.CurrentByteIndex
            self.found.data = (start, element_end(self._data, start, at))
            inside = (tag_end(self._data, start), at)
            self.found.inside = None if is_empty_tag(self._data, start) else inside
