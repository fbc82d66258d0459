"""Which template each badge printer takes, as far as its stock is known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onsite.badges.boxes import Template
from onsite.badges.models import PrinterRow
from onsite.badges.template import MM_PER_INCH, TemplateError, Templates, template_for

DPI = 300.0


@dataclass(frozen=True)
class Stock:
    """A printer's stock as a page of dots, for choosing a template."""

    width_dots: int
    height_dots: int | None
    dpi: float = DPI


@dataclass(frozen=True)
class Use:
    """A printer that prints badges, and what it takes for them; or why it can take nothing."""

    printer: str
    template: Template | None
    trouble: str = ""


def uses(
    printers: Sequence[PrinterRow], templates: Templates, *, category: str = ""
) -> Iterator[Use]:
    """Tell for every badge printer of known stock which template a category's badges get there."""
    for row in printers:
        if "badge" not in row.prints or row.width_mm is None:
            continue
        height = round(row.height_mm * DPI / MM_PER_INCH) if row.height_mm else None
        stock = Stock(round(row.width_mm * DPI / MM_PER_INCH), height)
        try:
            chosen = template_for(
                stock, category, templates.own, wanted=row.template, faulty=templates.faulty
            )
        except TemplateError as error:
            yield Use(row.name, None, str(error))
        else:
            yield Use(row.name, chosen)
