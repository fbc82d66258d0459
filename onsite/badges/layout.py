"""A template and a person's words to placed things on a page: what goes where on a badge.

How large a text is, and where its lines end, is ``fitting``'s.
"""

import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from onsite.badges import pictures as picture_files
from onsite.badges import qr
from onsite.badges.boxes import (
    Box,
    LineBox,
    PictureBox,
    Side,
    Template,
    TextBox,
    When,
)
from onsite.badges.colours import colours_of
from onsite.badges.expressions import said
from onsite.badges.fitting import baselines, fit, height_em, rise
from onsite.badges.line_marks import fold_marks, strokes_of
from onsite.badges.page import Area, Code, Page, Picture, PlacedLine, Text
from onsite.badges.shaping import clean, missing_glyphs
from onsite.badges.template import TemplateError
from onsite.badges.values import BadgeValues, language_of, words_of

__all__ = ["BadgeValues", "Misfit", "misfits", "page", "pages", "stretched"]

LEAST_MODULE_MM = 0.375  # three dots of a 203 dpi printer


@dataclass(frozen=True)
class Misfit:
    """Something of one person that a template can't show well.

    Args:
        place: The box, such as ``text 3``, as ``Problem.place``.
        why: ``no_glyph`` where characters are drawn as boxes, ``too_small`` where it is hard to read.
        text: What should stand there.
        characters: Those without a glyph.
    """

    place: str
    why: Literal["no_glyph", "too_small"]
    text: str
    characters: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Sheet:
    """One side of a template with the words of one person."""

    template: Template
    side: Side
    words: Mapping[str, str]
    category: str
    language: str
    colours: Callable[[str], str]

    def stands(self, part: Box | LineBox) -> bool:
        return part.side == self.side and (  # type: ignore[union-attr]
            part.when is None or self._holds(part.when)  # type: ignore[union-attr]
        )

    def _holds(self, when: When) -> bool:
        return (
            (when.has is None or bool(self.words.get(when.has)))
            and (not when.category or self.category in when.category)
            and self.category not in when.not_category
            and when.language in (None, self.language)
        )

    def says(self, box: TextBox) -> str:
        return clean(said(box.text, self.words)) if self.stands(box) else ""


def pages(template: Template, values: BadgeValues, *, pictures: Path | None = None) -> list[Page]:
    """Lay out the front, and the back of a template that has one."""
    return [page(template, values, side=side, pictures=pictures) for side in _sides(template)]


def page(
    template: Template,
    values: BadgeValues,
    *,
    side: Side = "front",
    pictures: Path | None = None,
) -> Page:
    """Lay out one side of one badge.

    Args:
        template: Where things stand.
        values: What stands there.
        side: Which side.
        pictures: The folder of the event's own pictures.

    Raises:
        TemplateError: The template is for rolls, and has no boxes.
    """
    if template.height_mm is None:
        raise TemplateError(
            f"The template {template.name!r} is for slips on a roll; choose one with boxes."
        )
    sheet = _sheet(template, values, side)
    areas = [
        Area(fill, sheet.colours(fill.colour), fill.colour == "category")
        for fill in template.fill
        if sheet.stands(fill)
    ]
    if side == "front":
        areas += fold_marks(template)
    return Page(
        width_mm=template.width_mm,
        height_mm=template.height_mm,
        areas=tuple(areas),
        texts=tuple(_texts(sheet)),
        codes=tuple(
            Code(box, text)
            for box in template.qr
            if sheet.stands(box) and (text := said(box.text, sheet.words))
        ),
        strokes=tuple(
            stroke
            for line in template.line
            if sheet.stands(line)
            for stroke in strokes_of(line, sheet.colours(line.colour))
        ),
        pictures=tuple(
            placed
            for box in template.picture
            if sheet.stands(box) and (placed := _picture(box, pictures)) is not None
        ),
    )


def misfits(template: Template, values: BadgeValues) -> list[Misfit]:
    """List what of a person's words has no glyph, or has to be set too small."""
    found: list[Misfit] = []
    for side in _sides(template):
        sheet = _sheet(template, values, side)
        reached = _reached(sheet)
        for number, box in enumerate(template.text, start=1):
            if words := sheet.says(box):
                found += _text_misfits(f"text {number}", words, box, reached(box))
        for number, code in enumerate(template.qr, start=1):
            text = said(code.text, sheet.words)
            if sheet.stands(code) and text and _is_too_fine(code, text):
                found.append(Misfit(f"qr {number}", "too_small", text))
    return found


def stretched(template: Template, *, width_mm: float, height_mm: float) -> Template:
    """Stretch a template's boxes to another stock; its letters grow by the smaller share."""
    across, down = width_mm / template.width_mm, height_mm / (template.height_mm or height_mm)
    shares = {"x_mm": across, "width_mm": across, "x2_mm": across}
    shares |= {"y_mm": down, "height_mm": down, "y2_mm": down}
    shares |= dict.fromkeys(("size_mm", "wrap_below_mm"), min(across, down))

    def moved(part: msgspec.Struct) -> msgspec.Struct:
        known = {key: getattr(part, key, None) for key in shares}
        changes = {k: v * shares[k] for k, v in known.items() if v is not None}
        return msgspec.structs.replace(part, **changes)

    lists = ("fold", "fill", "line", "picture", "qr", "text")
    return msgspec.structs.replace(
        template,
        width_mm=width_mm,
        height_mm=height_mm,
        **{key: tuple(map(moved, getattr(template, key))) for key in lists},
    )


def _sheet(template: Template, values: BadgeValues, side: Side) -> _Sheet:
    colours = colours_of(values.category_colour)
    words = words_of(values)
    return _Sheet(template, side, words, values.category, language_of(values), colours)


def _text_misfits(place: str, words: str, box: TextBox, room: Box) -> Iterator[Misfit]:
    absent = _absent(words)
    if absent:
        yield Misfit(place, "no_glyph", words, absent)
    _, size_mm = fit(words, box, room=_upright(box, room))
    if size_mm < min(box.least_mm, box.size_mm) - 0.001:
        yield Misfit(place, "too_small", words)


def _sides(template: Template) -> tuple[Side, ...]:
    return ("front", "back") if template.has_back else ("front",)


def _is_too_fine(box: Box, text: str) -> bool:
    across = _modules_across(text)
    return across is None or min(box.width_mm, box.height_mm) / across < LEAST_MODULE_MM


@functools.lru_cache(maxsize=8192)  # an event's words stand on many badges
def _absent(words: str) -> tuple[str, ...]:
    return tuple(missing_glyphs(words))


def _modules_across(text: str) -> int | None:
    try:
        return qr.modules_across(text)
    except qr.QrError:
        return None


def _texts(sheet: _Sheet) -> Iterator[Text]:
    reached = _reached(sheet)
    for box in sheet.template.text:
        if words := sheet.says(box):
            yield _text(box, reached(box), words, sheet.colours(box.colour))


def _reached(sheet: _Sheet) -> Callable[[TextBox], Box]:
    """Find how far a box reaches: over those after it that say nothing, as far as they lie."""
    boxes = {
        (box.known_as, box.turn): box
        for box in sheet.template.text
        if box.known_as and box.side == sheet.side
    }

    def reached(box: TextBox) -> Box:
        room: Box = box
        seen = [box]
        while (
            (below := boxes.get((seen[-1].over or "", box.turn))) is not None
            and below not in seen
            and not sheet.says(below)
        ):
            seen.append(below)
            room = _with(room, below, runs_up=box.turn in (90, 270))
        return room

    return reached


def _with(room: Box, below: Box, *, runs_up: bool) -> Box:
    if runs_up:
        left, right = min(room.x_mm, below.x_mm), max(room.right_mm, below.right_mm)
        return _box(left, room.y_mm, right - left, room.height_mm)
    top, bottom = min(room.y_mm, below.y_mm), max(room.bottom_mm, below.bottom_mm)
    return _box(room.x_mm, top, room.width_mm, bottom - top)


def _box(x_mm: float, y_mm: float, width_mm: float, height_mm: float) -> Box:
    return Box(x_mm=x_mm, y_mm=y_mm, width_mm=width_mm, height_mm=height_mm)


def _upright(box: TextBox, room: Box) -> Box:
    """Lay the room of a text that runs up or down about its middle, as if it were not turned."""
    if box.turn in (0, 180):
        return room
    (x_mm, y_mm), width_mm, height_mm = room.centre_mm, room.height_mm, room.width_mm
    # A box near an edge lies partly off the page while its text is not turned yet.
    return msgspec.structs.replace(
        room,
        x_mm=x_mm - width_mm / 2,
        y_mm=y_mm - height_mm / 2,
        width_mm=width_mm,
        height_mm=height_mm,
    )


def _text(box: TextBox, reached: Box, words: str, colour: str) -> Text:
    room = _upright(box, reached)
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
    return Text(
        box.known_as,
        placed,
        size_mm,
        colour,
        box.colour == "on-category",
        turn=box.turn,
        about_mm=reached.centre_mm,
    )


def _spare(where: str) -> float:
    return {"left": 0.0, "top": 0.0, "right": 1.0, "bottom": 1.0}.get(where, 0.5)


def _picture(box: PictureBox, folder: Path | None) -> Picture | None:
    # A badge without its logo is better than none: what is missing was told before the event.
    source = picture_files.found(box.file, folder)
    return None if source is None else Picture(box, source, box.fit, box.turn)
