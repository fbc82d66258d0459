"""A laid-out page of anything we print: what every layout makes, and every output draws.

Everything is in millimetres from the upper left corner, the same for screens, printers and PDF. Where
things stand is the layouts' (``layout``, ``slips``, ``place_cards``, ``documents``); dots are
``drawing``'s and PDF is ``pdf``'s.
"""

from dataclasses import dataclass

from onsite.badges.boxes import Box
from onsite.badges.pictures import Fit, Source
from onsite.badges.shaping import Line


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
        turn: Degrees by which it is turned, as the clock goes.
        about_mm: The point it is turned about.
    """

    field: str
    lines: tuple[PlacedLine, ...]
    size_mm: float
    colour: str
    is_on_category: bool = False
    turn: int = 0
    about_mm: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True)
class Picture:
    """A picture in its box, as ``pictures.sized`` makes it; one on all of the page lies lowest."""

    box: Box
    source: Source
    fit: Fit
    turn: int = 0


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
    pictures: tuple[Picture, ...] = ()

    def is_backdrop(self, picture: Picture) -> bool:
        """Whether a picture covers the page, and so lies under everything."""
        box = picture.box
        return box.width_mm >= self.width_mm - 0.01 and box.height_mm >= self.height_mm - 0.01
