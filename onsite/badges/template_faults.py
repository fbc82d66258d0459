"""What is wrong with a template as a whole: boxes off the stock, codes too small, pictures missing."""

from collections.abc import Callable, Iterator
from pathlib import Path

from onsite.badges import pictures
from onsite.badges.boxes import (
    Box,
    Fill,
    LineBox,
    PictureBox,
    QrBox,
    Template,
    TextBox,
    When,
)
from onsite.badges.expressions import FIELDS, ExpressionError, parsed
from onsite.badges.template_text import Problem

SMALLEST_QR_MM = 22 * 33 / 25  # a badge's: 22 mm of modules and the quiet zone around them
SMALLEST_HAND_QR_MM = 15.0  # read from near: a voucher's, a label's
Part = TextBox | QrBox | PictureBox | Fill | LineBox


def problems(template: Template, *, folder: Path | None = None) -> list[Problem]:
    """Tell all that is wrong with a template.

    Args:
        template: What to look at.
        folder: The event's own pictures; the shipped ones are there in any case.
    """
    found = [Problem("", message) for message in _of_all(template)]
    for key in ("fill", "line", "picture", "qr", "text"):
        for number, part in enumerate(getattr(template, key), start=1):
            place = f"{key} {number}"
            found += [Problem(place, message) for message in _of_part(part, template, folder)]
    for number, column in enumerate(template.column, start=1):
        found += [Problem(f"column {number}", said) for said in _of_words(column.text)]
    for table in (template.strip, template.table):
        if table is not None and table.logo and pictures.is_there(table.logo, folder):
            found += [Problem("", said) for said in _of_picture(table.logo, folder)]
    return found


def _of_all(template: Template) -> Iterator[str]:
    if template.boxes or template.line:
        if template.height_mm is None:
            yield "height_mm is missing; only a strip is as long as it needs"
    elif template.strip is None and template.table is None:
        yield "nothing stands on it; add a [[text]], a [strip] or a [table]"
    if template.column and template.table is None:
        yield "its columns need a [table]"
    for mark in template.fold:
        if (mark.x_mm is None) == (mark.y_mm is None):
            yield "a fold has either y_mm (across) or x_mm (down)"
        elif (mark.x_mm or 0) > template.width_mm or (mark.y_mm or 0) > _height(template):
            yield f"a fold lies outside the stock of {_size(template)}; move it"


def _of_part(part: Part, template: Template, folder: Path | None) -> Iterator[str]:
    if part.when is not None:
        yield from _of_when(part.when)
    match part:
        case LineBox():
            if max(part.x_mm, part.x2_mm) > template.width_mm or max(
                part.y_mm, part.y2_mm
            ) > _height(template):
                yield f"the line leaves the stock of {_size(template)}; make it shorter"
            return
        case TextBox():
            yield from _of_words(part.text)
            yield from _of_over(part, template)
        case QrBox():
            yield from _of_words(part.text)
            yield from _of_code(part, template)
        case PictureBox(optional=False):
            yield from _of_picture(part.file, folder)
        case _:
            pass
    yield from _of_place(part, template)


def _of_place(part: Box, template: Template) -> Iterator[str]:
    # Half a dot of a coarse printer: sums of decimals are not exact.
    if part.right_mm > template.width_mm + 0.01 or part.bottom_mm > _height(template) + 0.01:
        yield (
            f"reaches to {part.right_mm:g} x {part.bottom_mm:g} mm, outside the stock of "
            f"{_size(template)}; move it or make it smaller"
        )


def _of_code(code: QrBox, template: Template) -> Iterator[str]:
    least_mm = SMALLEST_QR_MM if template.prints == "badge" else SMALLEST_HAND_QR_MM
    if min(code.width_mm, code.height_mm) < least_mm:
        yield (
            f"is smaller than {least_mm:.1f} mm, too small for a "
            f"{'door' if template.prints == 'badge' else 'scanner'} to read"
        )
    is_backdrop = _covers_all(template)
    boxes: tuple[TextBox | Fill | PictureBox, ...]
    boxes = (*template.text, *template.fill, *template.picture)
    for box in boxes:
        if box.side == code.side and box.overlaps(code) and not is_backdrop(box):
            yield f"{_named(box)} reaches into its square, whose margin must stay blank; move one"


def _covers_all(template: Template) -> Callable[[Box], bool]:
    # A picture on all of the stock lies under the code, whose margin is left white.
    return lambda box: (
        isinstance(box, PictureBox)
        and box.width_mm >= template.width_mm - 0.01
        and box.height_mm >= _height(template) - 0.01
    )


def _of_over(box: TextBox, template: Template) -> Iterator[str]:
    if box.over is None:
        return
    others = [
        other
        for other in template.text
        if other.known_as == box.over and other.side == box.side and other.turn == box.turn
    ]
    if not any(_lies_below(other, box) for other in others if other is not box):
        yield f"lies over {box.over!r}, which has no box below it on this side, turned as it is"


def _lies_below(other: TextBox, box: TextBox) -> bool:
    match box.turn:
        case 0:
            return other.y_mm >= box.y_mm
        case 90:
            return other.right_mm <= box.right_mm
        case 180:
            return other.bottom_mm <= box.bottom_mm
        case _:
            return other.x_mm >= box.x_mm


def _of_words(text: str) -> Iterator[str]:
    try:
        parsed(text)
    except ExpressionError as error:
        yield str(error)


def _of_when(when: When) -> Iterator[str]:
    if when.has is not None and when.has not in FIELDS:
        yield f"when.has: there is no field {when.has!r}; there are {', '.join(FIELDS)}"


def _of_picture(file: str, folder: Path | None) -> Iterator[str]:
    trouble = pictures.trouble(file, folder)
    if trouble:
        yield trouble


def _named(box: TextBox | Fill | PictureBox) -> str:
    match box:
        case TextBox():
            return f"text {box.known_as or repr(box.text)}"
        case PictureBox():
            return f"picture {box.file}"
        case _:
            return "fill"


def _height(template: Template) -> float:
    return template.height_mm or float("inf")


def _size(template: Template) -> str:
    return f"{template.width_mm:g} x {template.height_mm or 0:g} mm"
