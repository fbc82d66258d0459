"""Empties a column of a worksheet part, and the shared strings nothing uses any more. Pure bytes.

A list of 100,000 goes through here at every `init`, so a part without comments and CDATA, where
``<`` can only begin a tag, is searched by pattern; any other goes through the XML parser.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from onsite.planning import sheet_xml as xml
from onsite.planning.packages import parse_xml
from onsite.planning.problems import column_letters

_STORED = re.compile(rb"<(\w+:)?v(\s[^>]*)?>.*?</(\w+:)?v>", re.DOTALL)
_ANY_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_NAMED_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="')
_SHARED_CELL = re.compile(
    rb'<(?:\w+:)?c\s[^>]*?\bt="s"[^>]*>(?:<(?:\w+:)?f.{0,20000}?)?\s*<(?:\w+:)?v>\s*(\d+)\s*<',
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Blanked:
    """What stood in a blanked cell: its text, or the number of its shared string."""

    text: str
    is_shared: bool


def find_texts(data: bytes, *, rows: int, shared: list[str]) -> dict[tuple[int, int], str]:
    """Read the texts of a part's first rows: (row, column) -> text."""
    found: dict[tuple[int, int], str] = {}
    for span in xml.map_sheet(_first_rows(data, rows)).rows[:rows]:
        for cell in xml.take_apart(data[span.start : span.end]).cells:
            is_known = cell.kind == "s" and cell.text.isdigit() and int(cell.text) < len(shared)
            text = shared[int(cell.text)] if is_known else xml.plain_text(cell.text)
            found[span.number, cell.column] = text
    return found


def blank_column(data: bytes, column: int, *, below: int) -> tuple[bytes, list[Blanked]]:
    """Empty a column's cells below a row; a formula stays, without its stored value.

    Returns:
        The part, and what stood in the cells.
    """
    splices: list[xml.Splice] = []
    blanked: list[Blanked] = []
    for start, end in _cells(data, column, below):
        element = data[start:end]
        cell = xml.take_apart(b"<row>" + element + b"</row>").cells[0]
        if not cell.text:
            continue
        blanked.append(Blanked(cell.text, cell.kind == "s"))
        if cell.has_formula:
            splices.append((start, end, _STORED.sub(b"", element)))
        else:
            splices.append((start, end, _empty(element)))
    return xml.spliced(data, splices), blanked


def used_strings(blanked: Iterable[Blanked]) -> set[str]:
    """Name the shared strings blanked cells used."""
    return {one.text for one in blanked if one.is_shared}


def strings_in(data: bytes) -> set[str]:
    """Name the shared strings a part's cells use."""
    return {index.decode() for index in _SHARED_CELL.findall(data)}


def without_strings(part: bytes, unused: set[str]) -> bytes:
    """Empty some shared strings in their places; all others keep their numbers."""
    if not unused:
        return part
    root = parse_xml(part)
    for index, item in enumerate(root.iterfind("{*}si")):
        if str(index) in unused:
            item[:] = [etree.SubElement(item, etree.QName(item, "t"))]
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _first_rows(data: bytes, rows: int) -> bytes:
    """Cut a part after its first rows and close what is open, so that little is parsed."""
    ends = re.finditer(rb"</(?:\w+:)?row>|<(?:\w+:)?row\s[^>]*/>", data)
    end = next((match.end() for count, match in enumerate(ends, 1) if count == rows), None)
    data_tag = re.search(rb"<((?:\w+:)?)sheetData\b", data)
    if end is None or data_tag is None or not _is_plain(data[:end]):
        return data
    prefix = data_tag[1]
    return data[:end] + b"</" + prefix + b"sheetData></" + prefix + b"worksheet>"


def _is_plain(data: bytes) -> bool:
    return b"<!--" not in data and b"<![CDATA[" not in data


def _cells(data: bytes, column: int, below: int) -> Iterable[tuple[int, int]]:
    letters = column_letters(column).encode()
    if _is_plain(data) and len(_ANY_CELL.findall(data)) == len(_NAMED_CELL.findall(data)):
        cell = re.compile(
            rb'<((?:\w+:)?)c\s(?:[^>]*?\s)?r="' + letters + rb'(\d+)"[^>]*?(?:/>|>.*?</\1c\s*>)',
            re.DOTALL,
        )
        found = cell.finditer(data)
        return [match.span() for match in found if int(match[2]) > below]
    spans = [span for span in xml.map_sheet(data).rows if span.number > below]
    cells = ((span, xml.take_apart(data[span.start : span.end]).cell(column)) for span in spans)
    return [(span.start + one.start, span.start + one.end) for span, one in cells if one]


def _empty(element: bytes) -> bytes:
    """Leave of a cell its place and style."""
    tag = element[: xml.tag_end(element, 0)].removesuffix(b"/>").removesuffix(b">")
    return re.sub(rb"\s(?:t|cm|vm)=(?:\"[^\"]*\"|'[^']*')", b"", tag).rstrip() + b"/>"
