"""A place card (席卡) to a laid-out page: the template `place-card`, stretched to the paper there is."""

from onsite.badges.layout import page, stretched
from onsite.badges.page import Page
from onsite.badges.papers import PlaceCard
from onsite.badges.template import SHIPPED, TemplateError, Templates
from onsite.badges.values import BadgeValues

TEMPLATE = "place-card"
NARROWEST_MM, LOWEST_MM = 40.0, 40.0
ROLL_HEIGHT = 1.3  # of the width


def card_page(
    card: PlaceCard, *, width_mm: float, height_mm: float | None, templates: Templates = SHIPPED
) -> Page:
    """Lay a place card out: the lower half upright, the upper one turned by half a turn.

    Args:
        card: Whose place it is.
        width_mm: What the printer can print across.
        height_mm: Of the label or sheet; None on a roll.
        templates: The event's own; its ``place-card`` stands in the place of the shipped one.

    Raises:
        TemplateError: The paper is too small to be read across a table.
    """
    height_mm = height_mm or width_mm * ROLL_HEIGHT
    if width_mm < NARROWEST_MM or height_mm < LOWEST_MM:
        raise TemplateError(
            f"A paper of {width_mm:.0f} x {height_mm:.0f} mm is too small for a place card; use "
            f"one of {NARROWEST_MM:.0f} x {LOWEST_MM:.0f} mm or more."
        )
    template = templates.named(TEMPLATE)
    if template.stretch:
        template = stretched(template, width_mm=width_mm, height_mm=height_mm)
    return page(template, values_of(card), pictures=templates.pictures)


def values_of(card: PlaceCard) -> BadgeValues:
    """Say a card's words as the fields of a template."""
    return BadgeValues(
        name=card.name,
        latin_name=card.latin_name,
        organisation=card.organisation,
        position=card.position,
        seat=card.seat,
    )
