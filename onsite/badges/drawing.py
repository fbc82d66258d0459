"""A page as a picture: for screens and for every printer that takes dots.

Text is drawn by HarfBuzz's own rasteriser from glyph outlines, so no library of the operating
system is needed for any script. Where things stand is ``layout``'s.
"""

import uharfbuzz as hb
from PIL import Image, ImageDraw

from onsite.badges import pictures, qr
from onsite.badges.layout import BadgeValues, page
from onsite.badges.page import Area, Code, Page, Picture, Stroke, Text
from onsite.badges.shaping import missing_glyphs
from onsite.badges.template import MM_PER_INCH, Template, template_for

__all__ = ["BadgeValues", "draw", "draw_page", "missing_glyphs", "template_for"]

HALF = 128
COARSEST_DPI, FINEST_DPI = 25, 1200
BLACK, WHITE = "#000000", "#ffffff"
TURNS = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}  # cosine and sine, as the clock goes


class DrawingError(ValueError):
    """A badge can't be drawn at the asked size."""


def draw(
    template: Template, values: BadgeValues, *, dpi: float, one_bit: bool = False
) -> Image.Image:
    """Draw one badge.

    Args:
        template: From ``template.shipped``, ``template.load`` or ``template_for``; its front.
        values: What stands on it.
        dpi: Dots an inch of the device that will show it.
        one_bit: Black and white only: greys become black, and so does the category's colour.

    Returns:
        A picture of mode ``RGB``, or ``1``.

    Raises:
        DrawingError: As ``draw_page``.
    """
    return draw_page(page(template, values), dpi=dpi, one_bit=one_bit)


def draw_page(laid_out: Page, *, dpi: float, one_bit: bool = False) -> Image.Image:
    """Draw a laid-out page: a badge, a slip, a card.

    Args:
        laid_out: What stands where.
        dpi: Dots an inch of the device that will show it.
        one_bit: Black and white only, as in ``draw``.

    Returns:
        A picture of mode ``RGB``, or ``1``.

    Raises:
        DrawingError: A QR code would have less than a dot a module, or the resolution is none.
    """
    if not COARSEST_DPI <= dpi <= FINEST_DPI:
        raise DrawingError(
            f"A page is drawn at {COARSEST_DPI} to {FINEST_DPI} dpi, not at {dpi:g}; correct the "
            "resolution of the printer."
        )
    scale = dpi / MM_PER_INCH
    size = (round(laid_out.width_mm * scale), round(laid_out.height_mm * scale))
    picture = Image.new("L" if one_bit else "RGB", size, WHITE)
    brush = ImageDraw.Draw(picture)
    for placed in laid_out.pictures:
        if laid_out.is_backdrop(placed):
            _draw_picture(picture, placed, scale=scale, one_bit=one_bit)
    for area in laid_out.areas:
        _draw_area(brush, area, scale=scale, one_bit=one_bit)
    for placed in laid_out.pictures:
        if not laid_out.is_backdrop(placed):
            _draw_picture(picture, placed, scale=scale, one_bit=one_bit)
    for code in laid_out.codes:
        _draw_qr(picture, code, scale=scale)
    for stroke in laid_out.strokes:
        _draw_stroke(brush, stroke, scale=scale, one_bit=one_bit)
    for text in laid_out.texts:
        _draw_text(picture, text, scale=scale, one_bit=one_bit)
    return picture.point([0] * HALF + [255] * HALF, mode="1") if one_bit else picture


def _draw_area(brush: ImageDraw.ImageDraw, area: Area, *, scale: float, one_bit: bool) -> None:
    colour = BLACK if one_bit and area.is_category else area.colour
    left, top = round(area.box.x_mm * scale), round(area.box.y_mm * scale)
    right, bottom = round(area.box.right_mm * scale), round(area.box.bottom_mm * scale)
    # A thin rule is a dot at least, whatever it rounds to.
    brush.rectangle((left, top, max(left, right - 1), max(top, bottom - 1)), fill=colour)


def _draw_picture(image: Image.Image, placed: Picture, *, scale: float, one_bit: bool) -> None:
    box = placed.box
    left, top = round(box.x_mm * scale), round(box.y_mm * scale)
    width = max(1, round(box.right_mm * scale) - left)
    height = max(1, round(box.bottom_mm * scale) - top)
    drawn = pictures.sized(placed.source, placed.fit, width, height, placed.turn)
    if one_bit:
        # Dithered in its own box and nowhere else: letters and codes keep their edges.
        drawn = drawn.convert("L").convert("1", dither=Image.Dither.FLOYDSTEINBERG).convert("L")
    image.paste(drawn, (left + (width - drawn.width) // 2, top + (height - drawn.height) // 2))


def _draw_stroke(
    brush: ImageDraw.ImageDraw, stroke: Stroke, *, scale: float, one_bit: bool
) -> None:
    points = [(x * scale, y * scale) for x, y in stroke.points]
    # A pale line would vanish in black and white.
    colour = BLACK if one_bit and stroke.colour != WHITE else stroke.colour
    brush.line(points, fill=colour, width=max(1, round(stroke.width_mm * scale)))


def _draw_text(picture: Image.Image, text: Text, *, scale: float, one_bit: bool) -> None:
    mask, left, top = _coverage(text, scale=scale, height=picture.height)
    if mask is None:
        return
    colour = text.colour
    if one_bit:
        colour = WHITE if text.is_on_category or colour == WHITE else BLACK
        mask = mask.point([0] * HALF + [255] * HALF)
    picture.paste(colour, (left, top), mask)


def _coverage(text: Text, *, scale: float, height: int) -> tuple[Image.Image | None, int, int]:
    raster = hb.RasterDraw()
    about_x, about_y = text.about_mm[0] * scale, height - text.about_mm[1] * scale
    cosine, sine = TURNS[text.turn]
    for placed in text.lines:
        for glyph in placed.line.glyphs:
            dots = text.size_mm * scale / glyph.font.units_per_em
            x = placed.x_mm * scale + glyph.x_em * text.size_mm * scale
            y = height - placed.baseline_mm * scale + glyph.y_em * text.size_mm * scale
            if text.turn:
                right, up = x - about_x, y - about_y
                x, y = about_x + cosine * right + sine * up, about_y - sine * right + cosine * up
            raster.transform = (cosine * dots, -sine * dots, sine * dots, cosine * dots, x, y)
            raster.draw_glyph(glyph.font.shaped, glyph.number)
    drawn = raster.render()
    if drawn is None or not drawn.extents.width or not drawn.extents.height:
        return None, 0, 0
    at = drawn.extents
    mask = Image.frombytes("L", (at.width, at.height), drawn.buffer, "raw", "L", at.stride, -1)
    return mask, at.x_origin, height - at.y_origin - at.height


def _draw_qr(picture: Image.Image, code: Code, *, scale: float) -> None:
    modules = len(qr.modules(code.text)) + 2 * qr.BORDER
    box = code.box
    # Whole dots a module: a printer draws broken ones unevenly, and cameras lose them.
    module_px = int(min(box.width_mm, box.height_mm) * scale / modules)
    if module_px < 1:
        raise DrawingError(
            f"A QR code of {modules} modules has no room in {box.width_mm:g} mm at this "
            "resolution; use a shorter credential or a finer printer."
        )
    drawn = qr.image(code.text, module_px=module_px)
    left = round((box.x_mm + box.width_mm / 2) * scale - drawn.width / 2)
    top = round((box.y_mm + box.height_mm / 2) * scale - drawn.height / 2)
    picture.paste(drawn, (left, top))
