"""A list of people by the columns of a template, on A4; which people is the asker's business."""

from collections.abc import Sequence

import msgspec

from onsite.badges.expressions import said
from onsite.badges.tables import Column, Document, Letterhead, Table
from onsite.badges.template import Template, TemplateError
from onsite.badges.values import BadgeValues, words_of


def name_list(
    template: Template, people: Sequence[BadgeValues], letterhead: Letterhead, *, subtitle: str = ""
) -> Document:
    """Make a document of one row a person.

    Args:
        template: Says what stands in each column.
        people: In the order of their rows.
        letterhead: Whose list it is.
        subtitle: Of whom it is.

    Raises:
        TemplateError: The template has no columns.
    """
    if not template.column:
        raise TemplateError(
            f"The template {template.name!r} has no columns; add a [[column]], or take a list."
        )
    columns = [Column(column.title, column.width, column.kind) for column in template.column]
    rows = [
        [said(column.text, words) or None for column in template.column]
        for words in map(words_of, people)
    ]
    return Document(
        title=f"{template.title} {template.title_en}".strip() or template.name,
        letterhead=letterhead,
        tables=[Table(columns, rows)],
        subtitle=subtitle,
        is_landscape=template.table is not None and template.table.landscape,
    )


def styled(template: Template) -> Template:
    """Let a list of any name be written with its own measures."""
    return msgspec.structs.replace(template, name="name-list")
