"""The colours a template names: the category's, and what reads on it."""

from collections.abc import Callable

UNNAMED_COLOUR = "#30363d"
DARK_INK, LIGHT_INK = "#000000", "#ffffff"
LIGHT_FROM = 0.25  # luminance above which black reads better than white
SRGB_LINEAR_TO = 0.04045


def colours_of(category: str) -> Callable[[str], str]:
    """Give what turns a template's colour into ``#rrggbb``.

    Args:
        category: The category's colour, or empty for a calm dark one.
    """
    colour = category or UNNAMED_COLOUR
    named = {"category": colour, "on-category": _ink_on(colour)}
    return lambda written: named.get(written, written)


def _ink_on(colour: str) -> str:
    # WCAG relative luminance.
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= SRGB_LINEAR_TO else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return DARK_INK if 0.2126 * red + 0.7152 * green + 0.0722 * blue > LIGHT_FROM else LIGHT_INK
