"""A place card (席卡) to a laid-out page: folded in the middle, read from both sides."""

from dataclasses import replace

from onsite.badges.fitting import Type, baselines, fit, height_em, rise
from onsite.badges.fonts import Weight
from onsite.badges.page import Area, Page, PlacedLine, Text
from onsite.badges.papers import PlaceCard
from onsite.badges.shaping import clean
from onsite.badges.template import Box, TemplateError

NARROWEST_MM, LOWEST_MM = 40.0, 40.0
ROLL_HEIGHT = 1.3  # of the width
SIDE, TOP, BOTTOM = 0.05, 0.14, 0.1  # of a half: its margins
# Shares of a half's height, and how large the text in them may be.
LATIN, WORK, SEAT = 0.17, 0.12, 0.15
FOLD_MM, HAIR_MM = 4.0, 0.2
INK, GREY = "#000000", "#30363d"


def card_page(card: PlaceCard, *, width_mm: float, height_mm: float | None) -> Page:
    """Lay a place card out: the lower half upright, the upper one turned by half a turn.

    Args:
        card: Whose place it is.
        width_mm: What the printer can print across.
        height_mm: Of the label or sheet; None on a roll.

    Raises:
        TemplateError: The paper is too small to be read across a table.
    """
    height_mm = height_mm or width_mm * ROLL_HEIGHT
    if width_mm < NARROWEST_MM or height_mm < LOWEST_MM:
        raise TemplateError(
            f"A paper of {width_mm:.0f} x {height_mm:.0f} mm is too small for a place card; use "
            f"one of {NARROWEST_MM:.0f} x {LOWEST_MM:.0f} mm or more."
        )
    upright = _half(card, width_mm=width_mm, fold_mm=height_mm / 2)
    return Page(
        width_mm,
        height_mm,
        areas=tuple(_fold_marks(width_mm, height_mm / 2)),
        texts=(*upright, *(replace(text, is_turned=True) for text in upright)),
    )


def _half(card: PlaceCard, *, width_mm: float, fold_mm: float) -> list[Text]:
    name, latin = clean(card.name), clean(card.latin_name)
    if not name or name.casefold() == latin.casefold():
        name, latin = name or latin, ""
    work = "  ".join(filter(None, (clean(card.organisation), clean(card.position))))
    below = [
        ("latin_name", latin, LATIN, Weight.REGULAR),
        ("organisation", work, WORK, Weight.REGULAR),
        ("seat", clean(card.seat), SEAT, Weight.BOLD),
    ]
    used = [row for row in below if row[1]]
    # The name takes what the others leave.
    name_share = 1 - TOP - BOTTOM - sum(share for _, _, share, _ in used)
    rows = [("name", name, name_share, Weight.BOLD), *used]
    texts = []
    y_mm = fold_mm * (1 + TOP)
    for field, words, share, weight in rows:
        room = Box(
            x_mm=width_mm * SIDE,
            y_mm=y_mm,
            width_mm=width_mm * (1 - 2 * SIDE),
            height_mm=share * fold_mm,
        )
        texts.append(_text(field, words, weight, room))
        y_mm += share * fold_mm
    return texts


def _text(field: str, words: str, weight: Weight, room: Box) -> Text:
    is_name = field == "name"
    largest_mm = room.height_mm * (0.95 if is_name else 0.62)
    style = Type(largest_mm, weight, lines=2, wrap_below_mm=largest_mm * 0.4)
    lines, size_mm = fit(words, style, room=room)
    top_mm = room.y_mm + (room.height_mm - height_em(lines) * size_mm) / 2
    placed = tuple(
        PlacedLine(
            line,
            room.x_mm + (room.width_mm - line.width_em * size_mm) / 2,
            top_mm + (rise(lines[0]) + depth) * size_mm,
        )
        for line, depth in zip(lines, baselines(lines), strict=True)
    )
    return Text(field, placed, size_mm, INK if is_name or field == "seat" else GREY)


def _fold_marks(width_mm: float, fold_mm: float) -> list[Area]:
    return [
        Area(Box(x_mm=x, y_mm=fold_mm, width_mm=FOLD_MM, height_mm=HAIR_MM), GREY)
        for x in (0.0, width_mm - FOLD_MM)
    ]
