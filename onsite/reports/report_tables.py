"""Tables as the client's report shows them: two languages in a head, figures at the right, quiet rules."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from onsite.badges.canvas import LEFT, RIGHT, box, tint, width_of
from onsite.badges.fitting import height_em, wrapped
from onsite.badges.fonts import Weight
from onsite.badges.shaping import clean
from onsite.reports.client_tables import Line, Lines
from onsite.reports.report_pages import GREY, INK, RULE, SIDE_MM, USED_MM, WARNING, Pages
from onsite.reports.saying import NOTHING, both, count, exact, money, percent
from onsite.reports.table import Cell, Column, Kind

CELL_MM, HEAD_MM, SECOND_MM = 3.0, 2.8, 2.3
INSET_MM, PAD_MM, PART_MM = 1.6, 1.9, 4.0
LEAST_MM, WIDEST_FIGURE_MM = 15.0, 34.0
HEAD_ROW_MM, TITLE_MM = 10.4, 8.0
KEPT_MM = 110.0  # a table no higher is not broken


@dataclass(frozen=True, slots=True)
class Style:
    """What cells are written with: the venue's clocks, the event's currency and colour."""

    zone: ZoneInfo
    currency: str
    accent: str


@dataclass(frozen=True, slots=True)
class _Measured:
    """A table whose cells are words, with its columns' widths and its rows' heights."""

    words: list[list[str]]
    widths: list[float]
    heights: list[float]


def height_mm(table: Lines, style: Style) -> float:
    """Tell how much room a table takes where it is not broken."""
    title_mm = TITLE_MM if table.title else 0.0
    return title_mm + HEAD_ROW_MM + sum(_measured(table, style).heights)


def lay_table(pages: Pages, table: Lines, style: Style) -> None:
    """Lay a table out on as many pages as it needs, its head repeated; an empty one says so."""
    whole_mm = height_mm(table, style)
    kept_mm = whole_mm if whole_mm <= KEPT_MM else HEAD_ROW_MM + TITLE_MM + 14
    pages.need(kept_mm)
    if table.title:
        pages.subtitle(table.title)
    if not table.lines:
        pages.paragraph(both("nothing"))
        return
    found = _measured(table, style)
    _lay_head(pages, table.columns, found.widths, style)
    for at, (line, words) in enumerate(zip(table.lines, found.words, strict=True)):
        row_mm = found.heights[at]
        if pages.room_mm() < row_mm + _with_next_mm(table, at, found.heights):
            pages.turn()
            _lay_head(pages, table.columns, found.widths, style)
        _lay_line(pages, line, words, widths=found.widths, columns=table.columns, height_mm=row_mm)
    pages.y_mm += 5


def _with_next_mm(table: Lines, at: int, heights: Sequence[float]) -> float:
    """Tell how much of what follows a row stays with it: a sum, and the first of its parts."""
    if at + 1 == len(table.lines):
        return 0.0
    line, following = table.lines[at], table.lines[at + 1]
    is_kept = following.is_sum or (following.is_part and not line.is_part)
    return heights[at + 1] if is_kept else 0.0


def _measured(table: Lines, style: Style) -> _Measured:
    words = [
        [_shown(cell, column, style) for cell, column in _cells(line, table)]
        for line in table.lines
    ]
    widths = _widths(table, words)
    heights = [_height_mm(line, row, widths) for line, row in zip(table.lines, words, strict=True)]
    return _Measured(words, widths, heights)


def _cells(line: Line, table: Lines) -> Iterator[tuple[Cell, Column]]:
    return zip(line.cells, table.columns, strict=True)


def _shown(cell: Cell, column: Column, style: Style) -> str:
    words = NOTHING if cell is None else str(cell)
    match column.kind, cell:
        case Kind.SHARE, float() | int():
            words = percent(cell)
        case Kind.MONEY, int():
            words = money(cell, style.currency)
        case _, datetime():
            words = f"{cell.astimezone(style.zone):%m-%d %H:%M}"
        case _, int():
            words = count(cell)
        case _, Decimal():
            words = exact(cell)
    return words


def _widths(table: Lines, shown: Sequence[Sequence[str]]) -> list[float]:
    """Give figures what they need, and the words the rest."""
    wanted = []
    for at, column in enumerate(table.columns):
        heads = [width_of(column.chinese, size_mm=HEAD_MM, weight=Weight.BOLD)]
        heads.append(width_of(column.english, size_mm=SECOND_MM))
        cells = [width_of(row[at], size_mm=CELL_MM, weight=Weight.BOLD) for row in shown]
        wanted.append(max([LEAST_MM, *cells, *heads]) + 2 * INSET_MM)
    figures = [
        0.0 if column.kind is Kind.TEXT else min(width_mm, WIDEST_FIGURE_MM)
        for column, width_mm in zip(table.columns, wanted, strict=True)
    ]
    words = [
        width_mm if column.kind is Kind.TEXT else 0.0
        for column, width_mm in zip(table.columns, wanted, strict=True)
    ]
    left_mm = USED_MM - sum(figures)
    return [
        figure or word * left_mm / sum(words) for figure, word in zip(figures, words, strict=True)
    ]


def _lay_head(
    pages: Pages, columns: Sequence[Column], widths: Sequence[float], style: Style
) -> None:
    canvas, top_mm = pages.canvas, pages.y_mm
    canvas.fill(box(SIDE_MM, top_mm, USED_MM, HEAD_ROW_MM), tint(style.accent, 0.09))
    x_mm = SIDE_MM
    for column, width_mm in zip(columns, widths, strict=True):
        edge_mm, align = _edge(column, x_mm, width_mm)
        room_mm = width_mm - 2 * INSET_MM
        canvas.say(
            column.chinese,
            (edge_mm, top_mm + 4.3),
            size_mm=HEAD_MM,
            width_mm=room_mm,
            weight=Weight.BOLD,
            align=align,
        )
        canvas.say(
            column.english,
            (edge_mm, top_mm + 8.1),
            size_mm=SECOND_MM,
            width_mm=room_mm,
            colour=GREY,
            align=align,
        )
        x_mm += width_mm
    pages.y_mm += HEAD_ROW_MM
    canvas.rule(
        [(SIDE_MM, pages.y_mm), (SIDE_MM + USED_MM, pages.y_mm)], colour=style.accent, width_mm=0.3
    )


def _lay_line(
    pages: Pages,
    line: Line,
    words: Sequence[str],
    *,
    widths: Sequence[float],
    columns: Sequence[Column],
    height_mm: float,
) -> None:
    canvas, top_mm = pages.canvas, pages.y_mm
    weight = Weight.BOLD if line.is_sum else Weight.REGULAR
    x_mm = SIDE_MM
    for number, (said, column, width_mm) in enumerate(zip(words, columns, widths, strict=True)):
        edge_mm, align = _edge(column, x_mm, width_mm)
        colour = _colour(line.cells[number], column)
        if column.kind is Kind.TEXT:
            inset_mm = PART_MM if line.is_part and not number else 0.0
            room = box(edge_mm + inset_mm, top_mm + PAD_MM, width_mm - 2 * INSET_MM - inset_mm, 40)
            canvas.write(said, room, size_mm=CELL_MM, weight=weight, colour=colour)
        else:
            at = (edge_mm, top_mm + PAD_MM + CELL_MM * 0.86)
            room_mm = width_mm - 2 * INSET_MM
            canvas.say(
                said,
                at,
                size_mm=CELL_MM,
                width_mm=room_mm,
                weight=weight,
                colour=colour,
                align=align,
            )
        x_mm += width_mm
    if line.is_sum:
        canvas.rule([(SIDE_MM, top_mm), (SIDE_MM + USED_MM, top_mm)], colour=INK, width_mm=0.3)
    pages.y_mm += height_mm
    if not line.is_sum:
        canvas.rule([(SIDE_MM, pages.y_mm), (SIDE_MM + USED_MM, pages.y_mm)], colour=RULE)


def _height_mm(line: Line, words: Sequence[str], widths: Sequence[float]) -> float:
    weight = Weight.BOLD if line.is_sum else Weight.REGULAR
    highest_mm = CELL_MM * 1.1
    for number, (said, width_mm) in enumerate(zip(words, widths, strict=True)):
        inset_mm = PART_MM if line.is_part and not number else 0.0
        room_mm = width_mm - 2 * INSET_MM - inset_mm
        if width_of(said, size_mm=CELL_MM, weight=weight) > room_mm:
            broken = wrapped(clean(said), weight=weight, width_em=room_mm / CELL_MM)
            highest_mm = max(highest_mm, height_em(broken) * CELL_MM)
    return min(highest_mm, 40.0) + 2 * PAD_MM


def _colour(cell: Cell, column: Column) -> str:
    if cell is None or column.kind is Kind.INSTANT:
        return GREY
    is_over = column.kind is Kind.SHARE and isinstance(cell, float) and cell > 1
    return WARNING if is_over else INK


def _edge(column: Column, x_mm: float, width_mm: float) -> tuple[float, float]:
    """Tell where a cell's words begin or end."""
    if column.kind is Kind.TEXT:
        return x_mm + INSET_MM, LEFT
    return x_mm + width_mm - INSET_MM, RIGHT
