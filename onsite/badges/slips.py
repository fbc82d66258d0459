"""A slip to a laid-out page: receipts, vouchers and tags on rolls and labels of any width.

A roll is as long as the slip needs; on a label or a sheet it is set smaller until it fits, and refused
when it would be too small to read. What a slip says is `papers`'; its measures, logo and closing words stand
in the template `receipt`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from onsite.badges import pictures as picture_files
from onsite.badges import qr
from onsite.badges.boxes import Box
from onsite.badges.boxes import Strip as StripStyle
from onsite.badges.fitting import READABLE_MM, baselines, height_em, rise, wrapped
from onsite.badges.fonts import Weight
from onsite.badges.page import Area, Code, Page, Picture, PlacedLine, Text
from onsite.badges.papers import Code as CodePart
from onsite.badges.papers import Pair, Part, Rule, Slip
from onsite.badges.papers import Text as TextPart
from onsite.badges.shaping import Line, clean, shape_line
from onsite.badges.template import SHIPPED, TemplateError, Templates

NARROWEST_MM = 30.0
SIZES = (1.0, 0.9, 0.8, 0.72, 0.65)  # tried one after the other on a label
PAIR_GAP = 1.0  # in common ems
MODULE_MM, LEAST_MODULE_MM = 1.0, 0.375  # three dots of a 203 dpi printer
SQUEEZED = 0.75  # a heading or a total is set that much smaller before it is broken
INK, PAPER = "#000000", "#ffffff"
TEMPLATE = "receipt"


@dataclass
class _Strip:
    """A slip while it is written from top to bottom."""

    width_mm: float
    em_mm: float
    size: float
    style: StripStyle
    y_mm: float = 0.0
    areas: list[Area] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)

    @property
    def left_mm(self) -> float:
        return self.style.margin * self.em_mm

    @property
    def inner_mm(self) -> float:
        return self.width_mm - 2 * self.left_mm

    @property
    def gap_mm(self) -> float:
        return self.style.gap * self.em_mm


def slip_page(
    slip: Slip, *, width_mm: float, height_mm: float | None, templates: Templates = SHIPPED
) -> Page:
    """Lay a slip out.

    Args:
        slip: What it says.
        width_mm: What the printer can print across.
        height_mm: Of the label or sheet; None on a roll.
        templates: The event's own; its ``receipt`` stands in the place of the shipped one.

    Raises:
        TemplateError: The paper has no room for what must stand on it.
    """
    if width_mm < NARROWEST_MM:
        raise TemplateError(
            f"A paper {width_mm:.0f} mm wide is too narrow for a receipt or slip; use one of "
            f"{NARROWEST_MM:.0f} mm or more, or correct width_dots and dpi in the printer's address."
        )
    style = templates.named(TEMPLATE).strip or StripStyle()
    em_mm = style.base_mm + style.per_mm * width_mm
    em_mm = min(style.largest_mm, max(style.smallest_mm, em_mm))
    for size in SIZES if height_mm else SIZES[:1]:
        strip = _Strip(width_mm, em_mm * size, size, style)
        _write(slip, strip, templates.pictures)
        if height_mm is None or strip.y_mm <= height_mm:
            return _page(strip, height_mm)
        if em_mm * size < READABLE_MM:
            break
    raise TemplateError(
        f"A paper of {width_mm:.0f} x {height_mm:.0f} mm has no room for this slip, which needs "
        f"{strip.y_mm:.0f} mm in small print; use a roll or a larger label."
    )


def _write(slip: Slip, strip: _Strip, pictures: Path | None) -> None:
    style = strip.style
    strip.y_mm = style.end * strip.em_mm
    _logo(strip, pictures)
    if clean(slip.copy):
        _copy_bar(strip, slip.copy)
    _lines(strip, slip.title, scale=style.title, weight=Weight.BOLD, align=0.5)
    _lines(strip, slip.subtitle, align=0.5)
    strip.y_mm += strip.gap_mm
    for part in slip.parts:
        _part(strip, part)
    for words in style.closing:
        _lines(strip, words, align=0.5)
    strip.y_mm += style.end * strip.em_mm - strip.gap_mm


def _logo(strip: _Strip, pictures: Path | None) -> None:
    style = strip.style
    source = picture_files.found(style.logo, pictures) if style.logo else None
    if source is None:
        return
    height_mm = style.logo_mm * strip.size
    box = Box(x_mm=strip.left_mm, y_mm=strip.y_mm, width_mm=strip.inner_mm, height_mm=height_mm)
    strip.pictures.append(Picture(box, source, "contain"))
    strip.y_mm += height_mm + 2 * strip.gap_mm


def _page(strip: _Strip, height_mm: float | None) -> Page:
    return Page(
        strip.width_mm,
        height_mm or strip.y_mm,
        areas=tuple(strip.areas),
        texts=tuple(strip.texts),
        codes=tuple(strip.codes),
        pictures=tuple(strip.pictures),
    )


def _part(strip: _Strip, part: Part) -> None:
    match part:
        case Pair():
            _pair(strip, part)
        case TextPart(text, is_big=True):
            _lines(strip, text, scale=strip.style.big, weight=Weight.BOLD, align=0.5)
        case TextPart(text):
            _lines(strip, text)
        case Rule():
            _rule(strip)
        case CodePart():
            _code(strip, part)


def _lines(
    strip: _Strip,
    words: str,
    *,
    scale: float = 1.0,
    weight: Weight = Weight.REGULAR,
    align: float = 0.0,
) -> None:
    if not clean(words):
        return
    size_mm = strip.em_mm * scale
    if scale > 1:
        size_mm = _squeezed(size_mm, shape_line(clean(words), weight=weight).width_em, strip)
    lines = wrapped(clean(words), weight=weight, width_em=strip.inner_mm / size_mm)
    _place(strip, lines, size_mm, align=align)
    strip.y_mm += height_em(lines) * size_mm + strip.gap_mm


def _squeezed(size_mm: float, width_em: float, strip: _Strip) -> float:
    """Set large text a little smaller where that keeps it on one line."""
    fitting_mm = strip.inner_mm / max(width_em, 1.0) * 0.999
    return fitting_mm if SQUEEZED * size_mm <= fitting_mm < size_mm else size_mm


def _place(strip: _Strip, lines: Sequence[Line], size_mm: float, *, align: float) -> None:
    placed = tuple(
        PlacedLine(
            line,
            strip.left_mm + align * (strip.inner_mm - line.width_em * size_mm),
            strip.y_mm + (rise(lines[0]) + depth) * size_mm,
        )
        for line, depth in zip(lines, baselines(lines), strict=True)
    )
    strip.texts.append(Text("", placed, size_mm, INK))


def _pair(strip: _Strip, pair: Pair) -> None:
    scale, weight = (strip.style.total, Weight.BOLD) if pair.is_total else (1.0, Weight.REGULAR)
    size_mm = strip.em_mm * scale
    label, value = (shape_line(clean(w), weight=weight) for w in (pair.label, pair.value))
    width_em = label.width_em + PAIR_GAP + value.width_em
    size_mm = _squeezed(size_mm, width_em, strip) if pair.is_total else size_mm
    if width_em * size_mm > strip.inner_mm:
        # No room side by side: the value keeps its edge, on lines of its own.
        _lines(strip, pair.label, scale=scale, weight=weight)
        _lines(strip, pair.value, scale=scale, weight=weight, align=1.0)
        return
    first_mm = strip.y_mm
    lowest_mm = first_mm
    top_em = max(rise(label), rise(value))
    for line, align in ((label, 0.0), (value, 1.0)):
        strip.y_mm = first_mm + (top_em - rise(line)) * size_mm  # one baseline
        _place(strip, [line], size_mm, align=align)
        lowest_mm = max(lowest_mm, strip.y_mm + height_em([line]) * size_mm)
    strip.y_mm = lowest_mm + strip.gap_mm


def _rule(strip: _Strip) -> None:
    strip.y_mm += strip.gap_mm
    box = Box(
        x_mm=strip.left_mm, y_mm=strip.y_mm, width_mm=strip.inner_mm, height_mm=strip.style.rule_mm
    )
    strip.areas.append(Area(box, INK))
    strip.y_mm += strip.style.rule_mm + 2 * strip.gap_mm


def _code(strip: _Strip, part: CodePart) -> None:
    modules = len(qr.modules(part.text)) + 2 * qr.BORDER
    # A code may shrink more than the print around it: a scanner's eye is better than ours.
    wanted_mm = min(modules * MODULE_MM, strip.style.largest_code_mm) * strip.size**2
    side_mm = min(strip.width_mm, max(wanted_mm, modules * LEAST_MODULE_MM))
    box = Box(
        x_mm=(strip.width_mm - side_mm) / 2, y_mm=strip.y_mm, width_mm=side_mm, height_mm=side_mm
    )
    strip.codes.append(Code(box, part.text))
    strip.y_mm += side_mm
    _lines(strip, part.caption, scale=strip.style.small, align=0.5)


def _copy_bar(strip: _Strip, words: str) -> None:
    """Say that it is a copy, white on black: nobody takes it for the first one."""
    size_mm = strip.em_mm * strip.style.copy
    lines = wrapped(clean(words), weight=Weight.BOLD, width_em=strip.inner_mm / size_mm)
    pad_mm = strip.gap_mm
    height_mm = height_em(lines) * size_mm + 2 * pad_mm
    box = Box(x_mm=strip.left_mm, y_mm=strip.y_mm, width_mm=strip.inner_mm, height_mm=height_mm)
    strip.areas.append(Area(box, INK, is_category=True))
    strip.y_mm += pad_mm
    _place(strip, lines, size_mm, align=0.5)
    written = strip.texts.pop()
    strip.texts.append(Text("copy", written.lines, size_mm, PAPER, is_on_category=True))
    strip.y_mm += height_mm - pad_mm + 2 * strip.gap_mm
