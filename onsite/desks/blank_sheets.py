"""Blank badges on A4: four to a sheet, each with its code and number, between cut marks."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from onsite.badges.layout import BadgeValues
from onsite.badges.layout import page as badge_page
from onsite.badges.page import Page, PlacedLine, Stroke, Text
from onsite.badges.template import Box, shipped

A4_WIDTH_MM, A4_HEIGHT_MM = 210.0, 297.0
COLUMNS, ROWS = 2, 2
TEMPLATE = "badge-90x130"
MARK_MM, HAIR_MM, GREY = 6.0, 0.1, "#59636e"


def blank_sheets(badges: Sequence[BadgeValues]) -> list[Page]:
    """Lay blank badges out on as many A4 sheets as they need, in their order."""
    on_sheet = COLUMNS * ROWS
    return [_sheet(badges[start : start + on_sheet]) for start in range(0, len(badges), on_sheet)]


def _sheet(badges: Sequence[BadgeValues]) -> Page:
    laid_out = [badge_page(shipped(TEMPLATE), values) for values in badges]
    width_mm, height_mm = laid_out[0].width_mm, laid_out[0].height_mm
    left_mm = (A4_WIDTH_MM - COLUMNS * width_mm) / 2
    top_mm = (A4_HEIGHT_MM - ROWS * height_mm) / 2
    pages = [
        _moved(page, left_mm + place % COLUMNS * width_mm, top_mm + place // COLUMNS * height_mm)
        for place, page in enumerate(laid_out)
    ]
    edges_x = [left_mm + column * width_mm for column in range(COLUMNS + 1)]
    edges_y = [top_mm + row * height_mm for row in range(ROWS + 1)]
    return Page(
        A4_WIDTH_MM,
        A4_HEIGHT_MM,
        areas=tuple(area for page in pages for area in page.areas),
        texts=tuple(text for page in pages for text in page.texts),
        codes=tuple(code for page in pages for code in page.codes),
        strokes=tuple(_cut_marks(edges_x, edges_y)),
    )


def _moved(page: Page, x_mm: float, y_mm: float) -> Page:
    return replace(
        page,
        areas=tuple(replace(area, box=_box(area.box, x_mm, y_mm)) for area in page.areas),
        texts=tuple(_text(text, x_mm, y_mm) for text in page.texts),
        codes=tuple(replace(code, box=_box(code.box, x_mm, y_mm)) for code in page.codes),
    )


def _text(text: Text, x_mm: float, y_mm: float) -> Text:
    lines = tuple(
        PlacedLine(placed.line, placed.x_mm + x_mm, placed.baseline_mm + y_mm)
        for placed in text.lines
    )
    return replace(text, lines=lines)


def _box(box: Box, x_mm: float, y_mm: float) -> Box:
    return Box(
        x_mm=box.x_mm + x_mm,
        y_mm=box.y_mm + y_mm,
        width_mm=box.width_mm,
        height_mm=box.height_mm,
    )


def _cut_marks(edges_x: list[float], edges_y: list[float]) -> Iterator[Stroke]:
    """Mark where to cut, outside the badges: a line across one would be on it."""
    for x_mm in edges_x:
        for y_mm, end_mm in (
            (edges_y[0] - MARK_MM, edges_y[0] - 1),
            (edges_y[-1] + 1, edges_y[-1] + MARK_MM),
        ):
            yield Stroke(((x_mm, y_mm), (x_mm, end_mm)), HAIR_MM, GREY)
    for y_mm in edges_y:
        for x_mm, end_mm in (
            (edges_x[0] - MARK_MM, edges_x[0] - 1),
            (edges_x[-1] + 1, edges_x[-1] + MARK_MM),
        ):
            yield Stroke(((x_mm, y_mm), (end_mm, y_mm)), HAIR_MM, GREY)
