"""Which tables there are, in the order in which they are handed over, and which make up one workbook."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from onsite.feedback.queries import was_asked
from onsite.reports.admissions import admissions
from onsite.reports.attendance import attendance
from onsite.reports.budget_table import budget_table
from onsite.reports.conflicts import door_conflicts
from onsite.reports.credits import credit_sums, credits_table
from onsite.reports.directory import directory, staff_contacts
from onsite.reports.incidents import incidents
from onsite.reports.no_shows import no_shows
from onsite.reports.satisfaction import satisfaction
from onsite.reports.settlement_table import money_moved, settlement_table
from onsite.reports.signing import signing
from onsite.reports.table import Table

Made = Callable[[Session, datetime], Table]


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook of the report: its file's name, and its tables by theirs.

    Attributes:
        is_due: Whether this event has anything of the kind; one that is not due is not handed over.
    """

    name: str
    tables: dict[str, Made]
    is_due: Callable[[Session], bool] = lambda _session: True

    def made(self, session: Session, *, now: datetime) -> list[Table]:
        """Make its tables as things stand now."""
        return [make(session, now) for make in self.tables.values()]


def _as_it_stands(make: Callable[[Session], Table]) -> Made:
    return lambda session, _now: make(session)


def _by(make: Callable[..., Table]) -> Made:
    return lambda session, now: make(session, now=now)


BOOKS = (
    Book("attendance", {"attendance": _as_it_stands(attendance)}),
    Book("no-shows", {"no-shows": _as_it_stands(no_shows)}),
    Book("admissions", {"admissions": _by(admissions)}),
    Book("signing", {"signing": _as_it_stands(signing)}),
    Book(
        "settlement",
        {"settlement": _as_it_stands(settlement_table), "money": _as_it_stands(money_moved)},
    ),
    Book("budget", {"budget": _as_it_stands(budget_table)}),
    Book("credits", {"credits": _by(credits_table), "credit-sums": _by(credit_sums)}),
    Book("conflicts", {"conflicts": _as_it_stands(door_conflicts)}),
    Book("incidents", {"incidents": _as_it_stands(incidents)}),
    Book("satisfaction", {"satisfaction": _as_it_stands(satisfaction)}, is_due=was_asked),
    Book(
        "directory", {"directory": _as_it_stands(directory), "staff-contacts": _by(staff_contacts)}
    ),
)
TABLES = {name: make for book in BOOKS for name, make in book.tables.items()}


def due_books(session: Session) -> list[Book]:
    """List the workbooks that are handed over as things stand now."""
    return [book for book in BOOKS if book.is_due(session)]


_PLANNERS = ("attendance", "no-shows", "admissions", "signing", "settlement", "credits")


def planners_tables(session: Session, *, now: datetime) -> list[Table]:
    """Make the tables that become sheets of the planners' workbook, as things stand now.

    What only grows with the clock is left away: a second sync without new facts changes nothing.
    """
    return [
        credits_table(session, now=now, only_over=True)
        if name == "credits"
        else TABLES[name](session, now)
        for name in _PLANNERS
    ]
