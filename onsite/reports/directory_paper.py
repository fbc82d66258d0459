"""`directory.pdf`: the directory on A4, for participants: a heading a category, then the staff."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy.orm import Session

from onsite.badges.documents import Column, Document, Heading, Table, write
from onsite.badges.sheets import letterhead
from onsite.badges.tables import Row
from onsite.badges.template import SHIPPED, Templates
from onsite.reports import table as values
from onsite.reports.directory import CATEGORY_AT, directory, staff_contacts

SHARES = (2.1, 2.2, 3.4, 2, 2.5, 3.8)
STAFF_SHARES = (2.4, 2.6, 2, 2.4)


def directory_pdf(session: Session, *, now: datetime, templates: Templates = SHIPPED) -> bytes:
    """Write both tables of the directory as PDF.

    Args:
        session: A reading session.
        now: When it is printed.
        templates: The event's own, for the measures of lists and the logo.
    """
    people, staff = directory(session), staff_contacts(session, now=now)
    tables = [Table(_columns(_without_category(people.columns), SHARES), _by_category(people))]
    if staff.rows:
        rows = [tuple(map(_text, row)) for row in staff.rows]
        tables.append(Table(_columns(staff.columns, STAFF_SHARES), rows, title=_title(staff)))
    document = Document(title=_title(people), letterhead=letterhead(session, now), tables=tables)
    return write(document, templates)


def _by_category(people: values.Table) -> list[Row]:
    laid: list[Row] = []
    for category, rows in groupby(people.rows, key=lambda row: row[CATEGORY_AT]):
        laid.append(Heading(_text(category)))
        laid += [tuple(map(_text, _without_category(row))) for row in rows]
    return laid


def _without_category(cells: Sequence[Any]) -> tuple[Any, ...]:
    return (*cells[:CATEGORY_AT], *cells[CATEGORY_AT + 1 :])


def _columns(columns: Sequence[values.Column], shares: Sequence[float]) -> list[Column]:
    return [
        Column(f"{one.chinese} {one.english}", share)
        for one, share in zip(columns, shares, strict=True)
    ]


def _title(found: values.Table) -> str:
    return f"{found.chinese} {found.english}"


def _text(cell: values.Cell) -> str:
    return "" if cell is None else str(cell)
