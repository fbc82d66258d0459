"""What the tables of the report are read with: the small congress, and a row by its headings."""

import pytest

from onsite import clock


def read(table):
    """Give a table's rows as dictionaries by their English headings."""
    headings = [column.english for column in table.columns]
    return [dict(zip(headings, row, strict=True)) for row in table.rows]


@pytest.fixture
def told(event):
    """Make a table now; its rows by their English headings."""

    def tell(make, **options):
        with event.database.read() as session:
            return read(make(session, **options))

    return tell


@pytest.fixture
def told_now(told):
    def tell(make, **options):
        return told(make, now=clock.now(), **options)

    return tell


@pytest.fixture
def desk(event):
    return event.token("desk", zone="PRE")
