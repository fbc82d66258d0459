"""A printer's test page laid out: what it prints, where its edges are, how dark, how fine.

Ticks and corner marks stand at the very edge: what is missing on paper, the printer can't reach. Lines
and patches are made of the printer's own dots. The code names the printer, for whoever scans it back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from onsite.badges.boxes import Box
from onsite.badges.fitting import Type, baselines, fit, height_em, rise
from onsite.badges.fonts import Weight
from onsite.badges.page import Area, Code, Page, PlacedLine, Text
from onsite.badges.shaping import clean, shape_line

MM_PER_INCH = 25.4
CODE_WORD = "ONSITE-TEST"
INK = "#000000"
CORNER_MM = 6.0
EDGE_MM = 9.0  # what ticks and their numbers need at the left and at the top
GAP_MM = 2.0
TICKS = ((10, 3.0), (5, 2.0), (1, 1.2))  # every so many millimetres, so long
NUMBER_MM = 2.0
LOW_MM = 62.0  # a lower label has its code beside its name
CODE_SHARE, LARGEST_CODE_MM = 0.5, 34.0
PATCH_MM, LARGEST_PATCH_MM = 5.0, 8.0
LINES = (1, 2, 3)  # dots a line and a gap
STEPS = ((1, 3), (2, 2), (3, 1), (4, 0))  # dots of ink and of paper: 25, 50, 75, 100 %
GLYPHS = (
    "𠮷 䶮 㛃 龘 單于 Šťőłğęż",
    "Nguyễn Ђорђе Ελλάς 한국어 かなカナ",
    "العربية עברית ไทย Ærø ÿñ",
)
GLYPH_MM = 3.6
SIZES_MM = (5.0, 3.5, 2.5, 1.9)
SAMPLES = ("清晰 Clear 0O 1Il 8B", "清晰 0O 1Il", "清晰")  # the longest that stands in its size
COLOURS = ("#000000", "#777777", "#cccccc", "#d1242f", "#1a7f37", "#0969da", "#bf8700")


class Paper(Protocol):
    """A printer's page, as far as its test page shows it."""

    @property
    def width_dots(self) -> int: ...

    @property
    def height_dots(self) -> int | None: ...

    @property
    def dpi(self) -> float: ...

    @property
    def one_bit(self) -> bool: ...


@dataclass(frozen=True)
class TestPage:
    """What a test page says.

    Args:
        printer: Its name.
        event_name: Whose it is.
        at: When it was asked for, by the venue's clock.
    """

    __test__ = False  # no test class, whatever its name

    printer: str
    event_name: str
    at: str


def code_of(printer: str, dpi: float) -> str:
    """The text of a test page's code."""
    return f"{CODE_WORD} {dpi:g} dpi {clean(printer)}"


def layout_test_page(test: TestPage, paper: Paper) -> Page:
    """Lay a test page out for a printer's paper; on a roll it is as long as it needs.

    Args:
        test: What it says.
        paper: The printer's, in its own dots.
    """
    width_mm = paper.width_dots / paper.dpi * MM_PER_INCH
    height_mm = paper.height_dots / paper.dpi * MM_PER_INCH if paper.height_dots else None
    sheet = _Sheet(paper, width_mm, height_mm)
    if height_mm is not None and height_mm < LOW_MM:
        sheet.low_head(test)
    else:
        sheet.head(test)
        sheet.glyphs()
        sheet.sizes()
        sheet.colours()
    bottom_mm = height_mm or sheet.y_mm + EDGE_MM
    sheet.areas += _edges(width_mm, bottom_mm, dot_mm=sheet.dot_mm)
    sheet.texts += _numbers(width_mm, bottom_mm)
    return Page(
        width_mm,
        bottom_mm,
        areas=tuple(sheet.areas),
        texts=tuple(sheet.texts),
        codes=tuple(sheet.codes),
    )


class _Sheet:
    """A test page while it is written from top to bottom; what has no room is left out."""

    def __init__(self, paper: Paper, width_mm: float, height_mm: float | None) -> None:
        self.paper = paper
        self.dot_mm = MM_PER_INCH / paper.dpi
        self.width_mm = width_mm
        self.end_mm = (height_mm or float("inf")) - GAP_MM * 2
        self.left_mm = min(EDGE_MM, width_mm * 0.15)
        self.inner_mm = width_mm - self.left_mm - GAP_MM * 2
        self.y_mm = EDGE_MM
        self.areas: list[Area] = []
        self.texts: list[Text] = []
        self.codes: list[Code] = []

    def head(self, test: TestPage) -> None:
        for words, size_mm, weight in self._facts(test):
            self._write(words, size_mm, weight=weight)
        self.y_mm += GAP_MM / 2
        side_mm = min(LARGEST_CODE_MM, self.inner_mm * CODE_SHARE)
        self._code(test, x_mm=self.left_mm, side_mm=side_mm)
        x_mm = self.left_mm + side_mm + GAP_MM
        self._patches(x_mm, self.left_mm + self.inner_mm - x_mm)
        self.y_mm += side_mm + GAP_MM

    def low_head(self, test: TestPage) -> None:
        """Put the code at the right of the facts."""
        side_mm = min(self.end_mm - self.y_mm, self.inner_mm * CODE_SHARE, LARGEST_CODE_MM)
        self._code(test, x_mm=self.left_mm + self.inner_mm - side_mm, side_mm=side_mm)
        self.inner_mm -= side_mm + GAP_MM
        for words, size_mm, weight in self._facts(test):
            self._write(words, size_mm * 0.8, weight=weight)

    def glyphs(self) -> None:
        for words in GLYPHS:
            self._write(words, GLYPH_MM)

    def sizes(self) -> None:
        for size_mm in SIZES_MM:
            lines = [f"{size_mm:g} mm {sample}" for sample in SAMPLES]
            fitting = [line for line in lines if _width(line, size_mm) <= self.inner_mm]
            self._write([*fitting, lines[-1]][0], size_mm)
        self.y_mm += GAP_MM

    def colours(self) -> None:
        """Fields of colour, for printers that have any."""
        side_mm = min(LARGEST_PATCH_MM, self.inner_mm / len(COLOURS))
        if self.paper.one_bit or self.y_mm + side_mm > self.end_mm:
            return
        for number, colour in enumerate(COLOURS):
            x_mm = self.left_mm + number * side_mm
            self.areas.append(Area(_box(x_mm, self.y_mm, side_mm * 0.9, side_mm), colour))
        self.y_mm += side_mm + GAP_MM

    def _facts(self, test: TestPage) -> list[tuple[str, float, Weight]]:
        paper = self.paper
        height_mm = (paper.height_dots or 0) * self.dot_mm
        size = (
            f"{self.width_mm:.1f} × {height_mm:.1f} mm" if height_mm else f"{self.width_mm:.1f} mm"
        )
        dots = f"{paper.width_dots} × {paper.height_dots}" if height_mm else f"{paper.width_dots}"
        ink = "黑白 black and white" if paper.one_bit else "彩色或灰度 colours"
        return [
            (clean(test.printer), 5.5, Weight.BOLD),
            (f"测试页 Test page · {paper.dpi:g} dpi", 3.2, Weight.BOLD),
            (f"{size} · {dots} 点 dots · {ink}", 2.4, Weight.REGULAR),
            (f"{clean(test.event_name)} · {test.at}", 2.4, Weight.REGULAR),
        ]

    def _code(self, test: TestPage, *, x_mm: float, side_mm: float) -> None:
        text = code_of(test.printer, self.paper.dpi)
        self.codes.append(Code(_box(x_mm, self.y_mm, side_mm, side_mm), text))

    def _patches(self, x_mm: float, width_mm: float) -> None:
        """Lines of one to three dots both ways, and four steps of darkness."""
        side_mm = min(LARGEST_PATCH_MM, (width_mm - GAP_MM * 2) / len(STEPS))
        if side_mm < PATCH_MM / 2:
            return
        rows = (
            [(dots, dots, True, f"{dots}") for dots in LINES],
            [(dots, dots, False, f"{dots}") for dots in LINES],
            [(ink, gap, False, f"{ink * 25}%") for ink, gap in STEPS],
        )
        y_mm = self.y_mm
        for row in rows:
            for number, (ink, gap, is_upright, label) in enumerate(row):
                left_mm = x_mm + number * (side_mm + GAP_MM / 2)
                self.areas += self._grating(
                    left_mm, y_mm, side_mm, (ink, gap), is_upright=is_upright
                )
                self.texts.append(
                    _text(label, _box(left_mm, y_mm + side_mm, side_mm, NUMBER_MM * 1.4), NUMBER_MM)
                )
            y_mm += side_mm + NUMBER_MM * 1.4 + GAP_MM / 2

    def _grating(
        self, x_mm: float, y_mm: float, side_mm: float, dots: tuple[int, int], *, is_upright: bool
    ) -> Iterator[Area]:
        ink, gap = dots
        across, down = round(x_mm / self.dot_mm), round(y_mm / self.dot_mm)
        side = round(side_mm / self.dot_mm)
        if not gap:
            yield Area(self._dots(across, down, side, side), INK)
            return
        for at in range(0, side - ink + 1, ink + gap):
            spot = (across + at, down, ink, side) if is_upright else (across, down + at, side, ink)
            yield Area(self._dots(*spot), INK)

    def _dots(self, x: int, y: int, width: int, height: int) -> Box:
        return _box(*(length * self.dot_mm for length in (x, y, width, height)))

    def _write(self, words: str, size_mm: float, *, weight: Weight = Weight.REGULAR) -> None:
        height_mm = size_mm * 1.35
        if self.y_mm + height_mm > self.end_mm:
            return
        room = _box(self.left_mm, self.y_mm, self.inner_mm, height_mm)
        self.texts.append(_text(words, room, size_mm, weight=weight, is_left=True))
        self.y_mm += height_mm + GAP_MM / 4


def _edges(width_mm: float, height_mm: float, *, dot_mm: float) -> Iterator[Area]:
    thick_mm = 3 * dot_mm
    for x_mm in (0.0, width_mm - CORNER_MM):
        for y_mm in (0.0, height_mm - thick_mm):
            yield Area(_box(x_mm, y_mm, CORNER_MM, thick_mm), INK)
    for x_mm in (0.0, width_mm - thick_mm):
        for y_mm in (0.0, height_mm - CORNER_MM):
            yield Area(_box(x_mm, y_mm, thick_mm, CORNER_MM), INK)
    for at_mm in range(1, int(width_mm) + 1):
        yield Area(_box(at_mm, 0.0, dot_mm, _tick(at_mm)), INK)
    for at_mm in range(1, int(height_mm) + 1):
        yield Area(_box(0.0, at_mm, _tick(at_mm), dot_mm), INK)


def _tick(at_mm: int) -> float:
    return next(length for every, length in TICKS if at_mm % every == 0)


def _numbers(width_mm: float, height_mm: float) -> Iterator[Text]:
    long_mm = TICKS[0][1]
    for at_mm in range(10, int(width_mm - 2), 10):
        room = _box(at_mm - 3, long_mm + 0.3, 6, NUMBER_MM * 1.3)
        yield _text(f"{at_mm}", room, NUMBER_MM)
    for at_mm in range(10, int(height_mm - 2), 10):
        room = _box(long_mm + 0.4, at_mm - NUMBER_MM * 0.65, 5, NUMBER_MM * 1.3)
        yield _text(f"{at_mm}", room, NUMBER_MM, is_left=True)


def _width(words: str, size_mm: float) -> float:
    return shape_line(words, weight=Weight.REGULAR).width_em * size_mm


def _text(
    words: str,
    room: Box,
    size_mm: float,
    *,
    weight: Weight = Weight.REGULAR,
    is_left: bool = False,
) -> Text:
    lines, em_mm = fit(words, Type(size_mm, weight), room=room)
    top_mm = room.y_mm + (room.height_mm - height_em(lines) * em_mm) / 2
    placed = tuple(
        PlacedLine(
            line,
            room.x_mm + (0 if is_left else (room.width_mm - line.width_em * em_mm) / 2),
            top_mm + (rise(lines[0]) + depth) * em_mm,
        )
        for line, depth in zip(lines, baselines(lines), strict=True)
    )
    return Text("", placed, em_mm, INK)


def _box(x_mm: float, y_mm: float, width_mm: float, height_mm: float) -> Box:
    return Box(x_mm=x_mm, y_mm=y_mm, width_mm=width_mm, height_mm=height_mm)
