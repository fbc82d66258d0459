"""Which tables there are, in the order in which they are handed over."""

from datetime import datetime

from sqlalchemy.orm import Session

from onsite.reports.attendance import attendance
from onsite.reports.no_shows import no_shows
from onsite.reports.table import Table


def planners_tables(session: Session, *, now: datetime) -> list[Table]:  # noqa: ARG001
    """Make the tables that become sheets of the planners' workbook, as things stand now."""
    return [attendance(session), no_shows(session)]
