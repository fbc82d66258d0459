"""A template as a picture, before it is kept: a person's badge, a receipt that nobody got."""

import io

import msgspec

from onsite.badges import drawing
from onsite.badges.boxes import Side, Template
from onsite.badges.drawing import DrawingError
from onsite.badges.layout import page
from onsite.badges.page import Page
from onsite.badges.papers import Code, Pair, Rule, Slip, Text
from onsite.badges.qr import QrError
from onsite.badges.sheets import TEST_CREDENTIAL
from onsite.badges.slips import TEMPLATE as SLIPS
from onsite.badges.slips import slip_page
from onsite.badges.template import MM_PER_INCH, TemplateError, Templates
from onsite.badges.values import BadgeValues

MOST_PIXELS = 12_000_000
CANT_BE_DRAWN = (TemplateError, DrawingError, QrError, ValueError)


def preview(
    template: Template,
    values: BadgeValues,
    templates: Templates,
    *,
    side: Side = "front",
    dpi: float = 150,
    one_bit: bool = False,
) -> bytes:
    """Draw one side of a template as PNG; a list, which has no boxes, as an empty sheet.

    Args:
        template: It may have problems that do not keep it from being drawn.
        values: What stands on it.
        templates: The event's own, with their pictures.
        side: Which side.
        dpi: Dots an inch; fewer where the picture would be too large.
        one_bit: Black and white, as a thermal printer prints it.

    Raises:
        TemplateError, DrawingError, QrError, ValueError: ``CANT_BE_DRAWN``.
    """
    laid_out = _laid_out(template, values, templates, side)
    inches = laid_out.width_mm * laid_out.height_mm / MM_PER_INCH**2
    dpi = min(dpi, (MOST_PIXELS / max(inches, 0.01)) ** 0.5)
    drawn = drawing.draw_page(laid_out, dpi=dpi, one_bit=one_bit)
    out = io.BytesIO()
    drawn.save(out, "PNG", dpi=(dpi, dpi), compress_level=1)
    return out.getvalue()


def _laid_out(template: Template, values: BadgeValues, templates: Templates, side: Side) -> Page:
    if template.strip is not None:
        as_slips = msgspec.structs.replace(template, name=SLIPS)
        mine = Templates([as_slips], templates.pictures)
        return slip_page(_slip(values), width_mm=template.width_mm, height_mm=None, templates=mine)
    if template.height_mm is not None and template.table is not None and not template.boxes:
        return Page(width_mm=template.width_mm, height_mm=template.height_mm)
    return page(template, values, side=side, pictures=templates.pictures)


def _slip(values: BadgeValues) -> Slip:
    return Slip(
        title="收据 Receipt",
        subtitle=values.event_name,
        copy="样张 Sample",
        parts=(
            Pair("编号 No", "000000"),
            Text(values.name, is_big=True),
            Rule(),
            Pair(values.category_name or "注册费 Fee", "1,800.00"),
            Pair("合计 Total", "¥1,800.00", is_total=True),
            Code(TEST_CREDENTIAL, caption=values.reg_no),
        ),
    )
