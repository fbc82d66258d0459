"""A laid-out page of anything we print: what every layout makes, and every output draws.

Everything is in millimetres from the upper left corner, the same for screens, printers and PDF. Where
things stand is the layouts' (``layout``, ``slips``, ``place_cards``, ``documents``); dots are
``drawing``'s and PDF is ``pdf``'s.
"""

from dataclasses import dataclass

from onsite.badges.shaping import Line
from onsite.badges.template import Box


@dataclass(frozen=True)
class Area:
    """A filled rectangle; ``is_category`` where it carries the category's colour."""

    box: Box
    colour: str
    is_category: bool = False


@dataclass(frozen=True)
class PlacedLine:
    """A line of text: its left end and baseline in millimetres."""

    line: Line
    x_mm: float
    baseline_mm: float


@dataclass(frozen=True)
class Text:
    """A fitted text.

    Args:
        field: What it says, for those who look for it; may be empty.
        lines: From top to bottom.
        size_mm: One em.
        colour: ``#rrggbb``.
        is_on_category: It stands on the category's colour.
        is_turned: It is drawn turned by half a turn about the page's centre.
    """

    field: str
    lines: tuple[PlacedLine, ...]
    size_mm: float
    colour: str
    is_on_category: bool = False
    is_turned: bool = False


@dataclass(frozen=True)
class Code:
    """A QR code with its quiet zone, as large as whole modules allow in the middle of its box."""

    box: Box
    text: str


@dataclass(frozen=True)
class Stroke:
    """A line drawn by a pen through points of x and y."""

    points: tuple[tuple[float, float], ...]
    width_mm: float
    colour: str


@dataclass(frozen=True)
class Page:
    """A laid-out page."""

    width_mm: float
    height_mm: float
    areas: tuple[Area, ...] = ()
    texts: tuple[Text, ...] = ()
    codes: tuple[Code, ...] = ()
    strokes: tuple[Stroke, ...] = ()
