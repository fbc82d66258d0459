"""Documents of tables on A4: rosters, sign-for sheets, settlements. Values in, a PDF out.

Heads, rows, page breaks and page numbers are here; whose rows they are is the asking room's. How large the
letters are, and the logo, stand in the template `name-list`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from onsite.badges import pictures as picture_files
from onsite.badges.boxes import Box
from onsite.badges.boxes import Table as Style
from onsite.badges.document_rows import (
    INSET_MM,
    SIDE_MM,
    MeasuredCell,
    MeasuredRow,
    head_row,
    measured,
)
from onsite.badges.fitting import Type, baselines, fit, height_em, rise, wrapped
from onsite.badges.fonts import Weight
from onsite.badges.page import Area, Page, Picture, PlacedLine, Stroke, Text
from onsite.badges.pdf import pdf_of
from onsite.badges.shaping import Line, clean
from onsite.badges.tables import (
    Column,
    Document,
    Heading,
    Ink,
    Letterhead,
    Table,
    Total,
)
from onsite.badges.template import SHIPPED, Templates

__all__ = [
    "Column",
    "Document",
    "Heading",
    "Ink",
    "Letterhead",
    "Table",
    "Total",
    "sheets",
    "write",
]

SHORT_MM, LONG_MM = 210.0, 297.0
TOP_MM, BOTTOM_MM = 12.0, 14.0
FOOT_MM = 8.0  # of the page numbers above the lower edge
TEMPLATE = "name-list"
FILLED_IN = frozenset(("tick", "blank", "signature"))
TICK_BOX_MM = 3.6
TICK = ((0.15, 0.55), (0.4, 0.8), (0.88, 0.15))  # shares of the box
PEN_MM, SIGNED_MM, HAIR_MM = 0.25, 0.35, 0.15
TABLE_GAP_MM = 6.0
INK, GREY, RULE = "#1f2328", "#59636e", "#b6bdc6"
NOTHING = "无 None"


@dataclass
class _Sheet:
    """A page while it is filled from top to bottom."""

    width_mm: float
    height_mm: float
    style: Style
    y_mm: float = TOP_MM
    areas: list[Area] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)

    @property
    def used_mm(self) -> float:
        return self.width_mm - 2 * SIDE_MM

    def room_mm(self) -> float:
        return self.height_mm - BOTTOM_MM - self.y_mm

    def page(self) -> Page:
        return Page(
            self.width_mm,
            self.height_mm,
            areas=tuple(self.areas),
            texts=tuple(self.texts),
            strokes=tuple(self.strokes),
            pictures=tuple(self.pictures),
        )


def write(document: Document, templates: Templates = SHIPPED, *, measures: str = TEMPLATE) -> bytes:
    """Write a document as PDF on A4: titles, tables with repeated heads, page numbers.

    Every script comes out, and nothing is cut: long text wraps, a very long one shrinks.

    Args:
        document: What stands in it.
        templates: The event's own; its ``name-list`` stands in the place of the shipped one.
        measures: The name of the template that says how large the letters are.
    """
    return pdf_of(sheets(document, templates, measures=measures))


def sheets(
    document: Document, templates: Templates = SHIPPED, *, measures: str = TEMPLATE
) -> list[Page]:
    """Lay a document out on as many sheets as it needs, numbered."""
    style = templates.named(measures).table or Style()
    size = (LONG_MM, SHORT_MM) if document.is_landscape else (SHORT_MM, LONG_MM)
    filled = [_Sheet(*size, style)]
    _logo(filled[0], templates.pictures)
    _first_head(filled[0], document)
    for number, table in enumerate(document.tables):
        if number:
            filled[-1].y_mm += TABLE_GAP_MM
        _lay_table(filled, table, document)
    for number, sheet in enumerate(filled, start=1):
        _foot(sheet, document, f"{number} / {len(filled)}")
    return [sheet.page() for sheet in filled]


def _logo(sheet: _Sheet, pictures: Path | None) -> None:
    style = sheet.style
    source = picture_files.found(style.logo, pictures) if style.logo else None
    if source is not None:
        box = _box(SIDE_MM, sheet.y_mm, SIDE_MM + sheet.used_mm, sheet.y_mm + style.logo_mm)
        sheet.pictures.append(Picture(box, source, "contain"))
        sheet.y_mm = box.bottom_mm + 3.0


def _first_head(sheet: _Sheet, document: Document) -> None:
    style = sheet.style
    lines = [
        (document.letterhead.event_name, Type(style.subtitle_mm), GREY),
        (document.title, Type(style.title_mm, Weight.BOLD), INK),
        (document.subtitle, Type(style.subtitle_mm), GREY),
        *((note, Type(style.cell_mm), INK) for note in document.notes),
    ]
    for words, written, colour in lines:
        if clean(words):
            _paragraph(sheet, words, written, colour)
    sheet.y_mm += 3.0


def _next_sheet(filled: list[_Sheet], document: Document) -> None:
    sheet = _Sheet(filled[-1].width_mm, filled[-1].height_mm, filled[-1].style)
    filled.append(sheet)
    half = sheet.used_mm / 2
    for words, x_mm, align in (
        (document.title, SIDE_MM, 0.0),
        (document.letterhead.event_name, SIDE_MM + half, 1.0),
    ):
        _small(sheet, words, x_mm=x_mm, y_mm=TOP_MM - 3, width_mm=half, align=align)
    sheet.y_mm = TOP_MM + 3


def _foot(sheet: _Sheet, document: Document, number: str) -> None:
    half = sheet.used_mm / 2
    y_mm = sheet.height_mm - FOOT_MM
    printed = f"打印于 Printed {document.letterhead.printed_at}"
    _small(sheet, printed, x_mm=SIDE_MM, y_mm=y_mm, width_mm=half, align=0.0)
    _small(sheet, number, x_mm=SIDE_MM + half, y_mm=y_mm, width_mm=half, align=1.0)


def _small(
    sheet: _Sheet, words: str, *, x_mm: float, y_mm: float, width_mm: float, align: float
) -> None:
    small_mm = sheet.style.small_mm
    room = Box(x_mm=x_mm, y_mm=y_mm, width_mm=width_mm - 2, height_mm=small_mm * 1.4)
    lines, size_mm = fit(clean(words), Type(small_mm), room=room)
    x_mm += align * (width_mm - lines[0].width_em * size_mm)
    placed = PlacedLine(lines[0], x_mm, y_mm + rise(lines[0]) * size_mm)
    sheet.texts.append(Text("", (placed,), size_mm, GREY))


def _paragraph(sheet: _Sheet, words: str, style: Type, colour: str) -> None:
    width_em = sheet.used_mm / style.size_mm
    lines = wrapped(clean(words), weight=style.weight, width_em=width_em)
    room = _box(SIDE_MM, sheet.y_mm, SIDE_MM + sheet.used_mm, sheet.height_mm)
    _place(sheet, lines, style.size_mm, room, colour=colour, align=0.0)
    sheet.y_mm += (height_em(lines) + 0.45) * style.size_mm


def _lay_table(filled: list[_Sheet], table: Table, document: Document) -> None:
    width_mm, style = filled[-1].used_mm, filled[-1].style
    head = head_row(table, width_mm, style)
    rows = [measured(row, table, width_mm, style) for row in table.rows or [Heading(NOTHING)]]
    title_mm = style.table_title_mm * 1.6 if clean(table.title) else 0.0
    if filled[-1].room_mm() < title_mm + head.height_mm + rows[0].height_mm:
        _next_sheet(filled, document)
    if title_mm:
        _paragraph(filled[-1], table.title, Type(style.table_title_mm, Weight.BOLD), INK)
    _lay_row(filled[-1], head, table)
    for number, row in enumerate(rows):
        needed_mm = row.height_mm
        if row.keeps_next and number + 1 < len(rows):
            needed_mm += rows[number + 1].height_mm
        if filled[-1].room_mm() < needed_mm:
            _next_sheet(filled, document)
            _lay_row(filled[-1], head, table)
        _lay_row(filled[-1], row, table)


def _lay_row(sheet: _Sheet, row: MeasuredRow, table: Table) -> None:
    top_mm, bottom_mm = sheet.y_mm, sheet.y_mm + row.height_mm
    right_mm = SIDE_MM + sheet.used_mm
    if row.shade:
        sheet.areas.append(Area(_box(SIDE_MM, top_mm, right_mm, bottom_mm), row.shade))
    for cell in row.cells:
        _lay_cell(sheet, cell, row.height_mm)
    sheet.strokes.append(_rule((SIDE_MM, bottom_mm), (right_mm, bottom_mm)))
    if any(column.kind in FILLED_IN for column in table.columns):
        # What is written by hand wants a place with edges.
        edges = [*(cell.x_mm for cell in row.cells), right_mm]
        sheet.strokes.extend(_rule((x, top_mm), (x, bottom_mm)) for x in edges)
    sheet.y_mm = bottom_mm


def _lay_cell(sheet: _Sheet, cell: MeasuredCell, height_mm: float) -> None:
    if cell.lines:
        used_mm = height_em(cell.lines) * cell.size_mm
        y_mm = sheet.y_mm + (height_mm - used_mm) / 2
        align = 1.0 if cell.kind == "number" else 0.0
        inner = _box(cell.x_mm + INSET_MM, y_mm, cell.x_mm + cell.width_mm - INSET_MM, y_mm + 1)
        _place(sheet, cell.lines, cell.size_mm, inner, colour=INK, align=align)
    elif cell.kind == "tick":
        _lay_tick(sheet, cell, height_mm)
    elif isinstance(cell.content, Ink):
        _lay_ink(sheet, cell, cell.content, height_mm)


def _lay_tick(sheet: _Sheet, cell: MeasuredCell, height_mm: float) -> None:
    left, top = cell.x_mm + INSET_MM, sheet.y_mm + (height_mm - TICK_BOX_MM) / 2
    corners = ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))
    for shares, pen_mm in ((corners, PEN_MM), (TICK, 2 * PEN_MM)):
        if shares is corners or cell.content is True:
            points = tuple((left + x * TICK_BOX_MM, top + y * TICK_BOX_MM) for x, y in shares)
            sheet.strokes.append(Stroke(points, pen_mm, INK))


def _lay_ink(sheet: _Sheet, cell: MeasuredCell, ink: Ink, height_mm: float) -> None:
    width_mm = min(cell.width_mm - 2 * INSET_MM, (height_mm - INSET_MM) / ink.aspect)
    left, top = cell.x_mm + INSET_MM, sheet.y_mm + (height_mm - width_mm * ink.aspect) / 2
    for stroke in ink.strokes:
        points = [(left + x * width_mm, top + y * width_mm) for x, y, *_ in stroke]
        # A dot is a stroke of one point: drawn as one of no length, round ends make it seen.
        drawn = points if len(points) > 1 else points * 2
        sheet.strokes.append(Stroke(tuple(drawn), SIGNED_MM, INK))


def _place(
    sheet: _Sheet, lines: Sequence[Line], size_mm: float, room: Box, *, colour: str, align: float
) -> None:
    placed = tuple(
        PlacedLine(
            line,
            room.x_mm + align * (room.width_mm - line.width_em * size_mm),
            room.y_mm + (rise(lines[0]) + depth) * size_mm,
        )
        for line, depth in zip(lines, baselines(lines), strict=True)
    )
    sheet.texts.append(Text("", placed, size_mm, colour))


def _rule(start: tuple[float, float], end: tuple[float, float]) -> Stroke:
    return Stroke((start, end), HAIR_MM, RULE)


def _box(left: float, top: float, right: float, bottom: float) -> Box:
    return Box(x_mm=left, y_mm=top, width_mm=right - left, height_mm=bottom - top)
