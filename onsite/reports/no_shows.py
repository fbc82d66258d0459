"""未到名单: who was expected and has not come, with the number to call and how far that call is.

Sorted by category, in the planners' order, within one as a desk works through it, and then by registration
number. Who was cancelled is expected no more, and who was merged into another registration came, or did
not, under that one.
"""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.reception.no_show_standing import is_missed, last_words, status_of, status_place
from onsite.reception.words import venue_zone
from onsite.registration.models import Arrival, Category, Delegate
from onsite.reports.persons import CATEGORY_NAME, PERSON, PERSON_FIELDS, Words, category_names
from onsite.reports.persons import person as person_cells
from onsite.reports.table import Cell, Column, Kind, Table

FIRST_COLUMNS = (*PERSON, Column("手机", "Phone"), CATEGORY_NAME)
COLUMNS = (
    *FIRST_COLUMNS,
    Column("联系情况", "Call status"),
    Column("联系时间", "Last called at", Kind.INSTANT),
    Column("联系备注", "Call note"),
)


def no_shows(session: Session) -> Table:
    """List who is not here, to be called."""
    words, zone, last = Words(session), venue_zone(session), last_words()
    categories = category_names(session, words)
    rows = session.execute(
        select(
            *PERSON_FIELDS,
            Delegate.phone,
            status_of(last).label("status"),
            last.c.at,
            last.c.coming_at,
            last.c.note,
        )
        .join(Category, Category.code == Delegate.category)
        .outerjoin(Arrival, Arrival.delegate_id == Delegate.id)
        .outerjoin(last, last.c.delegate_id == Delegate.id)
        .where(*is_missed())
        .order_by(Category.position, status_place(last), Delegate.reg_no)
    )

    def called(row: Any) -> tuple[Cell, ...]:
        if row.coming_at is None:
            said = words(f"report.call.{row.status}")
        else:
            at = f"{row.coming_at.astimezone(zone):%m-%d %H:%M}"
            said = words("report.call.coming_at", at=at)
        return (said, row.at, row.note or None)

    return Table(
        name="no-shows",
        chinese="未到名单",
        english="No-shows",
        columns=COLUMNS,
        rows=[
            (*person_cells(row), row.phone, categories[row.category], *called(row)) for row in rows
        ],
        first_columns=len(FIRST_COLUMNS),
    )
