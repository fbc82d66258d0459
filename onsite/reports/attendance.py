"""参会名单: who came, when, where and how. Who did not is `no_shows`."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.registration.models import Arrival, CheckIn, Delegate
from onsite.registration.queries import zones
from onsite.reports.persons import (
    CATEGORY_NAME,
    PERSON,
    PERSON_FIELDS,
    Words,
    category_names,
    means_named,
)
from onsite.reports.persons import person as person_cells
from onsite.reports.table import Column, Kind, Table

COLUMNS = (
    *PERSON,
    Column("报到时间", "Checked in at", Kind.INSTANT),
    Column("报到区", "Zone"),
    Column("报到方式", "Checked in by"),
    Column("来源", "Source"),
    CATEGORY_NAME,
)


def attendance(session: Session) -> Table:
    """List who is here now by the check-ins that hold, by registration number."""
    words = Words(session)
    named = {row.code: words.named(row) for row in zones(session)}
    categories = category_names(session, words)
    means = means_named(words)
    on_site = words("report.on_site")
    rows = session.execute(
        select(*PERSON_FIELDS, Delegate.is_walk_in, Arrival.at, CheckIn.zone, CheckIn.means)
        .join(Arrival, Arrival.delegate_id == Delegate.id)
        .join(CheckIn, CheckIn.id == Arrival.check_in_id)
        .order_by(Delegate.reg_no)
    )
    return Table(
        name="attendance",
        chinese="参会名单",
        english="Attendance",
        columns=COLUMNS,
        rows=[
            (
                *person_cells(row),
                row.at,
                named.get(row.zone, row.zone),
                means.get(row.means, row.means),
                on_site if row.is_walk_in else None,
                categories.get(row.category, row.category),
            )
            for row in rows
        ],
    )
