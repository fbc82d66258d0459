"""The colours a template names: the category's, and what reads on it."""

from collections.abc import Callable

UNNAMED_COLOUR = "#30363d"
DARK_INK, LIGHT_INK = "#000000", "#ffffff"
LIGHT_FROM = 0.25  # luminance above which black reads better than white
SRGB_LINEAR_TO = 0.04045
WHITE_LUMINANCE, FLARE, LEAST_CONTRAST, DARKER = 1.0, 0.05, 4.5, 0.92


def colours_of(category: str) -> Callable[[str], str]:
    """Give what turns a template's colour into ``#rrggbb``.

    Args:
        category: The category's colour, or empty for a calm dark one.
    """
    colour = category or UNNAMED_COLOUR
    named = {"category": colour, "on-category": _ink_on(colour)}
    return lambda written: named.get(written, written)


def legible(colour: str) -> str:
    """Darken a colour until words in it read well on white; one that does stays as it is."""
    while (WHITE_LUMINANCE + FLARE) / (_luminance(colour) + FLARE) < LEAST_CONTRAST:
        channels = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        colour = "#" + "".join(f"{int(value * DARKER):02x}" for value in channels)
    return colour


def _ink_on(colour: str) -> str:
    return DARK_INK if _luminance(colour) > LIGHT_FROM else LIGHT_INK


def _luminance(colour: str) -> float:
    # WCAG relative luminance.
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= SRGB_LINEAR_TO else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
