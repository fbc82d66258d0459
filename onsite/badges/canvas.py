"""A page while it is drawn by hand: texts, rules, panels, where no template and no table says how.

Everything is in millimetres from the upper left corner; what is drawn later lies over what is of its kind.
"""

from collections.abc import Sequence

from onsite.badges.boxes import Box
from onsite.badges.fitting import Type, baselines, fit, height_em, rise, wrapped
from onsite.badges.fonts import Weight
from onsite.badges.page import Area, Page, Picture, PlacedLine, Stroke, Text
from onsite.badges.pictures import Fit, Source
from onsite.badges.shaping import clean, shape_line

Point = tuple[float, float]
LEFT, MIDDLE, RIGHT = 0.0, 0.5, 1.0
INK = "#1f2328"
HAIR_MM = 0.15


class Canvas:
    """One page.

    Args:
        width_mm: Of the page.
        height_mm: Of the page.
    """

    def __init__(self, width_mm: float, height_mm: float) -> None:
        self.width_mm, self.height_mm = width_mm, height_mm
        self._areas: list[Area] = []
        self._texts: list[Text] = []
        self._strokes: list[Stroke] = []
        self._pictures: list[Picture] = []

    def page(self) -> Page:
        """Give what was drawn."""
        return Page(
            self.width_mm,
            self.height_mm,
            areas=tuple(self._areas),
            texts=tuple(self._texts),
            strokes=tuple(self._strokes),
            pictures=tuple(self._pictures),
        )

    def say(
        self,
        words: str,
        at: Point,
        *,
        size_mm: float,
        width_mm: float | None = None,
        weight: Weight = Weight.REGULAR,
        colour: str = INK,
        align: float = LEFT,
    ) -> float:
        """Write one line.

        Args:
            words: What it says; nothing is written of nothing.
            at: Where its left end, middle or right end stands, and its baseline.
            size_mm: An em, where there is room.
            width_mm: It is set smaller rather than wider than that.
            weight: How heavy.
            colour: ``#rrggbb``.
            align: ``LEFT``, ``MIDDLE`` or ``RIGHT``.

        Returns:
            How wide it is.
        """
        words = clean(words)
        if not words:
            return 0.0
        line = shape_line(words, weight=weight)
        if width_mm is not None and line.width_em * size_mm > width_mm:
            size_mm = width_mm / line.width_em
        used_mm = line.width_em * size_mm
        placed = PlacedLine(line, at[0] - align * used_mm, at[1])
        self._texts.append(Text("", (placed,), size_mm, colour))
        return used_mm

    def write(
        self,
        words: str,
        room: Box,
        *,
        size_mm: float,
        weight: Weight = Weight.REGULAR,
        colour: str = INK,
        align: float = LEFT,
    ) -> float:
        """Write a text of as many lines as it needs, from the top of its room; smaller where it is long.

        Returns:
            How high it is.
        """
        words = clean(words)
        if not words:
            return 0.0
        lines = wrapped(words, weight=weight, width_em=room.width_mm / size_mm)
        if height_em(lines) * size_mm > room.height_mm:
            lines, size_mm = fit(words, Type(size_mm, weight, 10, size_mm), room=room)
        placed = tuple(
            PlacedLine(
                line,
                room.x_mm + align * (room.width_mm - line.width_em * size_mm),
                room.y_mm + (rise(lines[0]) + depth) * size_mm,
            )
            for line, depth in zip(lines, baselines(lines), strict=True)
        )
        self._texts.append(Text("", placed, size_mm, colour))
        return height_em(lines) * size_mm

    def fill(self, box: Box, colour: str) -> None:
        """Fill a rectangle."""
        self._areas.append(Area(box, colour))

    def rule(self, points: Sequence[Point], *, colour: str, width_mm: float = HAIR_MM) -> None:
        """Draw a line through points."""
        self._strokes.append(Stroke(tuple(points), width_mm, colour))

    def dashes(
        self, start: Point, end_x_mm: float, *, colour: str, width_mm: float = HAIR_MM
    ) -> None:
        """Draw a dashed line across, from a point to the right."""
        x_mm, y_mm = start
        dash_mm, step_mm = 1.4, 2.4
        while x_mm < end_x_mm:
            to_mm = min(x_mm + dash_mm, end_x_mm)
            self.rule([(x_mm, y_mm), (to_mm, y_mm)], colour=colour, width_mm=width_mm)
            x_mm += step_mm

    def picture(self, box: Box, source: Source, fit: Fit = "contain") -> None:
        """Place a picture."""
        self._pictures.append(Picture(box, source, fit))


def box(x_mm: float, y_mm: float, width_mm: float, height_mm: float) -> Box:
    """Name a rectangle by its upper left corner and its size."""
    return Box(x_mm=x_mm, y_mm=y_mm, width_mm=width_mm, height_mm=height_mm)


def width_of(words: str, *, size_mm: float, weight: Weight = Weight.REGULAR) -> float:
    """Tell how wide a line is at a size."""
    return shape_line(clean(words), weight=weight).width_em * size_mm


def tint(colour: str, share: float) -> str:
    """Mix a colour with white: the whole of it at 1, white at 0."""
    channels = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - value) * share):02x}" for value in channels)
