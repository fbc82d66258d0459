"""The frame of a chart over the hours of a day: title, lines across, marks of its axes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from onsite.badges.boxes import Box
from onsite.badges.canvas import LEFT, MIDDLE, RIGHT, Canvas, Point, box
from onsite.badges.fonts import Weight
from onsite.reports.axes import Span, hours, round_marks

INK, GREY, PALE = "#1f2328", "#59636e", "#dfe3e8"
SMALL_MM, LABEL_MM, TITLE_MM = 2.35, 2.7, 3.3
AXIS_MM = 11.0  # left and right of the curves, for the marks
HEAD_MM, MARKS_MM = 10.0, 5.5  # above and below them
MARK_GAP_MM = 1.4
WORDS_MM = 4.6  # words above their line, and a little air


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a chart's curves stand, and what its axes mean there.

    Attributes:
        canvas: What it is drawn on.
        room: Of the curves alone.
        span: From the left to the right.
        top: What the left axis reaches.
    """

    canvas: Canvas
    room: Box
    span: Span
    top: int

    def x_mm(self, at: datetime) -> float:
        """Tell where an instant stands."""
        return self.room.x_mm + self.span.share(at) * self.room.width_mm

    def y_mm(self, count: float, top: float | None = None) -> float:
        """Tell where a count stands, on the left axis or on one that reaches ``top``."""
        return self.room.bottom_mm - count / (top or self.top) * self.room.height_mm

    def at(self, moment: tuple[datetime, float], top: float | None = None) -> Point:
        """Tell where a count of an instant stands."""
        return self.x_mm(moment[0]), self.y_mm(moment[1], top)


def draw_frame(
    canvas: Canvas, area: Box, span: Span, *, highest: float, zone: ZoneInfo, title: tuple[str, str]
) -> Frame:
    """Draw a frame.

    Args:
        canvas: What it is drawn on.
        area: All of the chart's place.
        span: The hours it shows.
        highest: What the left axis must have room for.
        zone: The venue's clocks.
        title: What stands above it: the day, and what is drawn.
    """
    marks = round_marks(highest, most=4)
    room = box(
        area.x_mm + AXIS_MM,
        area.y_mm + HEAD_MM,
        area.width_mm - 2 * AXIS_MM,
        area.height_mm - HEAD_MM - MARKS_MM,
    )
    frame = Frame(canvas, room, span, marks[-1])
    baseline_mm = area.y_mm + TITLE_MM
    used_mm = canvas.say(
        title[0], (area.x_mm, baseline_mm), size_mm=TITLE_MM, weight=Weight.BOLD, colour=INK
    )
    gap_mm = 2.5 if used_mm else 0.0
    canvas.say(title[1], (area.x_mm + used_mm + gap_mm, baseline_mm), size_mm=TITLE_MM, colour=GREY)
    for mark in marks:
        y_mm = frame.y_mm(mark)
        colour = PALE if mark else GREY
        canvas.rule([(room.x_mm, y_mm), (room.right_mm, y_mm)], colour=colour)
        _mark(frame, f"{mark:,}", y_mm, RIGHT)
    for at, words in hours(span, zone):
        x_mm = frame.x_mm(at)
        canvas.rule([(x_mm, room.bottom_mm), (x_mm, room.bottom_mm + 0.9)], colour=GREY)
        canvas.say(words, (x_mm, room.bottom_mm + 4), size_mm=SMALL_MM, colour=GREY, align=MIDDLE)
    return frame


def mark_right(frame: Frame, marks: Sequence[int]) -> None:
    """Write the marks of a second axis at the right, which reaches the last of them."""
    for mark in marks:
        _mark(frame, f"{mark:,}", frame.y_mm(mark, marks[-1]), LEFT)


def name_axis(frame: Frame, words: str, side: float, *, colour: str) -> None:
    """Say what an axis counts, above its end: at the ``LEFT`` or ``RIGHT``."""
    edge_mm = AXIS_MM if side else -AXIS_MM
    x_mm = (frame.room.right_mm if side else frame.room.x_mm) + edge_mm
    y_mm = frame.room.y_mm - 2.6
    width_mm = frame.room.width_mm / 2 + AXIS_MM - 2
    frame.canvas.say(
        words, (x_mm, y_mm), size_mm=SMALL_MM, width_mm=width_mm, colour=colour, align=side
    )


def clear_baseline_mm(line_mm: float, *, other_mm: float, top_mm: float) -> float:
    """Tell where the words at a line's end stand, so that no line strikes them through.

    Args:
        line_mm: Where the line ends, from the page's top; so are the others.
        other_mm: Of a line across the chart.
        top_mm: The chart's upper edge.

    Returns:
        The baseline of `LABEL_MM` words: above the line, else below it, else below the other too.
    """
    is_free_above = line_mm - top_mm > WORDS_MM and not 0 <= line_mm - other_mm < WORDS_MM
    if is_free_above:
        return line_mm - 1.2
    is_struck = 0 <= other_mm - line_mm < WORDS_MM
    return (other_mm if is_struck else line_mm) + LABEL_MM + 0.6


def _mark(frame: Frame, words: str, y_mm: float, align: float) -> None:
    room = frame.room
    x_mm = room.x_mm - MARK_GAP_MM if align else room.right_mm + MARK_GAP_MM
    frame.canvas.say(
        words,
        (x_mm, y_mm + SMALL_MM * 0.36),
        size_mm=SMALL_MM,
        width_mm=AXIS_MM - MARK_GAP_MM,
        colour=GREY,
        align=align,
    )
