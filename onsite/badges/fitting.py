"""Fitting a text into a box: shrink, then break into lines, and never cut.

`fit` chooses the size for a box of given height, `wrapped` the lines for a given size.

Measures of lines are in ems, of rooms in millimetres.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from onsite.badges.boxes import Box
from onsite.badges.fonts import Weight
from onsite.badges.shaping import Line, graphemes, script_of, shape_line

LEADING_EM = 1.16  # from baseline to baseline
LINE_GAP_EM = 0.1  # least distance of ink between lines: Thai and Vietnamese stack high
CAPITAL_EM = 0.72  # lines stand as if they had capitals, so that "anna" is not set too high
NARROWEST_EM = 0.01
READABLE_MM = 1.9  # below it more lines are better than smaller ones
IDEOGRAPHIC = frozenset(("Hani", "Hira", "Kana", "Bopo", "Yiii"))
BREAK_AFTER = frozenset("-‐–—/·・,，、;；。&＆")
NOT_FIRST = frozenset("·・,，、。;；:：!！?？)）]】》〉」』”’…—-‐–/&＆ー々")
NOT_LAST = frozenset("(（[【《〈「『“‘")
SEARCH_STEPS = 12
TORN_GAIN = 1.5  # a word is torn apart only for text that much larger
Fitted = tuple[list[Line], float]


class Style(Protocol):
    """How a text may fill its room: largest em, when it breaks, how often, how heavy."""

    @property
    def size_mm(self) -> float: ...

    @property
    def wrap_below_mm(self) -> float: ...

    @property
    def lines(self) -> int: ...

    @property
    def weight(self) -> Weight: ...


@dataclass(frozen=True)
class Type:
    """A style without a place."""

    size_mm: float
    weight: Weight = Weight.REGULAR
    lines: int = 1
    wrap_below_mm: float = 0.0


def wrapped(words: str, *, weight: Weight, width_em: float) -> list[Line]:
    """Break a text into as many lines as it needs at one size; one too long word is torn."""
    whole = shape_line(words, weight=weight)
    if whole.width_em <= width_em:
        return [whole]
    pieces: list[str] = []
    for piece in _pieces(words):
        fits = shape_line(piece.strip(), weight=weight).width_em <= width_em
        pieces.extend([piece] if fits else graphemes(piece))
    widths = [shape_line(piece, weight=weight).width_em for piece in pieces]
    broken = _lines(pieces, widths, limit=width_em)
    return [shape_line("".join(line).strip(), weight=weight) for line in broken]


def fit(words: str, box: Style, *, room: Box) -> Fitted:
    """Break and size a text so that all of it stands inside its room.

    One line is kept while it is at least ``box.wrap_below_mm`` large. Then up to ``box.lines`` lines
    are tried, and more only when the text would be too small to read otherwise.

    Returns:
        The lines from top to bottom, and the size of an em in millimetres.
    """
    best = _sized([words], box, room)
    if best[1] >= box.wrap_below_mm or best[1] >= box.size_mm:
        return best
    pieces = list(_pieces(words))
    widths = [shape_line(piece, weight=box.weight).width_em for piece in pieces]
    for count in range(2, box.lines + 1):
        best = _larger(best, _sized(_broken(pieces, widths, count=count), box, room))
    if best[1] >= READABLE_MM:
        return best
    return _crowded(words, best, box, room)


def _crowded(words: str, best: Fitted, box: Style, room: Box) -> Fitted:
    # So long a text fills its room best with about this many lines.
    total_em = best[0][0].width_em * len(best[0])
    ideal = math.sqrt(total_em * room.height_mm / (room.width_mm * LEADING_EM))
    for pieces, gain in ((list(_pieces(words)), 1.0), (list(graphemes(words)), TORN_GAIN)):
        widths = [shape_line(piece, weight=box.weight).width_em for piece in pieces]
        for count in sorted({max(2, math.floor(ideal)), math.ceil(ideal), math.ceil(ideal) + 1}):
            tried = _sized(_broken(pieces, widths, count=count), box, room)
            best = tried if tried[1] > best[1] * gain else best
    return best


def _larger(one: Fitted, other: Fitted) -> Fitted:
    return other if other[1] > one[1] else one


def _sized(texts: list[str], box: Style, room: Box) -> Fitted:
    lines = [shape_line(text, weight=box.weight) for text in texts]
    widest_em = max([line.width_em for line in lines] + [NARROWEST_EM])
    size_mm = min(box.size_mm, room.width_mm / widest_em, room.height_mm / height_em(lines))
    return lines, size_mm


def rise(line: Line) -> float:
    """How far a first line stands above its baseline, in ems."""
    return max(line.top_em, CAPITAL_EM)


def baselines(lines: Sequence[Line]) -> list[float]:
    """Where the lines' baselines stand below the first one's, in ems."""
    depths = [0.0]
    for above, below in pairwise(lines):
        step = max(LEADING_EM, above.bottom_em + LINE_GAP_EM + below.top_em)
        depths.append(depths[-1] + step)
    return depths


def height_em(lines: Sequence[Line]) -> float:
    """From the top of the first line to the lowest ink of the last, in ems."""
    return rise(lines[0]) + baselines(lines)[-1] + lines[-1].bottom_em


def _pieces(words: str) -> Iterator[str]:
    """Split a text after each place where a line may end."""
    start = 0
    parts = list(graphemes(words))
    for at in range(1, len(parts)):
        if _may_break(parts[at - 1], parts[at]):
            yield "".join(parts[start:at])
            start = at
    yield "".join(parts[start:])


def _may_break(before: str, after: str) -> bool:
    if after[0] == " " or after[0] in NOT_FIRST or before[0] in NOT_LAST:
        return False
    if before[0] == " " or before[0] in BREAK_AFTER:
        return True
    return script_of(before[0]) in IDEOGRAPHIC or script_of(after[0]) in IDEOGRAPHIC


def _broken(pieces: list[str], widths: list[float], *, count: int) -> list[str]:
    """Break pieces into at most ``count`` lines, the widest of them as narrow as can be."""
    low, high = max(widths), sum(widths)
    low = max(low, high / count)
    if len(_lines(pieces, widths, limit=low)) > count:
        for _ in range(SEARCH_STEPS):
            middle = (low + high) / 2
            fits = len(_lines(pieces, widths, limit=middle)) <= count
            low, high = (low, middle) if fits else (middle, high)
        low = high
    return ["".join(line).strip() for line in _lines(pieces, widths, limit=low)]


def _lines(pieces: list[str], widths: list[float], *, limit: float) -> list[list[str]]:
    lines: list[list[str]] = [[]]
    used = 0.0
    for piece, width in zip(pieces, widths, strict=True):
        if lines[-1] and used + width > limit + 1e-6:
            lines.append([])
            used = 0.0
        lines[-1].append(piece)
        used += width
    return lines
