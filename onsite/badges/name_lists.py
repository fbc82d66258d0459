"""Lists of people by the columns of a template, on A4."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.badges.expressions import said
from onsite.badges.sheets import badge_values
from onsite.badges.tables import Column, Document, Letterhead, Table
from onsite.badges.template import Template, TemplateError
from onsite.badges.values import BadgeValues, words_of
from onsite.errors import not_found
from onsite.registration import queries as registration
from onsite.registration.models import Delegate, Zone
from onsite.registration.names import spoken


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


def people(
    session: Session, *, category: str | None = None, zone: str | None = None
) -> list[BadgeValues]:
    """Gather who stands on a list, by name as it is spoken; the cancelled do not.

    Args:
        session: A reading session.
        category: Its people alone.
        zone: The people of its categories alone.

    Raises:
        OnsiteError: ``unknown_category``, ``unknown_zone``.
    """
    categories = {row.code: row for row in registration.categories(session)}
    if category is not None and category not in categories:
        raise not_found("category", category)
    if zone is not None and session.get(Zone, zone) is None:
        raise not_found("zone", zone)
    chosen = [
        code
        for code, row in categories.items()
        if category in (None, code) and zone in (None, row.zone)
    ]
    rows = session.scalars(
        select(Delegate).where(Delegate.category.in_(chosen), Delegate.is_cancelled.is_(False))
    )
    return [
        badge_values(session, row)
        for row in sorted(rows, key=lambda row: (*spoken(row.name), row.reg_no))
    ]
