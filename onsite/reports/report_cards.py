"""Key figures as cards: a large figure under its name, what it means below, a bar where it has a target."""

from collections.abc import Sequence
from dataclasses import dataclass

from onsite.badges.canvas import Canvas, box, tint
from onsite.badges.fonts import Weight
from onsite.reports.report_pages import GREY, INK, PANEL, SIDE_MM, USED_MM, WARNING, Pages

GAP_MM, INSET_MM = 4.0, 4.0
CARD_MM, WIDE_MM = 27.0, 36.0


@dataclass(frozen=True, slots=True)
class Card:
    """One figure.

    Attributes:
        title: Its name, in Chinese and in English.
        figure: As large as there is room.
        meaning: In a line below.
        share: Of a bar, 0 to 1; None: no bar.
        target: Where the bar should be.
    """

    title: tuple[str, str]
    figure: str
    meaning: str = ""
    share: float | None = None
    target: float | None = None


def lay_cards(pages: Pages, cards: Sequence[Card], *, across: int) -> None:
    """Lay cards out side by side, so many in a row."""
    width_mm = (USED_MM - (across - 1) * GAP_MM) / across
    for first in range(0, len(cards), across):
        row = cards[first : first + across]
        height_mm = WIDE_MM if any(card.target is not None for card in row) else CARD_MM
        pages.need(height_mm)
        for number, card in enumerate(row):
            x_mm = SIDE_MM + number * (width_mm + GAP_MM)
            _lay_card(pages.canvas, card, (x_mm, pages.y_mm, width_mm, height_mm), pages.accent)
        pages.y_mm += height_mm + GAP_MM


def _lay_card(
    canvas: Canvas, card: Card, place: tuple[float, float, float, float], accent: str
) -> None:
    x_mm, y_mm, width_mm, height_mm = place
    inner_mm = width_mm - 2 * INSET_MM
    left_mm = x_mm + INSET_MM
    canvas.fill(box(*place), PANEL)
    canvas.fill(box(x_mm, y_mm, width_mm, 0.7), accent)
    used_mm = canvas.say(
        card.title[0], (left_mm, y_mm + 6.6), size_mm=3.1, width_mm=inner_mm, weight=Weight.BOLD
    )
    canvas.say(
        card.title[1],
        (left_mm + used_mm + 1.6, y_mm + 6.6),
        size_mm=2.6,
        width_mm=max(inner_mm - used_mm - 1.6, 4),
        colour=GREY,
    )
    size_mm = 9.5 if card.target is not None else 7.4
    canvas.say(
        card.figure,
        (left_mm, y_mm + 9.2 + size_mm),
        size_mm=size_mm,
        width_mm=inner_mm,
        weight=Weight.BOLD,
        colour=INK,
    )
    if card.target is not None:
        _lay_bar(canvas, card, (left_mm, y_mm + height_mm - 11.6, inner_mm), accent)
    room = box(left_mm, y_mm + height_mm - 6.4, inner_mm, 4.6)
    canvas.write(card.meaning, room, size_mm=2.6, colour=GREY)


def _lay_bar(canvas: Canvas, card: Card, place: tuple[float, float, float], accent: str) -> None:
    x_mm, y_mm, width_mm = place
    reached = min(max(card.share or 0.0, 0.0), 1.0)
    target = min(card.target or 0.0, 1.0)
    is_reached = (card.share or 0.0) >= target
    canvas.fill(box(x_mm, y_mm, width_mm, 2.4), tint(accent, 0.18))
    if reached:
        canvas.fill(box(x_mm, y_mm, width_mm * reached, 2.4), accent if is_reached else WARNING)
    if target:
        at_mm = x_mm + width_mm * target
        canvas.rule([(at_mm, y_mm - 1.2), (at_mm, y_mm + 3.4)], colour=INK, width_mm=0.4)
