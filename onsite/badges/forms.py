"""A slip on a label: laid out by the boxes of the template it names, where the label has about its shape."""

from collections.abc import Mapping
from dataclasses import fields

from onsite.badges.layout import stretched
from onsite.badges.template import Template
from onsite.badges.values import BadgeValues

MOST_STRETCH = 1.3  # of one side more than of the other: beyond it boxes stand badly
ROUNDING_MM = 0.2
KNOWN = frozenset(entry.name for entry in fields(BadgeValues))


def form_for(template: Template, *, width_mm: float, height_mm: float) -> Template | None:
    """Stretch a template to a label; None where the slip is better written from top to bottom.

    Args:
        template: The one the slip names.
        width_mm: Of the label.
        height_mm: Of the label.
    """
    if not template.boxes or template.height_mm is None:
        return None
    across, down = width_mm / template.width_mm, height_mm / template.height_mm
    has_room = (
        width_mm >= template.width_mm - ROUNDING_MM
        and height_mm >= template.height_mm - ROUNDING_MM
    )
    if not has_room or max(across, down) > MOST_STRETCH * min(across, down):
        return None
    if template.stretch:
        return stretched(template, width_mm=width_mm, height_mm=height_mm)
    return template


def values_of(said: Mapping[str, str]) -> BadgeValues:
    """Say a slip's fields as those of a template; one that a later version left out is dropped."""
    return BadgeValues(**{name: value for name, value in said.items() if name in KNOWN})
