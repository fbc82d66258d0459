"""Pages as a PDF: text as text, for office printers and print shops.

The same layout as on every screen and printer, in vectors: letters can be selected and searched,
fonts are embedded with the used glyphs only. Which bytes make a font is ``pdf_fonts``'s, which
make a file ``pdf_objects``'s; why no library writes them is ADR 0010.
"""

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from onsite.badges import pictures, qr
from onsite.badges.fonts import Font
from onsite.badges.layout import BadgeValues
from onsite.badges.layout import pages as sides
from onsite.badges.page import Area, Code, Page, Picture, PlacedLine, Stroke, Text
from onsite.badges.pdf_fonts import EmbeddedFont, embed
from onsite.badges.pdf_objects import Objects
from onsite.badges.shaping import Glyph
from onsite.badges.template import Template

POINTS_PER_MM = 72 / 25.4
FILL_AND_STROKE = 2  # text rendering mode by which a font without a bold is thickened
PICTURE_DOTS_PER_MM = 300 / 25.4
TURNS = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}  # cosine and sine, as the clock goes


class PdfError(ValueError):
    """A PDF can't be written."""


def write(
    template: Template,
    values_list: Iterable[BadgeValues],
    out: Path,
    *,
    pictures: Path | None = None,
) -> None:
    """Write badges into one PDF, a page a side; the file appears whole or not at all.

    Args:
        template: Of all of them; its size is the page's size.
        values_list: At least one badge.
        out: Replaced when it is there.
        pictures: The folder of the event's own pictures.

    Raises:
        PdfError: There is no badge to write.
        OSError: The file can't be written.
    """
    pages = [side for values in values_list for side in sides(template, values, pictures=pictures)]
    if not pages:
        raise PdfError("There is no badge to write; name at least one delegate.")
    content = pdf_of(pages)
    descriptor, unfinished = tempfile.mkstemp(dir=out.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(unfinished).replace(out)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place that viewers list beside the pages: what it is called, and its page from 1."""

    words: str
    page: int


def pdf_of(pages: Sequence[Page], *, title: str = "", bookmarks: Sequence[Bookmark] = ()) -> bytes:
    """Make a PDF of laid-out pages, in their order.

    Args:
        pages: At least one.
        title: What a viewer calls the document.
        bookmarks: In the order of their pages.
    """
    used: dict[Font, dict[int, str]] = {}
    for laid_out in pages:
        for glyph in _glyphs(laid_out):
            known = used.setdefault(glyph.font, {})
            known[glyph.number] = known.get(glyph.number) or glyph.text
    objects = Objects()
    tree = objects.reserve()
    fonts = {font: embed(font, glyphs) for font, glyphs in used.items()}
    resources = " ".join(
        f"/{font.name} {objects.add_font(embedded)} 0 R" for font, embedded in fonts.items()
    )
    placed = {picture: None for laid_out in pages for picture in laid_out.pictures}
    images = {picture: _image(objects, picture) for picture in placed}
    if images:
        listed = " ".join(f"/{image.name} {image.number} 0 R" for image in images.values())
        resources = f"<</Font <<{resources}>> /XObject <<{listed}>>>>"
    else:
        resources = f"<</Font <<{resources}>>>>"
    kids = []
    for laid_out in pages:
        drawn = "\n".join(_content(laid_out, fonts, images))
        content = objects.add_stream("", drawn.encode("ascii"))
        width, height = laid_out.width_mm * POINTS_PER_MM, laid_out.height_mm * POINTS_PER_MM
        kids.append(
            objects.add(
                f"<</Type /Page /Parent {tree} 0 R /MediaBox [0 0 {width:.3f} {height:.3f}] "
                f"/Resources {resources} /Contents {content} 0 R>>"
            )
        )
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    objects.put(tree, f"<</Type /Pages /Kids [{listed}] /Count {len(kids)}>>".encode("ascii"))
    outline = _outline(objects, bookmarks, kids) if bookmarks else ""
    root = objects.add(f"<</Type /Catalog /Pages {tree} 0 R{outline}>>")
    info = objects.add(f"<</Title {_said(title)}>>") if title else None
    return objects.file(root=root, info=info)


def _outline(objects: Objects, bookmarks: Sequence[Bookmark], kids: Sequence[int]) -> str:
    """Enter the bookmarks, a chain of objects; what the catalogue says of it."""
    parent = objects.reserve()
    numbers = [objects.reserve() for _ in bookmarks]
    for at, (bookmark, number) in enumerate(zip(bookmarks, numbers, strict=True)):
        before = f" /Prev {numbers[at - 1]} 0 R" if at else ""
        after = f" /Next {numbers[at + 1]} 0 R" if at + 1 < len(numbers) else ""
        objects.put(
            number,
            f"<</Title {_said(bookmark.words)} /Parent {parent} 0 R{before}{after} "
            f"/Dest [{kids[bookmark.page - 1]} 0 R /Fit]>>".encode("ascii"),
        )
    first, last = numbers[0], numbers[-1]
    chain = f"<</Type /Outlines /First {first} 0 R /Last {last} 0 R /Count {len(numbers)}>>"
    objects.put(parent, chain.encode("ascii"))
    return f" /Outlines {parent} 0 R"


def _said(words: str) -> str:
    return f"<FEFF{words.encode('utf-16-be').hex()}>"


def _glyphs(laid_out: Page) -> Iterator[Glyph]:
    for text in laid_out.texts:
        for placed in text.lines:
            yield from placed.line.glyphs


@dataclass(frozen=True)
class _Image:
    """A picture in the file: its object, and where it stands in its box."""

    number: int
    width_mm: float
    height_mm: float

    @property
    def name(self) -> str:
        return f"Picture{self.number}"


def _image(objects: Objects, placed: Picture) -> _Image:
    box = placed.box
    width, height = (
        max(1, round(side * PICTURE_DOTS_PER_MM)) for side in (box.width_mm, box.height_mm)
    )
    drawn = pictures.sized(placed.source, placed.fit, width, height, placed.turn)
    number = objects.add_stream(
        f"/Type /XObject /Subtype /Image /Width {drawn.width} /Height {drawn.height} "
        "/ColorSpace /DeviceRGB /BitsPerComponent 8",
        drawn.tobytes(),
    )
    return _Image(number, box.width_mm * drawn.width / width, box.height_mm * drawn.height / height)


def _content(
    laid_out: Page, fonts: Mapping[Font, EmbeddedFont], images: Mapping[Picture, _Image]
) -> Iterator[str]:
    # Millimetres from the upper left corner become the page's own coordinates, y still upwards.
    yield f"{POINTS_PER_MM:.6f} 0 0 {POINTS_PER_MM:.6f} 0 0 cm"
    height_mm = laid_out.height_mm
    for placed in laid_out.pictures:
        if laid_out.is_backdrop(placed):
            yield _picture(placed, images[placed], height_mm=height_mm)
    for area in laid_out.areas:
        yield _area(area, height_mm=height_mm)
    for placed in laid_out.pictures:
        if not laid_out.is_backdrop(placed):
            yield _picture(placed, images[placed], height_mm=height_mm)
    for code in laid_out.codes:
        if laid_out.pictures:
            yield _area(Area(code.box, "#ffffff"), height_mm=height_mm)  # its quiet zone
        yield from _code(code, height_mm=height_mm)
    for stroke in laid_out.strokes:
        yield _stroke(stroke, height_mm=height_mm)
    for text in laid_out.texts:
        yield from _text(text, laid_out=laid_out, fonts=fonts)


def _text(text: Text, *, laid_out: Page, fonts: Mapping[Font, EmbeddedFont]) -> Iterator[str]:
    colour = _colour(text.colour)
    yield f"BT {colour} rg {colour} RG"
    for line in text.lines:
        yield from _line(line, text, laid_out=laid_out, fonts=fonts)
    yield "ET"


def _area(area: Area, *, height_mm: float) -> str:
    box = area.box
    return (
        f"{_colour(area.colour)} rg {box.x_mm:.3f} {height_mm - box.bottom_mm:.3f} "
        f"{box.width_mm:.3f} {box.height_mm:.3f} re f"
    )


def _picture(placed: Picture, image: _Image, *, height_mm: float) -> str:
    x_mm, y_mm = placed.box.centre_mm
    left, low = x_mm - image.width_mm / 2, height_mm - y_mm - image.height_mm / 2
    return f"q {image.width_mm:.3f} 0 0 {image.height_mm:.3f} {left:.3f} {low:.3f} cm /{image.name} Do Q"


def _stroke(stroke: Stroke, *, height_mm: float) -> str:
    path = " ".join(
        f"{x:.3f} {height_mm - y:.3f} {'l' if at else 'm'}"
        for at, (x, y) in enumerate(stroke.points)
    )
    return f"{_colour(stroke.colour)} RG {stroke.width_mm:.3f} w 1 J 1 j {path} S"


def _code(code: Code, *, height_mm: float) -> Iterator[str]:
    rows = qr.modules(code.text)
    box = code.box
    module_mm = min(box.width_mm, box.height_mm) / (len(rows) + 2 * qr.BORDER)
    left = box.x_mm + (box.width_mm - len(rows) * module_mm) / 2
    top = height_mm - box.y_mm - (box.height_mm - len(rows) * module_mm) / 2
    yield "0 0 0 rg"
    for y, row in enumerate(rows, start=1):
        for x, length in _runs(row):
            # One rectangle a run: neighbours drawn apart show hairlines on screens.
            yield (
                f"{left + x * module_mm:.4f} {top - y * module_mm:.4f} "
                f"{length * module_mm:.4f} {module_mm:.4f} re"
            )
    yield "f"


def _runs(row: list[bool]) -> Iterator[tuple[int, int]]:
    start = None
    for x, is_dark in enumerate([*row, False]):
        if is_dark and start is None:
            start = x
        elif not is_dark and start is not None:
            yield start, x - start
            start = None


def _line(
    placed: PlacedLine, text: Text, *, laid_out: Page, fonts: Mapping[Font, EmbeddedFont]
) -> Iterator[str]:
    # The glyphs stand in the order of the eye; what they say, in the order of reading, is told
    # beside them, or Arabic and accents could not be searched for.
    spoken = placed.line.text.encode("utf-16-be").hex()
    yield f"/Span <</ActualText <FEFF{spoken}>>> BDC"
    cosine, sine = TURNS[text.turn]
    matrix = f"{cosine} {-sine} {sine} {cosine}"
    current: Font | None = None
    for glyph in placed.line.glyphs:
        if glyph.font is not current:
            current = glyph.font
            stroke = current.emboldening * text.size_mm
            mode = f"{FILL_AND_STROKE} Tr {stroke:.4f} w" if stroke else "0 Tr"
            yield f"/{current.name} {text.size_mm:.4f} Tf {mode}"
        x = placed.x_mm + glyph.x_em * text.size_mm
        y = laid_out.height_mm - placed.baseline_mm + glyph.y_em * text.size_mm
        number = fonts[glyph.font].numbers[glyph.number]
        x, y = _turned(x, y, text, height_mm=laid_out.height_mm)
        yield f"{matrix} {x:.4f} {y:.4f} Tm <{number:04X}> Tj"
    yield "EMC"


def _turned(x: float, y: float, text: Text, *, height_mm: float) -> tuple[float, float]:
    if not text.turn:
        return x, y
    cosine, sine = TURNS[text.turn]
    about_x, about_y = text.about_mm[0], height_mm - text.about_mm[1]
    right, up = x - about_x, y - about_y
    return about_x + cosine * right + sine * up, about_y - sine * right + cosine * up


def _colour(colour: str) -> str:
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.3f}" for at in (1, 3, 5))
