"""The first two pages of the client's report: cover and contents."""

from collections.abc import Sequence

from onsite.badges.canvas import RIGHT, Canvas, box, tint
from onsite.badges.colours import colours_of, legible
from onsite.badges.fonts import Weight
from onsite.badges.pictures import Source
from onsite.reports.report_cards import Card
from onsite.reports.report_pages import (
    GREY,
    HEIGHT_MM,
    INK,
    RULE,
    SIDE_MM,
    USED_MM,
    WIDTH_MM,
    Entry,
)
from onsite.reports.saying import both, chinese, english

LOGO_MM = 20.0
BLOCK_TOP_MM, BLOCK_MM = 66.0, 124.0
FIGURES_MM = 220.0


def cover(
    *,
    names: Sequence[str],
    when: str,
    place: str,
    as_of: str,
    accent: str,
    logo: Source | None,
    cards: Sequence[Card],
) -> Canvas:
    """Draw the cover.

    Args:
        names: The event's, in its languages.
        when: Its days.
        place: Where it is; may be empty.
        as_of: Up to when the report tells.
        accent: Its colour.
        logo: Its logo, if it has one.
        cards: The figures that stand there, three at most.
    """
    canvas = Canvas(WIDTH_MM, HEIGHT_MM)
    ink = colours_of(accent)("on-category")
    if logo is not None:
        canvas.picture(box(SIDE_MM, 24, 70, LOGO_MM), logo, "contain")
    # Without a logo there is nothing to leave white above.
    above_mm = 0.0 if logo is not None else BLOCK_TOP_MM
    canvas.fill(box(0, BLOCK_TOP_MM - above_mm, WIDTH_MM, BLOCK_MM + above_mm), accent)
    top_mm = BLOCK_TOP_MM + 19
    words = f"{chinese('title')}  {english('title')}"
    canvas.say(words, (SIDE_MM, top_mm), size_mm=4.2, width_mm=USED_MM, colour=ink)
    canvas.rule([(SIDE_MM, top_mm + 5), (SIDE_MM + 24, top_mm + 5)], colour=ink, width_mm=0.6)
    top_mm += 13
    for number, name in enumerate(names):
        size_mm, weight = (11.5, Weight.BOLD) if not number else (6.2, Weight.REGULAR)
        room = box(SIDE_MM, top_mm, USED_MM, 32 if not number else 20)
        used_mm = canvas.write(name, room, size_mm=size_mm, weight=weight, colour=ink)
        top_mm += used_mm + 5
    bottom_mm = BLOCK_TOP_MM + BLOCK_MM - 9
    for words in filter(None, (place, when)):
        canvas.say(words, (SIDE_MM, bottom_mm), size_mm=4.4, width_mm=USED_MM, colour=ink)
        bottom_mm -= 7.5
    _figures(canvas, cards, accent)
    canvas.say(as_of, (SIDE_MM, HEIGHT_MM - 18), size_mm=3, width_mm=USED_MM, colour=GREY)
    canvas.fill(box(0, HEIGHT_MM - 5, WIDTH_MM, 5), tint(accent, 0.35))
    return canvas


def _figures(canvas: Canvas, cards: Sequence[Card], accent: str) -> None:
    width_mm = USED_MM / 3
    for number, card in enumerate(cards[:3]):
        x_mm = SIDE_MM + number * width_mm
        room_mm = width_mm - 6
        if number:
            canvas.rule([(x_mm - 4, FIGURES_MM - 8), (x_mm - 4, FIGURES_MM + 21)], colour=RULE)
        canvas.say(
            card.figure,
            (x_mm, FIGURES_MM + 3),
            size_mm=12,
            width_mm=room_mm,
            weight=Weight.BOLD,
            colour=legible(accent),
        )
        canvas.say(
            card.title[0],
            (x_mm, FIGURES_MM + 10.5),
            size_mm=3.6,
            width_mm=room_mm,
            weight=Weight.BOLD,
        )
        canvas.say(card.title[1], (x_mm, FIGURES_MM + 15), size_mm=3, width_mm=room_mm, colour=GREY)
        canvas.say(
            card.meaning, (x_mm, FIGURES_MM + 20.5), size_mm=2.8, width_mm=room_mm, colour=GREY
        )


def contents(entries: Sequence[Entry], *, event_name: str, accent: str) -> Canvas:
    """Draw the contents, and how the figures count."""
    canvas = Canvas(WIDTH_MM, HEIGHT_MM)
    canvas.say(event_name, (SIDE_MM, 15), size_mm=2.6, width_mm=USED_MM, colour=GREY)
    canvas.rule([(SIDE_MM, 17.5), (WIDTH_MM - SIDE_MM, 17.5)], colour=RULE)
    y_mm = 40.0
    used_mm = canvas.say(chinese("contents"), (SIDE_MM, y_mm), size_mm=8, weight=Weight.BOLD)
    canvas.say(english("contents"), (SIDE_MM + used_mm + 3, y_mm), size_mm=5, colour=GREY)
    y_mm += 14
    for entry in entries:
        used_mm = canvas.say(entry.chinese, (SIDE_MM, y_mm), size_mm=4, weight=Weight.BOLD)
        used_mm += canvas.say(
            entry.english, (SIDE_MM + used_mm + 2.5, y_mm), size_mm=3.6, colour=GREY
        )
        canvas.say(
            str(entry.page),
            (WIDTH_MM - SIDE_MM, y_mm),
            size_mm=4,
            align=RIGHT,
            colour=legible(accent),
        )
        canvas.rule([(SIDE_MM, y_mm + 3.6), (WIDTH_MM - SIDE_MM, y_mm + 3.6)], colour=RULE)
        y_mm += 11
    _how_it_counts(canvas, y_mm + 10)
    return canvas


def _how_it_counts(canvas: Canvas, y_mm: float) -> None:
    canvas.say(both("how_it_counts"), (SIDE_MM, y_mm), size_mm=4, weight=Weight.BOLD, colour=INK)
    y_mm += 4.5
    for key in ("counts_registered", "counts_vip", "counts_halls", "counts_waits", "counts_money"):
        for words, colour in ((chinese(key), INK), (english(key), GREY)):
            room = box(SIDE_MM, y_mm, USED_MM, 20)
            y_mm += canvas.write(words, room, size_mm=3, colour=colour) + 1.4
        y_mm += 2.4
