"""Badge templates: a readable TOML file of boxes in millimetres, read and checked.

Where things stand is here; what stands in them is ``layout``'s, how it is drawn ``drawing``'s.
"""

import functools
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, Protocol

import msgspec

from onsite.badges.fonts import Weight

FOLDER = Path(__file__).parent / "templates"
SHIPPED = ("badge-90x130", "label-72")
MM_PER_INCH = 25.4
SMALLEST_QR_MM = 22 * 33 / 25  # 22 mm of modules and the quiet zone around them
TOUCHING_MM = 0.01
ROUNDING_MM = 0.2  # a page of whole dots may be that much smaller than its name says


Millimetres = Annotated[float, msgspec.Meta(ge=0, le=1000)]
Length = Annotated[float, msgspec.Meta(gt=0, le=1000)]
Colour = Annotated[str, msgspec.Meta(pattern="^(#[0-9a-fA-F]{6}|category|on-category)$")]
TextField = Literal[
    "event_name",
    "event_name_en",
    "name",
    "latin_name",
    "organisation",
    "position",
    "category_name",
    "category_name_en",
    "reg_no",
]


class TemplateError(ValueError):
    """A template can't be used; says where it is wrong and what is accepted."""


class Page(Protocol):
    """A printer's page, as far as choosing a template needs it."""

    @property
    def width_dots(self) -> int:
        """Its width."""
        ...

    @property
    def height_dots(self) -> int | None:
        """Its height, None on a roll."""
        ...

    @property
    def dpi(self) -> float:
        """Dots an inch."""
        ...


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
        field: Whose value stands here.
        size_mm: Largest size, in ems.
        wrap_below_mm: One line is kept while it is at least so large; more lines are tried below.
        lines: Lines at most, as long as the text stays readable.
        weight: Regular or bold.
        colour: ``#rrggbb``, ``category`` or ``on-category`` (black or white, what reads better).
        align: Where each line stands between left and right.
        valign: Where the lines stand between top and bottom.
        over: A field below; when it has no value, this box reaches down to that box's lower edge.
    """

    field: TextField
    size_mm: Length
    wrap_below_mm: Millimetres = 0.0
    lines: Annotated[int, msgspec.Meta(ge=1, le=10)] = 1
    weight: Weight = Weight.REGULAR
    colour: Colour = "#000000"
    align: Literal["left", "center", "right"] = "center"
    valign: Literal["top", "middle", "bottom"] = "middle"
    over: TextField | None = None


class Fill(Box, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An area of one colour."""

    colour: Colour


class Template(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A template; ``qr`` is the square for the code with its quiet zone."""

    width_mm: Length
    height_mm: Length
    qr: Box
    fill: tuple[Fill, ...] = ()
    text: tuple[TextBox, ...]


@functools.cache
def shipped(name: str) -> Template:
    """One of the templates that come with the program.

    Raises:
        TemplateError: There is none of that name.
    """
    if name not in SHIPPED:
        raise TemplateError(f"There is no template {name!r}; there are {', '.join(SHIPPED)}.")
    return load(FOLDER / f"{name}.toml")


def template_for(page: Page) -> Template:
    """The largest shipped template that a printer's page has room for.

    Raises:
        TemplateError: The page is too small for each of them.
    """
    width_mm = page.width_dots / page.dpi * MM_PER_INCH + ROUNDING_MM
    height_mm = (page.height_dots or float("inf")) / page.dpi * MM_PER_INCH + ROUNDING_MM
    templates = sorted(map(shipped, SHIPPED), key=lambda template: -template.width_mm)
    for template in templates:
        if template.width_mm <= width_mm and template.height_mm <= height_mm:
            return template
    sizes = ", ".join(f"{t.width_mm:g} x {t.height_mm:g} mm" for t in templates)
    raise TemplateError(
        f"A page {width_mm:.0f} mm wide has no room for a badge ({sizes}); use a wider printer, or "
        "correct width_dots, height_mm and dpi in its address."
    )


def load(path: Path) -> Template:
    """Read a template file.

    Raises:
        TemplateError: It is not TOML, names something unknown, or a box does not fit the stock.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        template = msgspec.convert(document, Template)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TemplateError(f"{path.name}: can't be read as TOML ({error}).") from error
    except msgspec.ValidationError as error:
        raise TemplateError(f"{path.name}: {error}; see the shipped templates.") from error
    if problems := list(_problems(template)):
        raise TemplateError("\n".join(f"{path.name}: {problem}" for problem in problems))
    return template


def _problems(template: Template) -> Iterator[str]:
    places: list[tuple[str, Box]] = [("qr", template.qr)]
    places += [(f"fill {number}", box) for number, box in enumerate(template.fill, start=1)]
    places += [(f"text {box.field}", box) for box in template.text]
    for place, box in places:
        if box.right_mm > template.width_mm or box.bottom_mm > template.height_mm:
            yield (
                f"{place} reaches to {box.right_mm:g} x {box.bottom_mm:g} mm, outside the stock of "
                f"{template.width_mm:g} x {template.height_mm:g} mm; move it or make it smaller"
            )
    if min(template.qr.width_mm, template.qr.height_mm) < SMALLEST_QR_MM:
        yield f"qr is smaller than {SMALLEST_QR_MM:.1f} mm, too small for a door to read"
    for box in (*template.text, *template.fill):
        if box.overlaps(template.qr):
            name = box.field if isinstance(box, TextBox) else "fill"
            yield f"{name} reaches into the qr square, whose margin must stay blank; move one"
    tops = {box.field: box for box in template.text}
    for box in template.text:
        if box.over and (box.over not in tops or tops[box.over].y_mm < box.y_mm):
            yield f"text {box.field} lies over {box.over}, which has no box below it"
