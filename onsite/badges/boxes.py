"""The parts of a template: boxes in millimetres from the upper left corner of the stock.

Values only. What is wrong with them as a whole is `template_faults`'s, files are `template`'s.
"""

from typing import Annotated, Literal

import msgspec

from onsite.badges.expressions import lone_field
from onsite.badges.fonts import Weight

TOUCHING_MM = 0.01
MOST_BOXES = 200

Millimetres = Annotated[float, msgspec.Meta(ge=0, le=1000)]
Length = Annotated[float, msgspec.Meta(gt=0, le=1000)]
Ems = Annotated[float, msgspec.Meta(ge=0, le=10)]
Colour = Annotated[str, msgspec.Meta(pattern="^(#[0-9a-fA-F]{6}|category|on-category)$")]
Words = Annotated[str, msgspec.Meta(max_length=2000)]
FileName = Annotated[
    str, msgspec.Meta(pattern=r"^[\w][\w .()-]*\.([pP][nN][gG]|[jJ][pP][eE]?[gG])$", max_length=120)
]
Side = Literal["front", "back"]
Turn = Literal[0, 90, 180, 270]
Prints = Literal["badge", "receipt", "voucher", "label", "list", "certificate"]


class When(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a box stands; all that is said must hold.

    Args:
        has: A field that has a value.
        category: Codes of categories, one of which is hers.
        not_category: Codes of categories, none of which is hers.
        language: ``zh`` where her name is written in Chinese characters, ``en`` where it is not.
    """

    has: str | None = None
    category: tuple[str, ...] = ()
    not_category: tuple[str, ...] = ()
    language: Literal["zh", "en"] | None = None


class Box(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place on the stock, in millimetres from its upper left corner."""

    x_mm: Millimetres
    y_mm: Millimetres
    width_mm: Length
    height_mm: Length

    @property
    def right_mm(self) -> float:
        """Its right edge."""
        return self.x_mm + self.width_mm

    @property
    def bottom_mm(self) -> float:
        """Its lower edge."""
        return self.y_mm + self.height_mm

    @property
    def centre_mm(self) -> tuple[float, float]:
        """Its middle."""
        return self.x_mm + self.width_mm / 2, self.y_mm + self.height_mm / 2

    def overlaps(self, other: "Box") -> bool:
        """Whether the two share any area."""
        return (
            self.x_mm < other.right_mm - TOUCHING_MM
            and other.x_mm < self.right_mm - TOUCHING_MM
            and self.y_mm < other.bottom_mm - TOUCHING_MM
            and other.y_mm < self.bottom_mm - TOUCHING_MM
        )


class TextBox(Box, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text and how it may fill its place.

    Args:
        text: What it says, with fields in braces; see ``expressions``.
        name: What ``over`` of another box calls it; else the first field of a text of fields alone.
        size_mm: Largest size, in ems.
        wrap_below_mm: One line is kept while it is at least so large; more lines are tried below.
        lines: Lines at most, as long as the text stays readable.
        least_mm: A text that has to be set smaller is reported before the event.
        weight: Regular or bold.
        colour: ``#rrggbb``, ``category`` or ``on-category`` (black or white, what reads better).
        align: Where each line stands between left and right.
        valign: Where the lines stand between top and bottom.
        over: A box below; when it says nothing, this one reaches down to that box's lower edge.
        turn: Degrees by which it is turned about its middle, as the clock goes.
    """

    text: Words
    name: str = ""
    size_mm: Length
    wrap_below_mm: Millimetres = 0.0
    lines: Annotated[int, msgspec.Meta(ge=1, le=10)] = 1
    least_mm: Millimetres = 1.9
    weight: Weight = Weight.REGULAR
    colour: Colour = "#000000"
    align: Literal["left", "center", "right"] = "center"
    valign: Literal["top", "middle", "bottom"] = "middle"
    over: str | None = None
    turn: Turn = 0
    side: Side = "front"
    when: When | None = None

    @property
    def known_as(self) -> str:
        """Its name, for ``over`` and for people; may be empty."""
        return self.name or lone_field(self.text)


class QrBox(Box, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The square of a code with its quiet zone."""

    text: Words = "{credential}"
    side: Side = "front"
    when: When | None = None


class PictureBox(Box, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A picture file: whole inside its box, or covering it; an optional one may be missing."""

    file: FileName
    fit: Literal["contain", "cover"] = "contain"
    optional: bool = False
    turn: Turn = 0
    side: Side = "front"
    when: When | None = None


class Fill(Box, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An area of one colour."""

    colour: Colour
    side: Side = "front"
    when: When | None = None


class LineBox(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A straight line from one point to another."""

    x_mm: Millimetres
    y_mm: Millimetres
    x2_mm: Millimetres
    y2_mm: Millimetres
    thickness_mm: Length = 0.25
    colour: Colour = "#000000"
    dashed: bool = False
    side: Side = "front"
    when: When | None = None


class Fold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the stock is folded: across at a height, or down at a distance from the left."""

    x_mm: Millimetres | None = None
    y_mm: Millimetres | None = None


class Strip(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Measures of a slip written from top to bottom on a roll or label of any width.

    Args:
        base_mm: An em of common text on paper of no width; each millimetre of width adds `per_mm`.
        per_mm: See `base_mm`.
        smallest_mm: Least em of common text, however narrow the paper.
        largest_mm: Largest em of common text, however wide it is.
        title: Of the common em, like all that follow: the title.
        big: Text said large.
        total: A sum.
        copy: What a copy says of itself.
        small: The words under a code.
        margin: At the left and at the right.
        end: At the top and at the bottom.
        gap: Between two lines.
        rule_mm: Thickness of a line across.
        largest_code_mm: Side of the largest code.
        logo: A picture above all, left out where the file is missing.
        logo_mm: Its height.
        closing: Words under all, a line each.
    """

    base_mm: Millimetres = 1.6
    per_mm: Millimetres = 0.028
    smallest_mm: Length = 2.6
    largest_mm: Length = 4.4
    title: Ems = 1.7
    big: Ems = 2.2
    total: Ems = 1.5
    copy: Ems = 1.5
    small: Ems = 0.85
    margin: Ems = 0.7
    end: Ems = 1.0
    gap: Ems = 0.35
    rule_mm: Length = 0.3
    largest_code_mm: Length = 36.0
    logo: FileName | None = None
    logo_mm: Length = 14.0
    closing: tuple[Words, ...] = ()


class Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Measures of lists on A4, in millimetres; letters by their em."""

    title_mm: Length = 6.4
    subtitle_mm: Length = 3.8
    table_title_mm: Length = 4.2
    cell_mm: Length = 3.2
    small_mm: Length = 2.7
    row_mm: Length = 6.4
    logo: FileName | None = None
    logo_mm: Length = 14.0
    landscape: bool = False


class ListColumn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A column of a list: its title, its share of the width, and what it says of each person."""

    title: Words
    text: Words = ""
    width: Annotated[float, msgspec.Meta(gt=0, le=100)] = 1.0
    kind: Literal["text", "number", "tick", "blank", "signature"] = "text"


class Template(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A template. ``name`` is its file's, and stands in no file.

    Args:
        title: Shown to people who choose.
        prints: What it is for.
        width_mm: Of the stock.
        height_mm: Of the stock; None on a roll, which only a strip can have.
        for_categories: Codes; only their people get it, before the general ones.
        stretch: Its boxes are stretched to whichever paper it is printed on.
    """

    name: str = ""
    title: str = ""
    title_en: str = ""
    prints: Prints = "badge"
    width_mm: Length
    height_mm: Length | None = None
    for_categories: tuple[str, ...] = ()
    stretch: bool = False
    fold: tuple[Fold, ...] = ()
    fill: tuple[Fill, ...] = ()
    line: tuple[LineBox, ...] = ()
    picture: tuple[PictureBox, ...] = ()
    qr: tuple[QrBox, ...] = ()
    text: tuple[TextBox, ...] = ()
    strip: Strip | None = None
    table: Table | None = None
    column: tuple[ListColumn, ...] = ()

    @property
    def boxes(self) -> tuple[TextBox | QrBox | PictureBox | Fill, ...]:
        """All that stands in boxes, as drawn from below upwards."""
        return (*self.fill, *self.picture, *self.qr, *self.text)

    @property
    def has_back(self) -> bool:
        """Whether it has a second side."""
        return any(part.side == "back" for part in (*self.boxes, *self.line))
