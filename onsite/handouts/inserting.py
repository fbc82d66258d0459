"""Insertions whose conflict is an answer: both databases know them, each in its own dialect."""

from typing import Any, cast

from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session


def table_of(rows: Any) -> Table:
    """Give the table of a model."""
    return cast("Table", rows.__table__)


def inserted(session: Session, rows: Any, **columns: Any) -> bool:
    """Insert a row unless its key is taken; whether it was."""
    table = table_of(rows)
    first = next(iter(table.primary_key.columns))
    insertion = _insert(session)(table).values(**columns).on_conflict_do_nothing()
    return session.execute(insertion.returning(first)).one_or_none() is not None


def raised(
    session: Session, rows: Any, *, by: int, limit: int | None = None, **columns: Any
) -> int | None:
    """Add to a row's ``count``, inserting it where there is none; the new count.

    Args:
        session: The use case's session.
        rows: A model with a column ``count``.
        by: How many.
        limit: The count never goes over it: then nothing changes, and the answer is None.
        columns: The key, and what else a new row has.
    """
    if limit is not None and by > limit:
        return None
    table = table_of(rows)
    count = table.c["count"]
    insertion = _insert(session)(table).values(**columns, count=by)
    change = insertion.on_conflict_do_update(
        index_elements=[column.name for column in table.primary_key.columns],
        set_={"count": count + by},
        where=None if limit is None else count + by <= limit,
    )
    found: int | None = session.execute(change.returning(count)).scalar_one_or_none()
    return found


def lowered(session: Session, rows: Any, *, by: int, **key: Any) -> int | None:
    """Take from a row's ``count``; the new count, or None when there is not so much."""
    table = table_of(rows)
    count = table.c["count"]
    change = (
        table.update()
        .where(*(table.c[name] == value for name, value in key.items()), count >= by)
        .values(count=count - by)
        .returning(count)
    )
    found: int | None = session.execute(change).scalar_one_or_none()
    return found


def _insert(session: Session) -> Any:
    return sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgres_insert
