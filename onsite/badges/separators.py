"""A page that stands between badges to a laid-out page, on the same stock as they.

Its dark edges are seen from the side of a pile.
"""

from onsite.badges.fitting import Type, baselines, fit, height_em, rise
from onsite.badges.fonts import Weight
from onsite.badges.page import Area, Page, PlacedLine, Text
from onsite.badges.papers import Separator
from onsite.badges.shaping import clean
from onsite.badges.template import Box

ROLL_HEIGHT = 0.8  # of the width
EDGE, SIDE = 0.07, 0.06  # of height and width
WORD, LINE = 0.46, 0.13  # shares of what the edges leave
LARGEST_MM = 34.0
INK, GREY = "#000000", "#30363d"
NOTHING = "—"


def separator_page(separator: Separator, *, width_mm: float, height_mm: float | None) -> Page:
    """Lay a separator out: what the next badges belong to, their box, how many, their positions.

    Args:
        separator: What it says.
        width_mm: Of the stock.
        height_mm: Of the stock; None on a roll.
    """
    height_mm = height_mm or width_mm * ROLL_HEIGHT
    edge_mm = height_mm * EDGE
    room_mm = height_mm - 2 * edge_mm
    texts, y_mm = [], edge_mm + room_mm * 0.08
    for field, words, share, weight in _rows(separator):
        room = Box(
            x_mm=width_mm * SIDE,
            y_mm=y_mm,
            width_mm=width_mm * (1 - 2 * SIDE),
            height_mm=room_mm * share,
        )
        texts.append(_text(field, words, weight, room))
        y_mm += room.height_mm
    edges = (0.0, height_mm - edge_mm)
    areas = [
        Area(Box(x_mm=0.0, y_mm=top, width_mm=width_mm, height_mm=edge_mm), INK) for top in edges
    ]
    return Page(width_mm, height_mm, areas=tuple(areas), texts=tuple(texts))


def _rows(separator: Separator) -> list[tuple[str, str, float, Weight]]:
    box = f"盒 Box {separator.box}" if separator.box is not None else ""
    word = clean(separator.word)
    is_box = not word and bool(box)
    below = [
        ("box", "" if is_box else box, LINE * 1.3, Weight.BOLD),
        ("count", f"{separator.count} 枚 badges", LINE, Weight.REGULAR),
        ("positions", f"{separator.first} – {separator.last}", LINE, Weight.REGULAR),
    ]
    first = ("word", (box if is_box else word) or NOTHING, WORD, Weight.BOLD)
    return [first, *(row for row in below if row[1])]


def _text(field: str, words: str, weight: Weight, room: Box) -> Text:
    is_word = field == "word"
    largest_mm = min(LARGEST_MM, room.height_mm * (0.8 if is_word else 0.62))
    lines, size_mm = fit(
        words,
        Type(largest_mm, weight, lines=4 if is_word else 1, wrap_below_mm=largest_mm * 0.5),
        room=room,
    )
    top_mm = room.y_mm + (room.height_mm - height_em(lines) * size_mm) / 2
    placed = tuple(
        PlacedLine(
            line,
            room.x_mm + (room.width_mm - line.width_em * size_mm) / 2,
            top_mm + (rise(lines[0]) + depth) * size_mm,
        )
        for line, depth in zip(lines, baselines(lines), strict=True)
    )
    return Text(field, placed, size_mm, GREY if field == "positions" else INK)
