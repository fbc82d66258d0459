"""未到名单: who was expected and has not come, with the number to call.

Sorted by category, in the planners' order, and within one by registration number. Who was cancelled is
expected no more, and who was merged into another registration came, or did not, under that one.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.registration.models import Arrival, Category, Delegate
from onsite.reports.persons import CATEGORY_NAME, PERSON, PERSON_FIELDS, Words, category_names
from onsite.reports.persons import person as person_cells
from onsite.reports.table import Column, Table

COLUMNS = (*PERSON, Column("手机", "Phone"), CATEGORY_NAME)


def no_shows(session: Session) -> Table:
    """List who is not here, to be called."""
    categories = category_names(session, Words(session))
    rows = session.execute(
        select(*PERSON_FIELDS, Delegate.phone)
        .join(Category, Category.code == Delegate.category)
        .outerjoin(Arrival, Arrival.delegate_id == Delegate.id)
        .where(
            Arrival.delegate_id.is_(None),
            Delegate.is_cancelled.is_(False),
            Delegate.merged_into.is_(None),
        )
        .order_by(Category.position, Delegate.reg_no)
    )
    return Table(
        name="no-shows",
        chinese="未到名单",
        english="No-shows",
        columns=COLUMNS,
        rows=[(*person_cells(row), row.phone, categories[row.category]) for row in rows],
    )
