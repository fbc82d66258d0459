"""Lines and the marks of folds to strokes and areas on a page."""

import math
from collections.abc import Iterator

from onsite.badges.boxes import Box, Fold, LineBox, Template
from onsite.badges.page import Area, Stroke

FOLD_MM, HAIR_MM, FOLD_INK = 4.0, 0.2, "#30363d"
DASH_MM, DASH_GAP_MM = 2.0, 1.5


def strokes_of(line: LineBox, colour: str) -> Iterator[Stroke]:
    """Draw a line with a pen; a dashed one in many strokes."""
    ends = ((line.x_mm, line.y_mm), (line.x2_mm, line.y2_mm))
    if not line.dashed:
        yield Stroke(ends, line.thickness_mm, colour)
        return
    (x, y), (x2, y2) = ends
    length_mm = math.hypot(x2 - x, y2 - y)
    count = max(1, round(length_mm / (DASH_MM + DASH_GAP_MM)))
    dash = DASH_MM / (DASH_MM + DASH_GAP_MM)
    for number in range(count):
        shares = (number / count, (number + dash) / count)
        points = tuple((x + share * (x2 - x), y + share * (y2 - y)) for share in shares)
        yield Stroke(points, line.thickness_mm, colour)


def fold_marks(template: Template) -> Iterator[Area]:
    """Mark each fold at both edges: a line across would be on what is read."""
    for fold in template.fold:
        for box in _marks(fold, template):
            yield Area(box, FOLD_INK)


def _marks(fold: Fold, template: Template) -> Iterator[Box]:
    width_mm, height_mm = template.width_mm, template.height_mm or 0.0
    if fold.y_mm is not None:
        for x_mm in (0.0, width_mm - FOLD_MM):
            yield _box(x_mm, fold.y_mm, FOLD_MM, HAIR_MM)
    if fold.x_mm is not None:
        for y_mm in (0.0, height_mm - FOLD_MM):
            yield _box(fold.x_mm, y_mm, HAIR_MM, FOLD_MM)


def _box(x_mm: float, y_mm: float, width_mm: float, height_mm: float) -> Box:
    return Box(x_mm=x_mm, y_mm=y_mm, width_mm=width_mm, height_mm=height_mm)
