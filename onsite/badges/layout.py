"""A template and a delegate's words to placed things on a page: what goes where on a badge.

How large a text is, and where its lines end, is ``fitting``'s.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields

from onsite.badges.fitting import baselines, fit, height_em, rise
from onsite.badges.page import Area, Code, Page, PlacedLine, Text
from onsite.badges.shaping import clean
from onsite.badges.template import Box, Template, TextBox

UNNAMED_COLOUR = "#30363d"
DARK_INK, LIGHT_INK = "#000000", "#ffffff"
LIGHT_FROM = 0.25  # luminance above which black reads better than white
SRGB_LINEAR_TO = 0.04045
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, kw_only=True)
class BadgeValues:
    """What stands on one badge. Empty texts leave their places blank.

    Args:
        category_colour: ``#rrggbb``, or empty for a calm dark one.
        credential: The text of the QR code; without it there is none.
    """

    event_name: str = ""
    event_name_en: str = ""
    name: str = ""
    latin_name: str = ""
    organisation: str = ""
    position: str = ""
    category_name: str = ""
    category_name_en: str = ""
    category_colour: str = ""
    reg_no: str = ""
    credential: str = ""

    def __post_init__(self) -> None:
        if self.category_colour and not COLOUR.fullmatch(self.category_colour):
            raise ValueError(
                f"A category's colour is written like #1f6feb, not {self.category_colour!r}."
            )


def page(template: Template, values: BadgeValues) -> Page:
    """Lay out one badge."""
    words = _words(values)
    colours = _colours(values.category_colour or UNNAMED_COLOUR)
    areas = tuple(
        Area(fill, colours(fill.colour), fill.colour == "category") for fill in template.fill
    )
    boxes: dict[str, TextBox] = {box.field: box for box in template.text}
    texts = (
        _text(_reaching(box, boxes, words), words[box.field], colours(box.colour))
        for box in template.text
        if words[box.field]
    )
    return Page(
        width_mm=template.width_mm,
        height_mm=template.height_mm,
        areas=areas,
        texts=tuple(texts),
        codes=(Code(template.qr, values.credential),) if values.credential else (),
    )


def _words(values: BadgeValues) -> dict[str, str]:
    words = {entry.name: clean(getattr(values, entry.name)) for entry in fields(values)}
    for first, second in (
        ("event_name", "event_name_en"),
        ("name", "latin_name"),
        ("category_name", "category_name_en"),
    ):
        if not words[first] or words[first].casefold() == words[second].casefold():
            words[first], words[second] = words[first] or words[second], ""
    return words


def _colours(category: str) -> Callable[[str], str]:
    named = {"category": category, "on-category": _ink_on(category)}
    return lambda colour: named.get(colour, colour)


def _ink_on(colour: str) -> str:
    # WCAG relative luminance.
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= SRGB_LINEAR_TO else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return DARK_INK if 0.2126 * red + 0.7152 * green + 0.0722 * blue > LIGHT_FROM else LIGHT_INK


def _reaching(
    box: TextBox, boxes: Mapping[str, TextBox], words: dict[str, str]
) -> tuple[TextBox, Box]:
    if box.over is None or words[box.over]:
        return box, box
    bottom_mm = boxes[box.over].bottom_mm
    return box, Box(
        x_mm=box.x_mm,
        y_mm=box.y_mm,
        width_mm=box.width_mm,
        height_mm=max(box.height_mm, bottom_mm - box.y_mm),
    )


def _text(place: tuple[TextBox, Box], words: str, colour: str) -> Text:
    box, room = place
    lines, size_mm = fit(words, box, room=room)
    top_mm = room.y_mm + _spare(box.valign) * (room.height_mm - height_em(lines) * size_mm)
    placed = tuple(
        PlacedLine(
            line,
            room.x_mm + _spare(box.align) * (room.width_mm - line.width_em * size_mm),
            top_mm + (rise(lines[0]) + depth) * size_mm,
        )
        for line, depth in zip(lines, baselines(lines), strict=True)
    )
    return Text(box.field, placed, size_mm, colour, box.colour == "on-category")


def _spare(where: str) -> float:
    return {"left": 0.0, "top": 0.0, "right": 1.0, "bottom": 1.0}.get(where, 0.5)
