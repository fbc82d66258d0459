"""What is checked of every page before any device sees it."""

import re

from PIL import Image

from printers.device import PageSpec, PrinterError

NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,119}")
HALF = 128


def checked_name(name: str) -> str:
    """Return the page's name when it is fit to be part of a file name.

    Raises:
        PrinterError: Permanent, nothing sent.
    """
    if not NAME.fullmatch(name):
        raise PrinterError(
            f"A page can't be named {name!r}; use up to 120 letters, digits, '.', '_' and '-'.",
            permanent=True,
        )
    return name


def fitting(image: Image.Image, *, page: PageSpec) -> Image.Image:
    """Return the picture when it fits the page.

    Raises:
        PrinterError: Permanent, nothing sent: empty, wider than the page, or longer than a sheet.
    """
    too_long = page.height_dots is not None and image.height > page.height_dots
    if not image.width or not image.height or image.width > page.width_dots or too_long:
        raise PrinterError(
            f"A picture of {image.width} x {image.height} dots does not fit this printer's page "
            f"of {page.width_dots} x {page.height_dots or 'any'} dots; draw it for the page.",
            permanent=True,
        )
    return image


def one_bit(image: Image.Image, *, page: PageSpec) -> Image.Image:
    """Return the picture in black and white, cut at half grey; transparent is white.

    Raises:
        PrinterError: As ``fitting``.
    """
    fitting(image, page=page)
    if image.mode == "1":
        return image
    # Cut, not dithered: dither frays the edges of letters and of QR modules.
    return on_white(image).convert("L").point([0] * HALF + [255] * HALF, mode="1")


def on_white(image: Image.Image) -> Image.Image:
    """Return the picture as it looks on white paper, in greys (L) or RGB."""
    if not image.has_transparency_data:
        return image if image.mode in ("L", "RGB") else image.convert("RGB")
    white = Image.new("RGBA", image.size, "white")
    white.alpha_composite(image.convert("RGBA"))
    return white.convert("RGB")
